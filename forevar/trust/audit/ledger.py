"""The door to the ledger: append one entry inside a transaction, read entries, sign, verify."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forevar.kernel import clock, errors, refs
from forevar.trust.audit import actions, chain, checkpoints, leaf, models, rows, verification

Entry = leaf.Entry
Verdict = verification.Verdict
commitment = leaf.commitment
keeps_commitment = leaf.keeps_commitment
make_key = checkpoints.make_key
load_key = checkpoints.load_key
sign = checkpoints.sign
verify = verification.verify

_PAGE = 4096


class NotYetSigned(errors.DomainError):
    """No checkpoint covers the entry, so there is nothing to prove it against."""

    code = "ledger_not_yet_signed"
    text = "Innførselen er ikke signert ennå. Kjør «forevar ledger checkpoint» først."


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
    facts = dict(details or {})
    actions.require_known(action, basis=facts.get("basis"))
    rows.take_turn()
    end = rows.find_end()
    raw = leaf.encode(
        previous=bytes(end.latest),
        index=end.size,
        at=at,
        actor=str(actor),
        action=action,
        case=str(case),
        subject=subject,
        details=facts,
    )
    rows.add(raw, index=end.size, digest=chain.leaf_hash(raw))
    checkpoints.sign_when_due(end.size)
    return end.size


def entries(
    *,
    case: refs.CaseRef | str | None = None,
    actor: refs.PersonRef | str | None = None,
    action_prefix: str = "",
    among: Collection[str] | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Entry]:
    """List entries, newest first; go on with `before=` the index of the oldest one you have.

    `among` narrows to some actions, `action_prefix` to those whose code begins so.
    """
    found = models.LedgerEntry.objects.order_by("-index")
    if case is not None:
        found = found.alias(of=models.LeafColumn(column="case")).filter(of=str(case))
    if actor is not None:
        found = found.alias(by=models.LeafColumn(column="actor")).filter(by=str(actor))
    if action_prefix:
        wanted = actions.codes(action_prefix)
        found = found.alias(deed=models.LeafColumn(column="action")).filter(deed__in=wanted)
    if among is not None:
        found = found.alias(one_of=models.LeafColumn(column="action")).filter(one_of__in=among)
    if before is not None:
        found = found.filter(index__lt=before)
    return [leaf.decode(bytes(raw)) for raw in found.values_list("leaf", flat=True)[:limit]]


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows an outsider that one entry stands in a signed log, and no other entry."""

    index: int
    leaf: bytes
    size: int
    hashes: tuple[bytes, ...]
    note: str


def prove(index: int) -> Proof:
    """Prove that an entry stands in the newest signed checkpoint.

    Refuses an entry that no checkpoint covers yet: sign first.
    """
    latest = models.Checkpoint.objects.order_by("-number").first()
    if latest is None or not 0 <= index < latest.size:
        raise NotYetSigned
    spans = chain.inclusion_spans(index, latest.size)
    return Proof(
        index=index,
        leaf=rows.leaves(index, index + 1)[0],
        size=latest.size,
        hashes=tuple(chain.span_roots(spans, _hash_pages(latest.size))),
        note=latest.note,
    )


def _hash_pages(size: int) -> Iterator[list[bytes]]:
    for start in range(0, size, _PAGE):
        yield chain.leaf_hashes(rows.leaves(start, min(start + _PAGE, size)))
