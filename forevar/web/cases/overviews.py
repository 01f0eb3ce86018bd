"""The overview put together: what assessments say is asked for, dressed with addresses and words."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.casework.assessments import projections as assessed
from forevar.casework.assessments import selectors as assessments
from forevar.casework.cases import projections, selectors
from forevar.casework.cases.rules import bodies
from forevar.casework.cases.selectors import wording
from forevar.casework.meetings import facts as meetings
from forevar.casework.screening.rules import themes
from forevar.guideline import loader
from forevar.web.kit import guide_links
from forevar.web.kit.requests import CaseRequest

MISSING_SHOWN: Final = 3
LATEST_SHOWN: Final = 3
PLACES: Final = frozenset({"unit", "unit_leader", "home", "school"})
_STATES: Final = {
    "unanswered": gettext_noop("Ubesvart"),
    "to_be_asked": gettext_noop("Vet ikke ennå"),
    "asked": gettext_noop("Vet ikke ennå"),
    "disputed": gettext_noop("Kildene er uenige"),
}
_NOBODY: Final = gettext_noop("Ingen ennå")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the guides ask for, as the page shows it."""

    rule_id: str
    title: str
    who: str
    role_hint: str
    why: str
    citation: str
    guide_url: str
    due: projections.Due | None
    deadline_text: str
    status: str
    is_unknown: bool
    start_url: str
    mark_url: str
    remind_url: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A question nobody has answered so that it can be used."""

    question: str
    url: str
    state: str
    is_unknown: bool
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class Side:
    """Who is on the case, in two columns."""

    label: str
    who: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The overview of those who work on the case."""

    steps: tuple[Step, ...]
    hidden_count: int
    empty_text: str
    status: assessed.GuideStatus
    gaps: tuple[Gap, ...]
    done: tuple[tuple[str, str], ...]
    line: projections.PhaseLine
    scope_band: str
    panel: Any
    people: tuple[Side, ...]
    latest: tuple[projections.TimelineRow, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Reduced:
    """The overview of those with the reduced right: what to do, and whom to ring."""

    tasks: tuple[projections.WorkRow, ...]
    asked: tuple[tuple[str, str], ...]
    ring: tuple[projections.Ring, ...]


def whole(request: CaseRequest) -> Whole:
    """Put together the overview for those who work on the case."""
    case, at = request.case, request.at
    status = assessments.get_guide_status(
        case,
        actor=request.actor,
        at=at,
        lang=wording.language(),
        rights=request.rights,
        extra=meetings.known(case),
    )
    sheet = selectors.get_sheet(case)
    may_write = bool(request.rights.can("overview", "W"))
    deeds: tuple[projections.TimelineRow, ...] = ()
    if request.rights.can("timeline", "S"):
        deeds = selectors.list_timeline(case, kind="deeds").rows[:LATEST_SHOWN]
    return Whole(
        steps=tuple(_step(each, request=request, may_write=may_write) for each in status.steps),
        hidden_count=status.hidden_count,
        empty_text=_empty(status.reassess_on),
        status=status,
        gaps=tuple(_gap(gap, request=request) for gap in _first(status.missing)),
        done=tuple((item.title, _mark_url(request, item.rule_id)) for item in status.done),
        line=selectors.get_phase_line(case, sheet=sheet),
        scope_band=selectors.get_scope_band(case, sheet=sheet),
        panel=_panel(status),
        people=_people(request),
        latest=deeds,
        may_write=may_write,
    )


def reduced(request: CaseRequest) -> Reduced:
    """Put together the overview for those who see what is theirs to do, and no more.

    In emergency access the guides' list stays away: it opens as little as the hour needs.
    """
    sheet = selectors.get_reduced_sheet(request.case, actor=request.actor, at=request.at)
    asked: tuple[tuple[str, str], ...] = ()
    if request.rights.basis != "emergency":
        status = assessments.get_guide_status(
            request.case,
            actor=request.actor,
            at=request.at,
            lang=wording.language(),
            rights=request.rights,
        )
        asked = tuple(
            (step.title, _guide_url(step.rule_id)) for step in status.steps if step.is_mine
        )
    return Reduced(tasks=sheet.tasks, asked=asked, ring=sheet.ring)


def _step(step: assessed.NextStep, *, request: CaseRequest, may_write: bool) -> Step:
    due = wording.due(due_at=None, due_on=step.due, at=request.at) if step.due else None
    return Step(
        rule_id=step.rule_id,
        title=step.title,
        who=step.who,
        role_hint=_(step.role_hint) if step.role_hint else "",
        why=step.why,
        citation=step.section_label,
        guide_url=_guide_url(step.rule_id),
        due=due,
        deadline_text=step.deadline_text,
        status=_(step.status),
        is_unknown=step.answer == "unknown",
        start_url=_start_url(step, request),
        mark_url=_mark_url(request, step.rule_id) if may_write or step.is_mine else "",
        remind_url=_remind_url(step, request) if may_write else "",
    )


def _first(missing: tuple[assessed.MissingFact, ...]) -> list[assessed.MissingFact]:
    """Pick what somebody is already looking for, earliest date first, then the order of the themes."""
    in_order = sorted(missing, key=lambda gap: (gap.state == "unanswered", gap.due or date.max))
    return in_order[:MISSING_SHOWN]


def _gap(gap: assessed.MissingFact, *, request: CaseRequest) -> Gap:
    return Gap(
        question=gap.question,
        url=_theme_url(request, gap.theme),
        state=_(_STATES.get(gap.state, "Ubesvart")),
        is_unknown=gap.state != "unanswered",
        who=_(bodies.NAMES.get(gap.who, _NOBODY)),
        due=formats.date_format(gap.due, "BRIEF_DAY_FORMAT") if gap.due else _("uten frist"),
    )


def _people(request: CaseRequest) -> tuple[Side, ...]:
    """Say who is on the case. Of the place only that it has a telephone: its name is a secret."""
    found = selectors.list_people(request.case)
    named = [
        Side(label, ", ".join(p.name for p in found if p.body == body))
        for body, label in (("intake", _("Inntak")), ("municipality", _("Kommune")))
    ]
    if any(person.body in PLACES for person in found):
        named.append(Side(_("Sted"), _("vakttelefon")))
    if any(person.body == "duty" for person in found):
        named.append(Side(_("Vakt"), _("kjenner saken")))
    return tuple(Side(side.label, side.who or _("ingen ennå")) for side in named)


def _empty(next_on: date | None) -> str:
    if next_on is None:
        return _("Veilederen ber ikke om noe nytt nå.")
    day = formats.date_format(next_on, "MONTH_DAY_FORMAT")
    return _("Veilederen ber ikke om noe nytt nå. Neste vurdering er %(day)s.") % {"day": day}


def _panel(status: assessed.GuideStatus) -> dict[str, Any] | None:
    panel = status.guide_panel
    if panel is None:
        return None
    return {
        "text": panel.text,
        "place": panel.place,
        "law_cited": panel.law_cited,
        "law_now": panel.law_now,
        "verified_on": panel.verified_on,
        "to_check": panel.to_check,
        "url": _guide_url(panel.rule_id),
    }


def _guide_url(rule_id: str) -> str:
    rule = loader.load_guide().rules.get(rule_id)
    if rule is None:
        return ""
    try:
        return guide_links.section_url(rule.source, rule_id=rule.id)
    except NoReverseMatch:
        return ""


def _start_url(step: assessed.NextStep, request: CaseRequest) -> str:
    """Give the page where the step is taken; nothing for a page that is not built yet."""
    if step.start_url_name is None:
        return ""
    where = {"kode": str(request.case)}
    if step.start_theme:
        where["tema"] = step.start_theme
    return _address(step.start_url_name, **where)


def _mark_url(request: CaseRequest, rule_id: str) -> str:
    return _address("cases:mark", kode=str(request.case), krav=rule_id)


def _remind_url(step: assessed.NextStep, request: CaseRequest) -> str:
    if step.status_code != "waiting" or not step.task_key:
        return ""
    return _address("shell:task", kode=str(request.case), task=step.task_key)


def _theme_url(request: CaseRequest, code: str) -> str:
    here = {"kode": str(request.case)}
    slug = next((theme.slug for theme in themes.THEMES if theme.code == code), "")
    return _address("screening:theme", **here, tema=slug) or _address("screening:themes", **here)


def _address(name: str, **where: str) -> str:
    try:
        return reverse(name, kwargs=where)
    except NoReverseMatch:
        return ""
