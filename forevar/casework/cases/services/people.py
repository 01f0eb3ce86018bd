"""Who answers for the case: being put on it gives the grant, being taken off it ends the grant."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from forevar.casework.cases import models
from forevar.casework.cases.projections import Holder
from forevar.casework.cases.rules import bodies
from forevar.casework.cases.services import standing
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import services as access
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import selectors as accounts
from forevar.trust.audit import ledger


class NamedPersonNeeded(errors.DomainError):
    """This body is answered for by a person, not by whoever is on shift."""

    code = "named_person_needed"
    text = "Velg en person."


class NotResponsible(errors.DomainError):
    """The responsibility has ended already, or was never there."""

    code = "not_responsible"
    text = "Dette ansvaret er avsluttet fra før."


class LastOneCannotLeave(errors.DomainError):
    """Nobody would be left who could put others on the case."""

    code = "last_one_cannot_leave"
    text = "Overfør ansvaret til en annen først. Ellers er det ingen igjen på saken."


@transaction.atomic
def assign(
    *,
    case: refs.CaseRef,
    body: str,
    unit: refs.UnitRef,
    by: Actor,
    at: Instant,
    person: refs.PersonRef | None = None,
) -> str:
    """Make somebody answer for the case on behalf of a body, and let them in; give the key.

    A unit or the duty desk is let in as a whole, whoever is on shift. Refuses a person without a
    role that acts for the body, and anybody in the child's network (access knows).
    """
    standing.require_on_case(case=case, by=by, at=at)
    standing.hold_case(case)
    holder = Holder(unit=unit, person=person)
    key = _put(case=case, body=body, holder=holder, by=by, at=at)
    _record(case, key, by=by, at=at, body=body, change="assigned")
    return key


@transaction.atomic
def unassign(*, case: refs.CaseRef, responsibility: str, by: Actor, at: Instant) -> None:
    """Take somebody off the case and end their access. Refuses to leave the case with nobody."""
    standing.require_on_case(case=case, by=by, at=at)
    standing.hold_case(case)
    row = _hold(case, responsibility)
    if not _others_who_steward(row).exists():
        raise LastOneCannotLeave
    _end(row, by=by, at=at)
    _record(case, row.key, by=by, at=at, body=row.body, change="ended")


@transaction.atomic
def hand_over(
    *,
    case: refs.CaseRef,
    responsibility: str,
    to: Holder,
    by: Actor,
    at: Instant,
) -> str:
    """Hand a responsibility to somebody else: they are let in first, then the other's access ends.

    The tasks the first one owned in this case go along.
    """
    standing.require_on_case(case=case, by=by, at=at)
    standing.hold_case(case)
    row = _hold(case, responsibility)
    key = _put(case=case, body=row.body, holder=to, by=by, at=at)
    if row.person and to.person is not None:
        models.Task.objects.filter(
            case_code=case.code, state="open", owner_person=row.person
        ).update(owner_person=to.person.key)
    _end(row, by=by, at=at)
    _record(case, key, by=by, at=at, body=row.body, change="handed_over")
    return key


def put_on_case(
    *, case: refs.CaseRef, holders: Iterable[tuple[str, Holder]], by: Actor, at: Instant
) -> None:
    """Put the first people on a new case, the opener before the others they let in."""
    for body, holder in holders:
        _put(case=case, body=body, holder=holder, by=by, at=at)


def _put(*, case: refs.CaseRef, body: str, holder: Holder, by: Actor, at: Instant) -> str:
    bodies.check_assignable(body)
    role = "" if body in bodies.HELD_BY_UNIT else _role_for(body, holder, at)
    grant = _let_in(case=case, body=body, holder=holder, role=role, by=by, at=at)
    row = models.Responsibility.objects.create(
        case_code=case.code,
        body=body,
        person=holder.person.key if holder.person and role else "",
        unit=holder.unit.key,
        role=role,
        grant=grant,
        from_at=at,
    )
    if body == "duty":
        models.Case.objects.filter(code=case.code).update(flagged_for_duty=True)
    return row.key


def _role_for(body: str, holder: Holder, at: Instant) -> str:
    if holder.person is None:
        raise NamedPersonNeeded(fields={"person": NamedPersonNeeded.text})
    members = accounts.list_members(at=at, unit=holder.unit, roles=bodies.ROLES_OF[body])
    for member in members:
        if member.person == holder.person:
            return member.role
    raise bodies.WrongRoleForBody(fields={"person": bodies.WrongRoleForBody.text})


def _let_in(
    *, case: refs.CaseRef, body: str, holder: Holder, role: str, by: Actor, at: Instant
) -> str:
    if body == "duty":
        return access.flag_for_duty(case=case, unit=holder.unit, by=by, at=at)
    if body == "unit" or holder.person is None:
        return access.give_unit(case=case, unit=holder.unit, by=by, at=at)
    return access.give(case=case, person=holder.person, role=role, unit=holder.unit, by=by, at=at)


def _hold(case: refs.CaseRef, key: str) -> models.Responsibility:
    found = (
        models.Responsibility.objects.select_for_update()
        .filter(key=key, case_code=case.code, until_at__isnull=True)
        .first()
    )
    if found is None:
        raise NotResponsible
    return found


def _others_who_steward(row: models.Responsibility) -> "QuerySet[models.Responsibility]":
    return models.Responsibility.objects.filter(
        case_code=row.case_code, until_at__isnull=True, body__in=bodies.STEWARDS
    ).exclude(key=row.key)


def _end(row: models.Responsibility, *, by: Actor, at: Instant) -> None:
    row.until_at = max(at, row.from_at)
    row.save(update_fields=["until_at"])
    access.end(grant=row.grant, by=by, at=at)
    if row.body == "duty" and not _still_on_duty(row):
        models.Case.objects.filter(code=row.case_code).update(flagged_for_duty=False)


def _still_on_duty(row: models.Responsibility) -> bool:
    return models.Responsibility.objects.filter(
        case_code=row.case_code, body="duty", until_at__isnull=True
    ).exists()


def _record(
    case: refs.CaseRef, key: str, *, by: Actor, at: Instant, body: str, change: str
) -> None:
    ledger.append(
        action="cases.responsibility_changed",
        actor=by.person,
        at=at,
        case=case,
        subject=key,
        details={"body": body, "change": change},
    )
