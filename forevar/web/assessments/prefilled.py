"""The form of the assessment: filled from the draft, from what this person typed, or from a post."""

import json
from typing import Any, Final

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forevar.casework.assessments import projections, selectors
from forevar.casework.assessments.rules import writing
from forevar.casework.cases import selectors as cases
from forevar.casework.cases.rules import bodies
from forevar.casework.screening.rules import answers
from forevar.web.assessments import words
from forevar.web.assessments.forms import AssessmentForm
from forevar.web.kit.requests import CaseRequest

AUTOSAVE: Final = "assessments.risk"
_LISTS: Final = frozenset({"facts_chosen", "unknowns_chosen"})
_TYPED: Final = (
    *writing.TEXTS,
    *sorted(_LISTS),
    "conclusion",
    "place_unsafe",
    "reassess_on",
    "version",
)
"""What is taken from an autosaved form. Its version too: who wrote on an old draft is told so."""


def empty_form(request: CaseRequest, draft: projections.AssessmentDraft) -> AssessmentForm:
    """Give the form as the draft stands, with what this person typed and never saved on top."""
    typed = _typed(request)
    asked = {**initial(draft), **{name: typed[name] for name in _TYPED if name in typed}}
    for name in _LISTS & set(asked):
        asked[name] = [asked[name]] if isinstance(asked[name], str) else asked[name]
    return _form(request, draft=draft, initial=asked)


def _typed(request: CaseRequest) -> dict[str, Any]:
    found = cases.find_draft(form=AUTOSAVE, by=request.actor, case=request.case)
    typed = json.loads(str(found.body)) if found else {}
    return typed if isinstance(typed, dict) else {}


def autosave_version(request: CaseRequest) -> int:
    """Tell which autosaved version the page knows of; 0 for none."""
    found = cases.find_draft(form=AUTOSAVE, by=request.actor, case=request.case)
    return found.version if found else 0


def filled_form(request: CaseRequest, draft: projections.AssessmentDraft) -> AssessmentForm:
    """Give the form as it was sent."""
    return filled_form_of(request, draft, request.POST)


def filled_form_of(
    request: CaseRequest, draft: projections.AssessmentDraft, sent: QueryDict
) -> AssessmentForm:
    """Give the form with these values."""
    return _form(request, draft=draft, sent=sent)


def initial(draft: projections.AssessmentDraft) -> dict[str, object]:
    """Open the draft's own words. Nothing that nobody chose is chosen."""
    return {
        **{name: str(draft.texts[name]) for name in writing.TEXTS},
        "version": draft.version,
        "facts_chosen": list(draft.facts_chosen),
        "unknowns_chosen": list(draft.unknowns_chosen),
        "conclusion": draft.conclusion or None,
        "place_unsafe": draft.place_unsafe or None,
        "reassess_on": draft.reassess_on,
    }


def _form(
    request: CaseRequest,
    *,
    draft: projections.AssessmentDraft,
    initial: dict[str, object] | None = None,
    sent: QueryDict | None = None,
) -> AssessmentForm:
    lang = words.language()
    known = selectors.list_known(request.case, actor=request.actor, at=request.at, lang=lang)
    unknown = selectors.list_unknown(request.case, at=request.at, lang=lang)
    return AssessmentForm(
        sent,
        initial=initial,
        number=draft.number,
        is_correction=draft.corrects is not None,
        known=_kept(known_choices(known), draft.facts_chosen),
        unknown=_kept(
            [
                (fact.fact_id, _unknown_line(fact))
                for fact in unknown
                if fact.fact_id not in writing.NO_GROUND
            ],
            draft.unknowns_chosen,
        ),
    )


def _kept(choices: list[tuple[str, str]], chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    """Keep what was chosen earlier and has changed since, so that nothing chosen disappears."""
    offered = {fact for fact, _line in choices}
    gone = [
        (fact, _("%(fact)s (endret siden det ble valgt)") % {"fact": words.label(fact)})
        for fact in chosen
        if fact not in offered
    ]
    return [*choices, *gone]


def known_choices(known: tuple[projections.KnownFact, ...]) -> list[tuple[str, str]]:
    """Say each known fact with its source and date."""
    return [(fact.fact_id, known_line(fact)) for fact in known]


def known_line(fact: projections.KnownFact) -> str:
    """Say one fact, where it comes from, and from when."""
    line = f"{fact.label}: {fact.value}"
    source = str(fact.source)
    when = date_format(fact.on, "DATE_FORMAT") if fact.on else ""
    told = ", ".join(part for part in (source, when) if part)
    return _("%(line)s. Kilde: %(told)s") % {"line": line, "told": told} if told else line


def _unknown_line(fact: projections.MissingFact) -> str:
    state = _(answers.STATE_WORDS[fact.state])
    parts = [state]
    if fact.who:
        parts.append(_(bodies.NAMES.get(fact.who, "")))
    if fact.due:
        parts.append(_("innen %(day)s") % {"day": date_format(fact.due, "DATE_FORMAT")})
    return f"{fact.question} {', '.join(part for part in parts if part)}"
