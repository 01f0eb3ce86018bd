"""Lines of the lists as a page shows them: words and addresses put on what the selectors give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.casework.cases import projections
from forevar.casework.cases.selectors import wording
from forevar.guideline import explain, loader
from forevar.kernel import refs
from forevar.web.kit import guide_links

_PLACES: Final = {
    "screening": "screening:themes",
    "assessments": "assessments:risk",
    "police": "assessments:police",
    "intake": "intake:enquiry",
    "meetings": "meetings:list",
    "access": "access:explain",
}
"""Where the work of a task is done, by the package that set it; else the overview."""
_WHY: Final = {
    "screening": gettext_noop("Et svar mangler eller er uklart."),
    "assessments": gettext_noop("Et menneske skal vurdere risikoen."),
    "police": gettext_noop("Politiet er spurt."),
    "intake": gettext_noop("Inntak trenger mer å gå ut fra."),
    "meetings": gettext_noop("Noe skal avklares sammen."),
    "access": gettext_noop("Nødtilgang er brukt."),
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task on a page: never a name, a place or a municipality."""

    title: str
    case_name: str
    due: projections.Due
    url: str
    task_url: str
    note: str
    why: str
    guide_url: str
    guide_place: str
    waits_on_name: str
    asked: str
    reminded: str


def task_lines(
    rows: Iterable[projections.WorkRow], *, bodies: dict[str, str]
) -> tuple[TaskLine, ...]:
    """Dress rows of Mitt arbeid for the page."""
    return tuple(_task_line(row, bodies) for row in rows)


def _task_line(row: projections.WorkRow, bodies: dict[str, str]) -> TaskLine:
    guide_url, guide_place = _guide(row.requirement)
    code = str(row.case)
    waits_on = bodies.get(row.waits_on, "")
    return TaskLine(
        title=row.title,
        case_name=row.case_name,
        due=row.due,
        url=_work_url(row.source, code),
        task_url=reverse("shell:task", kwargs={"kode": code, "task": row.key}),
        note=_("Venter på: %(who)s") % {"who": waits_on} if waits_on else "",
        why=_(_WHY[source]) if (source := _package(row.source)) in _WHY else "",
        guide_url=guide_url,
        guide_place=guide_place,
        waits_on_name=waits_on,
        asked=_("spurt %(day)s") % {"day": _day(row.asked_on)} if row.asked_on else "",
        reminded=_("minnet på %(day)s") % {"day": _day(row.reminded_on)} if row.reminded_on else "",
    )


def _package(source: str) -> str:
    return source.split(".")[0].split(":")[0]


def _work_url(source: str, code: str) -> str:
    name = _PLACES.get(_package(source), "cases:overview")
    for wanted in (name, "cases:overview"):
        try:
            return reverse(wanted, kwargs={"kode": code})
        except NoReverseMatch:
            continue
    return reverse("shell:cases")


def _guide(requirement: str) -> tuple[str, str]:
    rule = loader.load_guide().rules.get(requirement) if requirement else None
    if rule is None:
        return "", ""
    place = explain.citation(rule.source, language=wording.language())
    try:
        return guide_links.section_url(rule.source, rule_id=rule.id), place
    except NoReverseMatch:
        return "", place


def _day(day: date) -> str:
    return formats.date_format(day, "BRIEF_DAY_FORMAT")


def case_url(case: refs.CaseRef) -> str:
    """Give the address of a case's first page."""
    try:
        return reverse("cases:overview", kwargs={"kode": str(case)})
    except NoReverseMatch:
        return reverse("shell:cases")
