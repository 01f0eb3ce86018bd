"""Where a log that is not whole went wrong: the slow reading that names the first bad entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain as one_after_another
from itertools import pairwise

from forevar.trust.audit import chain, leaf, models, rows, signing


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (a code; empty = nothing), and at which entry or checkpoint."""

    reason: str
    index: int | None = None
    checkpoint: int | None = None


NOTHING = Finding("")
_AFTER_THE_LAST = (-1, b"")


class CheckpointChecks:
    """Checks one checkpoint after another: each must carry on from the one before it."""

    def __init__(self, *, trusted: Sequence[signing.PublicKey]) -> None:
        self._trusted = trusted
        self._number = 0
        self._before = b""

    def fits(
        self, row: models.Checkpoint, *, edge: chain.Edge, hashes: bytes, signed: bool
    ) -> bool:
        """Tell whether the stored checkpoint says what the entries say; `signed` asks the key."""
        self._number += 1
        before = self._before
        try:
            origin = row.note.partition("\n")[0]
            said = signing.Statement(origin, edge.size, edge.root(), before)
            kept = (row.number, row.size, bytes(row.edge), bytes(row.hashes))
            self._before = signing.note_hash(row.note)
            agrees = signing.says(row.note, said)
            if agrees and signed:
                signing.open_note(row.note, trusted=self._trusted, alone=True)
        except (signing.NoteNotTrusted, AttributeError, TypeError):
            return False
        return agrees and kept == (self._number, edge.size, edge.to_bytes(), hashes)


def find_first_bad(
    extent: rows.Extent,
    *,
    trusted: Sequence[signing.PublicKey],
    notes: Sequence[signing.Statement],
) -> Finding:
    """Name the first entry that is not what was written; else the checkpoint, else the note.

    What a signed checkpoint covers is held against the hashes it was signed over, so the answer
    is exact. After it, an entry is held against what the next one says of it.
    """
    if not extent.is_readable:
        return Finding("end")
    attested = _Attested(extent, trusted=trusted)
    bad = _first_bad_leaf(extent, attested=attested)
    if bad is not None:
        return Finding("entry", index=bad)
    if attested.bad_checkpoint is not None:
        return Finding("checkpoint", checkpoint=attested.bad_checkpoint)
    hashes = chain.leaf_hashes(rows.leaves(0, extent.size))
    for note in sorted(notes, key=lambda note: note.size):
        if note.size > extent.size:
            return Finding("entry", index=extent.size)
        if chain.tree_root(hashes[: note.size]) != note.root:
            return Finding("known")
    return Finding("end")


class _Attested:
    """The leaf hashes that trustworthy checkpoints were signed over, one after another."""

    def __init__(self, extent: rows.Extent, *, trusted: Sequence[signing.PublicKey]) -> None:
        self.bad_checkpoint: int | None = None
        self._extent = extent
        self._checks = CheckpointChecks(trusted=trusted)
        self._hashes = self._read()

    def find_next(self) -> bytes | None:
        """Give the hash the next entry must have, or none where nothing attests it."""
        return next(self._hashes, None)

    def _read(self) -> Iterator[bytes]:
        edge, number = chain.Edge(), 0
        for number, row in enumerate(
            rows.every_checkpoint(self._extent.checkpoints_until), start=1
        ):
            try:
                raw = bytes(row.hashes)
                hashes = [raw[at : at + 32] for at in range(0, len(raw), 32)]
                edge.extend(hashes)
            except TypeError:
                hashes = []
            if not hashes or not self._checks.fits(row, edge=edge, hashes=raw, signed=True):
                self.bad_checkpoint = number
                return
            yield from hashes
        if number != self._extent.checkpoints:
            self.bad_checkpoint = number + 1


def _first_bad_leaf(extent: rows.Extent, *, attested: _Attested) -> int | None:
    latest, latest_is_attested = leaf.NO_LEAF, True
    size = 0
    stored = rows.every_leaf(max(extent.size, extent.rows_until))
    for (index, raw), (_index, following) in pairwise(one_after_another(stored, [_AFTER_THE_LAST])):
        wanted = attested.find_next()
        if index != size or size >= extent.size or not _is_entry(raw, index=index):
            return min(size, extent.size)
        found = chain.leaf_hash(raw)
        if wanted is not None and found != wanted:
            return size
        if not raw.startswith(latest.hex().encode()):
            if wanted is not None or latest_is_attested:
                return size
            vouched = following[:64] or extent.latest.hex().encode()
            return _which_of_two(size, raw=raw, latest=latest, vouched=vouched)
        latest, latest_is_attested = found, wanted is not None
        size += 1
    if size < extent.size or attested.find_next() is not None:
        return size
    if size and latest != extent.latest and not latest_is_attested:
        return size - 1
    return None


def _which_of_two(size: int, *, raw: bytes, latest: bytes, vouched: bytes) -> int:
    """Two neighbours disagree and no checkpoint knows: ask what comes after the second."""
    if chain.leaf_hash(raw).hex().encode() == vouched:
        return size - 1
    mended = latest.hex().encode() + raw[64:]
    if chain.leaf_hash(mended).hex().encode() == vouched:
        return size
    return size - 1


def _is_entry(raw: object, *, index: int) -> bool:
    if not isinstance(raw, bytes):
        return False
    try:
        return leaf.decode(raw).index == index
    except (ValueError, KeyError, TypeError):
        return False
