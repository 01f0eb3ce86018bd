"""One case or all of them, one person or everybody: the same rule, on any rows whatever."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import MappingProxyType

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forevar.kernel import clock
from forevar.kernel.clock import Instant
from forevar.trust.access import decide, policy, visible
from forevar.trust.access.models import NetworkBlock
from forevar.trust.accounts import roles
from tests.trust.access import expected
from tests.trust.access.worlds import (
    HOURS,
    NAMED,
    Blocked,
    Given,
    Held,
    OnShift,
    TheyDiffer,
    World,
    compare,
    store,
    worlds,
)

_cells = st.tuples(
    st.sampled_from((*expected.SECTIONS, "emergency", "nowhere")),
    st.sampled_from((*expected.LETTERS, "yes", "?")),
)
_hours = st.integers(0, 2 * HOURS).map(lambda half: half / 2)


@contextmanager
def _stored(world: World) -> Iterator[None]:
    with transaction.atomic():
        store(world)
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    world=worlds(),
    hours=st.lists(_hours, min_size=1, max_size=2, unique=True),
    cells=st.lists(_cells, min_size=1, max_size=4, unique=True),
)
def test_they_agree_in_any_world(
    world: World, hours: list[float], cells: list[tuple[str, str]]
) -> None:
    with _stored(world):
        compare(world, hours=hours, cells=cells)


# ── small worlds, all of them ────────────────────────────────────────────────
_NOW = 2
_SPANS: tuple[tuple[int, int | None], ...] = ((1, None), (2, 3), (1, 2), (3, None))
"""Holds; holds from now; ended now; not begun."""
_FITTING = {
    "assigned": "caseworker",
    "unit": "unit_staff",
    "duty": "duty_officer",
    "emergency": "caseworker",
    "control": "privacy_officer",
}
_CELLS_OF_BASIS = {
    "assigned": ("facts", "W"),
    "unit": ("facts", "W"),
    "duty": ("nodkort", "S"),
    "emergency": ("incident", "W"),
    "control": ("who_has_seen", "S"),
}


def _kind_for(role: str, *, fits: bool) -> str:
    return next(
        (kind for kind in expected.KINDS if expected.works_in(role, kind) is fits), "municipality"
    )


class _Builder:
    """Adds one person, unit and case for each combination, so that all share one database."""

    def __init__(self) -> None:
        self.world = World((), 0, (), (), (), ())

    def add(
        self,
        basis: str,
        role: str,
        *,
        fits: bool = True,
        member: tuple[int, int | None] = (1, None),
        grant: tuple[int, int | None] = (1, None),
        shift: tuple[int, int | None] | None = (1, 4),
        block: Blocked | None = None,
        granted_role: str | None = None,
        for_another: bool = False,
    ) -> None:
        old = self.world
        n = old.people
        case = f"lonn-{n:04d}"
        until = 4 if basis == "emergency" and grant[1] is None else grant[1]
        named = basis in NAMED
        self.world = World(
            kinds=(*old.kinds, _kind_for(role, fits=fits)),
            people=n + 1,
            memberships=(*old.memberships, Held(n, n, role, *member)),
            shifts=old.shifts
            if shift is None
            else (*old.shifts, OnShift(n, n, shift[0], shift[1] or 4)),
            grants=(
                *old.grants,
                Given(
                    case,
                    basis,
                    n,
                    (max(n - 1, 0) if for_another else n) if named else None,
                    (granted_role or role) if named else "",
                    grant[0],
                    until,
                ),
            ),
            blocks=old.blocks
            if block is None
            else (*old.blocks, dataclasses.replace(block, case=case, person=n)),
        )


def _all_times() -> World:
    """Every basis × when the role, the grant, the shift and the block begin and end."""
    built = _Builder()
    blocks = (None, Blocked("", 0, None), Blocked("", 0, 3), Blocked("", 0, 2))
    for basis, role in _FITTING.items():
        for member, grant in itertools.product(_SPANS, _SPANS):
            built.add(basis, role, member=member, grant=grant)
        for shift in (None, *_SPANS):
            built.add(basis, role, shift=shift)
        for block in blocks:
            built.add(basis, role, block=block)
    return built.world


def _all_roles() -> World:
    """Every basis × role × whether it exists there, is the one granted and the person's own."""
    built = _Builder()
    for basis, role in itertools.product(policy.BASES, expected.ROLES):
        for fits, own_role, another in itertools.product(
            (True, False), (True, False), (True, False)
        ):
            built.add(
                basis,
                role,
                fits=fits,
                granted_role=None if own_role else "caseworker",
                for_another=another,
            )
    return built.world


def _each(world: World, cells: Callable[[str], tuple[tuple[str, str], ...]]) -> None:
    """Compare each person on their own case, and on the one before it, where they are a stranger."""
    everybody = {grant.unit: grant for grant in world.grants}
    for person, grant in everybody.items():
        cases = tuple(dict.fromkeys((grant.case, f"lonn-{max(person - 1, 0):04d}")))
        compare(world, hours=(_NOW,), cells=cells(grant.basis), people=(person,), cases=cases)


@pytest.mark.django_db
def test_they_agree_at_every_edge_of_every_period() -> None:
    world = _all_times()

    with _stored(world):
        _each(world, lambda basis: (_CELLS_OF_BASIS[basis], ("passport", "A")))


@pytest.mark.django_db
def test_they_agree_for_every_role_on_every_basis() -> None:
    world = _all_roles()

    with _stored(world):
        _each(world, lambda basis: (_CELLS_OF_BASIS[basis],))


@pytest.mark.django_db
def test_they_agree_on_every_cell_of_the_matrix() -> None:
    built = _Builder()
    for basis in policy.BASES:
        for role in sorted(policy.ROLES_ON_BASIS[basis]):
            built.add(basis, role)
    every_cell = (*itertools.product(expected.SECTIONS, expected.LETTERS), ("emergency", "yes"))

    with _stored(built.world):
        _each(built.world, lambda basis: every_cell)


# ── the test can fail: each planted defect is found ──────────────────────────
def _end_counts(at: Instant, *, path: str = "") -> Q:
    open_end = Q(**{f"{path}until_at__isnull": True}) | Q(**{f"{path}until_at__gte": at})
    return Q(**{f"{path}from_at__lte": at}) & open_end


def _no_blocks(at: Instant) -> object:
    return NetworkBlock.objects.none()


def _role_may(basis: str, role: str) -> MappingProxyType[str, frozenset[str]]:
    table = dict(policy.ROLES_ON_BASIS)
    table[basis] = table[basis] | {role}
    return MappingProxyType(table)


_DEFECTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the filter lets a period hold its end": lambda patch: patch.setattr(
        visible, "in_force", _end_counts
    ),
    "the decision lets a period hold its end": lambda patch: patch.setattr(
        clock.Period, "holds", lambda self, at: self.end is None or at <= self.end
    ),
    "the decision reads roles that have ended": lambda patch: patch.setattr(
        decide, "in_force", _end_counts
    ),
    "nobody is blocked": lambda patch: patch.setattr(decide, "blocks_in_force", _no_blocks),
    "the policy does not ask for a shift": lambda patch: patch.setattr(
        policy, "_is_held_by", lambda actor, grant: grant.person in {None, actor.person}
    ),
    "the policy does not ask who is named": lambda patch: patch.setattr(
        policy, "_is_held_by", lambda actor, grant: grant.person or grant.unit.key in actor.on_shift
    ),
    "the policy lets a role exist anywhere": lambda patch: patch.setattr(
        roles, "works_in", lambda role, organisation_kind: True
    ),
    "a school contact breaks the glass": lambda patch: patch.setattr(
        policy, "ROLES_ON_BASIS", _role_may("emergency", "school_contact")
    ),
    "a carer is let in by the unit's shift": lambda patch: patch.setattr(
        policy, "ROLES_ON_BASIS", _role_may("unit", "carer")
    ),
    "a press officer sees cases": lambda patch: patch.setattr(
        policy, "ROLES_ON_BASIS", _role_may("control", "press_officer")
    ),
}


def _compare_all(*many: World) -> None:
    for world in many:
        with _stored(world):
            _each(world, lambda basis: (_CELLS_OF_BASIS[basis],))


@pytest.mark.django_db
@pytest.mark.parametrize("defect", _DEFECTS)
def test_a_planted_defect_is_found(defect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    times, everybody = _all_times(), _all_roles()
    _DEFECTS[defect](monkeypatch)

    with pytest.raises(TheyDiffer):
        _compare_all(times, everybody)
