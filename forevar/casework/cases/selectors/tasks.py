"""The tasks of one case."""

from forevar.casework.cases import models
from forevar.casework.cases.projections import TaskFacts, WorkRow
from forevar.casework.cases.rules import bodies
from forevar.casework.cases.selectors import rows
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide, policy
from forevar.trust.access.actors import Actor


class TaskNotFound(errors.DomainError):
    """No such task in this case."""

    code = "task_not_found"
    text = "Vi fant ikke oppgaven."


def list_open_tasks(case: refs.CaseRef, *, at: Instant | None = None) -> tuple[TaskFacts, ...]:
    """List what is open in a case, earliest deadline first."""
    del at  # open is open; the deadline's words are the page's
    found = models.Task.objects.filter(case_code=case.code, state="open")
    return tuple(_facts(row) for row in found.order_by("due_sort", "key"))


def find_task(case: refs.CaseRef, *, source: str, about: str) -> TaskFacts | None:
    """Find the open task a feature set about something."""
    row = models.Task.objects.filter(
        case_code=case.code, state="open", source=source, about=about
    ).first()
    return None if row is None else _facts(row)


def get_task(*, case: refs.CaseRef, task: str, by: Actor, at: Instant) -> WorkRow:
    """Give one task as a line, to its owner and to those who write in its section."""
    row = models.Task.objects.filter(key=task, case_code=case.code).first()
    if row is None:
        raise TaskNotFound
    rights = decide.rights(by, case, at)
    owns = row.owner_person == by.person.key or row.owner_body in bodies.acting_for(rights.roles)
    if not rights.can(row.section, "W") and not (rights and owns):
        decision.require(policy.NOT_HERE)
    return rows.work_row(row, actor=by, at=at)


def _facts(row: models.Task) -> TaskFacts:
    return TaskFacts(
        key=row.key,
        case=refs.CaseRef(row.case_code),
        title=row.title,
        about=row.about,
        requirement=row.requirement,
        kind=row.kind,
        state=row.state,
        owner_person=row.owner_person,
        owner_body=row.owner_body,
        due_at=row.due_at,
        due_on=row.due_on,
        waits_on=row.waits_on,
        asked_at=row.asked_at,
        reminded_at=row.reminded_at,
        source=row.source,
    )
