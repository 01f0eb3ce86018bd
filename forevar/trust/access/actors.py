"""Who asks: a person's roles and shifts in force at an instant, read fresh every time."""

from forevar.kernel.clock import Instant
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import OrgRef, PersonRef, UnitRef
from forevar.trust.access import policy
from forevar.trust.accounts import roles
from forevar.trust.accounts import selectors as accounts

Actor = policy.Actor
MembershipFact = policy.MembershipFact


class PersonIsNotKnown(DomainError):
    """No account has this key."""

    code = "person_not_known"
    text = roles.gettext_noop("Vi fant ikke kontoen.")


def load(person_key: str, at: Instant, *, name: str | None = None) -> Actor:
    """Load who somebody is now: roles and shifts in force at the instant, nothing else.

    Refuses an unknown key. A request that has read the account gives its `name` along. Somebody whose roles have all ended is an actor without any.
    """
    standing = accounts.find_standing(PersonRef(person_key), at=at, name=name)
    if standing is None:
        raise PersonIsNotKnown
    return Actor(
        person=PersonRef(person_key),
        name=standing.name,
        memberships=tuple(
            MembershipFact(
                role=held.role,
                unit=UnitRef(held.unit),
                org=OrgRef(held.organisation),
                org_kind=held.organisation_kind,
            )
            for held in standing.memberships
        ),
        on_shift=standing.on_shift,
    )
