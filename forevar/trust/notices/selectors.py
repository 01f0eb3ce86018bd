"""Reads of the outbox: one's own list, and how a chain stands."""

from dataclasses import dataclass

from django.db.models import QuerySet

from forevar.kernel.clock import Instant
from forevar.kernel.refs import PersonRef
from forevar.trust.notices import catalogue
from forevar.trust.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as its recipient sees it, signed in."""

    key: str
    recipient: PersonRef
    string_id: str
    text: str
    is_urgent: bool
    state: str
    sent_at: Instant | None
    read_at: Instant | None
    answered_at: Instant | None


def list_for(person: PersonRef, *, at: Instant, limit: int = 50) -> tuple[NoticeLine, ...]:
    """List what somebody has been told, newest first; what waits in a chain is not there."""
    rows = _sent().filter(recipient=person.key).order_by("-sent_at", "-queued_at", "key")
    return tuple(_line(row, at) for row in rows[:limit])


def count_unread(person: PersonRef) -> int:
    """Count what somebody has not read."""
    return _sent().filter(recipient=person.key, read_at__isnull=True).count()


def list_chain(chain: str, *, at: Instant) -> tuple[NoticeLine, ...]:
    """List a chain in its order, for whoever started it."""
    rows = Notice.objects.filter(chain=chain).order_by("place_in_chain")
    return tuple(_line(row, at) for row in rows)


def _sent() -> QuerySet[Notice]:
    return Notice.objects.filter(sent_at__isnull=False)


def _line(row: Notice, at: Instant) -> NoticeLine:
    wording = catalogue.NOTICES[row.string]
    return NoticeLine(
        key=row.key,
        recipient=PersonRef(row.recipient_id),
        string_id=row.string,
        text=catalogue.STRINGS[wording.inside],
        is_urgent=wording.is_urgent,
        state=_state(row, at, is_urgent=wording.is_urgent),
        sent_at=row.sent_at,
        read_at=row.read_at,
        answered_at=row.answered_at,
    )


def _state(row: Notice, at: Instant, *, is_urgent: bool) -> str:
    """Tell the state; `unread_5_min` is seen from the clock and never stored."""
    if row.answer:
        return row.answer
    if row.read_at is not None:
        return "read"
    if row.sent_at is None:
        return "queued"
    late = is_urgent and row.sent_at <= at - catalogue.ANSWER_WITHIN
    return "unread_5_min" if late else "sent"
