"""Reading: counts, gaps, what has grown old, and what is shielded from whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forevar.casework.screening import selectors
from forevar.casework.screening.projections import QuestionNow
from tests.casework.screening.conftest import TODAY, World


def _question(world: World, theme: str, fact: str, *, by: str) -> QuestionNow:
    shown = selectors.get_theme(world.case, theme=theme, actor=world.actor(by), at=world.at)
    return next(one for one in shown.questions if one.fact == fact)


def test_each_theme_counts_known_not_yet_known_and_never_considered(world: World) -> None:
    world.answer("education_setting", "school")
    world.leave_open("network_near_placement")

    line = next(one for one in selectors.list_themes(world.case, at=world.at) if one.number == 3)

    assert (line.answered, line.not_yet, line.unanswered, line.total) == (1, 1, 7, 9)
    assert line.slug == "nettverk-og-sted"


def test_the_gaps_name_who_finds_out_and_what_is_late(world: World) -> None:
    world.answer("education_setting", "school")
    world.leave_open("network_near_placement", who="police")

    gaps = {
        gap.fact: gap
        for gap in selectors.list_gaps(world.later(days=6).case, at=world.later(days=6).at)
    }

    assert "education_setting" not in gaps
    assert len(gaps) == 44
    assert (gaps["network_near_placement"].who, gaps["network_near_placement"].is_overdue) == (
        "police",
        True,
    )
    assert gaps["child_has_alarm"].state == "unanswered"
    assert gaps["child_has_alarm"].providers == ("police",)


def test_answers_grow_old_by_days_and_by_events(world: World) -> None:
    world.answer("education_setting", "school")
    world.leave_open("network_near_placement")

    assert selectors.outdated_count(world.case, at=world.at + timedelta(days=90)) == 0
    assert selectors.outdated_count(world.case, at=world.at + timedelta(days=91)) == 1
    event = world.at + timedelta(days=1)
    assert (
        selectors.outdated_count(world.case, at=world.at + timedelta(days=2), latest_event_at=event)
        == 1
    )


def test_risk_and_free_text_are_shielded_from_a_home_that_does_not_supply_them(
    world: World,
) -> None:
    world.answer("documented_danger", "Dom fra 2024.")
    world.answer("network_near_placement", "none")

    for theme, fact in (
        ("hva-har-skjedd-for", "documented_danger"),
        ("nettverk-og-sted", "network_near_placement"),
    ):
        masked = _question(world, theme, fact, by="berit")
        assert masked.is_masked
        assert masked.answer is None
        assert not masked.may_write
        assert masked.seen
        open_to = _question(world, theme, fact, by="kari")
        assert not open_to.is_masked
        assert open_to.answer is not None


def test_an_unanswered_question_is_not_shielded(world: World) -> None:
    assert not _question(world, "hva-har-skjedd-for", "documented_danger", by="berit").is_masked


def test_a_leader_sees_and_does_not_write(world: World) -> None:
    world.answer("education_setting", "school")
    question = _question(world, "nettverk-og-sted", "education_setting", by="turid")

    assert question.answer is not None
    assert not question.may_write


def test_history_is_whole_for_those_who_may_and_empty_for_the_rest(
    world: World, reading: Callable[[object], str]
) -> None:
    world.answer("prior_experience", "Først dette.")
    world.later(days=1).answer("prior_experience", "Så dette.")

    rows = selectors.list_history(
        world.case, fact="prior_experience", actor=world.actor("kari"), at=world.at
    )
    assert [selectors.read_value(row) for row in rows] == ["Så dette.", "Først dette."]
    assert [row.by_name for row in rows] == ["Kari", "Kari"]
    assert not selectors.list_history(
        world.case, fact="prior_experience", actor=world.actor("berit"), at=world.at
    )
    with pytest.raises(selectors.NoSuchQuestion):
        selectors.list_history(
            world.case, fact="abduction_risk", actor=world.actor("kari"), at=world.at
        )


def test_the_source_of_today_is_found_again_and_not_the_one_of_yesterday(
    world: World, reading: Callable[[object], str]
) -> None:
    world.answer("education_setting", "school", source="Telefon")
    person = world.town.people["kari"]

    found = selectors.latest_source(world.case, by=person, on=TODAY)

    assert found is not None
    assert reading(found[0]) == "Telefon"
    assert selectors.latest_source(world.case, by=person, on=TODAY + timedelta(days=1)) is None
    assert selectors.latest_source(world.case, by=world.town.people["ivar"], on=TODAY) is None


def test_no_theme_of_that_name(world: World) -> None:
    with pytest.raises(selectors.NoSuchTheme):
        selectors.get_theme(world.case, theme="annet", actor=world.actor("kari"), at=world.at)


def test_all_questions_at_the_cost_of_one_theme(
    world: World, django_assert_max_num_queries: Any
) -> None:
    world.answer("education_setting", "school")
    world.answer("home_place_stay_restricted", True)
    world.dispute("home_place_stay_restricted", False)
    kari = world.actor("kari")

    with django_assert_max_num_queries(4):
        questions = selectors.list_questions(world.case, actor=kari, at=world.at)

    assert len(questions) == 45
    stands = {one.fact: (one.number, one.state, len(one.sides)) for one in questions}
    assert stands["education_setting"] == (8, "answered", 0)
    assert stands["home_place_stay_restricted"] == (7, "disputed", 2)
