"""What holds for a meeting without a database: states, what a lock needs, who reads which item."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.casework.meetings import rules

TODAY = date(2026, 11, 21)
FILLED = rules.ItemWritten(1, present=(1,))


def lacks(*items: rules.ItemWritten, filled: bool = True, **more: object) -> set[str]:
    told: dict[str, object] = {"held_on": TODAY, "police_discussed": "no", **more}
    written = rules.MeetingWritten(items=items, **told)  # type: ignore[arg-type]
    return set(rules.lacks(written, filled={i.number: filled for i in items}, today=TODAY))


def test_a_meeting_is_held_and_then_locked_and_there_is_no_other_way() -> None:
    assert rules.next_state("planned", "hold") == "held"
    assert rules.next_state("held", "lock") == "locked"
    for state, verb in (("planned", "lock"), ("locked", "hold"), ("locked", "lock")):
        with pytest.raises(rules.MinutesAreLocked):
            rules.next_state(state, verb)


def test_what_is_whole_lacks_nothing() -> None:
    assert lacks(FILLED) == set()


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"held_on": None}, {"held_on"}),
        ({"held_on": TODAY + timedelta(days=1)}, {"held_on"}),
        ({"police_discussed": ""}, {"police_discussed"}),
        ({"police_discussed": "maybe"}, {"police_discussed"}),
        ({"police_discussed": "yes"}, {"police_parties", "police_outcome"}),
    ],
)
def test_the_day_and_the_answer_about_the_police_are_always_there(more: Any, missing: Any) -> None:
    assert lacks(FILLED, **more) == missing


def test_every_item_says_who_was_there_and_what_was_said() -> None:
    assert lacks(rules.ItemWritten(4), filled=False) == {"present-4", "minutes-4"}


def test_an_item_that_was_left_out_asks_for_nothing_but_cannot_be_the_only_one() -> None:
    left_out = rules.ItemWritten(2, left_out=True)

    assert lacks(FILLED, left_out) == set()
    assert lacks(left_out) == {"items"}


@pytest.mark.parametrize(
    ("who", "when"),
    [("police", None), ("", TODAY), ("police", TODAY - timedelta(days=1))],
)
def test_a_follow_up_has_somebody_and_a_day_after_the_meeting(who: str, when: Any) -> None:
    item = rules.ItemWritten(1, present=(1,), follow_up_by=who, follow_up_on=when)

    assert lacks(item) == {"follow_up_on-1"}


@pytest.mark.parametrize("body", sorted(rules.PLACE_BODIES))
def test_nobody_from_where_the_child_is_gets_a_name(body: str) -> None:
    rules.check_guest(body=body, name="")

    with pytest.raises(rules.GuestNamesThePlace):
        rules.check_guest(body=body, name="Per Hansen")


def test_a_guest_comes_from_somewhere() -> None:
    with pytest.raises(rules.MeetingIncomplete):
        rules.check_guest(body="", name="Per Hansen")


@pytest.mark.parametrize(
    "item",
    [
        rules.ItemToBe("own", heading="  "),
        rules.ItemToBe("own", heading="x" * 301),
        rules.ItemToBe("fact", "shoe_size"),
        rules.ItemToBe("rumour", "prior_experience"),
    ],
)
def test_an_item_is_something_the_guides_know_or_a_short_heading(item: Any) -> None:
    with pytest.raises(rules.MeetingIncomplete):
        rules.check_plan(kind="clarification", agenda=[item], known={"prior_experience"})


def test_guests_are_those_who_do_not_read_all() -> None:
    reads_all = {"intake_adviser", "caseworker", "cws_leader", "region_leader"}

    assert all(rules.reads_all(role) for role in reads_all)
    for role in ("unit_staff", "unit_leader", "carer", "home_consultant", "school_contact", ""):
        assert not rules.reads_all(role)


ITEMS = st.lists(
    st.tuples(st.integers(1, 9), st.frozensets(st.integers(1, 5)), st.booleans()),
    unique_by=lambda item: item[0],
)


@given(ITEMS, st.integers(1, 5))
def test_nobody_reads_an_item_they_were_not_there_for(items: Any, attendee: Any) -> None:
    seen = rules.seen_by(attendee, items=items)

    for number, present, left_out in items:
        assert (number in seen) == (attendee in present and not left_out)
