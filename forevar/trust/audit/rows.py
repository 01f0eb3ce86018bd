"""The ledger's rows: whose turn it is to write, where the log ends, and the stored bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.db import connection
from django.db.models import Exists, Subquery

from forevar.kernel import errors
from forevar.trust.audit import leaf, models

# One number for this lock in the whole database: the letters «før» as bytes.
_LOCK = 0x66C3B872
_PAGE = 4096
_NOTES = 64


class OutsideTransaction(errors.DomainError):
    """An entry must live or die with what it records, so there has to be a transaction."""

    code = "ledger_outside_transaction"


class LedgerIsBroken(errors.DomainError):
    """The ledger does not hang together, so nothing may be added to it or signed."""

    code = "ledger_broken"
    text = "Loggen er skadet. Ring den som drifter Førevar."

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index

    def __str__(self) -> str:
        return f"{self.code}: entry {self.index}"


def take_turn() -> None:
    """Wait until nobody else can append; the turn ends with the transaction.

    Refuses outside a transaction. SQLite has given the turn already: its transactions begin
    IMMEDIATE (D4).
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def find_end() -> models.LedgerEnd:
    """Give where the log ends; an empty log ends at its beginning."""
    return models.LedgerEnd.objects.first() or models.LedgerEnd(size=0, latest=leaf.NO_LEAF)


@dataclass(frozen=True, slots=True)
class Extent:
    """What the end of the log says, and how far the rows really reach, at one moment."""

    size: int
    latest: bytes
    checkpoints: int
    rows_until: int
    checkpoints_until: int
    rows_before: bool
    is_readable: bool

    @property
    def fits(self) -> bool:
        """Tell whether there are as many rows as the log says, none before and none after."""
        reaches = (self.rows_until, self.checkpoints_until)
        fits = reaches == (self.size, self.checkpoints) and not self.rows_before
        return fits and self.is_readable


def measure() -> Extent:
    """Take the measure of the log in one statement, so that nobody appends in between."""
    row = (
        models.LedgerEnd.objects.annotate(
            top=Subquery(models.LedgerEntry.objects.order_by("-index").values("index")[:1]),
            top_note=Subquery(models.Checkpoint.objects.order_by("-number").values("number")[:1]),
            before=Exists(models.LedgerEntry.objects.filter(index__lt=0)),
        )
        .values_list("size", "latest", "checkpoints", "top", "top_note", "before")
        .first()
    )
    if row is None:  # an empty log, or one whose end was taken away
        row = (0, leaf.NO_LEAF, 0, *_tops(), False)
    size, latest, checkpoints, top, top_note, before = row
    is_readable = isinstance(size, int) and isinstance(latest, bytes | memoryview)
    return Extent(
        size=size if is_readable else 0,
        latest=bytes(latest) if is_readable else leaf.NO_LEAF,
        checkpoints=checkpoints,
        rows_until=0 if top is None else top + 1,
        checkpoints_until=top_note or 0,
        rows_before=before,
        is_readable=is_readable,
    )


def _tops() -> tuple[int | None, int | None]:
    entries = models.LedgerEntry.objects.order_by("-index").values_list("index", flat=True)
    checkpoints = models.Checkpoint.objects.order_by("-number").values_list("number", flat=True)
    return entries.first(), checkpoints.first()


def add(raw: bytes, *, index: int, digest: bytes) -> None:
    """Store a leaf, and move the end on past it."""
    models.LedgerEntry.objects.bulk_create([models.LedgerEntry(index=index, leaf=raw)])
    if not index:
        models.LedgerEnd.objects.create(size=1, latest=digest)
        return
    end = models.LedgerEnd.objects.filter(size=index)
    if not end.update(size=index + 1, latest=digest):
        raise LedgerIsBroken(index)


def leaves(start: int, stop: int) -> list[bytes]:
    """Read the stored bytes of a run of entries, in order."""
    entries = models.LedgerEntry.objects.filter(index__gte=start, index__lt=stop)
    stored = entries.order_by("index").values_list("leaf")
    # Past Django's row machinery: it would cost as much as the hashing.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute(*stored.query.sql_with_params())
        return [raw for (raw,) in cursor.cursor]


def every_leaf(until: int) -> Iterator[tuple[int, bytes]]:
    """Read index and bytes of every row below, in order, also of rows that should not be."""
    entries = models.LedgerEntry.objects.filter(index__lt=until).order_by("index")
    pairs = entries.values_list("index", "leaf")
    page = list(pairs[:_PAGE])
    while page:
        yield from cast("list[tuple[int, bytes]]", page)
        page = list(pairs.filter(index__gt=page[-1][0])[:_PAGE])


def every_checkpoint(until: int) -> Iterator[models.Checkpoint]:
    """Read every checkpoint up to that number, in order, a page at a time."""
    checkpoints = models.Checkpoint.objects.filter(number__lte=until).order_by("number")
    page = list(checkpoints[:_NOTES])
    while page:
        yield from page
        page = list(checkpoints.filter(number__gt=page[-1].number)[:_NOTES])


def checkpoint_sizes(until: int) -> list[int]:
    """List how many entries each checkpoint covers, in order."""
    checkpoints = models.Checkpoint.objects.filter(number__lte=until).order_by("number")
    return list(checkpoints.values_list("size", flat=True))
