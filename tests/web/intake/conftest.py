"""The enquiries of the intake tests, seen through a browser without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from forevar.trust.accounts.models import Person
from tests.casework.intake.conftest import World
from tests.casework.intake.conftest import reading as reading
from tests.casework.intake.conftest import town as town
from tests.casework.intake.conftest import world as world
from tests.trust.access import town as towns

SignIn = Callable[[str], Client]


@pytest.fixture
def as_person(town: towns.Town, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Sign somebody in; the clock of the requests stands at noon."""
    monkeypatch.setattr("forevar.kernel.clock.now", lambda: towns.NOON)

    def sign_in(name: str) -> Client:
        client = Client()
        person = Person.objects.get(key=town.people[name].key)
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


def path(world: World, tail: str = "") -> str:
    return f"/sak/{world.case}/{tail}"
