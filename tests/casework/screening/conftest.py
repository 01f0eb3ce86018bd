"""A case with an adviser, a caseworker and others on it, to answer questions about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.casework.screening import services as screening
from forevar.casework.screening.projections import Noted
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.access import services as access
from forevar.trust.disclosure import opening
from tests.trust.access import town as towns

TODAY = date(2026, 11, 21)


@dataclass
class World:
    """The town, one case, and short ways to answer on it."""

    town: towns.Town
    case: CaseRef
    at: datetime = towns.NOON

    def actor(self, name: str) -> policy.Actor:
        return self.town.actor(name, at=self.at)

    def later(self, **span: float) -> "World":
        return World(self.town, self.case, self.at + timedelta(**span))

    def answer(self, fact: str, value: object, *, by: str = "kari", **more: Any) -> Noted:
        given = {"source": "Møte med kommunen", "source_on": TODAY, **more}
        return screening.note_answer(
            case=self.case, fact=fact, value=value, by=self.actor(by), at=self.at, **given
        )

    def leave_open(self, fact: str, *, by: str = "kari", **more: Any) -> Noted:
        given: dict[str, Any] = {
            "who": "municipality",
            "due_on": TODAY + timedelta(days=5),
            "until_then": "Velger sted i en annen region.",
            **more,
        }
        return screening.note_not_yet_known(
            case=self.case, fact=fact, by=self.actor(by), at=self.at, **given
        )

    def dispute(self, fact: str, value: object, *, by: str = "kari", **more: Any) -> Noted:
        given: dict[str, Any] = {
            "source": "Politiet, muntlig",
            "source_on": TODAY,
            "who": "municipal_leader",
            "due_on": TODAY + timedelta(days=4),
            **more,
        }
        return screening.note_disputed(
            case=self.case, fact=fact, value=value, by=self.actor(by), at=self.at, **given
        )


@pytest.fixture
def world(db: None) -> World:
    town = towns.build()
    ivar = town.actor("ivar")
    opened = cases.open_case(
        by=ivar,
        at=towns.NOON,
        child=cases.NewChild(given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4)),
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
    )
    for name, role in (
        ("turid", "cws_leader"),
        ("berit", "carer"),
        ("ulf", "unit_leader"),
        ("rakel", "region_leader"),
    ):
        access.give(case=opened.case, person=town.people[name], role=role, by=ivar, at=towns.NOON)
    return World(town, opened.case)


@pytest.fixture
def reading() -> Iterator[Callable[[object], str]]:
    """Open sealed values, as a page would."""
    with opening.scope(surface="tests", recipient=""):
        yield str
