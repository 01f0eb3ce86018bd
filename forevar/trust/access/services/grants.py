"""Letting in and ending: grants to people in a role, to units, to the duty desk, and for control."""

from django.db import transaction
from django.db.models import Q, QuerySet

from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef, PersonRef, UnitRef
from forevar.trust.access import policy
from forevar.trust.access.models import Grant
from forevar.trust.access.services import gate
from forevar.trust.accounts import roles
from forevar.trust.accounts.models import Membership, Unit, in_force


@transaction.atomic
def give(
    *,
    case: CaseRef,
    person: PersonRef,
    role: str,
    unit: UnitRef | None = None,
    from_at: Instant | None = None,
    until_at: Instant | None = None,
    by: policy.Actor | None,
    at: Instant,
) -> str:
    """Let a named person in, in a role they have now, and give the grant's key.

    Refuses somebody in the child's network, a role not held, and a giver who does not answer for
    the case. The first grant on a case is the exception: whoever registers it lets themselves in.
    """
    basis = _require_giver(by, case, at, person=person, role=role)
    gate.hold(person)
    if gate.is_blocked(person, case, at):
        raise gate.PersonIsBlocked
    held_in = _held_in(person, role, at, unit=unit, among=policy.CASE_ROLES)
    _refuse_twice(case, at, basis="assigned", person=person.key, role=role, unit=held_in)
    row = Grant.objects.create(
        case=case.code,
        basis="assigned",
        person_id=person.key,
        unit_id=held_in,
        role=role,
        from_at=from_at or at,
        until_at=until_at,
    )
    _enter_given(row, by=by, at=at, basis=basis, subject=person.key)
    return row.key


@transaction.atomic
def give_unit(
    *,
    case: CaseRef,
    unit: UnitRef,
    from_at: Instant | None = None,
    until_at: Instant | None = None,
    by: policy.Actor | None,
    at: Instant,
) -> str:
    """Let in whoever is on a shift in the unit the child is placed in. Refuses other units."""
    return _give_to_unit("unit", case, unit, from_at=from_at, until_at=until_at, by=by, at=at)


@transaction.atomic
def flag_for_duty(
    *,
    case: CaseRef,
    unit: UnitRef,
    until_at: Instant | None = None,
    by: policy.Actor | None,
    at: Instant,
) -> str:
    """Let in the duty officers on a shift in a duty unit. Refuses units that have none."""
    return _give_to_unit("duty", case, unit, from_at=at, until_at=until_at, by=by, at=at)


@transaction.atomic
def give_control(
    *, case: CaseRef, person: PersonRef, role: str, until_at: Instant, by: policy.Actor, at: Instant
) -> str:
    """Open a case's ledger rows, and nothing of its content, for a control with an end.

    A privacy officer opens it for themselves, since nobody controls by leave of the controlled;
    a leader gets it from a privacy officer. Refuses those in the child's network.
    """
    if not _controls(gate.as_now(by, at), case):
        raise gate.CaseIsNotThere
    gate.hold(person)
    if gate.is_blocked(by.person, case, at):
        raise gate.CaseIsNotThere
    if gate.is_blocked(person, case, at):
        raise gate.PersonIsBlocked
    held_in = _held_in(person, role, at, unit=None, among=policy.ROLES_ON_BASIS["control"])
    _refuse_twice(case, at, basis="control", person=person.key, role=role, unit=held_in)
    row = Grant.objects.create(
        case=case.code,
        basis="control",
        person_id=person.key,
        unit_id=held_in,
        role=role,
        from_at=at,
        until_at=until_at,
    )
    gate.enter(
        "access.control_opened", case=case, by=by, at=at, subject=person.key, basis="control"
    )
    return row.key


@transaction.atomic
def end(*, grant: str, by: policy.Actor | None, at: Instant) -> None:
    """End an access now: one's own, or as somebody who answers for the case."""
    row = _not_ended(at).select_for_update().filter(key=grant).first()
    if row is None:
        raise gate.NothingToEnd
    own = by is not None and row.person_id == by.person.key
    basis = "" if own else gate.require_steward(by, CaseRef(row.case), at)
    row.until_at = max(at, row.from_at)
    row.save(update_fields=["until_at"])
    gate.enter(
        "access.ended",
        case=row.case,
        by=by,
        at=at,
        subject=row.person_id or row.unit_id,
        opened=row.basis,
        basis=basis,
    )


@transaction.atomic
def end_all(*, case: CaseRef, unit: UnitRef, by: policy.Actor | None, at: Instant) -> int:
    """End every access that goes through one unit, when a child moves or a task ends there."""
    basis = gate.require_steward(by, case, at)
    rows = _not_ended(at).select_for_update().filter(case=case.code, unit=unit.key)
    ended = 0
    for row in rows:
        row.until_at = max(at, row.from_at)
        row.save(update_fields=["until_at"])
        ended += 1
    if ended:
        gate.enter(
            "access.ended", case=case, by=by, at=at, subject=unit.key, count=ended, basis=basis
        )
    return ended


def _require_giver(
    by: policy.Actor | None, case: CaseRef, at: Instant, *, person: PersonRef, role: str
) -> str:
    if by is not None and by.person == person and role in policy.FOUNDERS and _is_first(case):
        return "assigned"
    return gate.require_steward(by, case, at, person=person)


def _controls(actor: policy.Actor, case: CaseRef) -> bool:
    """Tell whether the actor is privacy officer of an organisation that was ever on the case."""
    orgs = {fact.org.key for fact in actor.memberships if fact.role == "privacy_officer"}
    return Grant.objects.filter(case=case.code, unit__organisation__in=orgs).exists()


def _is_first(case: CaseRef) -> bool:
    return not Grant.objects.filter(case=case.code).exists()


def _not_ended(at: Instant) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(until_at__isnull=True) | Q(until_at__gt=at))


def _held_in(
    person: PersonRef, role: str, at: Instant, *, unit: UnitRef | None, among: frozenset[str]
) -> str:
    """Find the unit where the role is held; refuse when there is none, or several to choose from."""
    held = Membership.objects.filter(in_force(at), person=person.key, role=role)
    if unit is not None:
        held = held.filter(unit=unit.key)
    units = set(held.values_list("unit", flat=True))
    if role not in among or len(units) != 1:
        raise gate.RoleIsNotHeld
    return units.pop()


def _refuse_twice(case: CaseRef, at: Instant, *, basis: str, **which: str | None) -> None:
    if _not_ended(at).filter(case=case.code, basis=basis, **which).exists():
        raise gate.AlreadyHasAccess


def _give_to_unit(
    basis: str,
    case: CaseRef,
    unit: UnitRef,
    *,
    from_at: Instant | None,
    until_at: Instant | None,
    by: policy.Actor | None,
    at: Instant,
) -> str:
    giver = gate.require_steward(by, case, at)
    kind = Unit.objects.values_list("organisation__kind", flat=True).get(key=unit.key)
    if not any(
        roles.works_in(role, organisation_kind=kind) for role in policy.ROLES_ON_BASIS[basis]
    ):
        raise gate.RoleIsNotHeld
    _refuse_twice(case, at, basis=basis, unit=unit.key)
    row = Grant.objects.create(
        case=case.code, basis=basis, unit_id=unit.key, from_at=from_at or at, until_at=until_at
    )
    _enter_given(row, by=by, at=at, basis=giver, subject=unit.key)
    return row.key


def _enter_given(
    row: Grant, *, by: policy.Actor | None, at: Instant, basis: str, subject: str
) -> None:
    action = "access.flagged_for_duty" if row.basis == "duty" else "access.granted"
    gate.enter(
        action,
        case=row.case,
        by=by,
        at=at,
        subject=subject,
        opens=row.basis,
        role=row.role,
        basis=basis,
    )
