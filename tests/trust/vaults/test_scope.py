"""What may never stand together about one child does not, and a refusal is never half a page."""

import contextlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from forevar.kernel import errors, refs
from forevar.trust.audit import ledger
from forevar.trust.vaults import scope

LONN = "lonn-482"
HEGG = "hegg-210"
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
BY = refs.PersonRef("iiiiiiiiiiiiiiiiiiiiiQ")

REAL = frozenset({"REAL"})
COVER = frozenset({"COVER"})
WHERE = frozenset({"WHERE"})
TEXT = frozenset({"TEXT"})
GIVEN = frozenset({"NAME", "REAL"})
IN_USE = frozenset({"NAME", "COVER"})
QUASI = frozenset({"QUASI"})
ALL = (REAL, COVER, WHERE, TEXT, GIVEN, IN_USE, QUASI)
APART = {
    frozenset(pair)
    for pair in (
        (REAL, WHERE),
        (REAL, COVER),
        (GIVEN, WHERE),
        (GIVEN, COVER),
        (IN_USE, WHERE),
        (IN_USE, REAL),
        (IN_USE, GIVEN),
        (QUASI, WHERE),
    )
}


def _value(classes: frozenset[str], *, subject: str = LONN) -> scope.Sealed:
    return scope.Sealed(
        lambda: "x", classes=classes, subject=subject, field="-".join(classes), is_set=True
    )


@pytest.mark.parametrize("pair", [*itertools.permutations(ALL, 2)])
def test_two_classes_of_one_child_meet_only_where_they_may(
    pair: tuple[frozenset[str], frozenset[str]],
) -> None:
    def both() -> None:
        with scope.disclosure_scope(surface="test"):
            for classes in pair:
                str(_value(classes))

    if frozenset(pair) in APART:
        with pytest.raises(scope.DisclosureRefused):
            both()
    else:
        both()


def test_a_name_and_the_place_of_another_child_may_meet() -> None:
    with scope.disclosure_scope(surface="test") as here:
        str(_value(REAL, subject=LONN))
        str(_value(WHERE, subject=HEGG))

    assert len(here.opened) == 2


def _swallowing_place() -> None:
    with scope.disclosure_scope(surface="test"), contextlib.suppress(scope.DisclosureRefused):
        str(_value(REAL))
        str(_value(WHERE))


def _swallowing_comparison() -> None:
    with scope.disclosure_scope(surface="test"), contextlib.suppress(scope.DisclosureRefused):
        assert _value(REAL) == "x"


@pytest.mark.parametrize("page", [_swallowing_place, _swallowing_comparison])
def test_a_refusal_somebody_swallowed_still_takes_the_page_down(page: Callable[[], None]) -> None:
    with pytest.raises(scope.DisclosureRefused):
        page()


def test_what_was_refused_is_not_among_what_was_opened() -> None:
    here = scope.DisclosureScope(surface="test", recipient="", linking=None)
    here.admit(REAL, subject=LONN, field="given_name")
    with pytest.raises(scope.DisclosureRefused):
        here.admit(WHERE, subject=LONN, field="placement_address")

    assert [opened.classes for opened in here.opened] == [REAL]
    assert here.classes_of(LONN) == REAL
    assert here.refused


def test_one_output_has_one_scope() -> None:
    inner = scope.disclosure_scope(surface="inner")
    with scope.disclosure_scope(surface="test"), pytest.raises(scope.ScopeAlreadyOpen):
        inner.__enter__()


def test_an_error_inside_closes_the_scope() -> None:
    with pytest.raises(ZeroDivisionError), scope.disclosure_scope(surface="test"):
        raise ZeroDivisionError

    assert scope.current() is None


def test_opening_the_same_value_twice_counts_once() -> None:
    with scope.disclosure_scope(surface="test") as here:
        name = _value(REAL)
        str(name)
        str(name)

    assert len(here.opened) == 1


def test_the_linking_surfaces_are_three() -> None:
    assert {surface.value for surface in scope.LinkingSurface} == {
        "unlocked_incident",
        "registry_form",
        "tribunal_annex",
    }


@pytest.mark.django_db
def test_a_linking_surface_lets_name_and_place_of_its_own_child_meet_and_is_entered() -> None:
    use = scope.LinkingUse(scope.LinkingSurface.REGISTRY_FORM, refs.CaseRef(LONN), BY, AT)

    with transaction.atomic(), scope.disclosure_scope(surface="form", linking=use):
        str(_value(REAL))
        str(_value(WHERE))

    def other_child() -> None:
        with transaction.atomic(), scope.disclosure_scope(surface="form", linking=use):
            str(_value(REAL, subject=HEGG))
            str(_value(WHERE, subject=HEGG))

    with pytest.raises(scope.DisclosureRefused):
        other_child()
    entry = ledger.entries(action_prefix="vaults.linking_surface_opened")[0]
    assert entry.case == LONN
    assert entry.details["linking_surface"] == "registry_form"


@pytest.mark.django_db
def test_a_linking_surface_needs_the_transaction_of_its_ledger_row() -> None:
    use = scope.LinkingUse(scope.LinkingSurface.REGISTRY_FORM, refs.CaseRef(LONN), BY, AT)
    real = connections["default"]

    real.in_atomic_block = False
    try:
        with pytest.raises(errors.DomainError, match="transaction"):
            scope.disclosure_scope(surface="form", linking=use).__enter__()
    finally:
        real.in_atomic_block = True

    assert scope.current() is None
