"""The door to the ledger: append one entry inside a transaction, read entries, sign, verify."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from forevar.kernel import clock, errors, refs
from forevar.trust.audit import actions, chain, leaf, models

CHECKPOINT_EVERY = 256
# One number for this lock in the whole database: the letters «før» as bytes.
_LOCK = 0x66C3B872

Entry = leaf.Entry
commitment = leaf.commitment
keeps_commitment = leaf.keeps_commitment


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


def append(
    *,
    action: str,
    actor: refs.PersonRef | str,
    at: clock.Instant,
    case: refs.CaseRef | str = "",
    subject: str = "",
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write one entry as the last statement of a transaction; give its index.

    Refuses outside a transaction, an action without words (`actions.py`), and anything that is
    not a code, a reference or a small number: the ledger is never rewritten, so nothing that a
    person may ask to have erased can stand in it.
    """
    require_transaction()
    facts = dict(details or {})
    actions.require_known(action, basis=facts.get("basis"))
    take_turn()
    size, latest = _end()
    raw = leaf.encode(
        previous=latest,
        index=size,
        at=at,
        actor=str(actor),
        action=action,
        case=str(case),
        subject=subject,
        details=facts,
    )
    models.LedgerEntry.objects.bulk_create([models.LedgerEntry(index=size, leaf=raw)])
    _move_end(size, latest=chain.leaf_hash(raw))
    return size


def entries(
    *,
    case: refs.CaseRef | str | None = None,
    actor: refs.PersonRef | str | None = None,
    action_prefix: str = "",
    before: int | None = None,
    limit: int = 50,
) -> list[Entry]:
    """List entries, newest first; go on with `before=` the index of the oldest one you have."""
    rows = models.LedgerEntry.objects.order_by("-index")
    if case is not None:
        rows = rows.alias(of_case=models.LeafColumn(column="case")).filter(of_case=str(case))
    if actor is not None:
        rows = rows.alias(of_actor=models.LeafColumn(column="actor")).filter(of_actor=str(actor))
    if action_prefix:
        wanted = actions.codes(action_prefix)
        rows = rows.alias(deed=models.LeafColumn(column="action")).filter(deed__in=wanted)
    if before is not None:
        rows = rows.filter(index__lt=before)
    return [leaf.decode(bytes(raw)) for raw in rows.values_list("leaf", flat=True)[:limit]]


def require_transaction() -> None:
    """Refuse to go on outside a transaction."""
    if not connection.in_atomic_block:
        raise OutsideTransaction


def take_turn() -> None:
    """Wait until nobody else can append; the turn ends with the transaction.

    SQLite has given the turn already: its transactions begin IMMEDIATE (D4).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _end() -> tuple[int, bytes]:
    end = models.LedgerEnd.objects.first()
    return (end.size, bytes(end.latest)) if end else (0, leaf.NO_LEAF)


def _move_end(size: int, *, latest: bytes) -> None:
    if not size:
        models.LedgerEnd.objects.create(size=1, latest=latest)
    elif not models.LedgerEnd.objects.filter(size=size).update(size=size + 1, latest=latest):
        raise LedgerIsBroken(size)
