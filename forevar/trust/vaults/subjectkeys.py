"""The wrapped keys of each child: fetched once per output, made on first use, destroyed for good.

Holds wrapped bytes only; unwrapping them is the business of `sealing`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import islice
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from forevar.kernel import errors
from forevar.kernel.clock import Instant
from forevar.trust.audit import ledger
from forevar.trust.vaults import scope
from forevar.trust.vaults.models import KeyTombstone, SubjectKey

WRAPPED_KEY = "wrapped_key"
"""The annotation that `with_keys` leaves on a row."""
_AT_ONCE = 500

Hand = dict[tuple[str, str], bytes | None]
Make = Callable[[str, str], bytes]
"""Makes a new wrapped key for (class, subject)."""
Row = TypeVar("Row", bound=models.Model)

_HAND: ContextVar[Hand | None] = ContextVar("keys_in_hand", default=None)


class KeysDestroyed(errors.DomainError):
    """The subject's keys were destroyed; nothing more may be sealed for it."""

    code: ClassVar[str] = "keys_destroyed"
    text = "Opplysningene i denne saken er slettet, og det kan ikke skrives nye."


def _hand() -> Hand | None:
    here = scope.current()
    return here.keys if here is not None else _HAND.get()


def find(key_class: str, *, subject: str) -> bytes | None:
    """Find the subject's wrapped key of a class; None when there is none, or it was destroyed."""
    hand = _hand()
    if hand is not None and (subject, key_class) in hand:
        return hand[subject, key_class]
    found = SubjectKey.objects.filter(subject=subject, key_class=key_class)
    wrapped = next((bytes(value) for value in found.values_list("wrapped", flat=True)), None)
    if hand is not None:
        hand[subject, key_class] = wrapped
    return wrapped


def find_or_make(key_class: str, *, subject: str, make: Make) -> bytes:
    """Find the subject's wrapped key, or make it; refuses where keys were destroyed before."""
    wrapped = find(key_class, subject=subject)
    if wrapped is not None:
        return wrapped
    if KeyTombstone.objects.filter(subject=subject).exists():
        raise KeysDestroyed
    row, _ = SubjectKey.objects.get_or_create(
        subject=subject,
        key_class=key_class,
        defaults={"wrapped": make(key_class, subject)},
    )
    wrapped = bytes(row.wrapped)
    hand = _hand()
    if hand is not None:
        hand[subject, key_class] = wrapped
    return wrapped


@contextmanager
def in_hand(*, subjects: Iterable[str], create: Sequence[str], make: Make) -> Iterator[None]:
    """Fetch the keys of many subjects at once, and make the missing ones of the classes named."""
    hand: Hand = {}
    waiting = iter(subjects)
    while batch := list(dict.fromkeys(islice(waiting, _AT_ONCE))):
        found = SubjectKey.objects.filter(subject__in=batch)
        for subject, name, wrapped in found.values_list("subject", "key_class", "wrapped"):
            hand[subject, name] = bytes(wrapped)
        missing = [(s, c) for s in batch for c in create if (s, c) not in hand]
        hand.update(_made_in_bulk(missing, make=make))
    here = scope.current()
    if here is not None:
        here.keys.update(hand)
    token = _HAND.set(hand)
    try:
        yield
    finally:
        _HAND.reset(token)


def _made_in_bulk(missing: Sequence[tuple[str, str]], *, make: Make) -> Hand:
    if not missing:
        return {}
    gone = KeyTombstone.objects.filter(subject__in={subject for subject, _ in missing})
    destroyed = set(gone.values_list("subject", flat=True))
    made = {(s, c): make(c, s) for s, c in missing if s not in destroyed}
    SubjectKey.objects.bulk_create(
        SubjectKey(subject=subject, key_class=name, wrapped=wrapped)
        for (subject, name), wrapped in made.items()
    )
    return dict(made)


def with_keys(rows: QuerySet[Row], *, subject: str, key_class: str) -> QuerySet[Row]:
    """Fetch each row together with its wrapped key: one query, however many children.

    `subject` names the column that holds what `sealing_subject()` gives.
    """
    keys = SubjectKey.objects.filter(subject=OuterRef(subject), key_class=key_class)
    found: QuerySet[Row] = rows.annotate(**{WRAPPED_KEY: Subquery(keys.values("wrapped")[:1])})
    return found


def rows_of_one(
    model: type[Row], *, column: str, subject: str, key_class: str, order: str
) -> list[Row]:
    """Fetch every row of one subject together with its wrapped key.

    For what every page asks: the statement is made once, which is most of what it would cost.
    """
    statement = _statement(model, column, key_class, order)
    return list(model._default_manager.raw(statement, [key_class, subject]))


def remembered(subject: str) -> dict[type[models.Model], Any]:
    """Give what this output has read of a subject, by table; outside an output nothing is kept."""
    here = scope.current()
    if here is None:
        return {}
    rows: dict[type[models.Model], Any] = here.memory.setdefault(f"rows of {subject}", {})
    return rows


@cache
def _statement(model: type[models.Model], column: str, key_class: str, order: str) -> str:
    rows = model._default_manager.filter(**{column: ""}).order_by(order)
    statement, _ = with_keys(rows, subject=column, key_class=key_class).query.sql_with_params()
    return statement


def wrap_anew(key_class: str, *, again: Callable[[str, bytes], bytes]) -> int:
    """Replace every wrapped key of a class, in short transactions; tells how many."""
    rows = SubjectKey.objects.filter(key_class=key_class).order_by("pk")
    done = latest = 0
    while batch := list(rows.filter(pk__gt=latest)[:_AT_ONCE]):
        for row in batch:
            row.wrapped = again(row.subject, bytes(row.wrapped))
        with transaction.atomic():
            SubjectKey.objects.bulk_update(batch, ["wrapped"])
        done, latest = done + len(batch), batch[-1].pk
    return done


def destroy_keys(subject: str, *, by: str, at: Instant, case: str = "") -> int:
    """Make everything sealed for a subject unreadable for ever, and say so in the ledger.

    The keys are kept nowhere else. The tombstone in the ledger lets a restored backup be cleansed.
    """
    with transaction.atomic():
        rows = SubjectKey.objects.filter(subject=subject)
        classes = sorted(rows.values_list("key_class", flat=True))
        rows.delete()
        KeyTombstone.objects.get_or_create(subject=subject, defaults={"destroyed_at": at})
        hand = _hand()
        if hand is not None:
            for held in [key for key in hand if key[0] == subject]:
                hand[held] = None
        remembered(subject).clear()
        ledger.append(
            action="vaults.keys_destroyed",
            actor=by,
            at=at,
            case=case,
            subject=subject,
            details={"classes": list(classes)},
        )
    return len(classes)
