"""What is being typed is kept, by whoever may be on the case, and only as big as a form."""

import json
from typing import Any

import pytest

from forevar.casework.cases import selectors as cases
from forevar.trust.disclosure import opening

pytestmark = pytest.mark.django_db


def save(client: Any, **more: Any) -> Any:
    return client.post(
        "/utkast/", {"form": "note", "case": "", "version": "0", "body": "{}", **more}
    )


def kept(desk: Any, *, case: Any = None, form: Any = "note", who: Any = "ivar") -> Any:
    found = cases.find_draft(form=form, by=desk.actor(who), case=case)
    with opening.scope(surface="tests", recipient=""):
        return None if found is None else json.loads(str(found.body))


def test_a_draft_is_kept_and_its_version_told(desk: Any) -> None:
    client = desk.client("ivar")

    first = save(client, case=str(desk.case), body=json.dumps({"text": "Kommunen ringte."}))
    second = save(
        client, case=str(desk.case), version=first["X-Draft-Version"], body='{"text":"b"}'
    )

    assert (first.status_code, second.status_code) == (204, 204)
    assert first.content == b""
    assert kept(desk, case=desk.case) == {"text": "b"}


def test_another_window_is_not_written_over(desk: Any) -> None:
    client = desk.client("ivar")
    save(client, body='{"text":"a"}')

    answer = save(client, body='{"text":"b"}')

    assert answer.status_code == 409
    assert kept(desk) == {"text": "a"}


def test_a_stranger_cannot_tell_a_case_from_none_by_drafting(desk: Any) -> None:
    hidden = save(desk.client("odd"), case=str(desk.case))
    never = save(desk.client("odd"), case="rogn-117")

    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"body": json.dumps({"text": "x" * 70_000})}, 413),
        ({"body": "not json"}, 400),
        ({"body": "[1]"}, 400),
        ({"form": ""}, 400),
        ({"form": "x" * 61}, 400),
        ({"case": "not a code"}, 404),
    ],
)
def test_what_is_no_draft_is_refused(desk: Any, sent: Any, status: Any) -> None:
    assert save(desk.client("ivar"), **sent).status_code == status


def test_it_cannot_be_read_back_by_address(desk: Any) -> None:
    assert desk.client("ivar").get("/utkast/").status_code == 404


def test_nobody_drafts_without_signing_in(client: Any) -> None:
    assert save(client).status_code == 302
