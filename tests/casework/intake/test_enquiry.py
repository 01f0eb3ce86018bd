"""Taking down an enquiry: the case opens, what was told is sealed, and nobody else gets in."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.intake import facts, projections, rules, selectors
from forevar.casework.intake import services as intake
from forevar.casework.intake.models import Enquiry
from forevar.kernel import decision
from forevar.trust.access import decide
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import NORA, SOON, TODAY, Reading, World, told
from tests.trust.access import town as towns


def register(town: towns.Town, *, by: str = "ivar", **more: Any) -> projections.EnquiryRegistered:
    given: dict[str, Any] = {"told": told(), "child": NORA, "paragraph": "", "urgency": "", **more}
    return intake.register_enquiry(by=town.actor(by), at=towns.NOON, **given)


def test_the_case_opens_for_the_adviser_and_the_caseworker_who_was_named(world: World) -> None:
    may = {
        name: bool(decide.rights(world.actor(name), world.case, world.at).can("enquiry", "W"))
        for name in ("ivar", "kari", "odd", "rakel")
    }

    assert may == {"ivar": True, "kari": True, "odd": False, "rakel": False}
    assert cases_now.get_sheet(world.case).legal_basis == "care_order"


def test_what_was_told_is_sealed_and_reads_back(town: towns.Town, reading: Reading) -> None:
    opened = register(town, told=told(told="Mor har ringt to ganger i natt."))

    row = Enquiry.objects.get(case=opened.case.code)
    assert repr(row.told).count("ringt") == 0
    found = selectors.find_enquiry(opened.case)
    assert found is not None
    assert reading(found.told) == "Mor har ringt to ganger i natt."


def test_it_is_the_last_line_in_the_ledger_and_holds_codes_only(world: World) -> None:
    found = ledger.entries(case=world.case, action_prefix="intake.")

    assert [entry.action for entry in found] == ["intake.enquiry_registered"]
    assert found[0].details == {"channel": "phone"}
    assert ledger.verify()


@pytest.mark.parametrize("name", ["mona", "dag", "oskar", "frida", "rolf", "turid"])
def test_whoever_may_not_register_opens_no_case(town: towns.Town, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        register(town, by=name)

    assert not Enquiry.objects.exists()


def test_a_caseworker_registers_their_own_enquiry_and_answers_for_it(town: towns.Town) -> None:
    opened = register(town, by="kari")

    assert cases_now.get_strip(opened.case, at=towns.NOON).kontaktperson == "Kari"


def test_a_crisis_may_begin_without_even_a_name(town: towns.Town) -> None:
    opened = register(town, child=None, urgency="acute")

    assert cases_now.get_sheet(opened.case).is_acute


def test_a_name_in_the_free_text_is_refused_and_nothing_is_left_behind(town: towns.Town) -> None:
    with pytest.raises(intake.ShieldedInText) as refused:
        register(town, told=told(told="Familien Fjellvang bor der fortsatt."))

    assert set(refused.value.fields) == {"told"}
    assert not Enquiry.objects.exists()
    assert ledger.verify()


def test_not_knowing_the_address_sets_a_task_that_the_answer_ends(world: World) -> None:
    left = rules.LeftOpen("municipality", SOON, "Regnes som skjermet.")
    change(world, told(hidden_address="no", address_open=left), seen=1)
    task = cases_now.find_task(world.case, source="intake", about="hidden_address_decision")
    assert task is not None
    assert (task.owner_body, task.due_on) == ("municipality", SOON)

    change(world, told(hidden_address="no", grading="none"), seen=2)

    assert cases_now.list_open_tasks(world.case) == ()
    assert "address" not in str(world.enquiry().address_who)


def test_a_new_date_for_finding_out_moves_the_task(world: World) -> None:
    first = rules.LeftOpen("municipality", SOON, "Regnes som skjermet.")
    change(world, told(address_open=first), seen=1)
    later = rules.LeftOpen("municipality", SOON + timedelta(days=2), "Regnes som skjermet.")

    change(world, told(address_open=later), seen=2)

    (task,) = cases_now.list_open_tasks(world.case)
    assert task.due_on == SOON + timedelta(days=2)


def change(world: World, what: rules.EnquiryTold, *, seen: int, by: str = "ivar") -> None:
    intake.change_enquiry(case=world.case, told=what, seen=seen, by=world.actor(by), at=world.at)


def test_the_strip_follows_what_is_known_of_the_address(world: World) -> None:
    assert cases_now.get_sheet(world.case).address_state == "open"

    change(world, told(hidden_address="yes", grading="none"), seen=1)

    assert cases_now.get_sheet(world.case).address_state == "shielded"


def test_two_who_change_it_at_once_do_not_write_over_each_other(
    world: World, reading: Reading
) -> None:
    change(world, told(told="Kari skrev dette."), seen=1, by="kari")

    with pytest.raises(intake.EnquiryChangedMeanwhile):
        change(world, told(told="Ivar skrev dette."), seen=1)

    assert reading(world.enquiry().told) == "Kari skrev dette."


@pytest.mark.parametrize("name", ["turid", "ulf", "berit", "odd", "frida"])
def test_those_who_only_see_cannot_change_it(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        change(world, told(), seen=1, by=name)
    with pytest.raises(decision.NotAllowed):
        judge(world, by=name)


def judge(
    world: World, *, sufficient: bool = True, by: str = "ivar", reason: str | None = None
) -> None:
    why = "Vi vet nok om familien og nettverket." if reason is None else reason
    intake.judge_information(
        case=world.case, sufficient=sufficient, reason=why, by=world.actor(by), at=world.at
    )


def test_a_person_says_whether_intake_knows_enough_and_why(world: World, reading: Reading) -> None:
    assert "information_sufficient" not in facts.known(world.case)

    judge(world, sufficient=False)

    assert facts.known(world.case)["information_sufficient"] is False
    assert reading(world.enquiry().sufficient_reason).startswith("Vi vet nok")


@pytest.mark.parametrize("reason", ["", "Fordi.", "Familien Fjellvang er kjent for kommunen."])
def test_the_reason_is_written_and_names_nobody(world: World, reason: str) -> None:
    with pytest.raises((rules.EnquiryIncomplete, intake.ShieldedInText)) as refused:
        judge(world, reason=reason)

    assert set(refused.value.fields) == {"reason"}
    assert "information_sufficient" not in facts.known(world.case)


def test_a_case_without_an_enquiry_gets_one_before_it_is_judged(town: towns.Town) -> None:
    opened = cases.open_case(by=town.actor("ivar"), at=towns.NOON, child=NORA)
    world = World(town, opened.case)
    with pytest.raises(rules.EnquiryNotTakenDown):
        judge(world)

    change(world, told(), seen=0)
    judge(world)

    assert world.enquiry().version == 2


def test_hidden_and_graded_are_two_facts_and_unknown_is_absent(town: towns.Town) -> None:
    one = register(town, told=told(hidden_address="yes")).case
    two = register(town, told=told(grading="none", wanted="institution")).case

    assert facts.known(one) == {"hidden_address_decision": True}
    assert facts.known(two) == {"registry_grading": "none", "placement_type": "institution"}


def test_facts_of_many_cases_come_in_two_queries(
    town: towns.Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    opened = [register(town).case for _ in range(3)]

    with django_assert_num_queries(2):
        assert set(facts.known_of(opened)) == {case.code for case in opened}


def test_a_date_ahead_is_refused(town: towns.Town) -> None:
    with pytest.raises(rules.EnquiryIncomplete):
        register(town, told=told(received_on=TODAY + timedelta(days=1)))
