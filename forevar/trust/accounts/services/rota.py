"""Shifts: who is on duty in a unit, and until when."""

from typing import Final

from django.db import transaction

from forevar.kernel.clock import Instant, days
from forevar.kernel.refs import PersonRef, UnitRef
from forevar.trust.accounts import roles
from forevar.trust.accounts.models import Membership, Shift, in_force
from forevar.trust.accounts.services import authority

_LONGEST_SHIFT_DAYS: Final = 7
"""Long enough for those who live where they work; short enough that a shift is not a post."""


@transaction.atomic
def start_shift(
    *,
    person: PersonRef,
    unit: UnitRef,
    until_at: Instant,
    from_at: Instant | None = None,
    by: PersonRef | None,
    at: Instant,
) -> str:
    """Put somebody on a shift in a unit, and give the shift's key.

    A shift opens the unit's cases, so nobody puts themselves on one: the administrator, a leader
    of the unit or somebody on shift there does. Refuses those without a role in the unit.
    """
    if by == person:
        raise authority.NotForYourself
    authority.require_rota(by, unit, at)
    start = from_at or at
    authority.require_order(start, until_at)
    if by is not None and until_at - start > days(_LONGEST_SHIFT_DAYS):
        raise authority.EntryIsNotRight(
            fields={"until_at": roles.gettext_noop("Ei vakt kan vare i høyst sju døgn.")}
        )
    if not Membership.objects.filter(in_force(start), person=person.key, unit=unit.key).exists():
        raise authority.HasNoRoleHere
    if Shift.objects.filter(in_force(start), person=person.key, unit=unit.key).exists():
        raise authority.AlreadyThere
    row = Shift.objects.create(
        person_id=person.key, unit_id=unit.key, from_at=start, until_at=until_at
    )
    authority.enter(
        "accounts.shift_changed", person.key, by=by, at=at, unit=unit.key, change="started"
    )
    return row.key


@transaction.atomic
def end_shift(*, shift: str, by: PersonRef | None, at: Instant) -> None:
    """End a shift now: one's own, or as somebody who keeps the rota."""
    row = Shift.objects.select_for_update().filter(key=shift, until_at__gt=at).first()
    if row is None:
        raise authority.HasEnded
    if by is None or by.key != row.person_id:
        authority.require_rota(by, UnitRef(row.unit_id), at)
    row.until_at = max(at, row.from_at)
    row.save(update_fields=["until_at"])
    authority.enter(
        "accounts.shift_changed", row.person_id, by=by, at=at, unit=row.unit_id, change="ended"
    )
