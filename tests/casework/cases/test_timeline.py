"""The time line tells what was done, not who looked, and its pages lose nothing."""

from datetime import timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from forevar.casework.cases import selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import TimelineRow
from forevar.trust.audit import ledger
from tests.casework.cases.conftest import NOON, World


def _look(world: World, number: int) -> None:
    with transaction.atomic():
        for _ in range(number):
            ledger.append(
                action="cases.overview_viewed",
                actor=world.town.people["kari"],
                at=NOON,
                case=world.case,
            )


def _note(world: World, text: str, **span: float) -> str:
    there = world.later(**span)
    return cases.write_note(case=world.case, text=text, by=there.actor("kari"), at=there.at)


def _all(world: World, *, kind: str = "") -> list[TimelineRow]:
    found: list[TimelineRow] = []
    before = ""
    while True:
        page = selectors.list_timeline(world.case, kind=kind, before=before)
        assert len(page.rows) <= 50
        found += page.rows
        before = page.before
        if not before:
            return found


def test_it_tells_what_was_done_by_whom_latest_first(world: World) -> None:
    later = world.later(hours=2)
    cases.change_phase(case=world.case, to="assessment", by=later.actor("kari"), at=later.at)

    rows = selectors.list_timeline(world.case).rows

    assert (str(rows[0].text), rows[0].who) == ("Flyttet saken til en ny fase: Vurdering", "Kari")
    assert "Opprettet saken" in [str(row.text) for row in rows]
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)


def test_looking_is_no_event(world: World) -> None:
    before = len(_all(world))

    _look(world, 3)

    assert len(_all(world)) == before


def test_a_case_that_is_looked_at_often_keeps_its_deeds_in_one_query(world: World) -> None:
    _look(world, 1)
    with CaptureQueriesContext(connection) as before:
        deeds = selectors.list_timeline(world.case, kind="deeds").rows

    _look(world, 1100)
    ledger.sign()  # what the commits of daily use would have done on the way

    with CaptureQueriesContext(connection) as after:
        assert selectors.list_timeline(world.case, kind="deeds").rows == deeds
    assert deeds
    assert len(after) == len(before)


def test_a_deed_is_found_behind_many_looks(world: World) -> None:
    _look(world, 450)

    assert "Opprettet saken" in [str(row.text) for row in selectors.list_timeline(world.case).rows]


def test_notes_and_deeds_can_be_seen_apart(world: World) -> None:
    _note(world, "Ringte kommunen.")

    assert [row.is_note for row in _all(world, kind="notes")] == [True]
    assert not any(row.is_note for row in _all(world, kind="deeds"))


def test_the_pages_hold_every_deed_and_every_note_once(world: World) -> None:
    deeds = len(_all(world, kind="deeds"))
    notes = {_note(world, f"Linje {n}", minutes=n) for n in range(70)}
    for number in range(60):
        there = world.later(minutes=number + 0.5)
        there.set_task(about=f"fact-{number}")

    rows = _all(world)

    assert {row.key for row in rows if row.is_note} == notes
    assert sum(row.is_note for row in rows) == 70
    assert sum(not row.is_note for row in rows) == deeds + 60


def test_a_note_comes_where_it_was_written_and_says_when_it_happened(world: World) -> None:
    cases.write_note(
        case=world.case,
        text="Barnet sa det i går.",
        by=world.actor("kari"),
        at=NOON,
        happened_at=NOON - timedelta(days=1),
    )

    assert _all(world, kind="notes")[0].at == NOON - timedelta(days=1)


def test_another_cases_time_line_is_its_own(world: World) -> None:
    other = world.open_case()
    _note(world, "Bare her.")

    assert not any(row.is_note for row in selectors.list_timeline(other).rows)
