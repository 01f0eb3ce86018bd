"""The meetings of the casework tests, seen through a browser without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from forevar.trust.accounts.models import Person
from forevar.trust.disclosure import opening
from tests.casework.meetings.conftest import Table
from tests.casework.meetings.conftest import table as table
from tests.casework.meetings.conftest import town as town
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
    return str(response.content.decode())


def path(table: Table, tail: str = "") -> str:
    return f"/sak/{table.case}/moter/{tail}"


def opened(value: object) -> str:
    """Open one sealed value, between the pages."""
    with opening.scope(surface="tests", recipient=""):
        return str(value)
