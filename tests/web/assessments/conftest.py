"""The desk of the assessment tests, seen through a browser without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forevar.trust.accounts.models import Person
from tests.casework.assessments import places
from tests.casework.assessments.desk import NOON, Desk
from tests.trust.access import town as towns


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Open the case of the judging tests; the clock of the requests stands at noon."""
    monkeypatch.setattr("forevar.kernel.clock.now", lambda: NOON)
    town = towns.build()
    case = places.open_case(town)
    for name, role in (
        ("turid", "cws_leader"),
        ("rakel", "region_leader"),
        ("ulf", "unit_leader"),
    ):
        places.let_in(town, name, role, case=case)
    return Desk(town=town, case=case)


@pytest.fixture
def as_person(desk: Desk) -> Callable[[str], "Visitor"]:
    """Sign somebody in."""

    def sign_in(name: str) -> Visitor:
        client = Client()
        person = Person.objects.get(key=desk.town.people[name].key)
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return Visitor(client, desk)

    return sign_in


class Visitor:
    """Somebody at a browser, on the pages of one case."""

    def __init__(self, client: Client, desk: Desk) -> None:
        self.client = client
        self.desk = desk

    def url(self, name: str, **more: Any) -> str:
        kode = more.pop("kode", str(self.desk.case))
        return reverse(f"assessments:{name}", kwargs={"kode": kode, **more})

    def see(self, name: str, **more: Any) -> Any:
        return self.client.get(self.url(name, **more))

    def send(self, name: str, fields: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(self.url(name, **more), fields or {})


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text
