"""Minutes: written by two, locked when whole, read by item, added to and never changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forevar.casework.assessments import selectors as assessments
from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.meetings import projections, rules, selectors
from forevar.casework.meetings import services as meetings
from forevar.kernel import decision
from forevar.trust.access import services as access
from tests.casework.meetings.conftest import LATER, OWN, TODAY, Table

WHOLE = rules.ItemWritten(1, present=(1,), minutes="Vi gikk gjennom det.")


@pytest.fixture
def held(table: Table) -> Table:
    """Hold a meeting of one item, with nothing written yet."""
    table.plan(OWN)
    table.hold()
    return table


def test_what_was_said_is_sealed_and_read_back(
    held: Table, reading: Callable[[object], str]
) -> None:
    held.write(rules.ItemWritten(1, present=(1,), minutes=" Far ringte. ", decided="Kari spør."))

    item = held.now().items[0]
    assert (reading(item.minutes), reading(item.decided)) == ("Far ringte.", "Kari spør.")
    assert "Far ringte" not in repr(item)


def test_two_who_write_at_once_lose_nothing(held: Table, reading: Callable[[object], str]) -> None:
    version = held.now().version
    held.write(WHOLE, by="ivar")

    with pytest.raises(meetings.SomebodyWroteMeanwhile):
        held.write(rules.ItemWritten(1, minutes="Noe annet."), version=version)
    with pytest.raises(meetings.SomebodyWroteMeanwhile):
        meetings.lock_minutes(number=1, version=version, **held.common("kari"))

    assert reading(held.now().items[0].minutes) == "Vi gikk gjennom det."


@pytest.mark.parametrize("name", ["minutes", "decided"])
@pytest.mark.parametrize("text", ["Hun heter Fjellvang.", "De bor på Bjørnemyra."])
def test_words_that_are_shielded_are_refused_at_their_field(
    held: Table, name: str, text: str
) -> None:
    told: dict[str, Any] = {name: text}

    with pytest.raises(rules.ShieldedInText) as refused:
        held.write(rules.ItemWritten(1, present=(1,), **told))

    assert set(refused.value.fields) == {f"{name}-1"}
    assert not held.now().items[0].minutes.is_set


def test_only_those_on_the_list_can_have_been_there(held: Table) -> None:
    held.write(rules.ItemWritten(1, present=(1, 7), minutes="Vi gikk gjennom det."))

    assert held.now().items[0].present == (1,)


def test_a_planned_meeting_has_no_answer_about_the_police_yet(table: Table) -> None:
    table.plan(OWN)
    table.write(rules.ItemWritten(1, present=(1,)), police_discussed="yes")

    assert (table.now().police_discussed, table.now().held_on) == ("", None)
    with pytest.raises(rules.MinutesAreLocked):
        table.lock()


@pytest.mark.parametrize(
    ("item", "more", "missing"),
    [
        (WHOLE, {"police_discussed": ""}, "police_discussed"),
        (WHOLE, {"police_discussed": "yes"}, "police_outcome"),
        (rules.ItemWritten(1, present=(1,)), {}, "minutes-1"),
        (rules.ItemWritten(1, minutes="Noe."), {}, "present-1"),
    ],
)
def test_half_minutes_are_not_locked(held: Table, item: Any, more: Any, missing: Any) -> None:
    held.write(item, **more)

    with pytest.raises(rules.MeetingIncomplete) as refused:
        held.lock()

    assert missing in refused.value.fields
    assert held.now().state == "held"


def test_a_yes_about_the_police_is_known_in_the_case_and_a_no_stands_in_the_minutes(
    held: Table,
) -> None:
    held.write(WHOLE, police_discussed="no")
    held.lock()
    assert assessments.list_police_lines(held.case) == ()
    assert held.now().police_discussed == "no"

    number = held.plan(OWN)
    held.hold(number)
    held.write(
        WHOLE,
        number=number,
        police_discussed="yes",
        police_parties=("intake", "municipality"),
        police_outcome="not_now",
    )
    held.lock(number)

    (line,) = assessments.list_police_lines(held.case)
    assert (line.outcome, line.parties, line.on) == (
        "not_now",
        ("intake", "municipality"),
        TODAY,
    )
    evaluation = assessments.evaluate_case(held.case, at=held.at)
    assert "police_involvement_discussed" in evaluation.facts


def test_locking_ends_the_task_of_holding_it_whoever_set_it(table: Table) -> None:
    cases.set_task(
        source="test",
        title="hold_clarification_meeting",
        about="x",
        owner_body="intake",
        **table.common("ivar"),
    )
    table.plan(OWN)
    table.plan(OWN, kind="cooperation")
    for number in (1, 2):
        table.hold(number)
        table.write(WHOLE, number=number)

    table.lock(2)
    assert [task.title for task in cases_now.list_open_tasks(table.case)] == [
        "hold_clarification_meeting"
    ]
    table.lock(1)
    assert cases_now.list_open_tasks(table.case) == ()


def test_what_was_decided_becomes_a_task_with_a_date(table: Table) -> None:
    table.plan(OWN, OWN, OWN)
    table.hold()
    to: dict[str, Any] = {
        "present": (1,),
        "minutes": "Noe.",
        "decided": "Noe.",
        "follow_up_on": LATER,
    }
    table.write(
        rules.ItemWritten(1, follow_up_by="intake", **to),
        rules.ItemWritten(2, follow_up_by="police", **to),
        rules.ItemWritten(3, follow_up_by="home", left_out=True, **to),
    )
    table.lock()

    found = {t.about: t for t in cases_now.list_open_tasks(table.case)}
    assert set(found) == {"1.1", "1.2"}
    assert (found["1.1"].owner_body, found["1.1"].due_on) == ("intake", LATER)
    assert found["1.2"].waits_on == "police"
    assert found["1.2"].owner_person == table.town.people["kari"].key


def test_locked_minutes_are_not_changed_only_added_to(
    held: Table, reading: Callable[[object], str]
) -> None:
    held.write(WHOLE)
    with pytest.raises(rules.MinutesAreLocked):
        meetings.add_to_minutes(number=1, text="Rettelse.", **held.common("kari"))
    held.lock()

    for attempt in (
        lambda: held.write(WHOLE),
        lambda: held.lock(),
        lambda: held.ask("ulf"),
        lambda: held.guest("school"),
        lambda: meetings.add_item(number=1, item=OWN, **held.common("kari")),
    ):
        with pytest.raises(rules.MinutesAreLocked):
            attempt()
    meetings.add_to_minutes(number=1, item=1, text="Det var i juni.", **held.common("ivar"))
    meetings.add_to_minutes(number=1, text="Neste møte i mars.", **held.common("ivar"))

    now = held.now()
    assert reading(now.items[0].minutes) == "Vi gikk gjennom det."
    assert [reading(each.text) for each in now.items[0].added] == ["Det var i juni."]
    assert [(reading(e.text), e.by) for e in now.added] == [("Neste møte i mars.", "Ivar")]


@pytest.mark.parametrize(
    "told", [{"text": "  "}, {"text": "På Bjørnemyra."}, {"text": "x", "item": 9}]
)
def test_an_addition_says_something_about_an_item_that_was_there(held: Table, told: Any) -> None:
    held.write(WHOLE)
    held.lock()

    with pytest.raises((rules.MeetingIncomplete, rules.ShieldedInText, rules.MeetingNotFound)):
        meetings.add_to_minutes(number=1, **told, **held.common("kari"))
    assert held.now().added == ()


# ── who reads what (hr-meeting-need-to-know) ─────────────────────────────────
def words_of(found: object, reading: Callable[[object], str]) -> str:
    """Give every sealed word somebody was handed, however deep it lies."""
    if isinstance(found, tuple):
        return " ".join(words_of(each, reading) for each in found)
    if hasattr(found, "__dataclass_fields__"):
        return " ".join(
            words_of(getattr(found, name), reading) for name in found.__dataclass_fields__
        )
    return reading(found) if found is not None else ""


def test_a_guest_reads_the_items_attended_and_no_other(
    table: Table, reading: Callable[[object], str]
) -> None:
    table.held_with_a_guest()
    table.lock()
    meetings.add_to_minutes(number=1, item=1, text="Tilføyd om far.", **table.common("kari"))
    meetings.add_to_minutes(number=1, item=2, text="Tilføyd om henting.", **table.common("kari"))
    meetings.add_to_minutes(number=1, text="Tilføyd for alle.", **table.common("kari"))

    guest, full = table.read("ulf"), table.read("turid")

    assert isinstance(guest, projections.MeetingAttended)
    words = words_of(guest, reading)
    for theirs in ("To voksne henter.", "Kari ringer.", "Tilføyd om henting."):
        assert theirs in words
    for others in ("Far ringte", "Tilføyd om far", "Tilføyd for alle", "prior_experience"):
        assert others not in words
        assert others in words_of(full, reading)


def test_before_the_lock_a_guest_reads_the_heading_and_nothing_said(
    table: Table, reading: Callable[[object], str]
) -> None:
    table.held_with_a_guest()

    words = words_of(table.read("ulf"), reading)

    assert "Hvem henter barnet" in words
    assert "To voksne" not in words
    table.lock()
    assert "To voksne" in words_of(table.read("ulf"), reading)


def test_an_item_left_out_is_read_by_no_guest(table: Table) -> None:
    table.held_with_a_guest()
    table.write(
        rules.ItemWritten(1, present=(1,), minutes="Far ringte."),
        rules.ItemWritten(2, present=(1, 2), minutes="To voksne.", left_out=True),
    )
    table.lock()

    with pytest.raises(rules.MeetingNotFound):
        table.read("ulf")


def test_the_rule_is_what_keeps_a_guest_out(
    table: Table, reading: Callable[[object], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above can fail: without the rule the first item is read."""
    table.held_with_a_guest()
    table.lock()
    monkeypatch.setattr(rules, "seen_by", lambda attendee, items: {n for n, _, _ in items})

    assert "Far ringte" in words_of(table.read("ulf"), reading)


def test_who_attended_nothing_finds_neither_list_nor_meeting(table: Table) -> None:
    table.held_with_a_guest()
    table.lock()

    def lines(name: str) -> tuple[projections.MeetingLine, ...]:
        return selectors.list_meetings(table.case, reader=table.actor(name), at=table.at)

    assert [line.items for line in lines("turid")] == [2]
    assert [line.items for line in lines("ulf")] == [1]
    assert lines("berit") == ()
    with pytest.raises(rules.MeetingNotFound):
        table.read("berit")
    with pytest.raises(rules.MeetingNotFound):
        table.read("berit", 9)


@pytest.mark.parametrize("name", ["selma", "odd", "frida", "rolf"])
def test_strangers_read_nothing_not_even_that_there_are_none(table: Table, name: str) -> None:
    table.held_with_a_guest()

    with pytest.raises(decision.NotAllowed):
        table.read(name)
    with pytest.raises(decision.NotAllowed):
        selectors.list_meetings(table.case, reader=table.actor(name), at=table.at)


def test_a_guest_found_to_be_in_the_network_reads_no_more(table: Table) -> None:
    table.held_with_a_guest()
    table.lock()
    assert table.read("ulf").items

    access.block(person=table.town.people["ulf"], **table.common("ivar"))

    with pytest.raises(decision.NotAllowed):
        table.read("ulf")


@pytest.mark.parametrize("name", ["turid", "ulf", "berit", "odd"])
def test_those_who_only_read_write_and_lock_nothing(table: Table, name: str) -> None:
    table.held_with_a_guest()

    with pytest.raises(decision.NotAllowed):
        table.write(WHOLE, by=name)
    with pytest.raises(decision.NotAllowed):
        table.lock(by=name)
    table.lock()
    with pytest.raises(decision.NotAllowed):
        meetings.add_to_minutes(number=1, text="Noe.", **table.common(name))


@pytest.mark.parametrize("name", ["turid", "ulf"])
def test_reading_takes_as_many_queries_however_long_the_minutes_are(
    table: Table, name: str
) -> None:
    table.held_with_a_guest()
    short = _queries(table, name)
    for _ in range(6):
        meetings.add_item(number=1, item=OWN, **table.common("kari"))
    for _ in range(4):
        table.guest("health")
    table.plan(OWN, planned_for=table.at + timedelta(days=1))

    assert _queries(table, name) == short


def _queries(table: Table, name: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        selectors.get_meeting(table.case, number=1, reader=table.actor(name), at=table.at)
        selectors.list_meetings(table.case, reader=table.actor(name), at=table.at)
    return len(asked)
