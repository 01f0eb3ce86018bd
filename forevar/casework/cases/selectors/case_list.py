"""The cases a person may open: the list, and the children somebody on duty looks after now."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from forevar.casework.cases import models
from forevar.casework.cases.projections import (
    CaseFilters,
    CaseList,
    CaseRow,
    ChildTile,
    Due,
)
from forevar.casework.cases.rules import codes, phases, tasks
from forevar.casework.cases.selectors import within, wording
from forevar.kernel import clock, refs
from forevar.kernel.clock import Instant
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import selectors as accounts
from forevar.trust.disclosure import selectors as disclosure

PAGE: Final = 50

Cases = QuerySet[models.Case]


def visible_cases(actor: Actor, *, at: Instant) -> Cases:
    """Give the cases somebody may open, as a query to narrow."""
    return models.Case.objects.filter(code__in=within.seen_by(actor, at=at))


def without_kontaktperson(found: Cases) -> Cases:
    """Narrow to the open cases that nobody in the municipality answers for."""
    return found.exclude(phase="closed").filter(~Exists(_answering("municipality")))


def list_cases(
    actor: Actor, *, at: Instant, filters: CaseFilters | None = None, after: str = ""
) -> CaseList:
    """List the cases a person may open by code, fifty at a time, in four queries."""
    wanted = filters or CaseFilters()
    found = _narrowed(visible_cases(actor, at=at), wanted, actor=actor, at=at)
    page = list(found.filter(code__gt=after).order_by("code")[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    shown = [row.code for row in page]
    names, work = _kontaktpersons(shown), _work(shown, at=at)
    return CaseList(
        rows=tuple(_row(row, names=names, work=work, at=at) for row in page),
        after=page[-1].code if more else "",
    )


def list_children(actor: Actor, *, at: Instant) -> tuple[ChildTile, ...]:
    """List the children somebody looks after now: the call name, sealed, and the case's code."""
    found = visible_cases(actor, at=at).exclude(phase="closed").order_by("code")
    cases = [refs.CaseRef(code) for code in found.values_list("code", flat=True)[:PAGE]]
    names = disclosure.call_names(cases)
    return tuple(
        ChildTile(case=case, case_name=codes.spoken(case), call_name=names[case]) for case in cases
    )


def _answering(body: str) -> "QuerySet[models.Responsibility]":
    return models.Responsibility.objects.filter(
        case_code=OuterRef("code"), body=body, until_at__isnull=True
    )


def _narrowed(found: Cases, filters: CaseFilters, *, actor: Actor, at: Instant) -> Cases:
    if filters.phase:
        found = found.filter(phase=filters.phase)
    if filters.body:
        found = found.filter(Exists(_answering(filters.body).filter(person=actor.person.key)))
    if filters.without_kontaktperson:
        found = without_kontaktperson(found)
    if filters.deadline in {"overdue", "week"}:
        found = found.filter(Exists(_due_before(filters.deadline, at=at)))
    return found


def _due_before(deadline: str, *, at: Instant) -> "QuerySet[models.Task]":
    limit = at if deadline == "overdue" else tasks.bounds(at)[1]
    return models.Task.objects.filter(case_code=OuterRef("code"), state="open", due_sort__lte=limit)


def _kontaktpersons(shown: Iterable[str]) -> dict[str, str]:
    answering = models.Responsibility.objects.filter(
        case_code__in=list(shown), body="municipality", until_at__isnull=True
    ).order_by("-from_at", "-key")
    people = dict(answering.values_list("case_code", "person"))
    names = accounts.names(refs.PersonRef(person) for person in people.values())
    return {code: names.get(person, "") for code, person in people.items()}


def _work(shown: list[str], *, at: Instant) -> dict[str, tuple[int, int, datetime]]:
    counted = (
        models.Task.objects.filter(case_code__in=shown, state="open")
        .values("case_code")
        .annotate(
            number=Count("key"), over=Count("key", filter=Q(due_sort__lt=at)), first=Min("due_sort")
        )
        .order_by()
    )
    return {one["case_code"]: (one["number"], one["over"], one["first"]) for one in counted}


def _row(
    row: models.Case,
    *,
    names: dict[str, str],
    work: dict[str, tuple[int, int, datetime]],
    at: Instant,
) -> CaseRow:
    case = refs.CaseRef(row.code)
    number, over, first = work.get(row.code, (0, 0, tasks.WITHOUT_DEADLINE))
    return CaseRow(
        case=case,
        name=codes.spoken(case),
        phase=row.phase,
        phase_name=gettext(phases.PHASES[row.phase]),
        kontaktperson=names.get(row.code, ""),
        due=_due(first, at=at),
        open_tasks=number,
        overdue_tasks=over,
    )


def _due(first: datetime, *, at: Instant) -> Due:
    day: date | None = None if first >= tasks.WITHOUT_DEADLINE else clock.local_date(first)
    return wording.due(due_at=None, due_on=day, at=at)
