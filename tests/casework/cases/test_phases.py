"""A case follows the table of the model: forward, hastily when acute, and back only by reopening."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.casework.cases.rules import phases

ORDINARY = {
    ("intake", "assessment"),
    ("assessment", "decision"),
    ("decision", "placement"),
    ("placement", "daily_life"),
    ("daily_life", "closing"),
    ("closing", "closed"),
    ("closed", "closing"),
}


def _steps(*, acute: bool) -> set[tuple[str, str]]:
    allowed = set()
    for phase, to in itertools.product(phases.PHASES, repeat=2):
        try:
            phases.check_step(phase=phase, to=to, acute=acute)
        except phases.NoSuchStep:
            continue
        allowed.add((phase, to))
    return allowed


def test_a_planned_case_takes_the_ordinary_steps_and_no_others() -> None:
    assert _steps(acute=False) == ORDINARY


def test_only_an_acute_case_may_go_straight_to_the_decision() -> None:
    assert _steps(acute=True) == ORDINARY | {("intake", "decision")}


def test_a_phase_nobody_knows_is_refused() -> None:
    with pytest.raises(phases.NoSuchStep):
        phases.check_step(phase="party", to="closing", acute=True)


def test_closing_and_reopening_are_left_to_their_own_verbs() -> None:
    assert phases.next_phases(phase="closing", acute=False) == ()
    assert phases.next_phases(phase="closed", acute=True) == ()


def test_the_next_phases_are_exactly_those_a_step_allows() -> None:
    for phase, acute in itertools.product(phases.PHASES, (True, False)):
        allowed = {to for source, to in _steps(acute=acute) if source == phase}
        own_verbs = {to for source, to in phases.BY_OWN_VERB if source == phase}
        assert set(phases.next_phases(phase=phase, acute=acute)) == allowed - own_verbs


@given(st.sampled_from(sorted(phases.PHASES)), st.sets(st.sampled_from(sorted(phases.OVERLAYS))))
def test_a_case_is_in_its_phase_and_every_overlay(phase: str, overlays: set[str]) -> None:
    assert phases.open_phases(phase=phase, overlays=overlays) == overlays | {phase}


def test_an_overlay_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no such overlay"):
        phases.open_phases(phase="intake", overlays=["holiday"])


def test_the_catalogue_spells_two_phases_with_a_hyphen_and_knows_no_closed_case() -> None:
    found = phases.in_the_catalogue({"daily_life", "after_incident", "move", "closed"})

    assert found == {"daily-life", "after-incident", "move"}


def test_a_missing_exit_condition_is_named_and_a_met_one_is_not() -> None:
    unmet = phases.unmet_conditions(phase="intake", met={"meeting_held"})

    assert [condition.code for condition in unmet] == ["information_sufficient"]


def test_every_phase_has_its_conditions_and_no_code_stands_twice() -> None:
    assert set(phases.EXIT_CONDITIONS) == set(phases.PHASES)
    found = [one.code for conditions in phases.EXIT_CONDITIONS.values() for one in conditions]
    assert len(found) == len(set(found))
