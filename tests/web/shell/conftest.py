"""A town, one case, and browsers that are signed in as somebody of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.kernel import clock
from forevar.kernel.refs import CaseRef
from tests.trust.access import town as towns


@dataclass
class Desk:
    """The town with one case, where Ivar and Kari work; Odd is in Kari's office, off the case."""

    town: towns.Town
    case: CaseRef
    at: clock.Instant = field(default_factory=clock.now)

    def client(self, name: str, **more: Any) -> Client:
        client = Client(**more)
        client.force_login(get_user_model().objects.get(pk=self.town.people[name].key))
        return client

    def set_task(self, *, by: str = "ivar", **more: Any) -> str:
        given: dict[str, Any] = {
            "source": "screening",
            "title": "find_out",
            "owner_person": self.town.people["ivar"],
            "due_on": clock.local_date(self.at) + timedelta(days=3),
            **more,
        }
        return cases.set_task(case=self.case, by=self.actor(by), at=self.at, **given).key

    def actor(self, name: str) -> Any:
        return self.town.actor(name, at=self.at)


@pytest.fixture
def desk(db: None) -> Desk:
    town = towns.build()
    opened = cases.open_case(
        by=town.actor("ivar"),
        at=towns.NOON,
        child=cases.NewChild(given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4)),
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
    )
    return Desk(town, opened.case)


@pytest.fixture
def client_of(desk: Desk) -> Callable[..., Client]:
    return desk.client
