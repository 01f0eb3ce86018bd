"""Reads of need to know: grants and blocks on a case, and emergency access to explain or review."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from forevar.kernel.clock import Instant, Period
from forevar.kernel.refs import CaseRef, OrgRef, PersonRef, UnitRef
from forevar.trust.access import decide, policy
from forevar.trust.access.models import EmergencyAccess, Grant, NetworkBlock
from forevar.trust.accounts.models import in_force


@dataclass(frozen=True, slots=True)
class GrantLine:
    """An access on a case: to a person in a role, or to a unit's shift."""

    key: str
    basis: str
    unit: UnitRef
    unit_name: str = field(repr=False)
    org: OrgRef
    person: PersonRef | None
    name: str = field(repr=False)
    role: str
    from_at: Instant
    until_at: Instant | None


@dataclass(frozen=True, slots=True)
class BlockLine:
    """Somebody who is kept out of a case."""

    key: str
    person: PersonRef
    name: str = field(repr=False)
    set_at: Instant
    lift_asked_by: PersonRef | None


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """An emergency access as the one who explains, is told of or reviews it sees it."""

    key: str
    case: CaseRef
    person: PersonRef
    name: str = field(repr=False)
    role: str
    unit_name: str = field(repr=False)
    reason: str
    state: str
    opened_at: Instant
    until_at: Instant
    explain_before: Instant
    explained_at: Instant | None
    commitment: str
    reviewed_at: Instant | None
    outcome: str


def list_grants(case: CaseRef, *, at: Instant) -> tuple[GrantLine, ...]:
    """List the accesses on a case that hold at an instant, whether somebody uses them or not."""
    rows = (
        Grant.objects.filter(in_force(at), case=case.code)
        .select_related("person", "unit")
        .order_by("basis", "unit__name_sort", "person__name_sort", "key")
    )
    return tuple(
        GrantLine(
            key=row.key,
            basis=row.basis,
            unit=UnitRef(row.unit.key),
            unit_name=row.unit.name,
            org=OrgRef(row.unit.organisation_id),
            person=PersonRef(row.person.key) if row.person else None,
            name=row.person.name if row.person else "",
            role=row.role,
            from_at=row.from_at,
            until_at=row.until_at,
        )
        for row in rows
    )


def list_blocks(case: CaseRef, *, at: Instant) -> tuple[BlockLine, ...]:
    """List those who are kept out of a case, for those who answer for it."""
    rows = decide.blocks_in_force(at).filter(case=case.code).select_related("person")
    return tuple(_block_line(row) for row in rows.order_by("person__name_sort", "key"))


def find_active_emergency(person: PersonRef, *, at: Instant) -> EmergencyLine | None:
    """Find the emergency access somebody has open now, for the band on every page."""
    rows = _emergencies().filter(grant__person=person.key, grant__until_at__gt=at)
    row = rows.order_by("-grant__until_at").first()
    return None if row is None else _emergency_line(row, at)


def list_to_explain(person: PersonRef, *, at: Instant) -> tuple[EmergencyLine, ...]:
    """List one's own emergency accesses that wait for an explanation, oldest first."""
    rows = _emergencies().filter(grant__person=person.key, explained_at__isnull=True)
    return tuple(_emergency_line(row, at) for row in rows.order_by("opened_at", "key"))


def list_told(person: PersonRef, *, at: Instant, limit: int = 50) -> tuple[EmergencyLine, ...]:
    """List the emergency accesses somebody was told of, newest first; none they are blocked from."""
    blocked = decide.blocks_in_force(at).filter(person=person.key).values("case")
    rows = _emergencies().filter(told__person=person.key).exclude(grant__case__in=blocked)
    return tuple(_emergency_line(row, at) for row in rows.order_by("-opened_at", "key")[:limit])


def list_to_review(actor: policy.Actor, *, at: Instant) -> tuple[EmergencyLine, ...]:
    """List the emergency accesses that this person may review and that are ready, oldest first."""
    ready = Q(explained_at__isnull=False) | Q(explain_before__lte=at)
    orgs = {fact.org.key for fact in actor.memberships}
    theirs = Grant.objects.filter(unit__organisation__in=orgs).values("case")
    rows = list(
        _emergencies()
        .filter(ready, reviewed_at__isnull=True, grant__case__in=theirs)
        .order_by("opened_at", "key")
    )
    blocked = set(
        decide.blocks_in_force(at).filter(person=actor.person.key).values_list("case", flat=True)
    )
    near = reviewables(rows)
    return tuple(
        _emergency_line(row, at)
        for row in rows
        if policy.may_review(actor, near[row.key], blocked=row.grant.case in blocked)
    )


def list_emergencies(case: CaseRef, *, at: Instant) -> tuple[EmergencyLine, ...]:
    """List every emergency access on a case, newest first, for «Hvem har sett»."""
    rows = _emergencies().filter(grant__case=case.code).order_by("-opened_at", "key")
    return tuple(_emergency_line(row, at) for row in rows)


def reviewables(rows: Iterable[EmergencyAccess]) -> dict[str, policy.Reviewable]:
    """Gather who was near each emergency access: those named on the case when it was opened."""
    opened = list(rows)
    on_case: dict[str, list[Grant]] = {}
    cases = {row.grant.case for row in opened}
    for grant in Grant.objects.filter(case__in=cases).select_related("unit"):
        on_case.setdefault(grant.case, []).append(grant)
    return {row.key: _reviewable(row, on_case[row.grant.case]) for row in opened}


def _reviewable(row: EmergencyAccess, on_case: list[Grant]) -> policy.Reviewable:
    then = [
        grant
        for grant in on_case
        if grant.basis != "control" and Period(grant.from_at, grant.until_at).holds(row.opened_at)
    ]
    return policy.Reviewable(
        opener=PersonRef(str(row.grant.person_id)),
        unit=UnitRef(row.grant.unit_id),
        organisations=frozenset(OrgRef(grant.unit.organisation_id) for grant in [*then, row.grant]),
        involved=frozenset(PersonRef(grant.person_id) for grant in then if grant.person_id),
    )


def _emergencies() -> QuerySet[EmergencyAccess]:
    return EmergencyAccess.objects.select_related("grant__person", "grant__unit")


def _emergency_line(row: EmergencyAccess, at: Instant) -> EmergencyLine:
    grant = row.grant
    assert grant.person is not None  # noqa: S101 - the database refuses one without
    assert grant.until_at is not None  # noqa: S101 - the database refuses one without
    return EmergencyLine(
        key=row.key,
        case=CaseRef(grant.case),
        person=PersonRef(grant.person.key),
        name=grant.person.name,
        role=grant.role,
        unit_name=grant.unit.name,
        reason=row.reason,
        state=_state(row, at, until_at=grant.until_at),
        opened_at=row.opened_at,
        until_at=grant.until_at,
        explain_before=row.explain_before,
        explained_at=row.explained_at,
        commitment=row.commitment,
        reviewed_at=row.reviewed_at,
        outcome=row.outcome,
    )


def _state(row: EmergencyAccess, at: Instant, *, until_at: Instant) -> str:
    """Tell where it stands. What the clock decides is computed and never stored."""
    if row.outcome:
        return row.outcome
    if until_at > at:
        return "active"
    if row.explained_at is not None:
        return "review_due"
    return "explanation_late" if at > row.explain_before else "explanation_due"


def _block_line(row: NetworkBlock) -> BlockLine:
    return BlockLine(
        key=row.key,
        person=PersonRef(row.person.key),
        name=row.person.name,
        set_at=row.set_at,
        lift_asked_by=PersonRef(row.lift_asked_by_id) if row.lift_asked_by_id else None,
    )
