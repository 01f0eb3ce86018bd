"""Mitt arbeid, the list of cases and the search: one's own, and nothing of anybody else's."""

from datetime import timedelta
from typing import Any

import pytest

from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as verbs
from forevar.kernel import clock
from forevar.trust.audit import ledger

pytestmark = pytest.mark.django_db


def text(answer: Any) -> Any:
    return " ".join(answer.content.decode().split())


def task_url(desk: Any, task: Any) -> Any:
    return f"/arbeid/oppgave/{desk.case}/{task}/"


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("ivar", "/arbeid/"),
        ("kari", "/arbeid/"),
        ("turid", "/arbeid/"),
        ("ulf", "/arbeid/"),
        ("frida", "/arbeid/"),
        ("mona", "/vakt/"),
        ("berit", "/vakt/"),
        ("selma", "/vakt/"),
        ("dag", "/vakt/"),
        ("oskar", "/mer/"),
        ("rolf", "/mer/"),
    ],
)
def test_home_is_where_the_day_begins_for_the_role(desk: Any, name: Any, where: Any) -> None:
    assert desk.client(name).get("/hjem/").url == where


def test_an_empty_list_says_so_in_one_sentence(desk: Any) -> None:
    assert "Du har ingen frister nå." in text(desk.client("kari").get("/arbeid/"))


def test_a_task_stands_with_its_deadline_and_case_and_without_any_name(desk: Any) -> None:
    desk.set_task(due_on=clock.local_date(desk.at) - timedelta(days=2))

    page = text(desk.client("ivar").get("/arbeid/"))

    assert "1 er over fristen" in page
    assert "2 dager over fristen" in page
    assert "Finn svar" in page
    assert "Nora" not in page
    assert "Fjellvang" not in page


def test_a_filter_without_hits_offers_the_way_back(desk: Any) -> None:
    desk.set_task()

    page = text(desk.client("ivar").get("/arbeid/", {"venter": "police"}))

    assert "Ingen treff med dette filteret." in page
    assert "Fjern filter" in page


def test_what_waits_on_others_can_be_reminded_of(desk: Any) -> None:
    task = desk.set_task(title="answer_from_municipality", waits_on="municipality")
    client = desk.client("ivar")
    assert "Barnevernstjenesten:" in text(client.get("/arbeid/venter-pa-andre/"))

    answer = client.post(task_url(desk, task), {"do": "remind"})

    assert answer["Location"] == "/arbeid/"
    assert "minnet på" in text(client.get("/arbeid/venter-pa-andre/"))
    assert "De har fått en påminnelse" not in text(client.get("/arbeid/"))


def test_a_deadline_is_moved_with_a_date_and_a_reason_and_nothing_typed_is_lost(desk: Any) -> None:
    task = desk.set_task()
    client = desk.client("ivar")
    today = clock.local_date(desk.at)

    empty = client.post(task_url(desk, task), {"do": "move", "due_on": "", "reason": ""})
    short = client.post(
        task_url(desk, task),
        {"do": "move", "due_on": (today + timedelta(days=9)).isoformat(), "reason": "kort"},
    )
    late = client.post(
        task_url(desk, task),
        {"do": "move", "due_on": today.isoformat(), "reason": "Kommunen svarer etter møtet."},
    )
    moved = client.post(
        task_url(desk, task),
        {
            "do": "move",
            "due_on": (today + timedelta(days=9)).isoformat(),
            "reason": "Kommunen svarer først etter møtet på tirsdag.",
        },
    )

    assert "Skriv hvorfor du flytter fristen." in text(empty)
    assert "minst 20 tegn" in text(short)
    assert "kort</textarea>" in text(short)
    assert "Velg en dato etter i dag." in text(late)
    assert moved["Location"] == "/arbeid/"
    assert cases.list_open_tasks(desk.case)[0].due_on == today + timedelta(days=9)


def test_done_is_one_tap_and_the_task_is_gone_from_the_list(desk: Any) -> None:
    task = desk.set_task()
    client = desk.client("ivar")

    client.post(task_url(desk, task), {"do": "done"})

    page = text(client.get("/arbeid/"))
    assert "Oppgaven er gjort." in page
    assert "Finn svar" not in page


def test_somebody_off_the_case_can_do_nothing_with_its_tasks(desk: Any) -> None:
    task = desk.set_task()
    odd = desk.client("odd")

    for deed in ("done", "remind", "move"):
        assert odd.post(task_url(desk, task), {"do": deed}).status_code == 404

    assert cases.list_open_tasks(desk.case)[0].state == "open"


def test_a_leader_sees_how_much_waits_for_approval(desk: Any) -> None:
    verbs.assign(
        case=desk.case,
        body="municipal_leader",
        unit=desk.town.units["bykommunen"],
        person=desk.town.people["turid"],
        by=desk.actor("kari"),
        at=desk.at,
    )
    desk.set_task(
        kind="approval", owner_person=None, owner_body="municipal_leader", source="assessments"
    )
    client = desk.client("turid")

    assert "Til godkjenning (1)" in text(client.get("/arbeid/"))
    assert "Finn svar" in text(client.get("/arbeid/godkjenninger/"))


def test_the_list_of_cases_holds_ones_own_and_no_count_of_others(desk: Any) -> None:
    name = cases.get_strip(desk.case, at=desk.at).name

    own, others = (text(desk.client(who).get("/saker/")) for who in ("ivar", "odd"))

    assert name in own
    assert name not in others
    assert "Du har ingen saker nå." in others
    assert "Nora" not in own


def test_a_code_leads_to_ones_own_case_and_to_the_same_words_for_any_other(desk: Any) -> None:
    spoken = cases.get_strip(desk.case, at=desk.at).name
    own = desk.client("ivar").post("/saker/sok/", {"query": spoken})
    hidden = desk.client("odd").post("/saker/sok/", {"query": spoken})
    never = desk.client("odd").post("/saker/sok/", {"query": "Rogn-117"})

    assert own.status_code == 302
    assert "Vi fant ingen sak du har tilgang til." in text(hidden)
    lists = [text(a).split('id="treffliste"')[1].split("</section>")[0] for a in (hidden, never)]
    assert lists[0] == lists[1]


def test_a_name_finds_only_among_ones_own(desk: Any) -> None:
    spoken = cases.get_strip(desk.case, at=desk.at).name

    assert spoken in text(desk.client("ivar").post("/saker/sok/", {"query": "nora"}))
    assert spoken not in text(desk.client("odd").post("/saker/sok/", {"query": "nora"}))
    assert ledger.entries(action_prefix="disclosure.searched", limit=5)


def test_a_search_is_never_in_an_address(desk: Any) -> None:
    answer = desk.client("ivar").get("/saker/sok/", {"query": "nora"})

    assert cases.get_strip(desk.case, at=desk.at).name not in text(answer)


def test_start_shows_what_the_child_is_called_and_whom_to_ring_but_no_place(desk: Any) -> None:
    verbs.assign(
        case=desk.case,
        body="home",
        unit=desk.town.units["hjemmet"],
        person=desk.town.people["berit"],
        by=desk.actor("ivar"),
        at=desk.at,
    )

    page = text(desk.client("berit").get("/vakt/"))

    assert "<b>Nora</b>" in page
    assert "Fjellvang" not in page
    assert "hjemmet" not in page
    seen = ledger.entries(action_prefix="cases.listed", limit=1)[0]
    assert seen.details["opened"] == ["NAME", "REAL"] or "NAME" in seen.details["opened"]


def test_start_without_children_says_whom_to_ring(desk: Any) -> None:
    page = text(desk.client("berit").get("/vakt/"))

    assert "Du har ingen barn å følge med på nå." in page
    assert 'href="tel:112"' in page
