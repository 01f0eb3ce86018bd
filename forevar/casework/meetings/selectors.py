"""Reads of meetings. Who asks decides what comes back: all of it, or the items they attended."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from forevar.casework.assessments import selectors as assessments
from forevar.casework.meetings import rules
from forevar.casework.meetings.models import Addition, AgendaItem, Attendance, Meeting
from forevar.casework.meetings.projections import (
    Added,
    AttendedItem,
    Attendee,
    Candidate,
    ItemNow,
    MeetingAttended,
    MeetingLine,
    MeetingNow,
    Proposal,
)
from forevar.guideline import catalogue, loader, truth
from forevar.kernel import decision
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import decide, policy
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import selectors as accounts

SECTION = "meetings"


def list_meetings(case: CaseRef, *, reader: Actor, at: Instant) -> tuple[MeetingLine, ...]:
    """List the meetings, the latest first; for a guest only those with an item of theirs.

    Refuses whoever has nothing to do with the case's meetings.
    """
    reads_all = _reads_all(case, reader=reader, at=at)
    meetings = Meeting.objects.filter(case=case.code).order_by("-planned_for", "-number")
    items = _items_by_meeting(case)
    own = _own_numbers(case, reader=reader)
    lines = []
    for row in meetings:
        seen = _treated(items[row.key]) if reads_all else _seen(own.get(row.key), items[row.key])
        if reads_all or seen:
            lines.append(_line(row, items=len(seen)))
    return tuple(lines)


def get_meeting(
    case: CaseRef, *, number: int, reader: Actor, at: Instant
) -> MeetingNow | MeetingAttended:
    """Give a meeting: in full to those who answer for the case, else the items they attended.

    A guest who attended nothing gets what anybody gets for a meeting that never was.
    """
    reads_all = _reads_all(case, reader=reader, at=at)
    row = Meeting.objects.filter(case=case.code, number=number).first()
    if row is None:
        raise rules.MeetingNotFound
    items = list(row.items.order_by("number"))
    added = list(row.additions.order_by("number"))
    if reads_all:
        return _in_full(row, items=items, added=added)
    own = row.attendances.filter(person=reader.person.key).values_list("number", flat=True).first()
    seen = _seen(own, items)
    if not seen:
        raise rules.MeetingNotFound
    return _attended(row, items=[i for i in items if i.number in seen], added=added)


def _reads_all(case: CaseRef, *, reader: Actor, at: Instant) -> bool:
    rights = decide.rights(reader, case, at)
    decision.require(rights.can(SECTION, "s"))
    return bool(rights.can(SECTION, "S"))


def _items_by_meeting(case: CaseRef) -> dict[str, list[AgendaItem]]:
    found: dict[str, list[AgendaItem]] = {
        key: [] for key in Meeting.objects.filter(case=case.code).values_list("key", flat=True)
    }
    for item in AgendaItem.objects.filter(case=case.code).order_by("number"):
        found[item.meeting_id].append(item)
    return found


def _own_numbers(case: CaseRef, *, reader: Actor) -> dict[str, int]:
    own = Attendance.objects.filter(case=case.code, person=reader.person.key)
    return dict(own.values_list("meeting", "number"))


def _treated(items: Iterable[AgendaItem]) -> frozenset[int]:
    return frozenset(item.number for item in items if not item.left_out)


def _seen(attendee: int | None, items: Iterable[AgendaItem]) -> frozenset[int]:
    if attendee is None:
        return frozenset()
    return rules.seen_by(attendee, items=((i.number, i.present, i.left_out) for i in items))


def _line(row: Meeting, *, items: int) -> MeetingLine:
    return MeetingLine(
        number=row.number,
        kind=row.kind,
        state=row.state,
        planned_for=row.planned_for,
        held_on=row.held_on,
        items=items,
    )


def _in_full(row: Meeting, *, items: list[AgendaItem], added: list[Addition]) -> MeetingNow:
    return MeetingNow(
        number=row.number,
        version=row.version,
        kind=row.kind,
        state=row.state,
        planned_for=row.planned_for,
        held_on=row.held_on,
        police_discussed=row.police_discussed,
        police_parties=tuple(row.police_parties),
        police_outcome=row.police_outcome,
        items=tuple(_item(item, added=added) for item in items),
        attendees=_attendees(row),
        added=_added_to(None, added),
        written_by=row.written_by_name,
        written_at=row.written_at,
        locked_by=row.locked_by_name,
        locked_at=row.locked_at,
    )


def _item(item: AgendaItem, *, added: list[Addition]) -> ItemNow:
    return ItemNow(
        number=item.number,
        source=item.source,
        source_id=item.source_id,
        heading=item.heading,
        minutes=item.minutes,
        decided=item.decided,
        present=tuple(item.present),
        left_out=item.left_out,
        follow_up_by=item.follow_up_by,
        follow_up_on=item.follow_up_on,
        added=_added_to(item.number, added),
    )


def _added_to(item: int | None, added: Iterable[Addition]) -> tuple[Added, ...]:
    return tuple(
        Added(number=each.number, text=each.text, by=each.by_name, at=each.at)
        for each in added
        if each.item == item
    )


def _attendees(row: Meeting) -> tuple[Attendee, ...]:
    rows = list(row.attendances.order_by("number"))
    names = accounts.names(PersonRef(one.person) for one in rows if one.person)
    return tuple(
        Attendee(
            number=one.number,
            role=one.role,
            body=one.body,
            name=_name_shown(names.get(one.person, ""), role=one.role),
            guest_name=one.guest_name,
            is_guest=not rules.reads_all(one.role),
        )
        for one in rows
    )


def _name_shown(name: str, *, role: str) -> str:
    return rules.initials(name) if role in rules.PLACE_ROLES else name


def _attended(row: Meeting, *, items: list[AgendaItem], added: list[Addition]) -> MeetingAttended:
    is_locked = row.state == rules.LOCKED
    return MeetingAttended(
        number=row.number,
        kind=row.kind,
        state=row.state,
        planned_for=row.planned_for,
        held_on=row.held_on,
        items=tuple(
            AttendedItem(
                number=item.number,
                source=item.source,
                source_id=item.source_id,
                heading=item.heading,
                minutes=item.minutes if is_locked else None,
                decided=item.decided if is_locked else None,
                added=_added_to(item.number, added),
            )
            for item in items
        ),
    )


def list_candidates(case: CaseRef, *, at: Instant) -> tuple[Candidate, ...]:
    """List who on the case can be asked to a meeting, each person once, by name."""
    may_read = policy.roles_with(SECTION, "s", basis="assigned")
    found: dict[str, Candidate] = {}
    for seer in decide.who_can_see(case, at):
        if seer.role in may_read and seer.basis != "emergency":
            shown = _name_shown(seer.name, role=seer.role)
            found.setdefault(seer.person.key, Candidate(seer.person.key, seer.role, shown))
    return tuple(found.values())


ADDRESS: Final = ("hidden_address_decision", "registry_grading")
"""Asked where the enquiry is, so they stand in no theme; much waits for them."""


def list_proposals(
    case: CaseRef, *, at: Instant, lang: catalogue.Language = "nb"
) -> tuple[Proposal, ...]:
    """Propose an agenda from what is missing, in the order a meeting would take it.

    First what somebody has left open, then what most points of the guides wait for, and last the
    requirements that wait for a person's judgement.
    """
    told = assessments.evaluate_case(case, at=at)
    waits = Counter(fact for answer in told.evaluation.answers for fact in answer.missing)
    gaps = [
        Proposal("fact", gap.fact_id, gap.question, gap.theme, gap.state, waits[gap.fact_id])
        for gap in assessments.list_unknown(case, at=at, lang=lang)
    ]
    gaps += [
        Proposal("fact", fact, _question(fact, lang=lang), "address", "unanswered", waits[fact])
        for fact in ADDRESS
        if isinstance(told.facts.get(fact, truth.Unknown("not_asked")), truth.Unknown)
    ]
    judged = [
        Proposal("rule", answer.rule.id, answer.rule.title(lang), "", "unanswered", 0)
        for answer in told.evaluation.answers
        if answer.unknown and answer.judgement is not None and not answer.missing
    ]
    return (*sorted(gaps, key=lambda gap: (gap.state == "unanswered", -gap.waits)), *judged)


def _question(fact_id: str, *, lang: catalogue.Language) -> str:
    fact = loader.load_guide().facts[fact_id]
    return fact.question.question.in_language(lang) if fact.question else fact.label(lang)
