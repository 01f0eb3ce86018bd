"""A town and one case in it, with an adviser, a caseworker and a leader on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.audit import ledger
from forevar.trust.disclosure import opening
from tests.trust.access import town as towns

NOON = towns.NOON
TODAY = date(2026, 11, 21)
REASON = "Kommunen svarer først etter møtet på tirsdag."


@dataclass
class World:
    """The town, one case, and short ways to do things in it."""

    town: towns.Town
    case: CaseRef
    at: datetime = NOON

    def actor(self, name: str) -> policy.Actor:
        return self.town.actor(name, at=self.at)

    def later(self, **span: float) -> "World":
        return World(self.town, self.case, self.at + timedelta(**span))

    def holder(self, name: str, unit: str) -> Holder:
        return Holder(unit=self.town.units[unit], person=self.town.people[name])

    def assign(self, name: str, body: str, unit: str, *, by: str = "kari") -> str:
        return cases.assign(
            case=self.case,
            body=body,
            unit=self.town.units[unit],
            person=self.town.people[name],
            by=self.actor(by),
            at=self.at,
        )

    def open_case(self, *, by: str = "ivar", **more: Any) -> CaseRef:
        return cases.open_case(by=self.actor(by), at=self.at, **more).case

    def set_task(self, *, by: str = "ivar", case: CaseRef | None = None, **more: Any) -> str:
        given: dict[str, Any] = {"source": "screening", "title": "find_out", **more}
        if "owner_body" not in given and "owner_person" not in given:
            given["owner_body"] = "intake"
        return cases.set_task(case=case or self.case, by=self.actor(by), at=self.at, **given).key

    def actions(self, *, case: CaseRef | None = None) -> list[str]:
        """List what stands in the ledger of the case, oldest first."""
        entries = ledger.entries(case=case or self.case, limit=500)
        return [entry.action for entry in reversed(entries)]

    def latest(self) -> ledger.Entry:
        return ledger.entries(case=self.case, limit=1)[0]


@pytest.fixture
def world(db: None) -> World:
    town = towns.build()
    opened = cases.open_case(
        by=town.actor("ivar"),
        at=NOON,
        child=cases.NewChild(given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4)),
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
    )
    found = World(town, opened.case)
    found.assign("turid", "municipal_leader", "bykommunen")
    return found


@pytest.fixture
def reading() -> Iterator[Callable[[object], str]]:
    """Open sealed values, as a page would."""
    with opening.scope(surface="tests", recipient=""):
        yield str
