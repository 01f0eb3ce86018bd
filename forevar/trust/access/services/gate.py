"""What every verb of access stands on: who may, what is refused, and the row in the ledger."""

from typing import Any, Final

from forevar.kernel import decision
from forevar.kernel.clock import Instant
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import actors, decide, policy
from forevar.trust.access.models import NetworkBlock
from forevar.trust.accounts import roles
from forevar.trust.accounts.models import Person
from forevar.trust.audit import ledger

SYSTEM: Final = "system"


class CaseIsNotThere(DomainError):
    """The code belongs to no case, or to one this person must not know of. Shown as not found."""

    code = "not_here"
    text = roles.gettext_noop("Vi fant ingen sak med denne koden.")


class RoleIsNotHeld(DomainError):
    """The person does not have the role in the unit now, or the role never works that way."""

    code = "role_not_held"
    text = roles.gettext_noop("Personen har ikke denne rollen her nå.")


class AlreadyHasAccess(DomainError):
    """The same access is in force already."""

    code = "already_has_access"
    text = roles.gettext_noop("Tilgangen er gitt fra før.")


class PersonIsBlocked(DomainError):
    """The person belongs to the child's network and can get no access to the case."""

    code = "person_is_blocked"
    text = roles.gettext_noop("Personen kan ikke få tilgang til denne saken.")


class NothingToEnd(DomainError):
    """The access, block or request has ended already, or never was."""

    code = "nothing_to_end"
    text = roles.gettext_noop("Dette er allerede avsluttet.")


def require_steward(
    by: policy.Actor | None, case: CaseRef, at: Instant, *, person: PersonRef | None = None
) -> str:
    """Refuse everybody but those who answer for the case; give the basis they do it on."""
    if by is None:
        return ""
    rights = decide.rights(by, case, at)
    return decision.require(policy.may_let_in(by, rights, person=person)).basis


def is_blocked(person: PersonRef, case: CaseRef, at: Instant) -> bool:
    """Tell whether somebody is in the network of the child in the case."""
    return decide.blocks_in_force(at).filter(case=case.code, person=person.key).exists()


def find_block(person: PersonRef, case: CaseRef) -> NetworkBlock | None:
    """Find and hold the block on somebody that is not lifted."""
    return (
        NetworkBlock.objects.select_for_update()
        .filter(case=case.code, person=person.key, lifted_at__isnull=True)
        .first()
    )


def hold(person: PersonRef) -> None:
    """Let nobody else change this person's access until the transaction ends.

    Two taps at the same moment then meet one after the other, and the second finds the first.
    """
    list(Person.objects.select_for_update().filter(key=person.key).values_list("key", flat=True))


def as_now(actor: policy.Actor, at: Instant) -> policy.Actor:
    """Read the actor's roles and shifts again: what was loaded with the page may have ended."""
    return actors.load(actor.person.key, at)


def enter(
    action: str,
    *,
    case: CaseRef | str,
    by: policy.Actor | None,
    at: Instant,
    subject: str = "",
    **details: Any,
) -> None:
    """Enter a verb in the ledger, in keys and codes only. The last statement of each verb."""
    ledger.append(
        action=action,
        actor=SYSTEM if by is None else by.person.key,
        at=at,
        case=str(case),
        subject=subject,
        details={
            name: value for name, value in details.items() if value is not None and value != ""
        },
    )
