"""Many made-up cases, for load: new staff, a caseload each, codes and sealed children."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from forevar.casework.cases.services import loading as cases
from forevar.casework.screening.services import loading as screening
from forevar.kernel import refs
from forevar.kernel.clock import Instant, local_date
from forevar.ops.demo import numbers
from forevar.trust.access import actors
from forevar.trust.accounts import services as accounts

Tell = Callable[[int, int], None]
BATCH = 1000
CASES_PER_CASEWORKER = 25
CASES_PER_ADVISER = 100
GIVEN = ("Alva", "Brage", "Dina", "Eirik", "Frøya", "Gard", "Hedda", "Isak", "Juni", "Kasper")
SURNAMES = ("Bakkemyr", "Dalstø", "Eikvåg", "Fossmo", "Gjerdevik", "Hovlid", "Kvamsås", "Lundås")
PHASES = ("intake", "assessment", "decision", "placement", "daily_life", "daily_life")
PARAGRAPHS = ("5-1", "5-1", "4-2", "4-2", "3-2", "6-2", "4-3", "6-6")
TITLES = ("assess_risk", "talk_with_child", "hold_clarification_meeting", "assess_anew")
CHOICES: dict[str, tuple[str | bool, ...]] = {
    "knowledge_of_family": ("none", "little", "sufficient"),
    "special_theme": ("none", "none", "honour_violence"),
    "education_setting": ("none", "kindergarten", "school"),
    "network_near_placement": ("none", "present_no_risk", "present_risk"),
    "language_minority": (True, False),
    "child_has_phone": (True, False),
    "passport_status": ("held_by_parents", "held_by_cws", "none"),
}


@dataclass(frozen=True, slots=True)
class Worker:
    """A made-up member of staff and where they work."""

    person: refs.PersonRef
    unit: refs.UnitRef


def add_cases(number: int, *, at: Instant, tell: Tell) -> None:
    """Add made-up cases in batches; the same number twice gives other cases, never the same code."""
    draw = random.Random(number)  # noqa: S311 - made-up cases need variety, not secrecy
    caseworkers = _hire("caseworker", "municipality", -(-number // CASES_PER_CASEWORKER), at=at)
    advisers = _hire("intake_adviser", "bufetat_region", -(-number // CASES_PER_ADVISER), at=at)
    opener = actors.load(advisers[0].person.key, at)
    done = 0
    for batch in _batches(number):
        told = [
            _case(
                n,
                caseworkers[n // CASES_PER_CASEWORKER],
                advisers[n // CASES_PER_ADVISER],
                draw,
                at,
            )
            for n in batch
        ]
        made = cases.open_many(cases=told, by=opener, at=at)
        answers = [answer for case in made for answer in _answers(case, draw, at)]
        screening.note_many(answers=answers, by=opener, at=at)
        done += len(batch)
        tell(done, number)


def _batches(number: int) -> Iterator[range]:
    for start in range(0, number, BATCH):
        yield range(start, min(start + BATCH, number))


def _hire(role: str, org_kind: str, count: int, *, at: Instant) -> list[Worker]:
    """Take on made-up staff in a new team of a new organisation."""
    org = accounts.add_organisation(
        kind=org_kind, name="Oppdiktet tjeneste", municipality="0301", made_up=True, by=None, at=at
    )
    unit = accounts.add_unit(org=org, kind="team", name="Team", municipality="0301", by=None, at=at)
    hired = []
    for _ in range(count):
        login = f"last-{refs.new_key().lower().replace('_', 'x').strip('-')}"[:30].rstrip("-")
        person = accounts.add_person(login=login, name="Oppdiktet Ansatt", by=None, at=at)
        accounts.add_membership(person=person, unit=unit, role=role, from_at=at, by=None, at=at)
        hired.append(Worker(person, unit))
    return hired


def _case(
    n: int, caseworker: Worker, adviser: Worker, draw: random.Random, at: Instant
) -> cases.CaseToLoad:
    today = local_date(at)
    born = date(today.year - draw.randrange(1, 17), draw.randrange(1, 13), draw.randrange(1, 28))
    return cases.CaseToLoad(
        phase=draw.choice(PHASES),
        paragraph=draw.choice(PARAGRAPHS),
        urgency=draw.choice(("acute", "planned")),
        address_state=draw.choice(("shielded", "open", "unknown")),
        given_name=draw.choice(GIVEN),
        surname=draw.choice(SURNAMES),
        birth_date=born,
        national_number=numbers.made_up_number(born, serial=n),
        people=(
            cases.OnCase("intake", "intake_adviser", adviser.person, adviser.unit),
            cases.OnCase("municipality", "caseworker", caseworker.person, caseworker.unit),
        ),
        tasks=tuple(
            cases.TaskToLoad(
                title=draw.choice(TITLES),
                owner=owner.person,
                due_on=today + timedelta(days=draw.randrange(-10, 60)),
            )
            for owner in (caseworker, adviser)
        ),
    )


def _answers(
    case: refs.CaseRef, draw: random.Random, at: Instant
) -> Iterator[screening.AnswerToLoad]:
    for fact, choices in CHOICES.items():
        if draw.random() < 0.25:
            yield screening.AnswerToLoad(
                case, fact, who="municipality", due_on=local_date(at) + timedelta(days=7)
            )
        else:
            yield screening.AnswerToLoad(case, fact, value=draw.choice(choices))
