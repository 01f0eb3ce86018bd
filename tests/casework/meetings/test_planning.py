"""Planning: agenda from what is missing, who is asked, no place, and a task that stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forevar.casework.assessments import selectors as assessments
from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.intake import rules as intake_rules
from forevar.casework.intake import services as intake
from forevar.casework.meetings import facts, models, rules, selectors
from forevar.casework.meetings import services as meetings
from forevar.casework.screening import services as screening
from forevar.kernel import decision
from forevar.kernel.refs import CaseRef
from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from tests.casework.meetings.conftest import FACT, LATER, OWN, RULE, TODAY, Table


def titles(table: Table) -> list[str]:
    return [task.title for task in cases_now.list_open_tasks(table.case)]


def test_meetings_are_numbered_and_whoever_plans_is_with_on_everything(
    table: Table, reading: Callable[[object], str]
) -> None:
    assert [table.plan(FACT, RULE, OWN), table.plan(OWN)] == [1, 2]

    now = table.now()
    assert [(i.source, i.source_id) for i in now.items] == [
        ("fact", "prior_experience"),
        ("rule", "minute-police-discussion"),
        ("own", ""),
    ]
    assert reading(now.items[2].heading) == "Hvem henter barnet"
    assert [i.present for i in now.items] == [(1,), (1,), (1,)]
    assert (now.attendees[0].name, now.attendees[0].role) == ("Kari", "caseworker")


def test_the_agenda_is_proposed_from_what_is_missing(table: Table) -> None:
    proposed = selectors.list_proposals(table.case, at=table.at)

    gaps = [one for one in proposed if one.source == "fact"]
    missing = {fact.fact_id for fact in assessments.list_unknown(table.case, at=table.at)}
    assert {one.source_id for one in gaps} == missing | {*selectors.ADDRESS}
    assert [one.waits for one in gaps] == sorted((one.waits for one in gaps), reverse=True)
    assert any(one.source == "rule" for one in proposed)
    table.plan(*(rules.ItemToBe(one.source, one.source_id) for one in proposed))


def test_what_somebody_left_open_is_proposed_before_what_nobody_looked_at(table: Table) -> None:
    screening.note_not_yet_known(
        fact="child_maturity",
        who="municipality",
        due_on=LATER,
        until_then="Vi spør skolen.",
        **table.common("kari"),
    )

    first = selectors.list_proposals(table.case, at=table.at)[0]

    assert (first.source_id, first.state) == ("child_maturity", "to_be_asked")


def test_what_is_known_of_the_address_is_not_proposed(table: Table) -> None:
    told = intake_rules.EnquiryTold(
        received_on=TODAY, channel="phone", hidden_address="no", grading="none"
    )
    intake.change_enquiry(told=told, seen=0, **table.common("ivar"))

    proposed = {one.source_id for one in selectors.list_proposals(table.case, at=table.at)}
    assert not proposed & {*selectors.ADDRESS}


@pytest.mark.parametrize("agenda", [(), (rules.ItemToBe("fact", "shoe_size"),)])
def test_a_meeting_is_about_something(table: Table, agenda: Any) -> None:
    with pytest.raises(rules.MeetingIncomplete):
        meetings.plan_meeting(
            kind="clarification", planned_for=table.at, agenda=agenda, **table.common("kari")
        )


def test_there_is_nowhere_to_keep_a_place() -> None:
    columns = {
        field.name
        for model in (models.Meeting, models.AgendaItem, models.Attendance, models.Addition)
        for field in model._meta.concrete_fields
    }

    assert not [name for name in columns if "place" in name or "address" in name or "room" in name]


@pytest.mark.parametrize("text", ["Møtes på Bjørnemyra", "Om Fjellvang"])
def test_a_heading_names_neither_the_child_nor_the_place(table: Table, text: str) -> None:
    with pytest.raises(rules.ShieldedInText):
        table.plan(rules.ItemToBe("own", heading=text))
    assert selectors.list_meetings(table.case, reader=table.actor("kari"), at=table.at) == ()

    table.plan()
    with pytest.raises(rules.ShieldedInText):
        meetings.add_item(
            number=1, item=rules.ItemToBe("own", heading=text), **table.common("kari")
        )


def test_a_task_stands_until_the_meeting_is_held_and_never_twice(table: Table) -> None:
    table.plan()
    table.plan()
    table.plan(kind="cooperation")
    table.plan(kind="cooperation")

    assert sorted(titles(table)) == [
        "hold_clarification_meeting",
        "hold_cooperation_meeting",
        "hold_cooperation_meeting",
    ]


def test_somebody_asked_to_hold_one_already_is_not_asked_again(table: Table) -> None:
    cases.set_task(
        source="test",
        title="hold_clarification_meeting",
        about="x",
        owner_body="intake",
        **table.common("ivar"),
    )

    table.plan()

    assert titles(table) == ["hold_clarification_meeting"]


def test_a_guest_on_the_list_is_with_on_nothing_until_somebody_says_what(table: Table) -> None:
    table.plan()

    ulf, turid, school = table.ask("ulf"), table.ask("turid"), table.guest("school")

    for item in table.now().items:
        assert turid in item.present
        assert not {ulf, school} & {*item.present}


def test_a_new_item_takes_along_those_who_read_all_and_no_guest(table: Table) -> None:
    table.plan()
    table.ask("ulf")

    number = meetings.add_item(number=1, item=OWN, **table.common("ivar"))

    assert table.now().items[number - 1].present == (1,)


def test_who_is_where_the_child_is_stands_by_role_and_initials(table: Table) -> None:
    table.plan()
    table.ask("ulf")
    table.ask("turid")

    shown = {one.role: one.name for one in table.now().attendees}
    assert shown == {"caseworker": "Kari", "unit_leader": "U.", "cws_leader": "Turid"}
    offered = {one.role: one.name for one in selectors.list_candidates(table.case, at=table.at)}
    assert (offered["carer"], offered["intake_adviser"]) == ("B.", "Ivar")
    assert "school_contact" not in offered


def test_nobody_is_asked_twice_or_from_outside_the_case(table: Table) -> None:
    table.plan()
    table.ask("ulf")

    with pytest.raises(rules.AlreadyThere):
        table.ask("ulf")
    for stranger in ("odd", "selma", "rolf"):
        with pytest.raises(decision.NotAllowed):
            table.ask(stranger)


def test_a_guests_name_is_sealed_and_never_the_childs(
    table: Table, reading: Callable[[object], str]
) -> None:
    table.plan()

    table.guest("lawyer", "Per Hansen")
    assert reading(table.now().attendees[1].guest_name) == "Per Hansen"
    with pytest.raises(rules.ShieldedInText):
        table.guest("parents", "Anne Fjellvang")
    with pytest.raises(rules.GuestNamesThePlace):
        table.guest("unit", "Per Hansen")


def test_the_guide_is_told_whether_the_next_meeting_has_guests(table: Table) -> None:
    assert facts.known(table.case) == {}
    table.plan()
    assert facts.known(table.case) == {"meeting_has_guests": False}
    table.guest("school")
    assert facts.known(table.case) == {"meeting_has_guests": True}

    told = assessments.evaluate_case(table.case, at=table.at, extra=facts.known(table.case))
    asked = {answer.rule.id for answer in told.evaluation.answers if not answer.does_not_apply}
    assert "meeting-need-to-know" in asked


def test_a_meeting_is_not_held_on_a_day_ahead_or_twice(table: Table) -> None:
    table.plan()

    with pytest.raises(rules.MeetingIncomplete):
        table.hold(on=TODAY + timedelta(days=1))
    table.hold()
    with pytest.raises(rules.MinutesAreLocked):
        table.hold()


@pytest.mark.parametrize("name", ["turid", "ulf", "berit", "selma", "odd", "frida", "rolf"])
def test_only_intake_and_the_kontaktperson_plan_and_ask(table: Table, name: str) -> None:
    table.plan()

    for attempt in (
        lambda: table.plan(by=name),
        lambda: table.ask("berit", by=name),
        lambda: table.guest("school", by=name),
        lambda: table.hold(by=name),
        lambda: meetings.add_item(number=1, item=OWN, **table.common(name)),
    ):
        with pytest.raises(decision.NotAllowed):
            attempt()


def test_a_caseworker_of_another_case_reaches_nothing_here(table: Table) -> None:
    table.plan()
    table.town.hire("lars", "caseworker", "nabokommunen")

    with pytest.raises(decision.NotAllowed):
        table.plan(by="lars")
    with pytest.raises(decision.NotAllowed):
        table.read("lars")
    access.give(
        case=CaseRef("rogn-117"),
        person=table.town.people["lars"],
        role="caseworker",
        by=None,
        at=table.at,
    )
    with pytest.raises(decision.NotAllowed):
        table.read("lars")


def test_the_ledger_has_numbers_and_no_words(table: Table) -> None:
    table.plan()
    table.guest("lawyer", "Per Hansen")

    entries = ledger.entries(case=table.case, action_prefix="meetings.")
    assert {entry.action for entry in entries} == {"meetings.planned", "meetings.changed"}
    told = " ".join(str(dict(entry.details)) for entry in entries)
    assert "Hansen" not in told
    assert "henter" not in told
