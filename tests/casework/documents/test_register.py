"""The register: what came, struck out and never deleted, and what was made here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forevar.casework.documents import rules, selectors
from forevar.casework.documents import services as documents
from forevar.casework.intake import services as intake
from forevar.kernel import decision
from forevar.trust.access import policy
from forevar.trust.audit import ledger
from tests.casework.meetings.conftest import LATER, PLACE, TODAY, Table

NOTED = {"kind": "letter", "sender": "school", "received_on": TODAY}


def note(table: Table, *, by: str = "kari", **changed: object) -> int:
    return documents.note_received(**{**NOTED, **changed}, **table.common(by))  # type: ignore[arg-type]


def received(table: Table, reader: str = "kari") -> Any:
    return selectors.list_received(table.case, reader=table.actor(reader), at=table.at)


def produced(table: Table, reader: str = "kari") -> Any:
    return selectors.list_produced(table.case, reader=table.actor(reader), at=table.at)


def test_what_came_is_numbered_and_the_latest_day_stands_first(
    table: Table, reading: Callable[[object], str]
) -> None:
    assert note(table, note="Les før møtet.") == 1
    assert note(table, received_on=TODAY - timedelta(days=3)) == 2

    found = received(table)
    assert [one.number for one in found] == [1, 2]
    assert reading(found[0].note) == "Les før møtet."
    assert "Les før" not in repr(found[0])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "photo"}, "kind"),
        ({"sender": "press"}, "sender"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
    ],
)
def test_it_refuses_words_outside_the_lists_and_a_day_ahead(
    table: Table, changed: Any, field: str
) -> None:
    with pytest.raises(rules.DocumentIncomplete) as refused:
        note(table, **changed)

    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize("text", ["Gjelder Fjellvang", f"Sendt fra {PLACE}"])
def test_a_note_names_neither_the_child_nor_the_place(table: Table, text: str) -> None:
    with pytest.raises(rules.ShieldedInText):
        note(table, note=text)
    assert received(table) == ()


def test_a_line_is_struck_once_and_stays(table: Table) -> None:
    note(table)

    documents.strike_received(number=1, **table.common("ivar"))

    assert [one.is_struck for one in received(table)] == [True]
    for number in (1, 9):
        with pytest.raises(rules.DocumentNotFound):
            documents.strike_received(number=number, **table.common("ivar"))
    actions = [e.action for e in ledger.entries(case=table.case, action_prefix="documents.")]
    assert sorted(actions) == ["documents.received", "documents.struck"]


def test_what_was_made_here_is_listed_when_it_is_sent_or_locked(table: Table) -> None:
    number = intake.draft_request(
        to="municipality", facts=["prior_experience"], **table.common("ivar")
    )
    table.held_with_a_guest()
    assert produced(table) == ()

    intake.send_request(number=number, due_on=LATER, **table.common("ivar"))
    table.lock()

    assert {(one.kind, one.number, one.detail) for one in produced(table)} == {
        ("request", 1, "municipality"),
        ("minutes", 1, "clarification"),
    }


def test_the_leader_reads_and_writes_nothing(table: Table) -> None:
    note(table)

    assert len(received(table, "turid")) == 1
    with pytest.raises(decision.NotAllowed):
        note(table, by="turid")
    with pytest.raises(decision.NotAllowed):
        documents.strike_received(number=1, **table.common("turid"))


@pytest.mark.parametrize("name", ["ulf", "berit", "selma", "odd", "frida", "rolf", "lars"])
def test_the_reduced_right_and_strangers_reach_none_of_it(table: Table, name: str) -> None:
    table.town.hire("lars", "caseworker", "nabokommunen")
    note(table)

    for attempt in (
        lambda: received(table, name),
        lambda: produced(table, name),
        lambda: note(table, by=name),
    ):
        with pytest.raises(decision.NotAllowed):
            attempt()


def test_nothing_is_listed_for_somebody_who_may_not_read_it_where_it_is_kept(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.held_with_a_guest()
    table.lock()
    assert [one.kind for one in produced(table, "turid")] == ["minutes"]

    without = {
        **policy.MATRIX,
        "meetings": {**policy.MATRIX["meetings"], "cws_leader": frozenset()},
    }
    monkeypatch.setattr(policy, "MATRIX", without)

    assert produced(table, "turid") == ()
