"""The hash tree of the ledger: RFC 6962 leaves, roots and proofs. Pure; knows only bytes."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

# Begun once: to copy a hash that has taken its prefix is cheaper than to join prefix and bytes.
_LEAF = sha256(b"\x00")
_NODE = sha256(b"\x01")

Subtree = tuple[int, bytes]
"""How many leaves a perfect subtree holds (a power of two), and its root."""

Span = tuple[int, int]
"""A half-open run of leaves."""


class BrokenProof(ValueError):
    """A proof does not lead from what it starts with to the root it claims."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash one leaf's stored bytes."""
    return sha256(b"\x00" + leaf).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """Hash many leaves; written out, because this and `subtree_root` are the cost of verifying."""
    begin = _LEAF.copy
    hashes = []
    for leaf in leaves:
        running = begin()
        running.update(leaf)
        hashes.append(running.digest())
    return hashes


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent; the prefix keeps a node from posing as a leaf."""
    return sha256(b"\x01" + left + right).digest()


def subtree_root(hashes: Sequence[bytes]) -> bytes:
    """Fold a power of two of leaf hashes into the root of their perfect subtree."""
    if len(hashes).bit_count() != 1:
        raise ValueError("a perfect subtree has a power of two leaves")
    begin = _NODE.copy
    level = list(hashes)
    while len(level) > 1:
        above = []
        pairs = iter(level)
        for left in pairs:
            running = begin()
            running.update(left)
            running.update(next(pairs))
            above.append(running.digest())
        level = above
    return level[0]


def perfect_spans(start: int, stop: int) -> Iterator[Span]:
    """Cut a run of leaves into the fewest perfect subtrees of the whole tree, left to right."""
    while start < stop:
        largest = 1 << ((stop - start).bit_length() - 1)
        aligned = start & -start
        width = min(largest, aligned) if aligned else largest
        yield start, start + width
        start += width


def subtrees(start: int, hashes: Sequence[bytes]) -> list[Subtree]:
    """Fold the leaf hashes that stand from `start` on into perfect subtrees."""
    return [
        (stop - first, subtree_root(hashes[first - start : stop - start]))
        for first, stop in perfect_spans(start, start + len(hashes))
    ]


class Edge:
    """The right edge of a growing tree: all that must be remembered to go on hashing.

    One peak per set bit of the size, widest first, so a million leaves need seven hashes.
    """

    def __init__(self, *, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError("an edge has one peak for each set bit of its size")
        self.size = size
        self.peaks = list(peaks)

    @classmethod
    def from_bytes(cls, raw: bytes, *, size: int) -> "Edge":
        """Read an edge as `to_bytes` wrote it."""
        peaks = [raw[at : at + HASH_BYTES] for at in range(0, len(raw), HASH_BYTES)]
        return cls(size=size, peaks=peaks)

    def to_bytes(self) -> bytes:
        """Write the peaks one after another; the size is kept beside them."""
        return b"".join(self.peaks)

    def push(self, subtree: Subtree) -> None:
        """Put one perfect subtree to the right of what is there."""
        width, root = subtree
        if width.bit_count() != 1 or self.size % width:
            raise ValueError("a subtree must stand where the tree would put it")
        while self.size & width:
            root = node_hash(self.peaks.pop(), root)
            self.size -= width
            width *= 2
        self.peaks.append(root)
        self.size += width

    def extend(self, hashes: Sequence[bytes]) -> None:
        """Put leaf hashes to the right of what is there."""
        for subtree in subtrees(self.size, hashes):
            self.push(subtree)

    def root(self) -> bytes:
        """Give the RFC 6962 tree head of everything so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Give the RFC 6962 tree head of these leaf hashes."""
    edge = Edge()
    edge.extend(hashes)
    return edge.root()


def _split(size: int) -> int:
    """Give the largest power of two smaller than the size: where RFC 6962 parts a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Tell whose roots prove that the leaf stands in a tree of that size, nearest first."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of that size")
    start, stop = 0, size
    spans: list[Span] = []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            spans.append((middle, stop))
            stop = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Tell whose roots prove that the tree of size `old` is the beginning of that of size `new`."""
    if not 0 <= old <= new:
        raise ValueError("a tree only grows")
    if old in {0, new}:
        return []
    start, stop = 0, new
    spans: list[Span] = []
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            spans.append((middle, stop))
            stop = middle
        else:
            spans.append((start, middle))
            start = middle
    # The verifier already holds the old root; only a part of it must be sent along.
    if start:
        spans.append((start, stop))
    return spans[::-1]


def span_roots(spans: Sequence[Span], pages: Iterable[Sequence[bytes]]) -> list[bytes]:
    """Give the root of each run, reading the leaf hashes once, page by page, in order."""
    parts = [Edge() for _ in spans]
    first = 0
    for page in pages:
        for (start, stop), part in zip(spans, parts, strict=True):
            part.extend(page[max(start - first, 0) : max(stop - first, 0)])
        first += len(page)
    if any(part.size != stop - start for (start, stop), part in zip(spans, parts, strict=True)):
        raise ValueError("the leaves end before the proof does")
    return [part.root() for part in parts]


def check_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `BrokenProof` unless the leaf hash stands at that index under that root (RFC 9162)."""
    if not 0 <= index < size:
        raise BrokenProof("no such leaf in a tree of that size")
    place, last = index, size - 1
    found = leaf
    for sibling in proof:
        if last == 0:
            raise BrokenProof("the proof is too long")
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    if last or found != root:
        raise BrokenProof("the leaf does not stand under that root")


def check_consistency(
    *, old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Raise `BrokenProof` unless the old tree is the beginning of the new one (RFC 9162)."""
    if not 0 <= old <= new:
        raise BrokenProof("a tree only grows")
    if old in {0, new}:
        if proof or (old_root != (new_root if old else EMPTY_ROOT)):
            raise BrokenProof("equal trees have equal roots and need no proof")
        return
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        raise BrokenProof("the proof is too short")
    if _walked_up(path, old=old, new=new) != (old_root, new_root):
        raise BrokenProof("the old tree is not the beginning of the new one")


def _walked_up(path: Sequence[bytes], *, old: int, new: int) -> tuple[bytes, bytes]:
    """Climb from the last leaf of the old tree to both roots at once."""
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_root = new_root = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise BrokenProof("the proof is too long")
        if place & 1 or place == last:
            old_root, new_root = node_hash(sibling, old_root), node_hash(sibling, new_root)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new_root = node_hash(new_root, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise BrokenProof("the proof is too short")
    return old_root, new_root
