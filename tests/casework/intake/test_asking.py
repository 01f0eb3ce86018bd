"""Asking for what is missing: drafted, sent, reminded of, answered line by line, late."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.intake import projections, rules, selectors
from forevar.casework.intake import services as intake
from forevar.kernel import decision
from forevar.kernel.refs import CaseRef
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import SOON, TODAY, Reading, World


def now(world: World, number: int = 1, *, today: date = TODAY) -> projections.RequestNow:
    return selectors.get_request(world.case, number=number, today=today)


def answer(world: World, number: int, *facts: str, by: str = "ivar") -> None:
    intake.note_request_answered(
        case=world.case, number=number, facts=facts, by=world.actor(by), at=world.at
    )


def test_a_draft_counts_from_one_and_waits_for_nobody(world: World) -> None:
    assert [world.draft(), world.draft("child_languages")] == [1, 2]

    assert now(world).state == "drafted"
    assert cases_now.list_open_tasks(world.case) == ()


def test_the_same_fact_is_asked_for_once_in_a_request(world: World) -> None:
    world.draft("prior_experience", "prior_experience")

    assert [line.fact for line in now(world).lines] == ["prior_experience"]


def test_sending_sets_a_task_that_waits_for_them(world: World) -> None:
    world.send(world.draft())

    (task,) = cases_now.list_open_tasks(world.case)
    assert (task.title, task.waits_on, task.due_on) == (
        "answer_from_municipality",
        "municipality",
        SOON,
    )
    assert now(world).state == "sent"


@pytest.mark.parametrize("due_on", [None, TODAY, TODAY - timedelta(days=1)])
def test_a_request_is_sent_with_a_date_ahead(world: World, due_on: date | None) -> None:
    number = world.draft()

    with pytest.raises(rules.RequestDateMissing):
        world.send(number, due_on=due_on)

    assert now(world).state == "drafted"


def test_it_is_sent_once(world: World) -> None:
    world.send(world.draft())

    with pytest.raises(rules.RequestAlreadySent):
        world.send(1)


def test_answers_are_ticked_off_and_the_last_one_ends_the_wait(world: World) -> None:
    world.send(world.draft())

    answer(world, 1, "prior_experience")
    assert now(world).state == "partly"
    assert len(cases_now.list_open_tasks(world.case)) == 1

    answer(world, 1, "country_background")
    assert now(world).state == "answered"
    assert cases_now.list_open_tasks(world.case) == ()


def test_answering_does_not_stumble_when_the_task_was_ticked_off_elsewhere(world: World) -> None:
    world.send(world.draft("prior_experience"))
    (task,) = cases_now.list_open_tasks(world.case)
    cases.finish_task(case=world.case, task=task.key, by=world.actor("ivar"), at=world.at)

    answer(world, 1, "prior_experience")

    assert now(world).state == "answered"


def test_it_is_late_the_day_after_its_date_and_not_when_answered(world: World) -> None:
    world.send(world.draft("prior_experience"))

    assert now(world, today=SOON + timedelta(days=1)).is_late
    answer(world, 1, "prior_experience")
    assert not now(world, today=SOON + timedelta(days=1)).is_late


def test_they_are_reminded_and_it_is_entered(world: World) -> None:
    world.send(world.draft())

    intake.remind_request(case=world.case, number=1, by=world.actor("ivar"), at=world.at)

    assert now(world).reminded_at == world.at
    assert ledger.entries(case=world.case, action_prefix="cases.reminded")


def test_what_was_not_sent_is_neither_reminded_of_nor_answered(world: World) -> None:
    world.draft()

    with pytest.raises(rules.RequestNotSent):
        intake.remind_request(case=world.case, number=1, by=world.actor("ivar"), at=world.at)
    with pytest.raises(rules.RequestNotSent):
        answer(world, 1, "prior_experience")


@pytest.mark.parametrize("facts", [(), ("not_a_fact",)])
def test_it_asks_for_something_the_guides_know(world: World, facts: tuple[str, ...]) -> None:
    with pytest.raises(rules.NothingToAsk):
        intake.draft_request(
            case=world.case, to="municipality", facts=facts, by=world.actor("ivar"), at=world.at
        )


def test_the_covering_text_names_nobody_and_is_sealed(world: World, reading: Reading) -> None:
    with pytest.raises(intake.ShieldedInText):
        world.draft(covering="Gjelder Fjellvang.")

    world.draft(covering="Vi trenger dette for å finne et sted.")
    assert reading(now(world).covering) == "Vi trenger dette for å finne et sted."


@pytest.mark.parametrize("name", ["turid", "ulf", "odd", "frida"])
def test_those_who_only_see_ask_for_nothing(world: World, name: str) -> None:
    number = world.draft()

    with pytest.raises(decision.NotAllowed):
        world.draft(by=name)
    with pytest.raises(decision.NotAllowed):
        world.send(number, by=name)
    with pytest.raises(decision.NotAllowed):
        answer(world, number, "prior_experience", by=name)


def test_a_number_the_case_does_not_have_is_not_found(world: World) -> None:
    with pytest.raises(rules.RequestNotFound):
        world.send(7)
    with pytest.raises(rules.RequestNotFound):
        now(world, 7)
    with pytest.raises(rules.RequestNotFound):
        selectors.get_request(CaseRef("rogn-117"), number=1, today=TODAY)


def test_a_list_of_requests_takes_two_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for fact in ("prior_experience", "country_background", "child_languages"):
        world.draft(fact)

    with django_assert_num_queries(2):
        found = selectors.list_requests(world.case, today=TODAY)
    assert [one.number for one in found] == [3, 2, 1]
