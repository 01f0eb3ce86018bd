"""The phase follows the table, what is missing is written down, and the address line is careful."""

import pytest

from forevar.casework.cases import facts, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import phases, shielding
from forevar.guideline import loader
from forevar.kernel import decision
from forevar.kernel.refs import CaseRef
from tests.casework.cases.conftest import NOON, World


def _move(world: World, to: str, *, by: str = "ivar", met: tuple[str, ...] = ()) -> list[str]:
    unmet = cases.change_phase(case=world.case, to=to, by=world.actor(by), at=NOON, met=met)
    return [condition.code for condition in unmet]


def test_leaving_a_phase_unfinished_warns_and_stands_in_the_ledger(world: World) -> None:
    unmet = _move(world, "assessment", met=("meeting_held",))

    assert unmet == ["information_sufficient"]
    assert selectors.get_sheet(world.case).phase == "assessment"
    assert world.latest().details["unmet"] == ["information_sufficient"]


def test_a_planned_case_cannot_skip_the_assessment(world: World) -> None:
    with pytest.raises(phases.NoSuchStep):
        _move(world, "decision")


def test_an_acute_case_may_go_straight_to_the_decision(world: World) -> None:
    cases.note_sheet(case=world.case, urgency="acute", by=world.actor("kari"), at=NOON)

    _move(world, "decision", by="kari")

    assert selectors.get_sheet(world.case).phase == "decision"


def test_a_case_cannot_be_closed_by_changing_its_phase(world: World) -> None:
    for to in ("assessment", "decision", "placement", "daily_life", "closing"):
        _move(world, to)

    with pytest.raises(phases.NoSuchStep):
        _move(world, "closed")


@pytest.mark.parametrize("name", ["turid", "odd", "mona", "frida"])
def test_only_those_who_write_in_the_case_change_its_phase(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        _move(world, "assessment", by=name)

    assert selectors.get_sheet(world.case).phase == "intake"


def test_a_code_nobody_has_is_refused_like_a_case_one_may_not_know_of(world: World) -> None:
    with pytest.raises(decision.NotAllowed) as unknown:
        cases.change_phase(
            case=CaseRef("selje-900"), to="assessment", by=world.actor("ivar"), at=NOON
        )
    with pytest.raises(decision.NotAllowed) as foreign:
        _move(world, "assessment", by="odd")

    assert unknown.value.denied == foreign.value.denied


def test_the_facts_follow_the_paragraph(world: World) -> None:
    assert "legal_basis" not in facts.known(world.case, at=NOON)

    cases.note_sheet(case=world.case, paragraph="6-1", by=world.actor("kari"), at=NOON)

    assert facts.known(world.case, at=NOON)["legal_basis"] == "behaviour"
    assert "bortføring" in selectors.get_strip(world.case, at=NOON).scope_band


def test_what_the_case_tells_the_guides_are_values_the_guides_know(world: World) -> None:
    catalogued = loader.load_guide().facts
    kari = world.actor("kari")
    cases.note_sheet(case=world.case, paragraph="4-2", urgency="acute", by=kari, at=NOON)

    for fact, value in facts.known(world.case, at=NOON).items():
        assert catalogued[fact].admits_symbol(str(value)), fact
    for status in facts.PLACEMENT_STATUS.values():
        assert catalogued["placement_status"].admits_symbol(status)
    assert set(facts.PLACEMENT_STATUS) == set(phases.PHASES)


def test_a_code_nobody_has_tells_nothing(world: World) -> None:
    assert facts.known(CaseRef("selje-900"), at=NOON) == {}


def test_noting_what_is_noted_already_is_no_event(world: World) -> None:
    cases.note_sheet(case=world.case, paragraph="5-1", by=world.actor("kari"), at=NOON)
    before = world.actions()

    cases.note_sheet(case=world.case, paragraph="5-1", by=world.actor("kari"), at=NOON)

    assert world.actions() == before


def test_the_strip_says_that_the_address_is_unknown_until_somebody_knows(world: World) -> None:
    assert selectors.get_strip(world.case, at=NOON).address_line == "Ukjent om adressen er skjermet"

    cases.note_address_state(case=world.case, state="shielded", by=world.actor("kari"), at=NOON)

    assert selectors.get_strip(world.case, at=NOON).address_line == "Adressen er skjermet"
    assert world.latest().details == {"from": "unknown", "to": "shielded"}


def test_an_address_line_cannot_be_made_up(world: World) -> None:
    with pytest.raises(shielding.NoSuchAddressState):
        cases.note_address_state(case=world.case, state="maybe", by=world.actor("kari"), at=NOON)
    with pytest.raises(decision.NotAllowed):
        cases.note_address_state(case=world.case, state="open", by=world.actor("odd"), at=NOON)


def test_the_line_of_phases_shows_where_the_case_is(world: World) -> None:
    _move(world, "assessment")

    line = selectors.get_phase_line(world.case, overlays=["visit"])

    assert [(step.label, step.state) for step in line.steps][:3] == [
        ("Henvendelse", "past"),
        ("Vurdering", "current"),
        ("Vedtak", "ahead"),
    ]
    assert line.overlays == ("Samvær",)
    assert line.next_phases == (("decision", "Vedtak"),)


def test_the_guides_phases_include_the_overlays(world: World) -> None:
    assert selectors.catalogue_phases(world.case, overlays=["after_incident"]) == {
        "intake",
        "after-incident",
    }


@pytest.mark.django_db
def test_a_case_that_is_not_there_is_not_found() -> None:
    with pytest.raises(Exception, match="case_not_found"):
        selectors.get_strip(CaseRef("selje-900"), at=NOON)
