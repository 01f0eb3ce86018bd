"""Signing what the log is now, so that a later change of what it was can be seen."""

import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from forevar.kernel import errors
from forevar.trust.audit import chain, leaf, models, rows, signing

EVERY = 256
_log = logging.getLogger(__name__)


class NothingToSign(errors.DomainError):
    """The log is empty."""

    code = "ledger_nothing_to_sign"
    text = "Loggen er tom. Det er ingenting å signere ennå."


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest signed note, and how many entries it covers that the one before did not."""

    note: str
    size: int
    added: int


def key_path() -> Path:
    """Tell where the signing key is kept: a file of its own beside the other keys."""
    return Path(settings.FOREVAR_VAR) / "ledger.key"


def make_key(*, demo: bool = False) -> str:
    """Make this Førevar's signing key, and give its public half; refuses to replace one."""
    return str(signing.new_key(key_path(), demo=demo).public)


def load_key() -> signing.SigningKey:
    """Read the signing key of this Førevar; refuses a demo key in production."""
    return signing.load_key(key_path(), production=settings.FOREVAR_MODE == "production")


def sign() -> Signed:
    """Sign the log as it stands, having read the new entries back and hashed them again.

    Refuses when they do not hang together with what was signed before: a signature must never
    cover a change. With nothing new, gives the note there is.
    """
    key = load_key()
    with transaction.atomic():
        rows.take_turn()
        extent = rows.measure()
        latest = models.Checkpoint.objects.order_by("-number").first()
        edge, previous = _resume(latest, key=key)
        added = extent.size - edge.size
        if added <= 0:
            return _nothing_new(latest, extent=extent)
        hashes = _read_again(edge.size, extent=extent, latest=previous)
        edge.extend(hashes)
        before = signing.note_hash(latest.note) if latest else b""
        note = signing.sign(signing.Statement(key.name, edge.size, edge.root(), before), key=key)
        number = latest.number + 1 if latest else 1
        models.Checkpoint.objects.create(
            number=number,
            size=edge.size,
            note=note,
            edge=edge.to_bytes(),
            hashes=b"".join(hashes),
        )
        models.LedgerEnd.objects.filter(size=extent.size).update(checkpoints=number)
    return Signed(note, edge.size, added)


def _nothing_new(latest: models.Checkpoint | None, *, extent: rows.Extent) -> Signed:
    if latest is None:
        raise NothingToSign
    if latest.size != extent.size:
        raise rows.LedgerIsBroken(extent.size)
    return Signed(latest.note, latest.size, 0)


def sign_when_due(index: int) -> None:
    """Sign after the commit that writes every 256th entry; a failure here undoes nothing.

    It is logged, and tried again 256 entries later; `verify` tells when signing stays away.
    """
    if (index + 1) % EVERY == 0:
        transaction.on_commit(_sign_if_there_is_a_key, robust=True)


def _sign_if_there_is_a_key() -> None:
    try:
        sign()
    except signing.KeyNotFound:
        _log.warning("ledger.unsigned: no signing key")


def _resume(
    latest: models.Checkpoint | None, *, key: signing.SigningKey
) -> tuple[chain.Edge, bytes]:
    """Take up the tree where it was last signed, once that signature has been checked."""
    if latest is None:
        return chain.Edge(), leaf.NO_LEAF
    said = signing.open_note(latest.note, trusted=key.trusted, alone=True)
    try:
        edge = chain.Edge.from_bytes(bytes(latest.edge), size=latest.size)
    except ValueError:
        raise rows.LedgerIsBroken(latest.size) from None
    if (said.size, said.root) != (edge.size, edge.root()):
        raise rows.LedgerIsBroken(latest.size)
    return edge, bytes(latest.hashes)[-chain.HASH_BYTES :]


def _read_again(start: int, *, extent: rows.Extent, latest: bytes) -> list[bytes]:
    """Read and hash the new entries; refuses unless each is where and what its neighbours say."""
    stored = rows.leaves(start, extent.size)
    hashes = chain.leaf_hashes(stored)
    if not (
        len(stored) == extent.size - start
        and leaf.said_before(stored[0]) == latest
        and leaf.hang_together(stored, hashes=hashes, start=start)
        and hashes[-1] == extent.latest
    ):
        raise rows.LedgerIsBroken(start)
    return hashes
