"""The pages of meetings: plan from what is missing, write, look over, lock, add, read by item."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.meetings import rules
from forevar.casework.meetings import services as meetings
from tests.casework.meetings.conftest import OWN, PLACE, Table
from tests.web.meetings.conftest import SignIn, body, opened, path

NEW = {
    "kind": "clarification",
    "day": "2026-11-21",
    "time": "13:30",
    "agenda": ["fact:prior_experience", "rule:share-to-prevent-danger"],
    "own": "Hvem henter barnet\n\n  Neste møte ",
}


def refused_new(client: Client, table: Table, **changed: object) -> Any:
    answer = client.post(path(table, "ny/"), {**NEW, **changed})
    assert answer.status_code == 422
    return body(answer)


def form_of(table: Table, number: int = 1, **changed: object) -> dict[str, object]:
    """Give what a browser would send for the minutes of a meeting with one item."""
    sent = {
        "version": table.now(number).version,
        "held_on": "2026-11-21",
        "police_discussed": "no",
        "present-1": ["1"],
        "minutes-1": "Vi gikk gjennom det.",
        "decided-1": "",
        **changed,
    }
    return {name: value for name, value in sent.items() if value is not None}


@pytest.fixture
def kari(as_person: SignIn) -> Any:
    return as_person("kari")


@pytest.fixture
def held(table: Table) -> Table:
    """Hold a meeting of one item, with nothing written yet."""
    table.plan(OWN)
    table.hold()
    return table


def test_the_agenda_is_offered_from_what_is_missing_and_nothing_is_ticked(
    kari: Client, table: Table
) -> None:
    page = body(kari.get(path(table, "ny/")))

    assert 'value="fact:prior_experience"' in page
    assert "i veilederen venter på svaret" in page
    assert " checked" not in page
    assert "Nora" not in page


def test_a_meeting_is_planned_with_own_items_and_those_who_are_asked(
    kari: Client, table: Table
) -> None:
    ulf = table.town.people["ulf"].key

    answer: Any = kari.post(path(table, "ny/"), {**NEW, "people": [ulf]})

    assert answer.url == path(table, "1/")
    now = table.now()
    assert [item.source for item in now.items] == ["fact", "rule", "own", "own"]
    assert opened(now.items[3].heading) == "Neste møte"
    assert now.planned_for.isoformat() == "2026-11-21T12:30:00+00:00"
    assert [one.role for one in now.attendees] == ["caseworker", "unit_leader"]
    assert all(item.present == (1,) for item in now.items)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": ""}, "Velg et svar."),
        ({"time": "snart"}, "Skriv et klokkeslett"),
        ({"agenda": [], "own": ""}, "Velg eller skriv minst ett punkt."),
        ({"own": f"Møtes på {PLACE}"}, "skjermet"),
        ({"own": "Om Fjellvang"}, "skjermet"),
        ({"people": ["finnes-ikke"]}, "Velg fra listen."),
    ],
)
def test_what_is_missing_or_shielded_is_said_and_nothing_typed_is_lost(
    kari: Client, table: Table, changed: Any, told: Any
) -> None:
    page = refused_new(kari, table, **changed)

    assert told in page
    assert 'value="13:30"' in page or "time" in changed
    assert "Ingen møter er planlagt" in body(kari.get(path(table)))


def test_a_plan_is_moved_and_its_task_with_it(kari: Client, table: Table) -> None:
    table.plan(OWN)

    sent = {"version": table.now().version, "day": "2026-11-28", "time": "09:00", "present-1": "1"}
    assert kari.post(path(table, "1/"), {**sent, "do": "save"}).status_code == 302

    assert table.now().planned_for.isoformat() == "2026-11-28T08:00:00+00:00"
    (task,) = cases_now.list_open_tasks(table.case)
    assert str(task.due_on) == "2026-11-28"


def test_holding_it_opens_the_minutes(kari: Client, table: Table) -> None:
    table.plan(OWN)
    assert "Hva ble sagt?" not in body(kari.get(path(table, "1/")))

    sent = {"version": table.now().version, "day": "2026-11-21", "time": "13:00", "present-1": "1"}
    kari.post(path(table, "1/"), {**sent, "do": "hold"})

    assert table.now().state == "held"
    assert "Hva ble sagt?" in body(kari.get(path(table, "1/")))


def test_items_people_and_guests_are_put_on_while_writing(kari: Client, held: Table) -> None:
    sent = form_of(
        held,
        own="Skolevei",
        person=held.town.people["ulf"].key,
        guest_body="lawyer",
        guest_name="Per Hansen",
        do="save",
    )

    assert kari.post(path(held, "1/"), sent).status_code == 302

    now = held.now()
    assert opened(now.items[0].minutes) == "Vi gikk gjennom det."
    assert opened(now.items[1].heading) == "Skolevei"
    assert len(now.attendees) == 3
    page = body(kari.get(path(held, "1/")))
    assert "Per Hansen, Advokaten" in page
    assert "U., Institusjonsleder" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"minutes-1": f"De bor på {PLACE}."}, "minutes-1"),
        ({"decided-1": "Fjellvang ringes."}, "decided-1"),
        ({"own": "Om Fjellvang"}, "own"),
        ({"guest_name": "Per Hansen"}, "guest_body"),
        ({"guest_body": "unit", "guest_name": "Per Hansen"}, "guest_name"),
    ],
)
def test_what_is_refused_is_refused_at_its_field_and_nothing_is_saved(
    kari: Client, held: Table, changed: Any, field: str
) -> None:
    answer: Any = kari.post(path(held, "1/"), form_of(held, do="save", **changed))

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert not held.now().items[0].minutes.is_set


def test_two_who_write_at_once_get_both_texts(kari: Client, held: Table) -> None:
    mine = form_of(held, do="save")
    held.write(rules.ItemWritten(1, present=(1,), minutes="Ivar skrev dette."), by="ivar")

    answer: Any = kari.post(path(held, "1/"), mine)

    assert answer.status_code == 409
    assert "Ivar skrev dette." in body(answer)
    assert "Vi gikk gjennom det." in body(answer)
    again = {**mine, "version": held.now().version}
    assert kari.post(path(held, "1/"), again).status_code == 302


def test_what_was_typed_and_never_saved_stands_there_again(kari: Client, held: Table) -> None:
    typed = '{"minutes-1": "Halv setning", "present-1": "1"}'
    cases.save_draft(form="meetings.1.held", body=typed, **held.common("kari"))

    page = body(kari.get(path(held, "1/")))
    assert "Halv setning" in page
    assert 'data-version="1"' in page

    kari.post(path(held, "1/"), form_of(held, do="save"))
    assert "Halv setning" not in body(kari.get(path(held, "1/")))


def test_the_look_over_names_what_is_missing_by_item_and_leads_to_it(
    kari: Client, held: Table
) -> None:
    sent = form_of(held, do="review") | {"minutes-1": "", "police_discussed": ""}
    answer: Any = kari.post(path(held, "1/"), sent)
    assert answer.url == path(held, "1/se-over/")

    locked = kari.post(answer.url, {"version": held.now().version})

    assert locked.status_code == 422
    assert "Punkt 1: Skriv hva som ble sagt." in body(locked)
    assert f'href="{path(held, "1/")}#f-police_discussed"' in body(locked)
    form = body(kari.get(path(held, "1/")))
    assert 'id="f-police_discussed"' in form
    assert 'id="f-minutes-1"' in form


def test_it_is_locked_as_it_was_looked_over_and_then_only_added_to(
    kari: Client, held: Table
) -> None:
    kari.post(path(held, "1/"), form_of(held, do="review"))
    review = path(held, "1/se-over/")
    assert "Vi gikk gjennom det." in body(kari.get(review))
    assert kari.post(review, {"version": "1"}).status_code == 409
    assert kari.post(review, {"version": "tull"}).status_code == 409

    assert kari.post(review, {"version": held.now().version}).status_code == 302

    page = body(kari.get(path(held, "1/")))
    assert "Nei, det ble ikke drøftet." in page
    assert "Hva ble sagt?" not in page
    assert kari.get(review).status_code == 302
    assert kari.post(path(held, "1/"), {"text": " ", "item": ""}).status_code == 422
    assert kari.post(path(held, "1/"), {"text": PLACE, "item": "1"}).status_code == 422
    assert kari.post(path(held, "1/"), {"text": "Det var i juni.", "item": "1"}).status_code == 302
    assert "Det var i juni." in body(kari.get(path(held, "1/")))


def test_minutes_hold_no_name_of_the_child_and_no_place(kari: Client, table: Table) -> None:
    table.held_with_a_guest()
    table.lock()

    page = body(kari.get(path(table, "1/")))

    assert "Nora" not in page
    assert "Fjellvang" not in page
    assert PLACE not in page


# ── who reads what ───────────────────────────────────────────────────────────
def test_a_guest_reads_the_attended_item_and_a_leader_all(as_person: SignIn, table: Table) -> None:
    table.held_with_a_guest()
    table.lock()
    meetings.add_to_minutes(number=1, item=1, text="Tilføyd om far.", **table.common("kari"))

    guest = body(as_person("ulf").get(path(table, "1/")))
    leader = body(as_person("turid").get(path(table, "1/")))

    assert "To voksne henter." in guest
    for secret in ("Far ringte skolen i mai.", "Tilføyd om far.", "Turid", "Nei, det ble ikke"):
        assert secret not in guest
    assert "Far ringte skolen i mai." in leader
    assert "Føy til" not in leader


def test_the_page_trusts_the_selector_and_a_planted_hole_is_seen(
    as_person: SignIn, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.held_with_a_guest()
    table.lock()
    monkeypatch.setattr(rules, "seen_by", lambda attendee, items: {n for n, _, _ in items})

    assert "Far ringte skolen i mai." in body(as_person("ulf").get(path(table, "1/")))


def test_who_attended_nothing_gets_what_a_meeting_that_never_was_gives(
    as_person: SignIn, table: Table
) -> None:
    table.held_with_a_guest()
    table.lock()
    berit = as_person("berit")

    listed = berit.get(path(table))
    there, never = berit.get(path(table, "1/")), berit.get(path(table, "9/"))

    assert "Du er ikke med i noe møte i denne saken." in body(listed)
    assert (there.status_code, never.status_code) == (404, 404)
    assert there.content == never.content


@pytest.mark.parametrize("name", ["selma", "odd", "frida", "rolf"])
@pytest.mark.parametrize("tail", ["", "ny/", "1/", "1/se-over/"])
def test_strangers_get_what_a_code_that_never_was_gives(
    as_person: SignIn, table: Table, name: str, tail: str
) -> None:
    table.held_with_a_guest()
    client = as_person(name)

    answer = client.get(path(table, tail))

    assert answer.status_code == 404
    assert answer.content == client.get(f"/sak/selje-900/moter/{tail}").content
    assert client.post(path(table, tail), NEW).status_code in {404, 405}


def test_a_caseworker_on_another_case_finds_nothing(as_person: SignIn, table: Table) -> None:
    table.held_with_a_guest()
    table.town.hire("lars", "caseworker", "nabokommunen")

    assert as_person("lars").get(path(table, "1/")).status_code == 404


@pytest.mark.parametrize("name", ["turid", "ulf", "berit"])
def test_those_who_read_plan_write_and_lock_nothing(
    as_person: SignIn, table: Table, name: str
) -> None:
    table.held_with_a_guest()
    client = as_person(name)

    assert client.get(path(table, "ny/")).status_code == 403
    for tail in ("ny/", "1/", "1/se-over/"):
        assert client.post(path(table, tail), NEW).status_code == 403
    assert "Planlegg møte" not in body(client.get(path(table)))


@pytest.mark.parametrize(
    ("name", "tail"), [("kari", ""), ("kari", "1/"), ("ulf", ""), ("ulf", "1/")]
)
def test_a_page_takes_as_many_queries_however_much_was_said(
    as_person: SignIn, table: Table, name: str, tail: str
) -> None:
    table.held_with_a_guest()
    client = as_person(name)
    client.get(path(table, tail))
    short = _queries(client, path(table, tail))
    for _ in range(5):
        meetings.add_item(number=1, item=OWN, **table.common("kari"))
        table.guest("health")
        table.plan(OWN)

    assert _queries(client, path(table, tail)) == short


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
