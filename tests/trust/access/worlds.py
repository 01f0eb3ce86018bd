"""Made-up worlds of organisations, people, grants and blocks, and a slow judge of each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from hypothesis import strategies as st

from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import decide, models, policy, visible
from forevar.trust.accounts import models as accounts
from tests.trust.access import expected

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOURS = 4
CASES = ("lonn-482", "rogn-117", "selje-900")
NAMED = ("assigned", "emergency", "control")
OF_UNITS = ("unit", "duty")
_Key = TypeVar("_Key")
_Row = TypeVar("_Row")


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


@dataclass(frozen=True)
class Held:
    """A membership: person, unit and role by number and code, from an hour to another or for good."""

    person: int
    unit: int
    role: str
    since: int
    until: int | None


@dataclass(frozen=True)
class OnShift:
    person: int
    unit: int
    since: int
    until: int


@dataclass(frozen=True)
class Given:
    case: str
    basis: str
    unit: int
    person: int | None
    role: str
    since: int
    until: int | None


@dataclass(frozen=True)
class Blocked:
    case: str
    person: int
    lifted: int | None


@dataclass(frozen=True)
class World:
    kinds: tuple[str, ...]
    people: int
    memberships: tuple[Held, ...]
    shifts: tuple[OnShift, ...]
    grants: tuple[Given, ...]
    blocks: tuple[Blocked, ...]

    @cached_property
    def held_by(self) -> dict[int, list[Held]]:
        return _grouped((row.person, row) for row in self.memberships)

    @cached_property
    def given_on(self) -> dict[str, list[Given]]:
        return _grouped((row.case, row) for row in self.grants)


def _grouped(pairs: Iterable[tuple[_Key, _Row]]) -> dict[_Key, list[_Row]]:
    found: dict[_Key, list[_Row]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


def _runs(since: int, until: int | None, now: float) -> bool:
    return since <= now and (until is None or now < until)


def ways_in(world: World, person: int, case: str, now: float) -> set[tuple[str, str]]:
    """Find (role, basis) by trying every membership with every grant."""
    if any(
        block.person == person
        and block.case == case
        and (block.lifted is None or block.lifted > now)
        for block in world.blocks
    ):
        return set()
    return {
        (held.role, given.basis)
        for held in world.held_by.get(person, [])
        for given in world.given_on.get(case, [])
        if given.unit == held.unit
        and _runs(held.since, held.until, now)
        and _runs(given.since, given.until, now)
        and expected.works_in(held.role, world.kinds[held.unit])
        and _reaches(world, held, given, now)
        and any(
            expected.opens(given.basis, held.role, section, letter)
            for section in expected.SECTIONS
            for letter in expected.LETTERS
        )
    }


def _reaches(world: World, held: Held, given: Given, now: float) -> bool:
    if given.basis in NAMED:
        return given.person == held.person and given.role == held.role
    return any(
        shift.person == held.person
        and shift.unit == held.unit
        and _runs(shift.since, shift.until, now)
        for shift in world.shifts
    )


def person_key(number: int) -> str:
    return f"person{number:x}".ljust(21, "x") + "A"


def unit_key(number: int) -> str:
    return f"unit{number:x}".ljust(21, "x") + "A"


def store(world: World) -> None:
    """Lay a world down in the tables, past every verb: the rule must hold for any rows."""
    accounts.Organisation.objects.bulk_create(
        accounts.Organisation(key=unit_key(n), kind=kind, name="x", name_sort="x")
        for n, kind in enumerate(world.kinds)
    )
    accounts.Unit.objects.bulk_create(
        accounts.Unit(
            key=unit_key(n), organisation_id=unit_key(n), kind="team", name="x", name_sort="x"
        )
        for n in range(len(world.kinds))
    )
    accounts.Person.objects.bulk_create(
        accounts.Person(key=person_key(n), login=f"p{n}", name=f"P{n}", name_sort=f"p{n}")
        for n in range(world.people)
    )
    accounts.Membership.objects.bulk_create(
        accounts.Membership(
            person_id=person_key(row.person),
            unit_id=unit_key(row.unit),
            role=row.role,
            from_at=hour(row.since),
            until_at=None if row.until is None else hour(row.until),
        )
        for row in world.memberships
    )
    accounts.Shift.objects.bulk_create(
        accounts.Shift(
            person_id=person_key(row.person),
            unit_id=unit_key(row.unit),
            from_at=hour(row.since),
            until_at=hour(row.until),
        )
        for row in world.shifts
    )
    models.Grant.objects.bulk_create(
        models.Grant(
            case=row.case,
            basis=row.basis,
            unit_id=unit_key(row.unit),
            person_id=None if row.person is None else person_key(row.person),
            role=row.role,
            from_at=hour(row.since),
            until_at=None if row.until is None else hour(row.until),
        )
        for row in world.grants
    )
    models.NetworkBlock.objects.bulk_create(
        models.NetworkBlock(
            case=row.case,
            person_id=person_key(row.person),
            set_by="system",
            set_at=START,
            **(
                {}
                if row.lifted is None
                else {
                    "lift_asked_by_id": person_key(0),
                    "lift_asked_at": START,
                    "lifted_by_id": person_key(1),
                    "lifted_at": hour(row.lifted),
                }
            ),
        )
        for row in world.blocks
    )


class TheyDiffer(AssertionError):
    """The decision, the filter, the list of seers or the judge say different things."""


def compare(
    world: World,
    *,
    hours: Iterable[float],
    cells: Iterable[tuple[str, str]],
    people: Iterable[int] | None = None,
    cases: Iterable[str] = CASES,
) -> None:
    """Ask the decision, the filter and the list of seers, and hold each against the judge."""
    asked = tuple(cells)
    everybody = tuple(range(world.people) if people is None else people)
    codes = tuple(cases)
    for now in hours:
        for person in everybody:
            _compare_decision(world, person, now, codes)
            _compare_filter(world, person, now, codes, asked)
        _compare_seers(world, everybody, now, codes)


def _actor(person: int) -> policy.Actor:
    return policy.Actor(PersonRef(person_key(person)), "")


def _compare_decision(world: World, person: int, now: float, cases: tuple[str, ...]) -> None:
    for case in cases:
        ways = ways_in(world, person, case, now)
        rights = decide.rights(_actor(person), CaseRef(case), hour(now))
        should = set(_cells_of(ways))
        if set(rights.cells) != should or {(w.role, w.basis) for w in rights.openings} != ways:
            raise TheyDiffer(f"decision: {person} {case} {now}: {set(rights.cells) ^ should}")
        for section, letter in should:
            if not rights.can(section, letter):
                raise TheyDiffer(f"can: {person} {case} {now} {section} {letter}")


def _cells_of(ways: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for role, basis in ways:
        for section in expected.SECTIONS:
            for letter in expected.LETTERS:
                if expected.opens(basis, role, section, letter):
                    yield section, letter


def _compare_filter(
    world: World,
    person: int,
    now: float,
    cases: tuple[str, ...],
    cells: tuple[tuple[str, str], ...],
) -> None:
    open_cells = {case: set(_cells_of(ways_in(world, person, case, now))) for case in cases}
    for section, letter in cells:
        found = visible.case_codes(_actor(person), section=section, letter=letter, at=hour(now))
        should = {case for case in cases if (section, letter) in open_cells[case]}
        if set(found) & set(cases) != should:
            raise TheyDiffer(f"filter: {person} {now} {section} {letter}: {found} not {should}")
        if (section, letter) not in cells[:2]:  # the same query, so a few cells of each world do
            continue
        among = visible.among(_actor(person), section=section, letter=letter, at=hour(now))
        written = set(models.Grant.objects.filter(case__in=among).values_list("case", flat=True))
        if written & set(cases) != should:
            raise TheyDiffer(f"among: {person} {now} {section} {letter}: {written} not {should}")


def _compare_seers(
    world: World, people: tuple[int, ...], now: float, cases: tuple[str, ...]
) -> None:
    for case in cases:
        seers = decide.who_can_see(CaseRef(case), hour(now))
        found = {(seer.person.key, seer.role, seer.basis) for seer in seers}
        should = {
            (person_key(person), role, basis)
            for person in people
            for role, basis in ways_in(world, person, case, now)
        }
        keys = {person_key(person) for person in people}
        if {way for way in found if way[0] in keys} != should:
            raise TheyDiffer(f"seers: {case} {now}: {found ^ should}")


# ── worlds for hypothesis ────────────────────────────────────────────────────
_hours = st.integers(0, HOURS)


@st.composite
def _spans(draw: st.DrawFn) -> tuple[int, int | None]:
    since = draw(_hours)
    return since, draw(st.none() | st.integers(since, HOURS))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a small world where most rows nearly meet, so that each condition is the one that decides."""
    kinds = tuple(draw(st.lists(st.sampled_from(expected.KINDS), min_size=1, max_size=3)))
    people = draw(st.integers(2, 3))
    units = st.integers(0, len(kinds) - 1)
    person = st.integers(0, people - 1)
    memberships = draw(st.lists(_memberships(kinds, units, person), min_size=1, max_size=5))
    grants = draw(st.lists(_grants(memberships, person), min_size=1, max_size=6))
    return World(
        kinds=kinds,
        people=people,
        memberships=tuple(memberships),
        shifts=tuple(draw(st.lists(_shifts(memberships), max_size=4))),
        grants=tuple(grants),
        blocks=tuple(
            draw(
                st.lists(_blocks(person), max_size=2, unique_by=lambda row: (row.case, row.person))
            )
        ),
    )


@st.composite
def _memberships(
    draw: st.DrawFn,
    kinds: tuple[str, ...],
    units: st.SearchStrategy[int],
    person: st.SearchStrategy[int],
) -> Held:
    unit = draw(units)
    fitting = [role for role in expected.ROLES if expected.works_in(role, kinds[unit])]
    role = draw(st.sampled_from(fitting) | st.sampled_from(expected.ROLES))
    return Held(draw(person), unit, role, *draw(_spans()))


@st.composite
def _grants(draw: st.DrawFn, held: list[Held], person: st.SearchStrategy[int]) -> Given:
    near = draw(st.sampled_from(held))
    basis = draw(st.sampled_from(NAMED + OF_UNITS))
    case = draw(st.sampled_from(CASES))
    since, until = draw(_spans())
    if basis in OF_UNITS:
        return Given(case, basis, near.unit, None, "", since, until)
    if basis == "emergency" and until is None:
        until = HOURS
    holder = draw(st.just(near.person) | person)
    role = draw(st.just(near.role) | st.sampled_from((*expected.ROLES, "wizard")))
    return Given(case, basis, near.unit, holder, role, since, until)


@st.composite
def _shifts(draw: st.DrawFn, held: list[Held]) -> OnShift:
    near = draw(st.sampled_from(held))
    since = draw(_hours)
    return OnShift(near.person, near.unit, since, draw(st.integers(since, HOURS)))


@st.composite
def _blocks(draw: st.DrawFn, person: st.SearchStrategy[int]) -> Blocked:
    return Blocked(draw(st.sampled_from(CASES)), draw(person), draw(st.none() | _hours))
