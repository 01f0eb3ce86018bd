"""Writing what was said, item by item: nothing has to be finished, and nothing is written over."""

from django.db import transaction

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.meetings import rules
from forevar.casework.meetings.models import AgendaItem, Meeting
from forevar.casework.meetings.services import holding
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access.actors import Actor

MOVED = rules.gettext_noop("Møtet er flyttet til en annen dag.")


class SomebodyWroteMeanwhile(errors.DomainError):
    """Somebody saved after the page was opened. Nothing was saved over it."""

    code = "meetings.written_meanwhile"
    text = rules.gettext_noop("Noen andre har skrevet i møtet. Se over og lagre på nytt.")


@transaction.atomic
def write_meeting(
    *,
    case: refs.CaseRef,
    number: int,
    version: int,
    written: rules.MeetingWritten,
    by: Actor,
    at: Instant,
) -> int:
    """Save the meeting as written so far, and give its next version.

    Refuses shielded words, a locked meeting, and whoever has not read what was saved last. An item
    that is not named is left as it stands.
    """
    row = holding.hold_row(case, number=number, by=by, at=at)
    rules.check_not_locked(row.state)
    if row.version != version:
        raise SomebodyWroteMeanwhile
    holding.refuse_shielded(_texts(written), case=case)
    moved = _fill_meeting(row, written)
    attendees = frozenset(row.attendances.values_list("number", flat=True))
    items = {item.number: item for item in row.items.all()}
    for told in written.items:
        if told.number in items:
            _fill_item(items[told.number], told, attendees=attendees)
    holding.sign(row, by=by, at=at)
    if moved:
        _move_task(row, by=by, at=at)
    holding.record("meetings.changed", row, by=by, at=at)
    return row.version


def _texts(written: rules.MeetingWritten) -> dict[str, str]:
    texts = {}
    for item in written.items:
        texts[f"minutes-{item.number}"] = item.minutes
        texts[f"decided-{item.number}"] = item.decided
    return {name: text for name, text in texts.items() if text.strip()}


def _fill_meeting(row: Meeting, written: rules.MeetingWritten) -> bool:
    """Take what fits how far the meeting has come; tell whether it was moved to another day.

    A meeting that is only planned has no answer about the police; one that was held is not moved.
    """
    if row.state == rules.PLANNED:
        day = local_date(row.planned_for)
        row.planned_for = written.planned_for or row.planned_for
        return local_date(row.planned_for) != day
    row.held_on = written.held_on
    said = written.police_discussed if written.police_discussed in rules.YES_NO else ""
    row.police_discussed = said
    row.police_parties = list(written.police_parties) if said == "yes" else []
    row.police_outcome = written.police_outcome if said == "yes" else ""
    return False


def _move_task(row: Meeting, *, by: Actor, at: Instant) -> None:
    """Let the task of holding the meeting follow it to a day ahead."""
    case, day = refs.CaseRef(row.case), local_date(row.planned_for)
    task = cases_now.find_task(case, source="meetings", about=str(row.number))
    if task is not None and day > local_date(at):
        cases.move_deadline(case=case, task=task.key, due_on=day, reason=MOVED, by=by, at=at)


def _fill_item(item: AgendaItem, told: rules.ItemWritten, *, attendees: frozenset[int]) -> None:
    item.present = sorted(attendees & {*told.present})
    item.left_out = told.left_out
    item.minutes, item.decided = told.minutes.strip(), told.decided.strip()
    item.follow_up_by = told.follow_up_by if told.follow_up_by in rules.BODIES else ""
    item.follow_up_on = told.follow_up_on
    item.save()
