"""The standing cast: one person for every role on Nora's case, and one of the same role elsewhere.

Nobody here exists. What tells who a child is or where is put together from marked words
(`tests/guards/canaries.py`), so that it is recognised wherever it turns up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.test import Client

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.access import services as access
from forevar.trust.accounts.models import Person
from forevar.trust.disclosure import services as disclosure
from tests.trust.access import town as towns

NOON: Final = towns.NOON
TODAY: Final = date(2026, 11, 21)
NEVER: Final = CaseRef("selje-900")
"""A code no case ever had."""


@dataclass(frozen=True)
class Child:
    """What is protected about one child, by class."""

    given_name: str
    surname: str
    born: date
    number: str
    name_in_use: str
    places: Mapping[str, str]

    @property
    def real(self) -> tuple[str, ...]:
        own = () if not self.name_in_use else (self.given_name,)
        return (*own, self.surname, self.number)

    @property
    def cover(self) -> tuple[str, ...]:
        return (self.name_in_use,) if self.name_in_use else ()

    @property
    def called(self) -> str:
        return self.name_in_use or self.given_name


NORA: Final = Child(
    given_name="Åsmundine",
    surname="Tindskarholt",
    born=date(2012, 3, 14),
    number="14831250128",
    name_in_use="Snøfrid",
    places={"placement_address": "Kvernhusbakken 17, Skoddevik", "placement_name": "Bjørnemyra"},
)
ELIAS: Final = Child(
    given_name="Hallvardo",
    surname="Grøvlestad",
    born=date(2016, 9, 2),
    number="02891650283",
    name_in_use="",
    places={"placement_address": "Myrullstien 4", "placement_name": "Ravnejuvet"},
)

# role → who has it on Nora's case, and who has it somewhere else
ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "intake_adviser": ("ivar", "inger"),
    "caseworker": ("kari", "lars"),
    "cws_leader": ("turid", "tora"),
    "region_leader": ("rakel", "rune"),
    "unit_staff": ("mona", "mats"),
    "unit_leader": ("ulf", "una"),
    "carer": ("berit", "bodil"),
    "home_consultant": ("hanne", "henrik"),
    "school_contact": ("selma", "siri"),
    "duty_officer": ("dag", "dina"),
    "org_admin": ("oskar", "olga"),
    "privacy_officer": ("frida", "petra"),
    "press_officer": ("rolf", "randi"),
}
OTHERS_WORK_IN: Final[Mapping[str, str]] = {
    "inger": "region2",
    "lars": "nabokommunen",
    "tora": "nabokommunen",
    "rune": "region2",
    "mats": "huset2",
    "una": "huset2",
    "bodil": "hjemmet2",
    "henrik": "region2",
    "siri": "skolen2",
    "dina": "vakta2",
    "olga": "nabokommunen",
    "randi": "region2",
}
SAME_OFFICE: Final = "odd"
"""A caseworker beside Kari, who is on no case and must see nothing."""
BLOCKED: Final = "brit"
"""A caseworker who was on Nora's case until somebody saw that she is the child's aunt."""
_MORE_BODIES: Final = {
    "region2": "bufetat_region",
    "huset2": "institution",
    "hjemmet2": "care_home",
    "skolen2": "school",
    "vakta2": "out_of_hours",
}


@dataclass
class Cast:
    """The town, the two cases, and short ways to act in them."""

    town: towns.Town
    nora: CaseRef
    elias: CaseRef
    at: datetime = NOON
    browsers: dict[str, Client] = field(default_factory=dict)

    def actor(self, name: str) -> policy.Actor:
        return self.town.actor(name, at=self.at)

    def browser(self, name: str) -> Client:
        """Give a browser in which somebody is signed in, with both factors."""
        if name not in self.browsers:
            client = Client(raise_request_exception=False)
            sign_in(client, person=self.town.people[name].key)
            self.browsers[name] = client
        return self.browsers[name]


def sign_in(client: Client, *, person: str) -> None:
    """Sign somebody in without asking for what they know and have."""
    client.force_login(
        Person.objects.get(key=person), "allauth.account.auth_backends.AuthenticationBackend"
    )


def build() -> Cast:
    """Build the town with everybody in it and both cases open, nothing told in them yet."""
    town = towns.build()
    for name, kind in _MORE_BODIES.items():
        town.add_org(name, kind)
        town.add_unit(name, name)
    for role, (_, other) in ROLES.items():
        if other in OTHERS_WORK_IN:
            town.hire(other, role, OTHERS_WORK_IN[other])
    town.hire(BLOCKED, "caseworker", "bykommunen")
    for name, unit in (("mona", "huset"), ("mats", "huset2"), ("dag", "vakta"), ("dina", "vakta2")):
        town.put_on_shift(name, unit)
    nora = _open(town, by="ivar", kontaktperson=("kari", "bykommunen"))
    elias = _open(town, by="inger", kontaktperson=("lars", "nabokommunen"))
    _let_in(town, nora, column=0, by="ivar", house="huset", desk="vakta")
    _let_in(town, elias, column=1, by="inger", house="huset2", desk="vakta2")
    giver = town.actor("ivar")
    access.give(case=nora, person=town.people[BLOCKED], role="caseworker", by=giver, at=NOON)
    access.block(case=nora, person=town.people[BLOCKED], by=giver, at=NOON)
    return Cast(town, nora, elias)


def _open(town: towns.Town, *, by: str, kontaktperson: tuple[str, str]) -> CaseRef:
    person, unit = kontaktperson
    return cases.open_case(
        by=town.actor(by),
        at=NOON,
        paragraph="5-1",
        urgency="planned",
        kontaktperson=Holder(unit=town.units[unit], person=town.people[person]),
    ).case


_NAMED: Final = (
    "cws_leader",
    "region_leader",
    "unit_leader",
    "carer",
    "home_consultant",
    "school_contact",
)


def _let_in(
    town: towns.Town, case: CaseRef, *, column: int, by: str, house: str, desk: str
) -> None:
    giver = town.actor(by)
    for role in _NAMED:
        access.give(
            case=case, person=town.people[ROLES[role][column]], role=role, by=giver, at=NOON
        )
    access.give_unit(case=case, unit=town.units[house], by=giver, at=NOON)
    access.flag_for_duty(case=case, unit=town.units[desk], by=giver, at=NOON)


def tell_who_and_where(cast: Cast, case: CaseRef, child: Child, *, by: str) -> None:
    """Put into the vaults who a child is and where; free text may have been written before."""
    common: dict[str, Any] = {"case": case, "by": cast.actor(by), "at": cast.at}
    disclosure.set_identity(
        given_name=child.given_name,
        surname=child.surname,
        birth_date=child.born,
        national_number=child.number,
        **common,
    )
    for kind, place in child.places.items():
        disclosure.set_whereabouts(kind=kind, value=place, **common)
    if child.name_in_use:
        disclosure.decide_name_in_use(name=child.name_in_use, **common)
