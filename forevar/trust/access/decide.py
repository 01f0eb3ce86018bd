"""The policy put to the database for one case: what may this person do, and who may see it?

One query, no cache: what is revoked is revoked for the next question.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from forevar.kernel.clock import Instant, Period
from forevar.kernel.refs import CaseRef, OrgRef, PersonRef, UnitRef
from forevar.trust.access import policy, prepared
from forevar.trust.access.models import Grant, NetworkBlock
from forevar.trust.accounts.models import Shift, in_force

_MEMBER = "unit__memberships__"


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who may see a case now, in which role, where from and on what basis."""

    person: PersonRef
    name: str = field(repr=False)
    role: str
    unit: UnitRef
    unit_name: str = field(repr=False)
    basis: str
    until: Instant | None


def rights(actor: policy.Actor, case: CaseRef, at: Instant) -> policy.CaseRights:
    """Say what a person may do on a case, from the roles, shifts, grants and blocks that stand now.

    Only who the actor is counts; the roles the actor was loaded with are read again, so a role
    that ended after the page was asked for opens nothing.
    """
    rows = _OF_ONE.rows(case=case.code, person=actor.person.key, at=at)
    weighed = _weigh((_Meeting(*row) for row in rows), at)
    return weighed.get(actor.person.key, policy.NO_RIGHTS)


def who_can_see(case: CaseRef, at: Instant) -> tuple[Seer, ...]:
    """List everybody who may see something of a case at the instant, by name.

    The same rows and the same policy as `rights`, asked for everybody at once.
    """
    rows = _meetings(case=case.code, at=at, who=Q())
    found = tuple(_Meeting(*row) for row in rows)  # type: ignore[arg-type]  # in the order named
    names = {row.person: (row.person_sort, row.person_name) for row in found}
    units = {row.unit: row.unit_name for row in found}
    seers = [
        Seer(
            person=PersonRef(person),
            name=names[person][1],
            role=opening.role,
            unit=opening.unit,
            unit_name=units[opening.unit.key],
            basis=opening.basis,
            until=opening.until,
        )
        for person, given in _weigh(found, at).items()
        for opening in given.openings
    ]
    return tuple(sorted(seers, key=lambda seer: (names[seer.person.key], seer.basis, seer.role)))


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A grant on the case and a membership in its unit: all the policy needs to weigh the two."""

    basis: str
    granted_to: str | None
    granted_role: str
    from_at: Instant
    until_at: Instant | None
    unit: str
    unit_name: str
    organisation: str
    organisation_kind: str
    person: str
    person_name: str
    person_sort: str
    role: str
    on_shift: bool
    blocked: bool


def _meetings(*, case: str, at: Instant, who: Q) -> "QuerySet[Grant, tuple[object, ...]]":
    """Read every grant on the case beside every member of its unit that it could concern.

    Whether a grant holds, reaches this role or is named is left to the policy to say.
    """
    member = OuterRef(f"{_MEMBER}person")
    return (
        Grant.objects.filter(in_force(at, path=_MEMBER), who, case=case)
        .annotate(
            on_shift=Exists(
                Shift.objects.filter(in_force(at), person=member, unit=OuterRef("unit"))
            ),
            blocked=Exists(blocks_in_force(at).filter(case=case, person=member)),
        )
        .values_list(
            "basis",
            "person",
            "role",
            "from_at",
            "until_at",
            "unit",
            "unit__name",
            "unit__organisation",
            "unit__organisation__kind",
            f"{_MEMBER}person",
            f"{_MEMBER}person__name",
            f"{_MEMBER}person__name_sort",
            f"{_MEMBER}role",
            "on_shift",
            "blocked",
        )
    )


def _meetings_of_one(
    *, case: str, person: str, at: Instant
) -> "QuerySet[Grant, tuple[object, ...]]":
    return _meetings(case=case, at=at, who=Q(**{f"{_MEMBER}person": person}))


_OF_ONE = prepared.Prepared(
    _meetings_of_one, {"case": "~case~", "person": "~person~", "at": prepared.SOME_TIME}
)
"""Asked before and after every page of a case."""


def blocks_in_force(at: Instant) -> QuerySet[NetworkBlock]:
    """Give the blocks that are not lifted. When one was set is no matter: it denies at once."""
    return NetworkBlock.objects.filter(Q(lifted_at__isnull=True) | Q(lifted_at__gt=at))


def _weigh(found: Iterable[_Meeting], at: Instant) -> dict[str, policy.CaseRights]:
    """Put each person's memberships and grants to the policy; keep those who get something."""
    by_person: dict[str, list[_Meeting]] = {}
    for row in found:
        by_person.setdefault(row.person, []).append(row)
    weighed = {person: _weigh_one(person, rows, at) for person, rows in by_person.items()}
    return {person: given for person, given in weighed.items() if given}


def _weigh_one(person: str, rows: list[_Meeting], at: Instant) -> policy.CaseRights:
    actor = policy.Actor(
        person=PersonRef(person),
        name="",
        memberships=tuple(
            policy.MembershipFact(
                row.role, UnitRef(row.unit), OrgRef(row.organisation), row.organisation_kind
            )
            for row in rows
        ),
        on_shift=frozenset(row.unit for row in rows if row.on_shift),
    )
    grants = (
        policy.GrantFact(
            basis=row.basis,
            unit=UnitRef(row.unit),
            period=Period(row.from_at, row.until_at),
            person=PersonRef(row.granted_to) if row.granted_to else None,
            role=row.granted_role,
        )
        for row in rows
    )
    return policy.rights_on_case(actor, grants, any(row.blocked for row in rows), at)
