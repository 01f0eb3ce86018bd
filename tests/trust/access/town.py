"""A small made-up town: a municipality, a region, an institution, a school, and who works there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from forevar.kernel.refs import CaseRef, OrgRef, PersonRef, UnitRef
from forevar.trust.access import actors, policy
from forevar.trust.access import services as access
from forevar.trust.accounts import services as accounts

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CASE = CaseRef("lonn-482")
OTHER_CASE = CaseRef("rogn-117")
NO_CASE = CaseRef("selje-900")


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@dataclass
class Town:
    """Organisations, units and people by a short name, made with the real verbs."""

    orgs: dict[str, OrgRef] = field(default_factory=dict)
    units: dict[str, UnitRef] = field(default_factory=dict)
    people: dict[str, PersonRef] = field(default_factory=dict)
    memberships: dict[str, str] = field(default_factory=dict)

    def add_org(self, name: str, kind: str, *, at: datetime = NOON) -> None:
        self.orgs[name] = accounts.add_organisation(kind=kind, name=name, by=None, at=at)

    def add_unit(self, name: str, org: str, *, at: datetime = NOON) -> None:
        self.units[name] = accounts.add_unit(
            org=self.orgs[org], kind="team", name=name, by=None, at=at
        )

    def hire(self, name: str, role: str, unit: str, *, at: datetime = NOON) -> PersonRef:
        person = self.people.get(name) or accounts.add_person(
            login=name, name=name.title(), by=None, at=at
        )
        self.people[name] = person
        self.memberships[f"{name} {role}"] = accounts.add_membership(
            person=person, unit=self.units[unit], role=role, by=None, at=at
        )
        return person

    def put_on_shift(self, name: str, unit: str, *, at: datetime = NOON, last: float = 8) -> str:
        return accounts.start_shift(
            person=self.people[name],
            unit=self.units[unit],
            until_at=at + hours(last),
            by=None,
            at=at,
        )

    def assign(self, name: str, role: str, *, case: CaseRef = CASE, at: datetime = NOON) -> str:
        return access.give(case=case, person=self.people[name], role=role, by=None, at=at)

    def actor(self, name: str, *, at: datetime = NOON) -> policy.Actor:
        return actors.load(self.people[name].key, at)


_ORGANISATIONS = {
    "bykommunen": "municipality",
    "nabokommunen": "municipality",
    "region": "bufetat_region",
    "huset": "institution",
    "hjemmet": "care_home",
    "skolen": "school",
    "vakta": "out_of_hours",
    "direktoratet": "directorate",
}
_PEOPLE = (
    ("ivar", "intake_adviser", "region"),
    ("kari", "caseworker", "bykommunen"),
    ("odd", "caseworker", "bykommunen"),
    ("turid", "cws_leader", "bykommunen"),
    ("rakel", "region_leader", "region"),
    ("mona", "unit_staff", "huset"),
    ("ulf", "unit_leader", "huset"),
    ("berit", "carer", "hjemmet"),
    ("hanne", "home_consultant", "region"),
    ("selma", "school_contact", "skolen"),
    ("dag", "duty_officer", "vakta"),
    ("oskar", "org_admin", "bykommunen"),
    ("frida", "privacy_officer", "bykommunen"),
    ("petra", "privacy_officer", "vakta"),
    ("rolf", "press_officer", "region"),
)


def build() -> Town:
    """Lay out the town, with nobody on any case and nobody on shift."""
    town = Town()
    for name, kind in _ORGANISATIONS.items():
        town.add_org(name, kind)
        town.add_unit(name, name)
    for name, role, unit in _PEOPLE:
        town.hire(name, role, unit)
    return town
