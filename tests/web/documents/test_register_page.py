"""The register's page: note what came, strike a mistake, and follow what was made here."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forevar.casework.documents import services as documents
from tests.casework.meetings.conftest import PLACE, TODAY, Table
from tests.web.meetings.conftest import SignIn, body

SENT = {"kind": "letter", "sender": "school", "received_on": "2026-11-20", "note": "Les i dag."}


def path(table: Table) -> str:
    return f"/sak/{table.case}/dokumenter/"


def test_what_came_is_noted_and_stands_there(as_person: SignIn, table: Table) -> None:
    kari = as_person("kari")
    assert "Ingen dokumenter er notert" in body(kari.get(path(table)))

    assert kari.post(path(table), SENT).status_code == 302

    page = body(as_person("turid").get(path(table)))
    for told in ("1. Brev", "Skolen", "Les i dag.", "Notert av Kari"):
        assert told in page
    assert "Nora" not in page
    assert "Stryk" not in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"sender": "press"}, "sender"),
        ({"received_on": "2026-11-22"}, "received_on"),
        ({"received_on": "i går"}, "received_on"),
        ({"note": f"Fra {PLACE}"}, "note"),
    ],
)
def test_what_is_refused_is_refused_at_its_field(
    as_person: SignIn, table: Table, changed: Any, field: str
) -> None:
    answer = as_person("kari").post(path(table), {**SENT, **changed})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert "Ingen dokumenter er notert" in body(as_person("kari").get(path(table)))


def test_a_mistake_is_struck_and_stays_in_the_register(as_person: SignIn, table: Table) -> None:
    kari = as_person("kari")
    kari.post(path(table), SENT)

    assert kari.post(path(table), {"do": "strike", "number": "1"}).status_code == 302

    assert "Strøket" in body(kari.get(path(table)))
    for number in ("1", "tull"):
        assert kari.post(path(table), {"do": "strike", "number": number}).status_code == 404


def test_what_was_made_here_is_a_link_that_opens(as_person: SignIn, table: Table) -> None:
    table.held_with_a_guest()
    table.lock()
    kari = as_person("kari")

    page = body(kari.get(path(table)))

    link = f"/sak/{table.case}/moter/1/"
    assert f'href="{link}"' in page
    assert "Referat 1: Avklaringsmøte" in page
    assert kari.get(link).status_code == 200


def test_the_log_is_offered_to_those_who_may_read_it(as_person: SignIn, table: Table) -> None:
    assert "/logg/" in body(as_person("kari").get(path(table)))
    assert "Hver gang noen åpner" not in body(as_person("ivar").get(path(table)))


@pytest.mark.parametrize(
    ("name", "status"), [("ulf", 403), ("berit", 403), ("odd", 404), ("rolf", 404)]
)
def test_the_reduced_right_is_told_why_and_a_stranger_nothing(
    as_person: SignIn, table: Table, name: str, status: Any
) -> None:
    client = as_person(name)

    assert client.get(path(table)).status_code == status
    assert client.post(path(table), SENT).status_code == status
    if status == 404:
        never = client.get("/sak/selje-900/dokumenter/")
        assert client.get(path(table)).content == never.content


def test_a_caseworker_on_another_case_finds_nothing(as_person: SignIn, table: Table) -> None:
    table.town.hire("lars", "caseworker", "nabokommunen")

    assert as_person("lars").get(path(table)).status_code == 404


def test_a_leader_notes_nothing(as_person: SignIn, table: Table) -> None:
    assert as_person("turid").post(path(table), SENT).status_code == 403


def test_the_page_takes_as_many_queries_however_much_came(as_person: SignIn, table: Table) -> None:
    kari = as_person("kari")
    given: dict[str, Any] = {
        "kind": "letter",
        "sender": "school",
        "received_on": TODAY,
        "note": "Les.",
    }
    documents.note_received(**given, **table.common("kari"))
    kari.get(path(table))
    short = _queries(kari, path(table))
    for _ in range(6):
        documents.note_received(**given, **table.common("kari"))

    assert _queries(kari, path(table)) == short


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
