"""The world of the case tests, seen through a browser without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forevar.trust.accounts.models import Person
from tests.casework.cases.conftest import NOON, World
from tests.casework.cases.conftest import world as world


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request stand at noon."""
    monkeypatch.setattr("forevar.kernel.clock.now", lambda: NOON)


class Visitor:
    """Somebody at a browser, on the pages of one case."""

    def __init__(self, client: Client, world: World) -> None:
        self.client = client
        self.world = world

    def url(self, name: str, **more: Any) -> str:
        kode = more.pop("kode", str(self.world.case))
        return reverse(f"cases:{name}", kwargs={"kode": kode, **more})

    def see(self, name: str, **more: Any) -> Any:
        return self.client.get(self.url(name, **more))

    def text(self, name: str, **more: Any) -> str:
        response = self.see(name, **more)
        assert response.status_code == 200, response.status_code
        return body(response)

    def send(self, name: str, fields: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(self.url(name, **more), fields or {})


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


@pytest.fixture
def as_person(world: World) -> Callable[[str], Visitor]:
    """Sign somebody in."""

    def sign_in(name: str) -> Visitor:
        client = Client()
        person = Person.objects.get(key=world.town.people[name].key)
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return Visitor(client, world)

    return sign_in
