"""Mitt arbeid: one person's tasks over all their cases, in five queries whatever the caseload.

Every query starts from the cases the person may open and goes on through the one index that begins
with the case, so the cost follows the person's own caseload.
"""

from datetime import date
from typing import Final

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext

from forevar.casework.cases import models
from forevar.casework.cases.projections import (
    WorkCounts,
    WorkFilters,
    WorkGroup,
    WorkList,
    WorkRow,
)
from forevar.casework.cases.rules import bodies, codes, tasks
from forevar.casework.cases.selectors import case_list, keyset, rows, within
from forevar.kernel import refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import roles

PAGE: Final = 50
MOST_CASES: Final = 200

Tasks = QuerySet[models.Task]


def list_work(
    actor: Actor, *, at: Instant, filters: WorkFilters | None = None, after: str = ""
) -> WorkList:
    """List what waits on somebody by deadline, and what they wait for.

    Duties that wait for an answer stand under «Venter på andre» until their deadline is over.
    Approvals are counted, and listed only when they are asked for.
    """
    wanted = filters or WorkFilters()
    mine = _mine(actor, at=at)
    shown = _narrowed(_by_deadline(mine, at=at, kind=wanted.kind or "duty"), wanted, at=at)
    page = list(keyset.from_here(shown, after)[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    found = [rows.work_row(row, actor=actor, at=at) for row in page]
    counts = _counts(actor, mine, at=at)
    return WorkList(
        groups=_grouped(found, counts),
        waiting=() if after else _waiting(mine, wanted, actor=actor, at=at),
        counts=counts,
        after=keyset.mark_of(page[-1]) if more else "",
        next_due_on=_next_due(mine, at=at) if not found else None,
    )


def list_waiting(actor: Actor, *, at: Instant) -> tuple[WorkRow, ...]:
    """List what somebody has asked others for and not received, longest asked first."""
    return _waiting(_mine(actor, at=at), WorkFilters(), actor=actor, at=at, most=MOST_CASES)


def list_approvals(actor: Actor, *, at: Instant, after: str = "") -> WorkList:
    """List what waits for this person's approval: the tasks whose kind is approval."""
    return list_work(actor, at=at, filters=WorkFilters(kind="approval"), after=after)


def list_work_cases(actor: Actor, *, at: Instant) -> tuple[tuple[str, str], ...]:
    """List the cases somebody has something to do in, by code and spoken name, for the filter."""
    found = _mine(actor, at=at).order_by("case_code").values_list("case_code", flat=True)
    return tuple((code, codes.spoken(refs.CaseRef(code))) for code in found.distinct()[:MOST_CASES])


def _mine(actor: Actor, *, at: Instant) -> Tasks:
    owned = Q(owner_person=actor.person.key) | Q(
        owner_person="", owner_body__in=sorted(bodies.acting_for(actor.roles))
    )
    return models.Task.objects.filter(
        owned, case_code__in=within.seen_by(actor, at=at), state="open"
    )


def _by_deadline(mine: Tasks, *, at: Instant, kind: str) -> Tasks:
    return mine.filter(Q(waits_on="") | Q(due_sort__lt=at), kind=kind)


def _narrowed(found: Tasks, filters: WorkFilters, *, at: Instant) -> Tasks:
    if filters.case:
        found = found.filter(case_code=filters.case)
    if filters.waits_on:
        found = found.filter(waits_on=filters.waits_on)
    limits = _limits(at).get(filters.group)
    return found.filter(limits) if limits is not None else found


def _limits(at: Instant) -> dict[str, Q]:
    today, week = tasks.bounds(at)
    return {
        "overdue": Q(due_sort__lt=at),
        "today": Q(due_sort__gte=at, due_sort__lte=today),
        "week": Q(due_sort__gt=today, due_sort__lte=week),
        "later": Q(due_sort__gt=week),
    }


def _waiting(
    mine: Tasks, filters: WorkFilters, *, actor: Actor, at: Instant, most: int = PAGE
) -> tuple[WorkRow, ...]:
    found = _narrowed(mine.exclude(waits_on="").filter(due_sort__gte=at), filters, at=at)
    ordered = found.order_by("asked_at", "key")[:most]
    return tuple(rows.work_row(row, actor=actor, at=at) for row in ordered)


def _grouped(found: list[WorkRow], counts: WorkCounts) -> tuple[WorkGroup, ...]:
    return tuple(
        WorkGroup(
            code=code,
            label=gettext(label),
            rows=tuple(row for row in found if row.group == code),
            count=getattr(counts, code),
        )
        for code, label in tasks.GROUPS.items()
    )


def _counts(actor: Actor, mine: Tasks, *, at: Instant) -> WorkCounts:
    on_the_list = Q(kind="duty") & (Q(waits_on="") | Q(due_sort__lt=at))
    counted = mine.aggregate(
        waiting=Count("key", filter=~Q(waits_on="") & Q(due_sort__gte=at)),
        approvals=Count("key", filter=Q(kind="approval")),
        **{
            group: Count("key", filter=on_the_list & limits)
            for group, limits in _limits(at).items()
        },
    )
    return WorkCounts(**counted, without_kontaktperson=_without_kontaktperson(actor, at=at))


def _without_kontaktperson(actor: Actor, *, at: Instant) -> int | None:
    """Count the cases nobody in the municipality answers for; only leaders are told."""
    if not actor.roles & roles.LEADERS:
        return None
    seen = case_list.visible_cases(actor, at=at)
    return case_list.without_kontaktperson(seen).count()


def _next_due(mine: Tasks, *, at: Instant) -> date | None:
    first = mine.aggregate(first=Min("due_sort", filter=Q(due_sort__gte=at)))["first"]
    if first is None or first >= tasks.WITHOUT_DEADLINE:
        return None
    return local_date(first)
