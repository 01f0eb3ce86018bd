"""One's own page, notices, the way to everything, and the gallery."""

from typing import Any

import pytest

from forevar.kernel import clock
from forevar.trust.notices import selectors as notice_list
from forevar.trust.notices import services as notices

pytestmark = pytest.mark.django_db


def text(answer: Any) -> Any:
    return " ".join(answer.content.decode().split())


def test_my_page_says_who_i_am_here_and_keeps_how_it_looks(desk: Any) -> None:
    client = desk.client("ivar")
    assert "Inntaksrådgiver" in text(client.get("/meg/"))

    answer = client.post("/meg/", {"language": "nb", "light": "dark", "text_size": "stor"})

    assert answer["Location"] == "/meg/"
    assert answer.cookies["lys"]["samesite"] == "Strict"
    page = text(client.get("/mer/"))
    assert 'data-color-scheme="dark"' in page
    assert 'data-text="stor"' in page


def test_a_choice_that_does_not_exist_is_asked_for_again(desk: Any) -> None:
    answer = desk.client("ivar").post("/meg/", {"language": "nb", "light": "lilla"})

    assert answer.status_code == 200
    assert "lys" not in answer.cookies


def test_a_cookie_from_elsewhere_never_reaches_the_page(desk: Any) -> None:
    client = desk.client("ivar")
    client.cookies["lys"] = '"><script>'
    client.cookies["skrift"] = '"><script>'

    page = text(client.get("/mer/"))

    assert "<script>" not in page
    assert 'data-text="vanlig"' in page


def test_an_urgent_notice_is_taken_and_then_stands_as_taken(desk: Any) -> None:
    at = clock.now()
    notices.send(to=desk.town.people["ivar"], string_id="urgent", at=at)
    client = desk.client("ivar")
    line = notice_list.list_for(desk.town.people["ivar"], at=at)[0]
    assert "Jeg tar den" in text(client.get("/varsler/"))

    client.post("/varsler/", {"notice": line.key, "answer": "take"})

    page = text(client.get("/varsler/"))
    assert "Du tok den" in page
    assert "Jeg tar den" not in page


def test_nobody_answers_the_notice_of_another(desk: Any) -> None:
    at = clock.now()
    notices.send(to=desk.town.people["ivar"], string_id="urgent", at=at)
    line = notice_list.list_for(desk.town.people["ivar"], at=at)[0]

    answer = desk.client("odd").post("/varsler/", {"notice": line.key, "answer": "take"})

    assert answer.status_code == 404
    assert notice_list.list_for(desk.town.people["ivar"], at=at)[0].answered_at is None


def test_more_lists_only_what_the_role_may_open(desk: Any) -> None:
    adviser, press = (text(desk.client(who).get("/mer/")) for who in ("ivar", "rolf"))

    assert "Søk i saker" in adviser
    assert "Søk i saker" not in press
    assert "Min side" in press


def test_the_gallery_is_not_there_in_production(desk: Any, settings: Any) -> None:
    client = desk.client("ivar")
    assert client.get("/komponenter/").status_code == 200

    settings.FOREVAR_MODE = "production"

    assert client.get("/komponenter/").status_code == 404
