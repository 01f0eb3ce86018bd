"""What is open without sign-in is a closed list, and everything else asks who comes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

# model.md §7: the pages, and the forms that belong to the door itself.
OPEN = {
    "accounts:sign_in",
    "account_inactive",
    "shell:help",
    "shell:accessibility",
    "shell:privacy",
    "shell:health",
}
FORMS_OF_THE_DOOR = {
    "account_login",
    "account_logout",
    "accounts:sign_out",
    "accounts:demo_sign_in",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "shell:language",
}
OWN = ("accounts:", "shell:", "account_", "mfa_")


def every_view(patterns: Any = None, space: Any = "") -> Any:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern.callback
        else:
            name = pattern.app_name
            yield from every_view(pattern.url_patterns, f"{name}:" if name else "")


def own_views() -> Any:
    return [(name, view) for name, view in every_view() if name.startswith(OWN)]


def test_every_view_carries_exactly_one_mark() -> None:
    unmarked = [name for name, view in own_views() if not hasattr(view, "page_mark")]

    assert unmarked == []


def test_the_open_views_are_the_closed_list() -> None:
    found = {name for name, view in own_views() if not getattr(view, "login_required", True)}

    assert found == OPEN | FORMS_OF_THE_DOOR


def test_only_reading_views_are_open_outside_the_door() -> None:
    kinds = {name: view.page_mark.kind for name, view in own_views() if name in OPEN}

    assert set(kinds.values()) == {"open_page"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OPEN))
def test_an_open_page_is_shown_to_anybody_in_every_language(name: Any) -> None:
    for language in ("nb", "nn", "en"):
        answer = Client(headers={"accept-language": language}).get(reverse(name))
        assert answer.status_code == 200


@pytest.mark.django_db
def test_a_page_that_is_not_open_asks_who_comes_and_remembers_where_to() -> None:
    answer = Client().get("/arbeid/")

    assert (answer.status_code, answer["Location"]) == (302, "/?next=/arbeid/")


def test_health_answers_without_a_database_and_without_details() -> None:
    answer = Client().get(reverse("shell:health"))

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/hjelp/", "/finnes-ikke/", "/arbeid/"])
def test_every_answer_forbids_foreign_code_and_being_kept(path: Any) -> None:
    answer = Client().get(path)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_language_is_kept_in_a_cookie_and_never_leads_to_another_site() -> None:
    client = Client()

    answer = client.post("/sprak/", {"language": "nn", "next": "https://evil.example/"})

    assert answer["Location"] == "/"
    assert answer.cookies["sprak"].value == "nn"
    assert answer.cookies["sprak"]["httponly"]
    assert 'lang="nn"' in client.get("/hjelp/").content.decode()
    assert "sprak" not in client.post("/sprak/", {"language": "xx"}).cookies


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sprak/", {"language": "nn"})

    assert answer.status_code == 403
    assert "last siden på nytt" in answer.content.decode()
