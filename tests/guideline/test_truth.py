"""The truth tables, and knowledge that refuses to be a yes or a no."""

import doctest
import itertools
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.guideline import catalogue, evaluate, loader, triggers, truth
from forevar.guideline.evaluate import knowledge
from forevar.guideline.loader import build
from forevar.guideline.truth import Truth, both, either, negate

VALUES = st.sampled_from(list(Truth))
NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


def test_the_tables_are_those_of_strong_kleene_logic() -> None:
    conjunction = {(a, b): both(a, b) for a, b in itertools.product(Truth, Truth)}
    disjunction = {(a, b): either(a, b) for a, b in itertools.product(Truth, Truth)}

    assert conjunction == {
        **{(NO, each): NO for each in Truth},
        **{(each, NO): NO for each in Truth},
        **{(UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, YES): UNKNOWN, (YES, UNKNOWN): UNKNOWN},
        (YES, YES): YES,
    }
    assert disjunction == {
        **{(YES, each): YES for each in Truth},
        **{(each, YES): YES for each in Truth},
        **{(UNKNOWN, UNKNOWN): UNKNOWN, (UNKNOWN, NO): UNKNOWN, (NO, UNKNOWN): UNKNOWN},
        (NO, NO): NO,
    }
    assert [negate(each) for each in (NO, UNKNOWN, YES)] == [YES, UNKNOWN, NO]


@given(VALUES, VALUES, VALUES)
def test_the_connectives_keep_their_laws(a: Truth, b: Truth, c: Truth) -> None:
    assert both(a, b) == both(b, a)
    assert either(a, either(b, c)) == either(either(a, b), c)
    assert both(a, either(b, c)) == either(both(a, b), both(a, c))
    assert negate(both(a, b)) == either(negate(a), negate(b))
    assert negate(negate(a)) == a


@given(VALUES)
def test_something_or_its_opposite_is_known_only_when_it_is_known(a: Truth) -> None:
    assert (either(a, negate(a)) == YES) == (a != UNKNOWN)


def test_not_knowing_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError):
        bool(truth.Unknown("asked"))


def test_a_reason_for_not_knowing_is_one_of_four() -> None:
    assert set(truth.REASONS) == {"not_asked", "asked", "disputed", "not_applicable"}
    with pytest.raises(truth.ReasonNotKnown):
        truth.Unknown("forgot")  # type: ignore[arg-type]  # refused on purpose


@pytest.mark.parametrize("module", [truth, triggers, catalogue, knowledge, build, evaluate, loader])
def test_the_examples_in_the_docstrings_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
