"""Reads of who works where, as frozen facts and projections."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from forevar.kernel.clock import Instant
from forevar.kernel.refs import OrgRef, PersonRef, UnitRef
from forevar.trust.accounts.models import (
    Membership,
    Organisation,
    Person,
    PhoneNumber,
    Shift,
    Unit,
    in_force,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A role in force, by keys and codes."""

    role: str
    unit: str
    organisation: str
    organisation_kind: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is at an instant: name, roles in force, units with a shift that runs."""

    name: str = field(repr=False)
    memberships: tuple[Held, ...]
    on_shift: frozenset[str]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as a list shows one."""

    person: PersonRef
    name: str = field(repr=False)
    login: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A role somebody has, had or will have in a unit."""

    key: str
    person: PersonRef
    name: str = field(repr=False)
    role: str
    unit: UnitRef
    unit_name: str
    org: OrgRef
    org_name: str
    org_kind: str
    from_at: Instant
    until_at: Instant | None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A unit's number and when it was last tried."""

    key: str
    label: str
    number: str
    last_tried_on: date | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its organisation and numbers."""

    unit: UnitRef
    name: str
    kind: str
    municipality: str
    org: OrgRef
    org_name: str
    org_kind: str
    numbers: tuple[NumberLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation as a list shows one."""

    org: OrgRef
    kind: str
    name: str
    municipality: str


def find_standing(person: PersonRef, *, at: Instant, name: str | None = None) -> Standing | None:
    """Find somebody's name, roles in force and running shifts; None for an unknown key.

    Who has read the account already gives its name, and it is not read again.
    """
    found = name or Person.objects.filter(key=person.key).values_list("name", flat=True).first()
    if found is None:
        return None
    held = (
        Membership.objects.filter(in_force(at), person=person.key)
        .order_by("role", "unit", "pk")
        .values_list("role", "unit", "unit__organisation", "unit__organisation__kind")
    )
    shifts = Shift.objects.filter(in_force(at), person=person.key).values_list("unit", flat=True)
    return Standing(
        name=found,
        memberships=tuple(Held(*row) for row in held),
        on_shift=frozenset(shifts),
    )


def names(people: Iterable[PersonRef]) -> dict[str, str]:
    """Give key → name for many people in one query; unknown keys are left out."""
    keys = [person.key for person in people]
    return dict(Person.objects.filter(key__in=keys).values_list("key", "name"))


def find_person(login: str) -> PersonRef | None:
    """Find somebody by what they sign in with."""
    key = Person.objects.filter(login=login).values_list("key", flat=True).first()
    return None if key is None else PersonRef(key)


def list_organisations(*, kind: str | None = None) -> tuple[OrganisationLine, ...]:
    """List organisations in Norwegian order, all or of one kind."""
    found = Organisation.objects.order_by("name_sort", "key")
    if kind is not None:
        found = found.filter(kind=kind)
    return tuple(
        OrganisationLine(OrgRef(row.key), row.kind, row.name, row.municipality) for row in found
    )


def list_units(*, org: OrgRef | None = None, org_kind: str | None = None) -> tuple[UnitLine, ...]:
    """List units with their numbers in Norwegian order, of all, one kind of or one organisation."""
    found = _units()
    if org is not None:
        found = found.filter(organisation=org.key)
    if org_kind is not None:
        found = found.filter(organisation__kind=org_kind)
    return tuple(_unit_line(row) for row in found)


def find_unit(unit: UnitRef) -> UnitLine | None:
    """Find one unit with its numbers."""
    row = _units().filter(key=unit.key).first()
    return None if row is None else _unit_line(row)


def list_members(
    *,
    at: Instant,
    unit: UnitRef | None = None,
    org: OrgRef | None = None,
    roles: Iterable[str] | None = None,
) -> tuple[MembershipLine, ...]:
    """List memberships in force by name, narrowed to a unit, an organisation or some roles."""
    narrow = Q()
    if unit is not None:
        narrow &= Q(unit=unit.key)
    if org is not None:
        narrow &= Q(unit__organisation=org.key)
    if roles is not None:
        narrow &= Q(role__in=tuple(roles))
    return _membership_lines(Membership.objects.filter(in_force(at), narrow))


def list_holders(which: Q, *, at: Instant) -> list[PersonRef]:
    """List the people with such a membership in force, by name, each once."""
    found = Membership.objects.filter(in_force(at), which).order_by("person__name_sort", "person")
    return [PersonRef(key) for key in dict.fromkeys(found.values_list("person", flat=True))]


def list_memberships(person: PersonRef) -> tuple[MembershipLine, ...]:
    """List every role somebody has, had or will have."""
    return _membership_lines(Membership.objects.filter(person=person.key))


def list_people(*, org: OrgRef) -> tuple[PersonLine, ...]:
    """List everybody who has or had a role in an organisation, by name."""
    found = Person.objects.filter(memberships__unit__organisation=org.key).distinct()
    return tuple(
        PersonLine(PersonRef(row.key), row.name, row.login, row.is_active)
        for row in found.order_by("name_sort", "key")
    )


def list_on_shift(unit: UnitRef, *, at: Instant) -> tuple[PersonRef, ...]:
    """List who has a shift in a unit that runs, by name."""
    found = Shift.objects.filter(in_force(at), unit=unit.key).order_by("person__name_sort", "pk")
    return tuple(PersonRef(key) for key in found.values_list("person", flat=True))


def has_made_up() -> bool:
    """Tell whether an organisation of the demonstration exists; production refuses to start."""
    return Organisation.objects.filter(made_up=True).exists()


def _units() -> "QuerySet[Unit]":
    return (
        Unit.objects.select_related("organisation")
        .prefetch_related("phone_numbers")
        .order_by("name_sort", "key")
    )


def _unit_line(row: Unit) -> UnitLine:
    return UnitLine(
        unit=UnitRef(row.key),
        name=row.name,
        kind=row.kind,
        municipality=row.municipality,
        org=OrgRef(row.organisation.key),
        org_name=row.organisation.name,
        org_kind=row.organisation.kind,
        numbers=tuple(_number_line(number) for number in row.phone_numbers.all()),
    )


def _number_line(row: PhoneNumber) -> NumberLine:
    return NumberLine(row.key, row.label, row.number, row.last_tried_on)


def _membership_lines(found: "QuerySet[Membership]") -> tuple[MembershipLine, ...]:
    rows = found.select_related("person", "unit__organisation")
    return tuple(
        MembershipLine(
            key=row.key,
            person=PersonRef(row.person.key),
            name=row.person.name,
            role=row.role,
            unit=UnitRef(row.unit.key),
            unit_name=row.unit.name,
            org=OrgRef(row.unit.organisation.key),
            org_name=row.unit.organisation.name,
            org_kind=row.unit.organisation.kind,
            from_at=row.from_at,
            until_at=row.until_at,
        )
        for row in rows.order_by("person__name_sort", "from_at", "pk")
    )
