"""Verbs of the outbox: tell, read, take, decline, and go on to the next when nobody answers.

Sending means that the notice stands in the list people see when signed in. No mail and no text
message leaves yet; `catalogue.py` holds what such a message would say.
"""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from forevar.kernel.clock import Instant
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import PersonRef, new_key
from forevar.trust.audit import ledger
from forevar.trust.notices import catalogue
from forevar.trust.notices.models import Notice

SYSTEM: Final = "system"
_GOES_ON: Final = tuple(code for code in catalogue.URGENT if code != "urgent_again")


class WordsAreNotFixed(DomainError):
    """Somebody tried to send something that is not in the catalogue."""

    code = "words_not_fixed"
    text = catalogue.gettext_noop("Varselet finnes ikke.")


class NobodyToTell(DomainError):
    """A notice needs somebody to go to."""

    code = "nobody_to_tell"
    text = catalogue.gettext_noop("Det er ingen å varsle.")


class NoticeIsNotYours(DomainError):
    """The notice does not exist for this person, or waits in a chain and is not sent."""

    code = "notice_not_yours"
    text = catalogue.gettext_noop("Vi fant ikke varselet.")


class AlreadyAnswered(DomainError):
    """A notice is taken or declined once."""

    code = "already_answered"
    text = catalogue.gettext_noop("Du har allerede svart på varselet.")


@transaction.atomic
def send(*, to: PersonRef, string_id: str, at: Instant, by: PersonRef | None = None) -> str:
    """Tell one person with words of the catalogue, and give the notice's key."""
    return send_all(to=(to,), string_id=string_id, at=at, by=by)[0]


@transaction.atomic
def send_all(
    *, to: Sequence[PersonRef], string_id: str, at: Instant, by: PersonRef | None = None
) -> list[str]:
    """Tell several people at once, each on their own; give the keys in the same order."""
    rows = [_row(person, string_id, chain=new_key(), place=0, at=at) for person in _once(to)]
    for row in rows:
        row.sent_at = at
    Notice.objects.bulk_create(rows)
    _enter("notices.sent", "", by=by, at=at, to=[row.recipient_id for row in rows])
    return [row.key for row in rows]


@transaction.atomic
def send_in_turn(
    *, to: Sequence[PersonRef], string_id: str, at: Instant, by: PersonRef | None = None
) -> str:
    """Tell the first of a chain now and keep the others ready; give the chain's key."""
    chain = new_key()
    rows = [
        _row(person, string_id, chain=chain, place=n, at=at) for n, person in enumerate(_once(to))
    ]
    rows[0].sent_at = at
    Notice.objects.bulk_create(rows)
    _enter("notices.sent", chain, by=by, at=at, to=[row.recipient_id for row in rows])
    return chain


@transaction.atomic
def mark_read(*, notice: str, by: PersonRef, at: Instant) -> None:
    """Note that the person has seen the notice; a second look changes nothing."""
    row = _own(notice, by)
    if row.read_at is not None:
        return
    row.read_at = at
    row.save(update_fields=["read_at"])
    _enter("notices.read", row.key, by=by, at=at)


@transaction.atomic
def take(*, notice: str, by: PersonRef, at: Instant) -> None:
    """Answer «Jeg tar den»: the chain stops here. Refuses a second answer."""
    row = _answer(notice, "taken", by=by, at=at)
    _enter("notices.acknowledged", row.key, by=by, at=at)


@transaction.atomic
def decline(*, notice: str, by: PersonRef, at: Instant) -> None:
    """Answer «Jeg kan ikke»: the next in the chain is told at once. Refuses a second answer."""
    row = _answer(notice, "declined", by=by, at=at)
    following = _pass_on(row, at)
    _enter("notices.declined", row.key, by=by, at=at, next=following)


@transaction.atomic
def escalate(*, at: Instant) -> int:
    """Tell the next in every chain whose urgent notice is unread after five minutes.

    Whoever was last in the chain is told once more instead. Gives how many were told.
    """
    late = Notice.objects.filter(
        read_at__isnull=True, sent_at__lte=at - catalogue.ANSWER_WITHIN, string__in=_GOES_ON
    )
    told = 0
    for row in late.select_for_update().order_by("sent_at", "key"):
        if _has_gone_on(row):
            continue
        following = _pass_on(row, at) or _repeat(row, at)
        _enter("notices.passed_on", row.key, by=None, at=at, next=following)
        told += 1
    return told


def _once(people: Sequence[PersonRef]) -> list[PersonRef]:
    found = list(dict.fromkeys(people))
    if not found:
        raise NobodyToTell
    return found


def _row(person: PersonRef, string_id: str, *, chain: str, place: int, at: Instant) -> Notice:
    if string_id not in catalogue.NOTICES:
        raise WordsAreNotFixed
    return Notice(
        recipient_id=person.key, string=string_id, chain=chain, place_in_chain=place, queued_at=at
    )


def _own(notice: str, by: PersonRef) -> Notice:
    found = Notice.objects.select_for_update().filter(
        key=notice, recipient=by.key, sent_at__isnull=False
    )
    row = found.first()
    if row is None:
        raise NoticeIsNotYours
    return row


def _answer(notice: str, answer: str, *, by: PersonRef, at: Instant) -> Notice:
    row = _own(notice, by)
    if row.answer:
        raise AlreadyAnswered
    row.read_at = row.read_at or at
    row.answer, row.answered_at = answer, at
    row.save(update_fields=["read_at", "answer", "answered_at"])
    return row


def _has_gone_on(row: Notice) -> bool:
    later = Notice.objects.filter(
        chain=row.chain, place_in_chain__gt=row.place_in_chain, sent_at__isnull=False
    )
    return later.exists() or Notice.objects.filter(chain=row.chain, answer="taken").exists()


def _pass_on(row: Notice, at: Instant) -> str:
    """Send to the next in the chain who waits; an empty text when there is nobody left."""
    waiting = Notice.objects.filter(chain=row.chain, sent_at__isnull=True)
    following = waiting.order_by("place_in_chain").first()
    if following is None or _has_gone_on(row):
        return ""
    following.sent_at = at
    following.save(update_fields=["sent_at"])
    return following.key


def _repeat(row: Notice, at: Instant) -> str:
    again = _row(
        PersonRef(row.recipient_id),
        "urgent_again",
        chain=row.chain,
        place=row.place_in_chain + 1,
        at=at,
    )
    again.sent_at = at
    again.save(force_insert=True)
    return again.key


def _enter(
    action: str, subject: str, *, by: PersonRef | None, at: Instant, **details: str | list[str]
) -> None:
    actor = SYSTEM if by is None else by.key
    ledger.append(action=action, actor=actor, at=at, subject=subject, details=details)
