"""The API answers as the command does, and refuses kindly, whoever asks and whatever they send."""

import json
from typing import Any

import pytest
from django.test import Client

from forevar.guideline import advice

URL = "/api/v1/advise"
CASE = {"on": "2026-11-21", "facts": {"abduction_risk": "present", "placement_status": "placed"}}


def _post(client: Client, body: Any, *, kind: str = "application/json", query: str = "") -> Any:
    raw = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(URL + query, data=raw, content_type=kind)


def test_it_answers_as_the_command_does(client: Client) -> None:
    answer = _post(client, CASE)

    assert answer.status_code == 200
    assert answer.json() == advice.advise(advice.read_case(json.dumps(CASE)))


def test_it_needs_no_session_and_sets_no_cookie(client: Client) -> None:
    answer = _post(client, CASE)

    assert not answer.cookies


def test_it_narrows_to_a_phase_and_an_actor(client: Client) -> None:
    answer = _post(client, CASE, query="?phase=intake&actor=bufetat_intake").json()

    assert answer["applies"]
    assert {row["phase"] for row in answer["applies"]} == {"intake"}
    assert all("bufetat_intake" in row["actor"] for row in answer["applies"])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("{", "$"),
        ({"on": "2026-02-30", "facts": {}}, "$.on"),
        ({"on": "2026-11-21", "facts": {"no_such_fact": True}}, "$.facts.no_such_fact"),
        ({"on": "2026-11-21", "facts": {"child_age": "nine"}}, "$.facts.child_age"),
        ('{"on": "2026-11-21", "facts": {}, "facts": {}}', "$"),
    ],
)
def test_a_broken_case_file_is_refused_at_its_place(client: Client, body: Any, path: str) -> None:
    answer = _post(client, body)

    assert answer.status_code == 422
    assert answer.json()["error"]["path"].startswith(path)


def test_a_refusal_never_repeats_what_was_sent(client: Client) -> None:
    answer = _post(client, {"on": "2026-11-21", "facts": {"child_name": ["Kanarius Hemmelig"]}})

    assert answer.status_code == 422
    assert "Kanarius" not in answer.content.decode()


def test_an_unknown_phase_is_refused_with_those_there_are(client: Client) -> None:
    answer = _post(client, CASE, query="?phase=winter")

    assert answer.status_code == 422
    assert "intake" in answer.json()["error"]["message"]


def test_anything_but_json_is_refused(client: Client) -> None:
    assert _post(client, "on=1", kind="application/x-www-form-urlencoded").status_code == 415


def test_too_large_a_file_is_refused(client: Client) -> None:
    big = json.dumps({"on": "2026-11-21", "facts": {"prior_experience": "x" * (1024 * 1024)}})

    assert _post(client, big).status_code == 413


def test_get_is_refused(client: Client) -> None:
    assert client.get(URL).status_code == 405


def test_the_description_names_the_operation(client: Client) -> None:
    described = client.get("/api/openapi.json").json()

    assert "/api/v1/advise" in described["paths"]
    assert described["paths"]["/api/v1/advise"]["post"]["requestBody"]["required"]
