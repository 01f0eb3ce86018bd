"""A page asks the database the same number of times with one case as with sixty. No timing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forevar.casework.cases.rules import codes
from forevar.casework.cases.services import loading as cases
from forevar.casework.screening.rules import themes
from forevar.casework.screening.services import loading as screening
from forevar.guideline import catalogue, loader
from forevar.kernel import clock, refs
from forevar.ops.demo import numbers
from forevar.trust.access import actors
from forevar.trust.accounts import services as accounts
from forevar.trust.accounts.models import Person

MANY = 60
MOST_FOR_A_LIST = 12
MOST_FOR_A_CASE = 36
"""Room for a few more, so that nobody adds ten without thinking."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(slots=True)
class Desk:
    """A caseworker and an adviser who share their cases, and are signed in."""

    people: tuple[cases.OnCase, ...]
    caseworker: Client
    adviser: Client
    cases: list[refs.CaseRef] = field(default_factory=list)

    def open_cases(self, number: int) -> None:
        """Open cases until there are so many."""
        at = clock.now()
        waiting = range(len(self.cases), number)
        told = [_case(n, people=self.people, at=at) for n in waiting]
        self.cases += cases.open_many(cases=told, by=self._by(at), at=at)

    def answer(self, facts: Iterable[str], *, case: refs.CaseRef) -> None:
        """Answer what can be answered by a code; the rest is still to be asked."""
        at, catalogued = clock.now(), loader.load_guide().facts
        told = [
            screening.AnswerToLoad(case, fact, value=_value(catalogued[fact]))
            if catalogued[fact].type in {"bool", "enum"}
            else screening.AnswerToLoad(case, fact, who="municipality", due_on=clock.local_date(at))
            for fact in facts
        ]
        screening.note_many(answers=told, by=self._by(at), at=at)

    def _by(self, at: clock.Instant) -> actors.Actor:
        return actors.load(self.people[1].person.key, at)


@pytest.fixture
def desk(db: None) -> Desk:
    """Two people at work, with one case so far."""
    at = clock.now()
    people = (
        _hired("caseworker", "municipality", at=at),
        _hired("intake_adviser", "bufetat_region", at=at),
    )
    desk = Desk(people, _signed_in(people[0].person), _signed_in(people[1].person))
    desk.open_cases(1)
    return desk


def _hired(role: str, org_kind: str, *, at: clock.Instant) -> cases.OnCase:
    where = {"municipality": "0301", "by": None, "at": at}
    org = accounts.add_organisation(kind=org_kind, name="Tjeneste", made_up=True, **where)  # type: ignore[arg-type]
    unit = accounts.add_unit(org=org, kind="team", name="Team", **where)  # type: ignore[arg-type]
    login = role.replace("_", "-")
    person = accounts.add_person(login=login, name="Oppdiktet Ansatt", by=None, at=at)
    accounts.add_membership(person=person, unit=unit, role=role, from_at=at, by=None, at=at)
    body = "municipality" if role == "caseworker" else "intake"
    return cases.OnCase(body, role, person, unit)


def _case(number: int, *, people: tuple[cases.OnCase, ...], at: clock.Instant) -> cases.CaseToLoad:
    born, today = date(2015, 3, 2), clock.local_date(at)
    return cases.CaseToLoad(
        phase="assessment",
        paragraph="5-1",
        urgency="planned",
        address_state="shielded",
        given_name="Alva",
        surname="Dalstø",
        birth_date=born,
        national_number=numbers.made_up_number(born, serial=number),
        people=people,
        tasks=tuple(
            cases.TaskToLoad("assess_risk", one.person, today + timedelta(days=number % 20 - 5))
            for one in people
        ),
    )


def _signed_in(person: refs.PersonRef) -> Client:
    client = Client()
    client.force_login(Person.objects.get(key=person.key), BACKEND)
    return client


def _value(fact: catalogue.Fact) -> str | bool:
    return True if fact.type == "bool" else min(fact.symbols)


def _asked(client: Client, url: str) -> int:
    """Count the queries of a page that has been asked for once already."""
    counted = []
    for _ in range(3):  # every 256th entry of the ledger is signed once the page has left
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counted.append(len(asked))
    return min(counted)


def _about(case: refs.CaseRef, name: str, **where: str) -> str:
    return reverse(name, kwargs={"kode": str(case), **where})


@pytest.mark.parametrize("name", ["shell:work", "shell:cases", "shell:waiting"])
@pytest.mark.parametrize("who", ["caseworker", "adviser"])
def test_a_list_of_sixty_cases_asks_as_often_as_a_list_of_one(
    name: str, who: str, desk: Desk
) -> None:
    client = getattr(desk, who)
    with_one = _asked(client, reverse(name))

    desk.open_cases(MANY)

    assert _asked(client, reverse(name)) == with_one
    assert with_one <= MOST_FOR_A_LIST


@pytest.mark.parametrize("who", ["caseworker", "adviser"])
def test_a_case_asks_as_often_among_sixty_and_with_every_question_answered(
    who: str, desk: Desk
) -> None:
    client = getattr(desk, who)
    desk.answer(themes.FACTS[-1:], case=desk.cases[0])
    alone = _asked(client, _about(desk.cases[0], "cases:overview"))

    desk.open_cases(MANY)
    desk.answer(themes.FACTS, case=desk.cases[1])

    assert _asked(client, _about(desk.cases[0], "cases:overview")) == alone
    assert _asked(client, _about(desk.cases[1], "cases:overview")) == alone
    assert alone <= MOST_FOR_A_CASE


@pytest.mark.parametrize("theme", [theme.slug for theme in themes.THEMES])
def test_a_theme_asks_as_often_with_one_answer_as_with_all(theme: str, desk: Desk) -> None:
    desk.open_cases(2)
    few, many = desk.cases
    first, *_, opened = themes.BY_SLUG[theme].facts
    desk.answer([first], case=few)
    desk.answer([fact for fact in themes.FACTS if fact != opened], case=many)
    counted = []
    for case in (few, many):
        page = _about(case, "screening:theme", tema=theme)
        counted.append(_asked(desk.adviser, f"{page}?sporsmal={opened}"))

    assert counted[0] == counted[1]
    assert counted[0] <= MOST_FOR_A_CASE


def test_a_question_for_each_line_would_be_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = codes.spoken

    def and_ask(case: refs.CaseRef) -> str:
        Person.objects.filter(login=case.code).exists()
        return spoken(case)

    monkeypatch.setattr(codes, "spoken", and_ask)
    with_one = _asked(desk.caseworker, reverse("shell:work"))
    desk.open_cases(MANY)

    assert _asked(desk.caseworker, reverse("shell:work")) >= with_one + MANY - 1
