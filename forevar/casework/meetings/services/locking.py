"""Locking minutes: what was decided becomes tasks, and what is put right later is added."""

from django.db import transaction

from forevar.casework.assessments import services as assessments
from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.meetings import rules
from forevar.casework.meetings.models import Addition, AgendaItem, Meeting
from forevar.casework.meetings.services import holding
from forevar.casework.meetings.services.writing import SomebodyWroteMeanwhile
from forevar.kernel import refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access.actors import Actor


@transaction.atomic
def lock_minutes(*, case: refs.CaseRef, number: int, version: int, by: Actor, at: Instant) -> None:
    """Lock the minutes as they stand; follow-ups become tasks, and the task of holding it ends.

    Refuses while an item has no words or nobody present, while nobody has said whether the police
    were discussed, and when the minutes are not the ones the person read.
    """
    row = holding.hold_row(case, number=number, by=by, at=at)
    row.state = rules.next_state(row.state, "lock")
    if row.version != version:
        raise SomebodyWroteMeanwhile
    items = list(row.items.order_by("number"))
    _check_complete(row, items=items, at=at)
    row.locked_by, row.locked_by_name, row.locked_at = by.person.key, by.name, at
    row.save()
    _note_police(row, by=by, at=at)
    for item in items:
        if item.follow_up_by and not item.left_out:
            _set_follow_up(row, item, by=by, at=at)
    _finish_task(row, by=by, at=at)
    discussed = row.police_discussed == "yes"
    holding.record("meetings.locked", row, by=by, at=at, police_discussed=discussed)


@transaction.atomic
def add_to_minutes(
    *, case: refs.CaseRef, number: int, text: str, item: int | None = None, by: Actor, at: Instant
) -> int:
    """Add to locked minutes, to one item or to the whole; what stands there stays as it is.

    Refuses minutes that are still being written, an item the meeting did not have, no words, and
    shielded words. A guest reads what is added to an item the guest attended.
    """
    row = holding.hold_row(case, number=number, by=by, at=at)
    if row.state != rules.LOCKED:
        raise rules.MinutesAreLocked
    if item is not None and not row.items.filter(number=item).exists():
        raise rules.MeetingNotFound
    if not text.strip():
        told = rules.gettext_noop("Skriv det du vil føye til.")
        raise rules.MeetingIncomplete(fields={"text": told})
    holding.refuse_shielded({"text": text}, case=case)
    there = max(row.additions.values_list("number", flat=True), default=0) + 1
    Addition.objects.create(
        case=row.case,
        meeting=row,
        item=item,
        number=there,
        text=text.strip(),
        by=by.person.key,
        by_name=by.name,
        at=at,
    )
    holding.record("meetings.supplemented", row, by=by, at=at, item=item or 0)
    return there


def _check_complete(row: Meeting, *, items: list[AgendaItem], at: Instant) -> None:
    written = rules.MeetingWritten(
        items=tuple(
            rules.ItemWritten(
                number=item.number,
                present=tuple(item.present),
                left_out=item.left_out,
                follow_up_by=item.follow_up_by,
                follow_up_on=item.follow_up_on,
            )
            for item in items
        ),
        held_on=row.held_on,
        police_discussed=row.police_discussed,
        police_parties=tuple(row.police_parties),
        police_outcome=row.police_outcome,
    )
    filled = {item.number: item.minutes.is_set for item in items}
    missing = rules.lacks(written, filled=filled, today=local_date(at))
    if missing:
        raise rules.MeetingIncomplete(fields=missing)


def _note_police(row: Meeting, *, by: Actor, at: Instant) -> None:
    """Let the case know that the police were discussed; a «no» stands in the minutes alone."""
    if row.police_discussed != "yes" or row.held_on is None:
        return
    assessments.note_police_discussion(
        case=refs.CaseRef(row.case),
        on=row.held_on,
        parties=tuple(row.police_parties),
        outcome=row.police_outcome,
        involved="unknown",
        text="",
        by=by,
        at=at,
    )


def _set_follow_up(row: Meeting, item: AgendaItem, *, by: Actor, at: Instant) -> None:
    has_account = item.follow_up_by in rules.WITH_AN_ACCOUNT
    item.task = cases.set_task(
        case=refs.CaseRef(row.case),
        source="meetings",
        title="follow_up_meeting",
        about=f"{row.number}.{item.number}",
        owner_body=item.follow_up_by if has_account else "",
        owner_person=None if has_account else by.person,
        waits_on="" if has_account else item.follow_up_by,
        due_on=item.follow_up_on,
        under=holding.SECTION,
        by=by,
        at=at,
    ).key
    item.save(update_fields=["task"])


def _finish_task(row: Meeting, *, by: Actor, at: Instant) -> None:
    """End the task of holding such a meeting; a cooperation meeting ends its own and no other."""
    case = refs.CaseRef(row.case)
    for task in cases_now.list_open_tasks(case):
        own = task.source == "meetings" and task.about == str(row.number)
        if task.title == rules.TASK_OF[row.kind] and (own or row.kind == rules.CLARIFICATION):
            cases.finish_task(case=case, task=task.key, by=by, at=at)
