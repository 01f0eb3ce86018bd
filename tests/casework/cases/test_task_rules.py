"""Deadlines: a date lasts the whole Norwegian day, a time lasts to the second."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.casework.cases.rules import tasks
from forevar.kernel import clock

NOON = datetime(2026, 11, 21, 11, tzinfo=UTC)
instants = st.integers(min_value=0, max_value=2 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
dates = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 1, 1))


def _group(*, on: date | None = None, at: datetime | None = None) -> str:
    return tasks.group_of(due=tasks.sort_key(due_at=at, due_on=on), at=NOON)


def test_today_is_not_over_the_deadline_until_the_day_is_over() -> None:
    assert _group(on=date(2026, 11, 21)) == "today"
    assert _group(on=date(2026, 11, 20)) == "overdue"


def test_a_time_earlier_today_is_over_the_deadline() -> None:
    assert _group(at=NOON - timedelta(seconds=1)) == "overdue"
    assert _group(at=NOON + timedelta(hours=3)) == "today"


def test_three_days_ahead_is_this_week_also_on_a_saturday() -> None:
    assert _group(on=date(2026, 11, 24)) == "week"
    assert _group(on=date(2026, 11, 28)) == "week"
    assert _group(on=date(2026, 11, 29)) == "later"


def test_a_task_without_a_deadline_comes_last() -> None:
    assert _group() == "later"


@given(day=dates, at=instants)
def test_a_date_is_over_exactly_when_norway_has_a_later_date(day: date, at: datetime) -> None:
    group = tasks.group_of(due=tasks.sort_key(due_at=None, due_on=day), at=at)

    assert (group == "overdue") == (clock.local_date(at) > day)
    assert (group == "today") == (clock.local_date(at) == day)


@given(st.lists(instants, min_size=2, max_size=2), instants)
def test_the_headings_follow_the_order_of_the_deadlines(due: list[datetime], at: datetime) -> None:
    order = list(tasks.GROUPS)
    first, second = sorted(due)

    assert order.index(tasks.group_of(due=first, at=at)) <= order.index(
        tasks.group_of(due=second, at=at)
    )


def test_a_task_cannot_be_due_both_at_a_time_and_on_a_date() -> None:
    with pytest.raises(tasks.TwoDeadlines):
        tasks.sort_key(due_at=NOON, due_on=date(2026, 11, 21))


def test_a_deadline_moves_to_tomorrow_at_the_earliest() -> None:
    tasks.check_new_deadline(new=date(2026, 11, 22), at=NOON)
    with pytest.raises(tasks.DeadlineNotAhead):
        tasks.check_new_deadline(new=date(2026, 11, 21), at=NOON)


@pytest.mark.parametrize("reason", ["", "   ", "for kort", " " * 30 + "kort"])
def test_a_reason_says_something(reason: str) -> None:
    with pytest.raises(tasks.ReasonTooShort):
        tasks.check_reason(reason, missing="Skriv hvorfor du flytter fristen.")


def test_an_empty_reason_is_asked_for_in_the_questions_own_words() -> None:
    with pytest.raises(tasks.ReasonTooShort) as refused:
        tasks.check_reason(" ", missing="Skriv hvorfor du flytter fristen.")

    assert refused.value.fields == {"reason": "Skriv hvorfor du flytter fristen."}


def test_a_title_is_never_typed() -> None:
    with pytest.raises(tasks.NoSuchTitle):
        tasks.check_title("Ring mor til Nora", requirement="")
    tasks.check_title("find_out", requirement="")
    tasks.check_title("", requirement="mail-via-municipality")
    with pytest.raises(tasks.NoSuchTitle):
        tasks.check_title("", requirement="")
