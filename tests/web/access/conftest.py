"""The town's case, seen through a browser without JavaScript, at a time the test chooses."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from forevar.trust.accounts.models import Person
from tests.casework.intake.conftest import World
from tests.casework.intake.conftest import town as town
from tests.casework.intake.conftest import world as world
from tests.trust.access import town as towns

SignIn = Callable[[str], Client]


class Clock:
    """The time of the requests; a test moves it on."""

    def __init__(self) -> None:
        self.at: datetime = towns.NOON

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock()
    monkeypatch.setattr("forevar.kernel.clock.now", lambda: standing.at)
    return standing


@pytest.fixture
def as_person(town: towns.Town, clock: Clock) -> SignIn:
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
