"""Many made-up cases at once, for the demonstration and the benchmarks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.rules import codes, tasks
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access.actors import Actor
from forevar.trust.access.services import loading as access
from forevar.trust.audit import ledger
from forevar.trust.disclosure import services as disclosure


@dataclass(frozen=True, slots=True)
class OnCase:
    """Somebody who answers for a made-up case."""

    body: str
    role: str
    person: refs.PersonRef
    unit: refs.UnitRef


@dataclass(frozen=True, slots=True)
class TaskToLoad:
    """A duty on a made-up case, owned by one of its people."""

    title: str
    owner: refs.PersonRef
    due_on: date


@dataclass(frozen=True, slots=True)
class CaseToLoad:
    """A made-up case with its child, its people and their duties."""

    phase: str
    paragraph: str
    urgency: str
    address_state: str
    given_name: str = field(repr=False)
    surname: str = field(repr=False)
    birth_date: date = field(repr=False)
    national_number: str = field(repr=False)
    people: tuple[OnCase, ...]
    tasks: tuple[TaskToLoad, ...]


@transaction.atomic
def open_many(*, cases: Sequence[CaseToLoad], by: Actor, at: Instant) -> list[refs.CaseRef]:
    """Open many made-up cases with people, duties and sealed children; give their codes."""
    drawn = _draw_codes(len(cases))
    models.Case.objects.bulk_create(
        [_case(told, code, by=by, at=at) for told, code in zip(cases, drawn, strict=True)],
        batch_size=1000,
    )
    _put_people(cases, drawn, at=at)
    models.Task.objects.bulk_create(
        [
            _task(task, code, by=by, at=at)
            for told, code in zip(cases, drawn, strict=True)
            for task in told.tasks
        ],
        batch_size=1000,
    )
    disclosure.register_children(
        children=[
            disclosure.NewChild(
                code, told.given_name, told.surname, told.birth_date, told.national_number, None
            )
            for told, code in zip(cases, drawn, strict=True)
        ],
        by=by,
        at=at,
    )
    ledger.append(action="cases.opened", actor=by.person, at=at, details={"count": len(cases)})
    return drawn


def _draw_codes(number: int) -> list[refs.CaseRef]:
    taken = set(models.Case.objects.values_list("code", flat=True))
    drawn: list[refs.CaseRef] = []
    for _ in range(number):
        code = codes.draw_code(is_taken=lambda case: case.code in taken)
        taken.add(code.code)
        drawn.append(code)
    return drawn


def _case(told: CaseToLoad, code: refs.CaseRef, *, by: Actor, at: Instant) -> models.Case:
    return models.Case(
        code=code.code,
        phase=told.phase,
        phase_since=at,
        paragraph=told.paragraph,
        urgency=told.urgency,
        address_state=told.address_state,
        opened_at=at,
        opened_by=by.person.key,
    )


def _put_people(cases: Sequence[CaseToLoad], drawn: list[refs.CaseRef], *, at: Instant) -> None:
    placed = [
        (code, person) for told, code in zip(cases, drawn, strict=True) for person in told.people
    ]
    grants = access.give_many(
        grants=[access.Given(code, one.person, one.unit, one.role) for code, one in placed], at=at
    )
    models.Responsibility.objects.bulk_create(
        [
            models.Responsibility(
                case_code=code.code,
                body=one.body,
                person=one.person.key,
                unit=one.unit.key,
                role=one.role,
                grant=grant,
                from_at=at,
            )
            for (code, one), grant in zip(placed, grants, strict=True)
        ],
        batch_size=1000,
    )


def _task(told: TaskToLoad, code: refs.CaseRef, *, by: Actor, at: Instant) -> models.Task:
    return models.Task(
        case_code=code.code,
        title=told.title,
        source="cases",
        section="overview",
        owner_person=told.owner.key,
        due_on=told.due_on,
        due_sort=tasks.sort_key(due_at=None, due_on=told.due_on),
        set_by=by.person.key,
        set_at=at,
    )
