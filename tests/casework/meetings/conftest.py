"""A case with a meeting on it, and short ways to plan, write and lock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.casework.meetings import projections, rules, selectors
from forevar.casework.meetings import services as meetings
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.access import services as access
from forevar.trust.disclosure import opening
from forevar.trust.disclosure import services as disclosure
from tests.trust.access import town as towns

TODAY = date(2026, 11, 21)
LATER = TODAY + timedelta(days=7)
CHILD = cases.NewChild(given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4))
PLACE = "Bjørnemyra"

FACT = rules.ItemToBe("fact", "prior_experience")
RULE = rules.ItemToBe("rule", "minute-police-discussion")
OWN = rules.ItemToBe("own", heading="Hvem henter barnet")


@dataclass
class Table:
    """The town, one case, and short ways to meet about it."""

    town: towns.Town
    case: CaseRef
    at: datetime = towns.NOON
    who: dict[str, int] = field(default_factory=dict)

    def actor(self, name: str) -> policy.Actor:
        return self.town.actor(name, at=self.at)

    def common(self, by: str) -> dict[str, Any]:
        return {"case": self.case, "by": self.actor(by), "at": self.at}

    def plan(self, *agenda: rules.ItemToBe, by: str = "kari", **more: Any) -> int:
        planned: dict[str, Any] = {"kind": "clarification", "planned_for": self.at, **more}
        planned["agenda"] = agenda or (FACT, OWN)
        return meetings.plan_meeting(**planned, **self.common(by)).number

    def ask(self, name: str, *, to: int = 1, by: str = "kari") -> int:
        person = self.town.people[name]
        return meetings.add_person(number=to, person=person, **self.common(by))

    def guest(self, body: str, name: str = "", *, to: int = 1, by: str = "kari") -> int:
        return meetings.add_guest(number=to, body=body, name=name, **self.common(by))

    def hold(self, number: int = 1, *, on: date = TODAY, by: str = "kari") -> None:
        meetings.hold_meeting(number=number, held_on=on, **self.common(by))

    def now(self, number: int = 1) -> projections.MeetingNow:
        found = self.read("kari", number)
        assert isinstance(found, projections.MeetingNow)
        return found

    def read(self, name: str, number: int = 1) -> Any:
        return selectors.get_meeting(self.case, number=number, reader=self.actor(name), at=self.at)

    def write(
        self, *items: rules.ItemWritten, number: int = 1, by: str = "kari", **more: Any
    ) -> int:
        told = {"held_on": TODAY, "police_discussed": "no", **more}
        version = told.pop("version", None) or self.now(number).version
        return meetings.write_meeting(
            number=number,
            version=version,
            written=rules.MeetingWritten(items=items, **told),
            **self.common(by),
        )

    def lock(self, number: int = 1, *, by: str = "kari") -> None:
        version = self.now(number).version
        meetings.lock_minutes(number=number, version=version, **self.common(by))

    def held_with_a_guest(self) -> None:
        """Hold a meeting of two items where Ulf, who leads the home, was there for the second."""
        self.plan()
        ulf = self.ask("ulf")
        self.hold()
        self.write(
            rules.ItemWritten(1, present=(1,), minutes="Far ringte skolen i mai."),
            rules.ItemWritten(
                2, present=(1, ulf), minutes="To voksne henter.", decided="Kari ringer."
            ),
        )


@pytest.fixture
def town(db: None) -> towns.Town:
    return towns.build()


@pytest.fixture
def table(town: towns.Town) -> Table:
    ivar = town.actor("ivar")
    case = cases.open_case(
        by=ivar,
        at=towns.NOON,
        child=CHILD,
        paragraph="5-1",
        urgency="planned",
        municipality_org=town.orgs["bykommunen"],
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
    ).case
    for name, role in (
        ("turid", "cws_leader"),
        ("ulf", "unit_leader"),
        ("berit", "carer"),
        ("selma", "school_contact"),
    ):
        access.give(case=case, person=town.people[name], role=role, by=ivar, at=towns.NOON)
    disclosure.set_whereabouts(
        case=case, kind="placement_name", value=PLACE, by=town.actor("kari"), at=towns.NOON
    )
    return Table(town, case)


@pytest.fixture
def reading() -> Iterator[Callable[[object], str]]:
    """Open sealed values, as a page would."""
    with opening.scope(surface="tests", recipient=""):
        yield str
