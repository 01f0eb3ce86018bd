"""Planning a meeting: its agenda, who is asked to it, and that it was held."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.meetings import rules
from forevar.casework.meetings import selectors as meetings
from forevar.casework.meetings.models import AgendaItem, Attendance, Meeting
from forevar.casework.meetings.projections import MeetingPlanned
from forevar.casework.meetings.services import holding
from forevar.guideline import loader
from forevar.kernel import decision, refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access import decide, policy
from forevar.trust.access.actors import Actor


@transaction.atomic
def plan_meeting(
    *,
    case: refs.CaseRef,
    kind: str,
    planned_for: Instant,
    agenda: Sequence[rules.ItemToBe],
    by: Actor,
    at: Instant,
) -> MeetingPlanned:
    """Plan a meeting with its agenda; whoever plans it is on the list, and a task stands for it.

    Refuses a meeting without an item, and a heading with shielded words in it. Where it is held
    is not asked for: a meeting place counts as whereabouts.
    """
    holding.require_writer(case, by=by, at=at)
    rules.check_plan(kind=kind, agenda=agenda, known=_known_sources())
    holding.refuse_shielded({"own": "\n".join(item.heading for item in agenda)}, case=case)
    earlier = Meeting.objects.select_for_update().filter(case=case.code)
    row = Meeting.objects.create(
        case=case.code,
        number=max(earlier.values_list("number", flat=True), default=0) + 1,
        kind=kind,
        planned_for=planned_for,
        planned_by=by.person.key,
        written_by=by.person.key,
        written_by_name=by.name,
        written_at=at,
    )
    for number, item in enumerate(agenda, start=1):
        _create_item(row, item, number=number)
    _put_on_list(row, person=by.person.key, role=_own_role(case, by=by, at=at))
    _set_task(row, by=by, at=at)
    holding.record("meetings.planned", row, by=by, at=at, kind=kind, items=len(agenda))
    return MeetingPlanned(row.number, row.version)


@transaction.atomic
def add_item(
    *, case: refs.CaseRef, number: int, item: rules.ItemToBe, by: Actor, at: Instant
) -> int:
    """Put one more item on the agenda, and give its number. Those who read all are with on it."""
    row = holding.hold_row(case, number=number, by=by, at=at)
    rules.check_not_locked(row.state)
    rules.check_plan(kind=row.kind, agenda=[item], known=_known_sources())
    holding.refuse_shielded({"own": item.heading}, case=case)
    there = max(row.items.values_list("number", flat=True), default=0) + 1
    _create_item(row, item, number=there, present=_read_all(row))
    holding.sign(row, by=by, at=at)
    holding.record("meetings.changed", row, by=by, at=at, item=there)
    return there


@transaction.atomic
def add_person(
    *, case: refs.CaseRef, number: int, person: refs.PersonRef, by: Actor, at: Instant
) -> int:
    """Put somebody on the case on the list. A guest is with on nothing until somebody says what.

    Refuses a person the case's access does not reach, and one who is on the list already.
    """
    row = holding.hold_row(case, number=number, by=by, at=at)
    rules.check_not_locked(row.state)
    candidates = {one.person: one.role for one in meetings.list_candidates(case, at=at)}
    if person.key not in candidates:
        decision.require(policy.NOT_HERE)
    if row.attendances.filter(person=person.key).exists():
        raise rules.AlreadyThere(fields={"person": rules.AlreadyThere.text})
    there = _put_on_list(row, person=person.key, role=candidates[person.key])
    holding.sign(row, by=by, at=at)
    holding.record("meetings.changed", row, by=by, at=at, attendee=there)
    return there


@transaction.atomic
def add_guest(
    *, case: refs.CaseRef, number: int, body: str, name: str = "", by: Actor, at: Instant
) -> int:
    """Put a guest without an account on the list, with on nothing until somebody says what.

    Refuses the name of somebody from where the child is: that would tell the place.
    """
    row = holding.hold_row(case, number=number, by=by, at=at)
    rules.check_not_locked(row.state)
    rules.check_guest(body=body, name=name)
    holding.refuse_shielded({"guest_name": name}, case=case)
    there = _next_attendee(row)
    Attendance.objects.create(
        case=row.case, meeting=row, number=there, body=body, guest_name=name.strip()
    )
    holding.sign(row, by=by, at=at)
    holding.record("meetings.changed", row, by=by, at=at, attendee=there, body=body)
    return there


@transaction.atomic
def hold_meeting(*, case: refs.CaseRef, number: int, held_on: date, by: Actor, at: Instant) -> None:
    """Note that a meeting was held, so that its minutes can be written. Refuses a day ahead."""
    row = holding.hold_row(case, number=number, by=by, at=at)
    row.state = rules.next_state(row.state, "hold")
    if held_on > local_date(at):
        told = rules.gettext_noop("Datoen kan ikke være fram i tid.")
        raise rules.MeetingIncomplete(fields={"held_on": told})
    row.held_on = held_on
    holding.sign(row, by=by, at=at)
    holding.record("meetings.held", row, by=by, at=at)


def _known_sources() -> frozenset[str]:
    guide = loader.load_guide()
    return frozenset(guide.facts) | frozenset(guide.rules)


def _create_item(
    row: Meeting, item: rules.ItemToBe, *, number: int, present: Sequence[int] = ()
) -> None:
    AgendaItem.objects.create(
        case=row.case,
        meeting=row,
        number=number,
        source=item.source,
        source_id="" if item.source == "own" else item.source_id,
        heading=item.heading.strip() if item.source == "own" else "",
        present=list(present),
    )


def _put_on_list(row: Meeting, *, person: str, role: str) -> int:
    """Put a person on the list; who reads all is with on every item, a guest on none yet."""
    there = _next_attendee(row)
    Attendance.objects.create(
        case=row.case, meeting=row, number=there, person=person, role=role, guest_name=""
    )
    if rules.reads_all(role):
        for item in row.items.all():
            item.present = sorted({*item.present, there})
            item.save(update_fields=["present"])
    return there


def _next_attendee(row: Meeting) -> int:
    return max(row.attendances.values_list("number", flat=True), default=0) + 1


def _read_all(row: Meeting) -> list[int]:
    coming = row.attendances.order_by("number").values_list("number", "role")
    return [number for number, role in coming if rules.reads_all(role)]


def _own_role(case: refs.CaseRef, *, by: Actor, at: Instant) -> str:
    return next(
        way.role for way in decide.rights(by, case, at).openings if rules.reads_all(way.role)
    )


def _set_task(row: Meeting, *, by: Actor, at: Instant) -> None:
    """Let Mitt arbeid show the meeting, unless somebody has been asked to hold it already."""
    case, title = refs.CaseRef(row.case), rules.TASK_OF[row.kind]
    standing = [task for task in cases_now.list_open_tasks(case) if task.title == title]
    if row.kind == rules.CLARIFICATION and standing:
        return
    cases.set_task(
        case=case,
        source="meetings",
        title=title,
        about=str(row.number),
        owner_person=by.person,
        due_on=local_date(row.planned_for),
        under=holding.SECTION,
        by=by,
        at=at,
    )
