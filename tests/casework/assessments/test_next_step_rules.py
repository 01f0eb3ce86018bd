"""Which requirements stand first, and with which word."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from forevar.casework.assessments.rules import next_steps
from forevar.casework.assessments.rules.next_steps import Candidate

TODAY = date(2026, 11, 21)
NOW = frozenset({"intake"})
PLAIN = Candidate(
    rule_id="plain",
    place=10,
    phase="intake",
    modality="must",
    enforcement="task",
    deadline="",
    answer="applies",
    holds_always=False,
    is_mine=True,
    has_page=True,
)


def order(*candidates: Candidate) -> list[str]:
    return [each.rule_id for each in next_steps.in_order(candidates, today=TODAY)]


def test_the_order_is_laid_down_step_by_step() -> None:
    later = replace(PLAIN, rule_id="later in the guide", place=20)
    should = replace(PLAIN, rule_id="should", modality="should", place=0)
    general = replace(PLAIN, rule_id="holds in every case", holds_always=True, place=0)
    untold = replace(PLAIN, rule_id="cannot be told", answer="unknown", enforcement="warn", place=0)
    nowhere = replace(PLAIN, rule_id="has no page here", has_page=False, place=0)
    others = replace(PLAIN, rule_id="asked of others", is_mine=False, place=0)
    overdue = replace(others, rule_id="over its date", due=TODAY - timedelta(days=1))
    soon = replace(others, rule_id="as soon as possible", deadline="as soon as possible")
    at_once = replace(others, rule_id="at once", deadline="immediately", modality="should")

    expected = [at_once, soon, overdue, PLAIN, later, should, nowhere, untold, others, general]

    assert order(*reversed(expected)) == [each.rule_id for each in expected]


@pytest.mark.parametrize("text", ["30 min", "15 min", "immediately after the child is secured"])
def test_minutes_and_at_once_come_first(text: str) -> None:
    assert order(PLAIN, replace(PLAIN, rule_id="at once", deadline=text, place=99))[0] == "at once"


def test_a_date_that_is_today_is_not_over() -> None:
    today = replace(PLAIN, rule_id="today", place=99, due=TODAY)

    assert order(today, PLAIN) == ["plain", "today"]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True),
        ({"phase": "always"}, True),
        ({"phase": "incident"}, False),
        ({"enforcement": "info"}, False),
        ({"enforcement": "suggest"}, False),
        ({"answer": "unknown"}, False),
        ({"answer": "unknown", "enforcement": "warn"}, True),
        ({"answer": "unknown", "enforcement": "block"}, True),
        ({"mark": "done"}, False),
        ({"mark": "done", "look_again": True}, True),
        ({"mark": "not_relevant"}, False),
        ({"mark": "started"}, True),
    ],
)
def test_what_is_asked_now(changes: dict[str, object], shown: bool) -> None:
    assert next_steps.is_next(replace(PLAIN, **changes), phases=NOW) is shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "not_started"),
        ({"is_mine": False}, "waiting"),
        ({"mark": "started"}, "started"),
        ({"task_is_open": True}, "started"),
        ({"task_is_open": True, "task_waits": True}, "waiting"),
        ({"answer": "unknown"}, "cannot_start"),
        ({"answer": "unknown", "needs_judgement": True}, "not_started"),
        ({"mark": "done"}, "done"),
        ({"mark": "done", "look_again": True}, "look_again"),
    ],
)
def test_every_step_has_a_word_for_its_state(changes: dict[str, object], code: str) -> None:
    found = next_steps.status(replace(PLAIN, **changes))  # type: ignore[arg-type]

    assert found == code
    assert next_steps.WORDS[found]


@pytest.mark.parametrize(
    ("judged", "event", "rests_on", "again"),
    [
        (None, None, ("abduction_risk",), False),
        (1, None, ("abduction_risk",), True),
        (1, None, ("language_minority",), False),
        (-1, None, ("abduction_risk",), False),
        (None, 1, (), True),
        (None, -1, (), False),
    ],
)
def test_what_was_done_before_the_ground_moved_is_looked_at_again(
    judged: int | None, event: int | None, rests_on: tuple[str, ...], again: bool
) -> None:
    done_at = datetime(2026, 11, 21, 12, tzinfo=UTC)

    assert (
        next_steps.must_be_looked_at_again(
            done_at,
            rests_on=rests_on,
            judged_anew_at=None if judged is None else done_at + timedelta(days=judged),
            event_at=None if event is None else done_at + timedelta(days=event),
        )
        is again
    )
