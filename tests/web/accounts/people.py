"""Made-up staff for the tests of the door: made through the services, as everybody is."""

from datetime import timedelta

from forevar.kernel import clock, refs
from forevar.trust.accounts import services as accounts

PASSWORD = "lang nok setning til prøve"
START = timedelta(days=30)


def hire(
    login: str,
    *,
    role: str = "intake_adviser",
    kind: str = "bufetat_region",
    password: str | None = None,
    name: str = "Ivar Prøvesen",
) -> refs.PersonRef:
    """Add one person with a role in a unit of an organisation of their own."""
    at = clock.now() - START
    org = accounts.add_organisation(kind=kind, name=f"Virksomhet {login}", by=None, at=at)
    unit = accounts.add_unit(org=org, kind="team", name="Team", by=None, at=at)
    person = accounts.add_person(login=login, name=name, password=password, by=None, at=at)
    accounts.add_membership(person=person, unit=unit, role=role, from_at=at, by=None, at=at)
    return person
