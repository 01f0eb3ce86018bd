"""A task as a line: what every list of work shows, and nothing else."""

from datetime import date, datetime

from forevar.casework.cases import models
from forevar.casework.cases.projections import WorkRow
from forevar.casework.cases.rules import bodies, codes, tasks
from forevar.casework.cases.selectors import wording
from forevar.kernel import clock, refs
from forevar.kernel.clock import Instant
from forevar.trust.access.actors import Actor


def work_row(row: models.Task, *, actor: Actor, at: Instant) -> WorkRow:
    """Make a line of a task. It holds a code, fixed words and dates: no name, no place."""
    case = refs.CaseRef(row.case_code)
    return WorkRow(
        key=row.key,
        case=case,
        case_name=codes.spoken(case),
        title=wording.task_title(title=row.title, requirement=row.requirement, about=row.about),
        requirement=row.requirement,
        about=row.about,
        source=row.source,
        kind=row.kind,
        group=tasks.group_of(due=row.due_sort, at=at),
        due=wording.due(due_at=row.due_at, due_on=row.due_on, at=at),
        waits_on=row.waits_on,
        asked_on=_day(row.asked_at),
        reminded_on=_day(row.reminded_at),
        owner_body=row.owner_body,
        is_mine=is_mine(row, actor=actor),
    )


def is_mine(row: models.Task, *, actor: Actor) -> bool:
    """Tell whether the task is this person's, or a body's that they act for."""
    if row.owner_person:
        return row.owner_person == actor.person.key
    return row.owner_body in bodies.acting_for(actor.roles)


def _day(at: datetime | None) -> date | None:
    return clock.local_date(at) if at else None
