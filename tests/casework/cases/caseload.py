"""Many cases at once, laid straight into the tables: for lists, not for verbs."""

from datetime import date, timedelta

from forevar.casework.cases import models
from forevar.casework.cases.rules import codes, tasks
from forevar.kernel.refs import CaseRef, PersonRef, new_key
from forevar.trust.access.models import Grant
from tests.casework.cases.conftest import NOON, TODAY, World


def lay_out(
    world: World, *, number: int, name: str = "kari", role: str = "caseworker", tasks_each: int = 3
) -> list[CaseRef]:
    """Give somebody many cases, each with tasks over the deadline, today and later."""
    person, unit = world.town.people[name], world.town.units["bykommunen"]
    refs = [CaseRef(f"{word}-777") for word in list(codes.SPOKEN)[:number]]
    models.Case.objects.bulk_create(
        models.Case(
            code=case.code, phase_since=NOON, opened_at=NOON, opened_by=person.key, phase="intake"
        )
        for case in refs
    )
    grants = [
        Grant(
            case=c.code,
            basis="assigned",
            person_id=person.key,
            unit_id=unit.key,
            role=role,
            from_at=NOON,
        )
        for c in refs
    ]
    Grant.objects.bulk_create(grants)
    models.Responsibility.objects.bulk_create(
        models.Responsibility(
            case_code=grant.case,
            body="municipality",
            person=person.key,
            unit=unit.key,
            role=role,
            grant=grant.key,
            from_at=NOON,
        )
        for grant in grants
    )
    models.Task.objects.bulk_create(
        _task(case, person=person, due_on=TODAY + timedelta(days=4 * turn - 4))
        for case in refs
        for turn in range(tasks_each)
    )
    return refs


def _task(case: CaseRef, *, person: PersonRef, due_on: date) -> models.Task:
    return models.Task(
        key=new_key(),
        case_code=case.code,
        title="find_out",
        source="tests",
        section="overview",
        owner_person=person.key,
        due_on=due_on,
        due_sort=tasks.sort_key(due_at=None, due_on=due_on),
        set_by=person.key,
        set_at=NOON,
    )
