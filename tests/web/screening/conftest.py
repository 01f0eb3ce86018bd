"""The case of the screening tests, seen through a browser without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from forevar.trust.accounts.models import Person
from tests.casework.screening.conftest import World
from tests.casework.screening.conftest import world as world  # the same made-up case


@pytest.fixture
def as_person(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    """Sign somebody in; the clock of the requests stands at the world's time."""
    monkeypatch.setattr("forevar.kernel.clock.now", lambda: world.at)

    def sign_in(name: str) -> Client:
        client = Client()
        person = Person.objects.get(key=world.town.people[name].key)
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text
