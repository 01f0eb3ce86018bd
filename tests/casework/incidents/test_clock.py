"""Zero is the agreed time; fifteen and thirty minutes are ceilings, never waiting periods."""

from datetime import UTC, datetime, timedelta

import pytest

from forevar.casework.incidents import rules

AGREED = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "stage"),
    [
        (0, "waiting"),
        (899, "waiting"),
        (900, "due_15"),
        (1799, "due_15"),
        (1800, "due_30"),
        (2220, "due_30"),
    ],
)
def test_what_the_clock_asks_for(seconds: int, stage: str) -> None:
    assert rules.Clock(AGREED, AGREED + timedelta(seconds=seconds)).stage == stage


def test_opened_late_it_says_112_at_once() -> None:
    clock = rules.Clock(AGREED, AGREED + timedelta(minutes=37))

    assert (clock.stage, clock.minutes_and_seconds) == ("due_30", "37:00")


def test_a_time_just_after_midnight_means_yesterday_evening() -> None:
    now = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)

    assert rules.agreed_time("22:00", now=now) == AGREED


@pytest.mark.parametrize("text", ["", "2500", "2260", "22", "abcd", "٢٢٠٠", "220000"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert rules.agreed_time(text, now=AGREED) is None


def test_a_time_too_long_ago_is_taken_for_a_slip() -> None:
    assert rules.agreed_time("2300", now=AGREED) is None


def test_every_condition_but_the_clock_says_what_to_do() -> None:
    assert all(one.steps for one in rules.BY_SLUG.values() if one is not rules.NOT_ARRIVED)


def test_no_step_is_longer_than_one_breath() -> None:
    """ux §4.11: at most eight words a sentence in an incident, with the two scripts longer."""
    steps = [step for one in rules.CONDITIONS for step in one.steps]
    sentences = [
        part for step in steps for part in step.replace("?", ".").split(".") if part.strip()
    ]

    assert max(len(sentence.split()) for sentence in sentences) <= 10
