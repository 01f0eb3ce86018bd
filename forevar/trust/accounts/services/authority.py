"""Who may change staff and rota, what is refused, and how a verb enters itself in the ledger."""

from typing import Final

from django.db.models import Q, QuerySet

from forevar.kernel.clock import Instant
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import PersonRef, UnitRef, new_key
from forevar.trust.accounts import roles
from forevar.trust.accounts.models import Membership, Person, Shift, Unit, in_force
from forevar.trust.audit import ledger

SYSTEM: Final = "system"


class EntryIsNotRight(DomainError):
    """A field of a form about staff or units cannot be kept; `fields` says which and why."""

    code = "entry_not_right"
    text = roles.gettext_noop("Se over feltene som er merket.")


class NotYoursToChange(DomainError):
    """Somebody tried to change staff or rota where they do not administer it."""

    code = "not_yours_to_change"
    text = roles.gettext_noop("Bare administrator i virksomheten kan endre dette.")


class NotForYourself(DomainError):
    """Somebody tried to give themselves a role or a shift."""

    code = "not_for_yourself"
    text = roles.gettext_noop("Du kan ikke gi deg selv dette. Be en kollega om å gjøre det.")


class RoleDoesNotFit(DomainError):
    """The role does not exist in this kind of organisation."""

    code = "role_does_not_fit"
    text = roles.gettext_noop("Rollen finnes ikke i denne typen virksomhet.")


class AlreadyThere(DomainError):
    """The role, number, name or shift stands there already."""

    code = "already_there"
    text = roles.gettext_noop("Dette er lagt inn fra før.")


class HasNoRoleHere(DomainError):
    """A shift needs a role in the unit that is in force."""

    code = "no_role_here"
    text = roles.gettext_noop("Personen har ingen rolle her nå.")


class HasEnded(DomainError):
    """The role or the shift has already ended, or never was."""

    code = "has_ended"
    text = roles.gettext_noop("Dette er allerede avsluttet.")


WRITE_NAME: Final = roles.gettext_noop("Skriv et navn. Bruk høyst 120 tegn.")
_NAME_LENGTH: Final = 120


def name_fault(name: str) -> str | None:
    """Say what is wrong with a name, if anything."""
    return None if 0 < len(name.strip()) <= _NAME_LENGTH else WRITE_NAME


def refuse_wrong(**faults: str | None) -> None:
    """Refuse a form with the faults of all its fields at once."""
    found = {field: fault for field, fault in faults.items() if fault is not None}
    if found:
        raise EntryIsNotRight(fields=found)


def require_order(start: Instant, end: Instant | None) -> None:
    """Refuse an end that is not after the start."""
    if end is not None and end <= start:
        raise EntryIsNotRight(
            fields={"until_at": roles.gettext_noop("Slutten må komme etter starten.")}
        )


def has_role(person: PersonRef, which: Q, at: Instant) -> bool:
    """Tell whether somebody has such a membership in force."""
    return Membership.objects.filter(in_force(at), which, person=person.key).exists()


def require_admin(by: PersonRef | None, organisation: str, at: Instant) -> None:
    """Refuse everybody but the organisation's own administrator."""
    if by is None:
        return
    if not has_role(by, Q(role="org_admin", unit__organisation=organisation), at):
        raise NotYoursToChange


def require_rota(by: PersonRef | None, unit: UnitRef, at: Instant) -> None:
    """Refuse everybody but the administrator, a leader of the unit and those on shift there."""
    if by is None:
        return
    admin = Q(role="org_admin", unit__organisation=organisation_of(unit))
    leads = Q(role__in=sorted(roles.LEADERS), unit=unit.key)
    on_shift = Shift.objects.filter(in_force(at), person=by.key, unit=unit.key)
    if not (has_role(by, admin | leads, at) or on_shift.exists()):
        raise NotYoursToChange


def organisation_of(unit: UnitRef) -> str:
    """Give the key of a unit's organisation."""
    return Unit.objects.values_list("organisation", flat=True).get(key=unit.key)


def not_ended(at: Instant) -> QuerySet[Membership]:
    """Give the memberships that hold now or will."""
    return Membership.objects.filter(Q(until_at__isnull=True) | Q(until_at__gt=at))


def settle_active(person: str, at: Instant) -> None:
    """Let the account be open exactly while a membership holds or will."""
    active = not_ended(at).filter(person=person).exists()
    Person.objects.filter(key=person).update(is_active=active)


def renew_session_stamp(person: str) -> None:
    """End every session: each is checked against the stamp at every request."""
    Person.objects.filter(key=person).update(session_stamp=new_key())


def enter(action: str, subject: str, *, by: PersonRef | None, at: Instant, **details: str) -> None:
    """Enter a verb in the ledger, in keys and codes only. The last statement of each verb."""
    actor = SYSTEM if by is None else by.key
    ledger.append(action=action, actor=actor, at=at, subject=subject, details=details)
