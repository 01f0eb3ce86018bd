"""Is the log whole? One fast reading that answers yes, and a slow one that finds where not."""

import multiprocessing
import os
import sys
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import NamedTuple

from django.db import connection

from forevar.trust.audit import (
    chain,
    checkpoints,
    diagnosis,
    fence,
    leaf,
    rows,
    signing,
)

_BLOCK = 4096
_WORTH_SHARING = 32  # blocks
_MOST_READERS = 4
# With a key in place, more unsigned entries than this mean that signing has stopped, or that
# somebody has taken the checkpoints away.
_MOST_UNSIGNED = 4 * checkpoints.EVERY


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found. `first_bad` names the first entry that is not what was written."""

    size: int
    signed: int
    checkpoints: int
    fence_stands: bool
    reason: str = ""
    first_bad: int | None = None
    bad_checkpoint: int | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was found."""
        return not self.reason

    def __bool__(self) -> bool:
        return self.is_whole


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of stored leaves, hashed: which leaf it follows, how it ends, its parts of the tree."""

    follows: bytes | None
    latest: bytes
    parts: list[tuple[bytes, list[chain.Subtree]]]


def verify(*, known: Iterable[str] = ()) -> Verdict:
    """Read every stored byte again and tell whether the log is what was written and signed.

    `known` are signed notes kept outside this database: only they can show that the newest
    entries were cut off together with the checkpoints that cover them.
    """
    trusted = _trusted_keys()
    notes = [signing.open_note(note, trusted=trusted) for note in known]
    extent = rows.measure()
    sizes = rows.checkpoint_sizes(extent.checkpoints_until)
    if _is_whole(extent, sizes=sizes, notes=notes, trusted=trusted):
        finding = _about_signing(extent, sizes=sizes, has_key=bool(trusted))
    else:
        finding = diagnosis.find_first_bad(extent, trusted=trusted, notes=notes)
    return Verdict(
        size=extent.size,
        signed=sizes[-1] if sizes else 0,
        checkpoints=len(sizes),
        fence_stands=fence.fence_stands(connection),
        reason=finding.reason,
        first_bad=finding.index,
        bad_checkpoint=finding.checkpoint,
    )


def _about_signing(
    extent: rows.Extent, *, sizes: Sequence[int], has_key: bool
) -> diagnosis.Finding:
    signed = sizes[-1] if sizes else 0
    if signed and not has_key:
        return diagnosis.Finding("no_key")
    if has_key and extent.size - signed >= _MOST_UNSIGNED:
        return diagnosis.Finding("unsigned", index=signed)
    return diagnosis.NOTHING


def _trusted_keys() -> tuple[signing.PublicKey, ...]:
    try:
        return checkpoints.load_key().trusted
    except signing.KeyNotFound:
        return ()


def _is_whole(
    extent: rows.Extent,
    *,
    sizes: Sequence[int],
    notes: Sequence[signing.Statement],
    trusted: Sequence[signing.PublicKey],
) -> bool:
    cuts = sorted({*sizes, *(note.size for note in notes)})
    if not extent.fits or list(sizes) != sorted(set(sizes)):
        return False
    if cuts and not 0 < cuts[0] <= cuts[-1] <= extent.size:
        return False
    reading = _Reading(notes=notes, trusted=trusted, checkpoints_until=extent.checkpoints_until)
    # Links were checked before a checkpoint was signed, so where its root comes out the same, the
    # bytes are the same. After the last one, only the links say that an entry is in its place.
    signed = sizes[-1] if sizes and trusted else 0
    blocks = [
        *_blocks(0, signed, cuts=cuts, is_linked=False),
        *_blocks(signed, extent.size, cuts=cuts, is_linked=True),
    ]
    with _hashed(blocks) as stretches:
        return all(map(reading.takes, stretches)) and reading.latest == extent.latest


class _Reading:
    """The fast reading as it goes: the tree so far, and what has to hold at each size."""

    def __init__(
        self,
        *,
        notes: Sequence[signing.Statement],
        trusted: Sequence[signing.PublicKey],
        checkpoints_until: int,
    ) -> None:
        self.latest = leaf.NO_LEAF
        self._has_key = bool(trusted)
        self._edge = chain.Edge()
        self._since: list[bytes] = []
        self._roots = {(note.size, note.root) for note in notes}
        self._sizes = {note.size for note in notes}
        self._checks = diagnosis.CheckpointChecks(trusted=trusted)
        self._rows = rows.every_checkpoint(checkpoints_until)
        self._next = next(self._rows, None)

    def takes(self, stretch: _Stretch | None) -> bool:
        """Put the next stretch on; false as soon as anything does not fit."""
        if stretch is None or stretch.follows not in {None, self.latest}:
            return False
        self.latest = stretch.latest
        return all(starmap(self._takes_part, stretch.parts))

    def _takes_part(self, hashes: bytes, subtrees: list[chain.Subtree]) -> bool:
        for subtree in subtrees:
            self._edge.push(subtree)
        self._since.append(hashes)
        size = self._edge.size
        if size in self._sizes and (size, self._edge.root()) not in self._roots:
            return False
        if self._next is None or self._next.size != size:
            return True
        hashed = b"".join(self._since)
        self._since = []
        row, self._next = self._next, next(self._rows, None)
        # The newest signature speaks for all: each note names the hash of the one before it.
        newest = self._next is None and self._has_key
        return self._checks.fits(row, edge=self._edge, hashes=hashed, signed=newest)


class _Block(NamedTuple):
    """A run of leaves to hash in one go, and the sizes inside it at which a root is wanted."""

    start: int
    stop: int
    cuts: Sequence[int]
    is_linked: bool


def _blocks(start: int, stop: int, *, cuts: Sequence[int], is_linked: bool) -> Iterator[_Block]:
    for first in range(start, stop, _BLOCK):
        last = min(first + _BLOCK, stop)
        inside = cuts[bisect_right(cuts, first) : bisect_left(cuts, last)]
        yield _Block(first, last, inside, is_linked)


@contextmanager
def _hashed(blocks: Sequence[_Block]) -> Iterator[Iterable[_Stretch | None]]:
    """Hash the blocks, in order: a long log in several processes, a short one in this."""
    readers = _readers(len(blocks))
    if readers == 1:
        yield map(_hash_block, blocks)
        return
    # A connection may not be shared with a child; each opens its own.
    connection.close()
    forking = multiprocessing.get_context("fork")
    with futures.ProcessPoolExecutor(readers, mp_context=forking) as pool:
        yield pool.map(_hash_block, blocks, chunksize=4)


def _readers(blocks: int) -> int:
    """Tell how many processes may read: one, unless the log is long and forking is safe.

    Not with threads about, as in a web server, nor inside a transaction, which a child cannot see.
    """
    alone = threading.active_count() == 1 and not connection.in_atomic_block
    if blocks < _WORTH_SHARING or sys.platform != "linux" or not alone:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST_READERS)


def _hash_block(block: _Block) -> _Stretch | None:
    """Hash a run of leaves; `None` when rows are missing or do not hang together."""
    stored = rows.leaves(block.start, block.stop)
    try:
        hashes = chain.leaf_hashes(stored)
    except TypeError:  # something other than bytes has been put there
        return None
    if len(stored) != block.stop - block.start:
        return None
    if block.is_linked and not leaf.hang_together(stored, hashes=hashes, start=block.start):
        return None
    edges = [block.start, *block.cuts, block.stop]
    parts = [hashes[first - block.start : last - block.start] for first, last in pairwise(edges)]
    return _Stretch(
        follows=leaf.said_before(stored[0]) if block.is_linked else None,
        latest=hashes[-1],
        parts=[
            (b"".join(part), chain.subtrees(first, part))
            for first, part in zip(edges, parts, strict=False)
        ],
    )
