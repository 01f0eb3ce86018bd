"""A made-up child on a made-up case, and somebody who acts."""

from datetime import UTC, date, datetime

import pytest

from forevar.kernel import refs
from forevar.trust.access import policy
from forevar.trust.access.actors import Actor
from forevar.trust.disclosure import services
from tests.trust.disclosure.made_up import national_number

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def actor(role: str) -> Actor:
    """Somebody with one role, anywhere."""
    unit, org = refs.UnitRef(refs.new_key()), refs.OrgRef(refs.new_key())
    fact = policy.MembershipFact(role=role, unit=unit, org=org, org_kind="municipality")
    return Actor(person=refs.PersonRef(refs.new_key()), name="Ivar", memberships=(fact,))


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def ivar() -> Actor:
    return actor("intake_adviser")


@pytest.fixture
def case() -> refs.CaseRef:
    return refs.CaseRef("lonn-482")


@pytest.fixture
def nora(db: None, case: refs.CaseRef, ivar: Actor, at: datetime) -> refs.CaseRef:
    """Nora Kanarisen, ten years old, registered on the case."""
    services.register_child(
        case=case,
        given_name="Nora",
        surname="Kanarisen",
        birth_date=date(2016, 5, 15),
        national_number=national_number(day=15, month=5, year=16),
        gender="girl",
        by=ivar,
        at=at,
    )
    return case
