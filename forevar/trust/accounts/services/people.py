"""Accounts, and the roles they have for a time."""

import re
from typing import Final

from django.db import transaction
from django.db.models import Q

from forevar.kernel.clock import Instant
from forevar.kernel.refs import PersonRef, UnitRef
from forevar.trust.accounts import roles, sorting
from forevar.trust.accounts.models import Membership, Person, Shift, Unit, in_force
from forevar.trust.accounts.services import authority

_LOGIN: Final = re.compile(r"^[a-z][a-z0-9._-]{1,59}$")


@transaction.atomic
def add_person(
    *, login: str, name: str, password: str | None = None, by: PersonRef | None, at: Instant
) -> PersonRef:
    """Add an account that may not sign in yet: that follows the first role."""
    if by is not None and not authority.has_role(by, Q(role="org_admin"), at):
        raise authority.NotYoursToChange
    authority.refuse_wrong(
        login=None
        if _LOGIN.match(login)
        else roles.gettext_noop(
            "Bruk små bokstaver, tall, punktum og strek. Begynn med en bokstav."
        ),
        name=authority.name_fault(name),
    )
    if Person.objects.filter(login=login).exists():
        raise authority.AlreadyThere(fields={"login": authority.AlreadyThere.text})
    row = Person(login=login, name=name.strip(), name_sort=sorting.sort_key(name))
    row.set_password(password)
    row.save(force_insert=True)
    authority.enter("accounts.person_added", row.key, by=by, at=at)
    return PersonRef(row.key)


@transaction.atomic
def add_membership(
    *,
    person: PersonRef,
    unit: UnitRef,
    role: str,
    from_at: Instant | None = None,
    until_at: Instant | None = None,
    by: PersonRef | None,
    at: Instant,
) -> str:
    """Give somebody a role in a unit for a time, and give the membership's key. Opens no case.

    Refuses a role that does not exist in the kind of organisation, one they already have there,
    and an administrator who gives to themselves.
    """
    row = Unit.objects.select_related("organisation").get(key=unit.key)
    authority.require_admin(by, row.organisation_id, at)
    if by == person:
        raise authority.NotForYourself
    if not roles.works_in(role, organisation_kind=row.organisation.kind):
        raise authority.RoleDoesNotFit
    start = from_at or at
    authority.require_order(start, until_at)
    if authority.not_ended(start).filter(person=person.key, unit=unit.key, role=role).exists():
        raise authority.AlreadyThere
    held = Membership.objects.create(
        person_id=person.key, unit_id=unit.key, role=role, from_at=start, until_at=until_at
    )
    authority.settle_active(person.key, at)
    authority.enter("accounts.membership_given", person.key, by=by, at=at, role=role, unit=unit.key)
    return held.key


@transaction.atomic
def end_membership(*, membership: str, by: PersonRef | None, at: Instant) -> None:
    """End a role now. In the same moment its shifts end, and every session of the person.

    Refuses what has already ended. Who has another role signs in again and keeps that one.
    """
    held = (
        Membership.objects.select_for_update()
        .select_related("unit")
        .filter(Q(until_at__isnull=True) | Q(until_at__gt=at), key=membership)
        .first()
    )
    if held is None:
        raise authority.HasEnded
    authority.require_admin(by, held.unit.organisation_id, at)
    held.until_at = max(at, held.from_at)
    held.save(update_fields=["until_at"])
    if not Membership.objects.filter(in_force(at), person=held.person_id, unit=held.unit_id):
        Shift.objects.filter(in_force(at), person=held.person_id, unit=held.unit_id).update(
            until_at=at
        )
    authority.renew_session_stamp(held.person_id)
    authority.settle_active(held.person_id, at)
    authority.enter(
        "accounts.membership_ended", held.person_id, by=by, at=at, role=held.role, unit=held.unit_id
    )


@transaction.atomic
def end_sessions(*, person: PersonRef, by: PersonRef | None, at: Instant) -> None:
    """End every session of somebody at once: their own wish, or an administrator's."""
    if by is not None and by != person:
        theirs = Membership.objects.filter(in_force(at), person=person.key)
        in_theirs = Q(unit__organisation__in=theirs.values("unit__organisation"))
        if not authority.has_role(by, Q(role="org_admin") & in_theirs, at):
            raise authority.NotYoursToChange
    authority.renew_session_stamp(person.key)
    authority.enter("accounts.sessions_ended", person.key, by=by, at=at)


@transaction.atomic
def settle_lapsed(*, at: Instant) -> int:
    """Switch off the accounts whose last role has run out by itself, and end their sessions."""
    lapsed = Person.objects.filter(is_active=True).exclude(
        key__in=authority.not_ended(at).values_list("person", flat=True)
    )
    keys = list(lapsed.values_list("key", flat=True))
    for key in keys:
        authority.renew_session_stamp(key)
        authority.settle_active(key, at)
        authority.enter("accounts.person_closed", key, by=None, at=at)
    return len(keys)
