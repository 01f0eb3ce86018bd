"""A town, and short ways to take down an enquiry and ask for what is missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.casework.intake import projections, rules, selectors
from forevar.casework.intake import services as intake
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.access import services as access
from forevar.trust.disclosure import opening
from tests.trust.access import town as towns

TODAY = date(2026, 11, 21)
SOON = TODAY + timedelta(days=5)
NORA = cases.NewChild(given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4))

Reading = Callable[[object], str]


@dataclass
class World:
    """The town, one case, and short ways to work on its enquiry."""

    town: towns.Town
    case: CaseRef
    at: datetime = towns.NOON

    def actor(self, name: str) -> policy.Actor:
        return self.town.actor(name, at=self.at)

    def draft(self, *facts: str, by: str = "ivar", **more: Any) -> int:
        return intake.draft_request(
            case=self.case,
            to=more.pop("to", "municipality"),
            facts=facts or ("prior_experience", "country_background"),
            by=self.actor(by),
            at=self.at,
            **more,
        )

    def enquiry(self) -> projections.EnquiryNow:
        """Give the enquiry as it stands; the test fails where none was taken down."""
        found = selectors.find_enquiry(self.case)
        assert found is not None
        return found

    def send(self, number: int, *, due_on: date | None = SOON, by: str = "ivar") -> None:
        intake.send_request(
            case=self.case, number=number, due_on=due_on, by=self.actor(by), at=self.at
        )

    def interpreter(self, *, by: str = "ivar", **told: Any) -> None:
        given: dict[str, Any] = {"needed": True, **told}
        intake.note_interpreter(case=self.case, by=self.actor(by), at=self.at, **given)


def told(**more: Any) -> rules.EnquiryTold:
    given: dict[str, Any] = {"received_on": TODAY, "channel": "phone", "contact": "Vakthavende"}
    return rules.EnquiryTold(**{**given, **more})


@pytest.fixture
def town(db: None) -> towns.Town:
    return towns.build()


@pytest.fixture
def world(town: towns.Town) -> World:
    ivar = town.actor("ivar")
    opened = intake.register_enquiry(
        told=told(hidden_address="no", grading="none"),
        child=NORA,
        paragraph="5-1",
        urgency="planned",
        municipality_org=town.orgs["bykommunen"],
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
        by=ivar,
        at=towns.NOON,
    )
    for name, role in (("turid", "cws_leader"), ("ulf", "unit_leader"), ("berit", "carer")):
        access.give(case=opened.case, person=town.people[name], role=role, by=ivar, at=towns.NOON)
    return World(town, opened.case)


@pytest.fixture
def reading() -> Iterator[Reading]:
    """Open sealed values, as a page would."""
    with opening.scope(surface="tests", recipient=""):
        yield str
