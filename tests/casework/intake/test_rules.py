"""What an enquiry, a request and an interpreter can be: pure, in milliseconds."""

from datetime import date, timedelta
from typing import Any

import pytest

from forevar.casework.intake import rules
from forevar.kernel import errors

TODAY = date(2026, 11, 21)
LATER = TODAY + timedelta(days=3)


def enquiry(**more: Any) -> rules.EnquiryTold:
    return rules.EnquiryTold(**{"received_on": TODAY, "channel": "phone", **more})


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"wanted": "castle"}, "wanted"),
        ({"hidden_address": "perhaps"}, "hidden_address"),
        ({"grading": "secret"}, "grading"),
    ],
)
def test_a_word_outside_the_tables_is_refused_at_its_field(
    told: dict[str, object], field: str
) -> None:
    with pytest.raises(rules.EnquiryIncomplete) as refused:
        rules.check_enquiry(enquiry(**told), today=TODAY)

    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("left", "field"),
    [
        (rules.LeftOpen("nobody", LATER, "Regnes som skjermet."), "address-who"),
        (rules.LeftOpen("municipality", None, "Regnes som skjermet."), "address-due_on"),
        (rules.LeftOpen("municipality", TODAY - timedelta(days=1), "Ja."), "address-due_on"),
        (rules.LeftOpen("municipality", LATER, "  "), "address-until_then"),
    ],
)
def test_not_knowing_the_address_asks_who_when_and_what_until_then(
    left: rules.LeftOpen, field: str
) -> None:
    with pytest.raises(rules.EnquiryIncomplete) as refused:
        rules.check_enquiry(enquiry(address_open=left), today=TODAY)

    assert set(refused.value.fields) == {field}


def test_follow_up_is_not_asked_for_when_the_address_is_known() -> None:
    left = rules.LeftOpen("", None, "")

    rules.check_enquiry(
        enquiry(hidden_address="no", grading="none", address_open=left), today=TODAY
    )


@pytest.mark.parametrize("hidden", rules.ADDRESS_ANSWERS)
@pytest.mark.parametrize("grading", rules.GRADINGS)
def test_the_address_is_open_only_when_both_are_known_to_be_nothing(
    hidden: str, grading: str
) -> None:
    state = rules.address_state(hidden_address=hidden, grading=grading)

    if hidden == "no" and grading == "none":
        assert state == "open"
    elif hidden == "yes" or grading.startswith(("confidential", "strictly")):
        assert state == "shielded"
    else:
        assert state == "unknown"


@pytest.mark.parametrize("reason", ["", "Det er den eneste som kan språket og er her nå."])
def test_a_child_never_interprets_whatever_the_reason(reason: str) -> None:
    with pytest.raises(rules.ChildAsInterpreter):
        rules.check_interpreter(relation="child", qualification="both", reason=reason)


@pytest.mark.parametrize("relation", ["family", "friend"])
def test_a_relative_or_friend_asks_for_a_written_reason(relation: str) -> None:
    with pytest.raises(rules.InterpreterNeedsReason):
        rules.check_interpreter(relation=relation, qualification="", reason="Haster.")

    rules.check_interpreter(relation=relation, qualification="", reason="Ingen andre i kveld." * 2)


@pytest.mark.parametrize(
    ("relation", "qualification"), [("neighbour", ""), ("professional", "good")]
)
def test_an_interpreter_is_described_in_the_words_of_the_tables(
    relation: str, qualification: str
) -> None:
    with pytest.raises(rules.EnquiryIncomplete):
        rules.check_interpreter(relation=relation, qualification=qualification, reason="")


@pytest.mark.parametrize(
    ("needed", "relation", "ties", "tasks"),
    [
        (None, "", None, set()),
        (False, "", None, set()),
        (True, "", None, {"book_interpreter"}),
        (True, "professional", None, {"check_interpreter_ties"}),
        (True, "professional", False, set()),
        (True, "professional", True, set()),
    ],
)
def test_what_is_left_to_do_about_the_interpreter(
    needed: bool | None, relation: str, ties: bool | None, tasks: set[str]
) -> None:
    assert tasks == rules.tasks_of_interpreter(needed=needed, relation=relation, ties_checked=ties)


@pytest.mark.parametrize(
    ("sent", "answered", "state"),
    [
        (False, [False], "drafted"),
        (True, [False, False], "sent"),
        (True, [True, False], "partly"),
        (True, [True, True], "answered"),
    ],
)
def test_a_request_goes_from_draft_to_answered_line_by_line(
    sent: bool, answered: list[bool], state: str
) -> None:
    assert rules.state_of_request(sent=sent, answered=answered) == state


@pytest.mark.parametrize(
    ("state", "due_on", "late"),
    [
        ("sent", TODAY - timedelta(days=1), True),
        ("partly", TODAY - timedelta(days=1), True),
        ("sent", TODAY, False),
        ("answered", TODAY - timedelta(days=1), False),
        ("drafted", TODAY - timedelta(days=1), False),
        ("sent", None, False),
    ],
)
def test_a_request_is_late_the_day_after_its_date(
    state: str, due_on: date | None, late: bool
) -> None:
    assert rules.is_late(state=state, due_on=due_on, today=TODAY) is late


@pytest.mark.parametrize(
    ("to", "facts", "refusal"),
    [
        ("parents", ["prior_experience"], rules.EnquiryIncomplete),
        ("municipality", [], rules.NothingToAsk),
        ("municipality", ["shoe_size"], rules.NothingToAsk),
    ],
)
def test_a_request_goes_to_somebody_about_something(
    to: str, facts: list[str], refusal: type[errors.DomainError]
) -> None:
    with pytest.raises(refusal):
        rules.check_request(to=to, facts=facts, known={"prior_experience"})
