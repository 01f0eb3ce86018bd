"""The verbs of a task: set, done, taken away, moved, reminded of."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.rules import bodies, tasks
from forevar.casework.cases.services import reasons, standing
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide, policy
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.notices import services as notices

WHY_MOVED = "Skriv hvorfor du flytter fristen."
WHY_DROPPED = "Skriv hvorfor oppgaven ikke er aktuell."


class TaskNotFound(errors.DomainError):
    """No such task in this case."""

    code = "task_not_found"
    text = "Vi fant ikke oppgaven."


class TaskAlreadyOpen(errors.DomainError):
    """The same task is open already; two of it would be done twice or by nobody."""

    code = "task_already_open"
    text = "Oppgaven står der allerede."


class NobodyToRemind(errors.DomainError):
    """The task waits for nobody."""

    code = "nobody_to_remind"
    text = "Oppgaven venter ikke på noen."


@dataclass(frozen=True, slots=True)
class TaskSet:
    """A task that was just set."""

    key: str


@transaction.atomic
def set_task(
    *,
    case: refs.CaseRef,
    source: str,
    by: Actor,
    at: Instant,
    title: str = "",
    about: str = "",
    requirement: str = "",
    owner_person: refs.PersonRef | None = None,
    owner_body: str = "",
    due_at: Instant | None = None,
    due_on: date | None = None,
    waits_on: str = "",
    kind: str = "duty",
    under: str = "overview",
) -> TaskSet:
    """Give somebody something to do, with a fixed title or a requirement's own.

    Refuses a second open task about the same thing. `under` names the section whose writers may
    set and finish it.
    """
    standing.require_right(case=case, by=by, section=under, letter="W", at=at)
    _check(title=title, requirement=requirement, waits_on=waits_on, owner_body=owner_body)
    if owner_person is None and not owner_body:
        raise tasks.NobodyOwnsIt
    if _is_open(case, source=source, about=about, requirement=requirement):
        raise TaskAlreadyOpen
    row = models.Task.objects.create(
        case_code=case.code,
        title=title,
        about=about,
        requirement=requirement,
        source=source,
        section=under,
        kind=kind,
        owner_person=owner_person.key if owner_person else "",
        owner_body=owner_body,
        due_at=due_at,
        due_on=due_on,
        due_sort=tasks.sort_key(due_at=due_at, due_on=due_on),
        waits_on=waits_on,
        asked_at=at if waits_on else None,
        set_by=by.person.key,
        set_at=at,
    )
    _record("cases.task_added", row, by=by, at=at, title=title, requirement=requirement)
    return TaskSet(row.key)


@transaction.atomic
def finish_task(*, case: refs.CaseRef, task: str, by: Actor, at: Instant) -> None:
    """Say that a task is done. Whoever owns it may, and whoever writes in its section."""
    row = _hold(case, task)
    _require_hand(row, case=case, by=by, at=at)
    tasks.check_open(row.state)
    _end(row, state="done", by=by, at=at)
    _record("cases.task_done", row, by=by, at=at)


@transaction.atomic
def drop_task(*, case: refs.CaseRef, task: str, reason: str, by: Actor, at: Instant) -> None:
    """Say that a task is not relevant, and why; the words are sealed with the case."""
    row = _hold(case, task)
    _require_hand(row, case=case, by=by, at=at)
    tasks.check_open(row.state)
    tasks.check_reason(reason, missing=WHY_DROPPED)
    _end(row, state="not_relevant", by=by, at=at)
    digest = reasons.keep_reason(
        case=case, action="cases.task_not_relevant", about=row.key, text=reason, by=by, at=at
    )
    _record("cases.task_not_relevant", row, by=by, at=at, reason=digest)


@transaction.atomic
def move_deadline(
    *, case: refs.CaseRef, task: str, due_on: date, reason: str, by: Actor, at: Instant
) -> None:
    """Move a deadline to a date after today, and say why.

    The task no longer waits to be late: it has the new date from now on, and the old one stands
    in the ledger.
    """
    row = _hold(case, task)
    _require_hand(row, case=case, by=by, at=at)
    tasks.check_open(row.state)
    tasks.check_reason(reason, missing=WHY_MOVED)
    tasks.check_new_deadline(new=due_on, at=at)
    left = row.due_on or (row.due_at.date() if row.due_at else None)
    row.due_at, row.due_on = None, due_on
    row.due_sort = tasks.sort_key(due_at=None, due_on=due_on)
    row.version += 1
    row.save(update_fields=["due_at", "due_on", "due_sort", "version"])
    digest = reasons.keep_reason(
        case=case, action="cases.task_changed", about=row.key, text=reason, by=by, at=at
    )
    moved = {"from": left.isoformat() if left else "", "to": due_on.isoformat()}
    _record("cases.task_changed", row, by=by, at=at, reason=digest, **moved)


@transaction.atomic
def remind(*, case: refs.CaseRef, task: str, by: Actor, at: Instant) -> None:
    """Remind whoever the task waits for, with a neutral message where they have an account."""
    row = _hold(case, task)
    standing.require_right(case=case, by=by, section="overview", letter="W", at=at)
    tasks.check_open(row.state)
    if not row.waits_on:
        raise NobodyToRemind
    row.reminded_at = at
    row.version += 1
    row.save(update_fields=["reminded_at", "version"])
    _tell(row, by=by, at=at)
    _record("cases.reminded", row, by=by, at=at, waits_on=row.waits_on)


def _check(*, title: str, requirement: str, waits_on: str, owner_body: str) -> None:
    tasks.check_title(title, requirement=requirement)
    if waits_on:
        bodies.check_known(waits_on)
    if owner_body:
        bodies.check_assignable(owner_body)


def _is_open(case: refs.CaseRef, *, source: str, about: str, requirement: str) -> bool:
    found = models.Task.objects.filter(case_code=case.code, state="open")
    return (bool(about) and found.filter(source=source, about=about).exists()) or (
        bool(requirement) and found.filter(requirement=requirement).exists()
    )


def _hold(case: refs.CaseRef, task: str) -> models.Task:
    """Fetch a task for changing, by its case too: a key from another case finds nothing."""
    found = models.Task.objects.select_for_update().filter(key=task, case_code=case.code).first()
    if found is None:
        raise TaskNotFound
    return found


def _require_hand(row: models.Task, *, case: refs.CaseRef, by: Actor, at: Instant) -> None:
    rights = decide.rights(by, case, at)
    if rights.can(row.section, "W"):
        return
    owns = row.owner_person == by.person.key or row.owner_body in bodies.acting_for(rights.roles)
    if not (rights and owns):
        decision.require(policy.NOT_HERE)


def _end(row: models.Task, *, state: str, by: Actor, at: Instant) -> None:
    row.state, row.ended_by, row.ended_at = state, by.person.key, at
    row.version += 1
    row.save(update_fields=["state", "ended_by", "ended_at", "version"])


def _tell(row: models.Task, *, by: Actor, at: Instant) -> None:
    people = models.Responsibility.objects.filter(
        case_code=row.case_code, body=row.waits_on, until_at__isnull=True
    ).exclude(person="")
    to = [refs.PersonRef(person) for person in people.values_list("person", flat=True)]
    if to:
        notices.send_all(to=to, string_id="something_new", by=by.person, at=at)


def _record(action: str, row: models.Task, *, by: Actor, at: Instant, **details: str) -> None:
    ledger.append(
        action=action,
        actor=by.person,
        at=at,
        case=row.case_code,
        subject=row.key,
        details={name: value for name, value in details.items() if value},
    )
