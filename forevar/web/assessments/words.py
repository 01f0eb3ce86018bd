"""How judgements read on the pages: labels, sections, warnings. All of it words, none of it measure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forevar.casework.assessments import projections, selectors
from forevar.casework.assessments.rules import writing
from forevar.guideline import catalogue, loader
from forevar.kernel.refs import CaseRef
from forevar.web.kit import guide_links


@dataclass(frozen=True, slots=True)
class Section:
    """One text of an assessment under its own heading."""

    name: str
    heading: str
    text: Any
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """The guide's margin panel, with the address of the whole section."""

    text: str
    place: str
    law_cited: str
    law_now: str
    verified_on: date | None
    to_check: bool
    url: str


def language() -> catalogue.Language:
    """Give the language the page is shown in."""
    code = (get_language() or "nb")[:2]
    return "nn" if code == "nn" else "en" if code == "en" else "nb"


def panel(rule_id: str) -> ShownPanel:
    """Give what the guide says of one requirement."""
    rule = loader.load_guide().rules[rule_id]
    found = selectors.panel(rule, guide=loader.load_guide(), lang=language())
    return ShownPanel(
        text=found.text,
        place=found.place,
        law_cited=found.law_cited,
        law_now=found.law_now,
        verified_on=found.verified_on,
        to_check=found.to_check,
        url=guide_links.section_url(rule.source, rule_id=rule.id),
    )


def label(fact_id: str) -> str:
    """Name a fact."""
    fact = loader.load_guide().facts.get(fact_id)
    return fact.label(language()) if fact else ""


def conclusion(code: str) -> str:
    """Say what a person concluded."""
    return _(writing.CONCLUSIONS[code]) if code in writing.CONCLUSIONS else ""


def yes_no(code: str) -> str:
    """Say yes or no; nothing where nobody answered."""
    return {"yes": _("Ja"), "no": _("Nei")}.get(code, "")


def warning_about_unknowns(code: str, unknown: tuple[projections.MissingFact, ...]) -> str:
    """Ask why it is sound to see no indications now while so much is not known. Never a block."""
    if not writing.asks_for_explanation(code, unknowns=len(unknown)):
        return ""
    not_yet = sum(1 for fact in unknown if fact.state != "unanswered")
    rest = len(unknown) - not_yet
    told = [
        ngettext("%(n)s spørsmål er «Vet ikke ennå»", "%(n)s spørsmål er «Vet ikke ennå»", not_yet)
        % {"n": not_yet}
        if not_yet
        else "",
        ngettext("%(n)s spørsmål er ubesvart", "%(n)s spørsmål er ubesvart", rest) % {"n": rest}
        if rest
        else "",
    ]
    return _(
        "Du har valgt «Ikke holdepunkter for risiko nå», men %(told)s. Forklar hvorfor det er forsvarlig."
    ) % {"told": _(" og ").join(part for part in told if part)}


def sections(
    draft: projections.AssessmentDraft | projections.LockedAssessment,
) -> tuple[Section, ...]:
    """Give the texts in the order they are read, those that hold something or ought to."""
    asked = {field.name: _(field.label) for field in writing.fields_asked(draft.number)}
    headings = {
        "what_was_corrected": _("Hva er rettet?"),
        **asked,
        "despite_unknowns": _("Hvorfor det er forsvarlig"),
        "reason": _("Begrunnelse"),
    }
    chosen = {
        "known": tuple(label(fact) for fact in draft.facts_chosen),
        "unknown": tuple(label(fact) for fact in draft.unknowns_chosen),
    }
    return tuple(
        Section(name, heading, draft.texts[name], chosen.get(name, ()))
        for name, heading in headings.items()
        if name in asked or name == "reason" or draft.texts[name].is_set
    )


def repeated(case: CaseRef, draft: projections.AssessmentDraft) -> tuple[str, ...]:
    """Name the headings whose text is word for word that of the version before."""
    if draft.number == 1:
        return ()
    earlier = selectors.get_assessment(case, number=draft.number - 1)
    written = writing.Written(
        number=draft.number,
        texts={name: str(draft.texts[name]) for name in writing.TEXTS},
        earlier_texts={name: str(earlier.texts[name]) for name in writing.TEXTS},
    )
    return tuple(
        _(writing.FIELD_BY_NAME[name].label) if name in writing.FIELD_BY_NAME else _("Begrunnelse")
        for name in writing.repeats_earlier(written)
    )


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One line in the list of versions."""

    number: int
    state: str
    conclusion: str
    locked_by: str
    locked_at: datetime | None


def version_line(line: projections.VersionLine) -> ShownVersion:
    """Put one version into words."""
    states = {"draft": _("Utkast"), "locked": _("Gjelder nå"), "superseded": _("Erstattet")}
    return ShownVersion(
        number=line.number,
        state=states[line.state],
        conclusion=conclusion(line.conclusion),
        locked_by=line.locked_by,
        locked_at=line.locked_at,
    )
