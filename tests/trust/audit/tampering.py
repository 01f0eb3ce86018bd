"""Ways to tamper with a ledger in its database, each drawn at random; and what it held before."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from forevar.trust.audit import chain, leaf, signing
from forevar.trust.audit.models import Checkpoint, LedgerEnd, LedgerEntry

Contents = tuple[dict[int, bytes], list[tuple[object, ...]], list[tuple[object, ...]]]
Tampering = Callable[[random.Random], None]


def read_everything() -> Contents:
    """The oracle: what the three tables hold, read without any code of the ledger's."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "index", leaf FROM audit_ledgerentry')
        entries = {index: bytes(raw) for index, raw in cursor.fetchall()}
        cursor.execute("SELECT number, size, note, edge, hashes FROM audit_checkpoint")
        checkpoints = [_plain(row) for row in cursor.fetchall()]
        cursor.execute("SELECT id, size, latest, checkpoints FROM audit_ledgerend")
        return entries, sorted(checkpoints, key=str), [_plain(row) for row in cursor.fetchall()]


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)


def first_difference(before: Mapping[int, bytes], after: Mapping[int, bytes]) -> int | None:
    """The oracle's answer: the first index whose bytes are not what they were."""
    different = [
        index for index in before.keys() | after.keys() if before.get(index) != after.get(index)
    ]
    return min(different, default=None)


@dataclass
class Log:
    """The log under attack: how long it is, and how much of it is signed."""

    size: int
    signed: int

    def flip_a_bit(self, dice: random.Random) -> None:
        index = dice.randrange(self.size)
        raw = bytearray(_raw(index))
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        _put(index, bytes(raw))

    def change_a_column(self, dice: random.Random) -> None:
        index = dice.randrange(self.size)
        raw = bytearray(_raw(index))
        start, width = leaf.COLUMNS[dice.choice([*leaf.COLUMNS])]
        at = start + dice.randrange(width)
        raw[at] = dice.choice([letter for letter in b"0123456789abc xyz." if letter != raw[at]])
        _put(index, bytes(raw))

    def change_the_details(self, dice: random.Random) -> None:
        index = dice.randrange(self.size)
        raw = _raw(index)
        _put(index, raw[: leaf.HEAD_BYTES] + raw[leaf.HEAD_BYTES :].replace(b"number", b"nummer"))

    def shorten_or_lengthen(self, dice: random.Random) -> None:
        index = dice.randrange(self.size)
        raw = _raw(index)
        _put(index, dice.choice([raw[:-1], raw + b" ", raw + b"\0", b"", raw[1:]]))

    def renumber(self, dice: random.Random) -> None:
        index = dice.randrange(self.size)
        _entries().filter(index=index).update(index=self.size + dice.randrange(5))

    def delete(self, dice: random.Random) -> None:
        _entries().filter(index=dice.randrange(self.size)).delete()

    def delete_and_close_the_gap(self, dice: random.Random) -> None:
        gone = dice.randrange(self.size - 1)
        kept = [_raw(index) for index in range(gone + 1, self.size)]
        for index, raw in enumerate(kept, start=gone):
            _put(index, raw)
        _entries().filter(index=self.size - 1).delete()
        _end().update(size=self.size - 1)

    def insert(self, dice: random.Random) -> None:
        at = dice.randrange(self.size + 1)
        moved = [_raw(index) for index in range(at, self.size)]
        forged = _raw(dice.randrange(self.size))
        for index, raw in enumerate([forged, *moved], start=at):
            _put(index, raw)
        _end().update(size=self.size + 1)

    def forge_one_after_the_end(self, dice: random.Random) -> None:
        LedgerEntry.objects.create(index=self.size, leaf=_raw(dice.randrange(self.size)))

    def swap(self, dice: random.Random) -> None:
        first, second = dice.sample(range(self.size), 2)
        here, there = _raw(first), _raw(second)
        _put(first, there)
        _put(second, here)

    def cut_the_tail_off(self, dice: random.Random) -> None:
        size = dice.randrange(self.signed)
        _entries().filter(index__gte=size).delete()
        latest = chain.leaf_hash(_raw(size - 1)) if size else leaf.NO_LEAF
        _end().update(size=size, latest=latest)

    def cut_the_tail_off_clumsily(self, dice: random.Random) -> None:
        _entries().filter(index__gte=dice.randrange(self.size)).delete()

    def write_the_rest_anew(self, dice: random.Random) -> None:
        """What somebody with the whole database, but not the key, would do."""
        start = dice.randrange(self.signed)
        latest = chain.leaf_hash(_raw(start - 1)) if start else leaf.NO_LEAF
        for index in range(start, self.size):
            raw = latest.hex().encode() + _raw(index)[64:]
            if index == start:
                raw = raw.replace(b"actor-", b"nobody")
            _put(index, raw)
            latest = chain.leaf_hash(raw)
        _end().update(latest=latest)

    def write_all_anew_and_sign_with_another_key(self, dice: random.Random) -> None:
        self.write_the_rest_anew(dice)
        other = signing.SigningKey("forevar-demo/ledger", dice.randbytes(32))
        edge, before, reached = chain.Edge(), b"", 0
        for row in Checkpoint.objects.order_by("number"):
            hashes = chain.leaf_hashes(_raw(index) for index in range(reached, row.size))
            edge.extend(hashes)
            statement = signing.Statement(other.name, row.size, edge.root(), before)
            row.note = signing.sign(statement, key=other)
            row.edge, row.hashes = edge.to_bytes(), b"".join(hashes)
            row.save()
            before, reached = signing.note_hash(row.note), row.size

    def sign_the_latest_with_another_key(self, dice: random.Random) -> None:
        row = Checkpoint.objects.latest("number")
        other = signing.SigningKey("forevar-demo/ledger", dice.randbytes(32))
        row.note = signing.sign(signing.read_note(row.note), key=other)
        row.save()

    def change_a_checkpoint(self, dice: random.Random) -> None:
        row = dice.choice(list(Checkpoint.objects.all()))
        name = dice.choice(["note", "edge", "hashes"])
        value = getattr(row, name)
        at = dice.randrange(len(value))
        if name == "note":
            letter = dice.choice([one for one in "aAbB01+/=\n " if one != value[at]])
            row.note = value[:at] + letter + value[at + 1 :]
        else:
            flipped = bytearray(value)
            flipped[at] ^= 1 << dice.randrange(8)
            setattr(row, name, bytes(flipped))
        row.save()

    def move_a_checkpoint(self, dice: random.Random) -> None:
        row = dice.choice(list(Checkpoint.objects.all()))
        sizes = set(range(1, self.size + 4)) - set(
            Checkpoint.objects.values_list("size", flat=True)
        )
        Checkpoint.objects.filter(number=row.number).update(size=dice.choice(sorted(sizes)))

    def delete_a_checkpoint(self, dice: random.Random) -> None:
        dice.choice(list(Checkpoint.objects.all())).delete()

    def change_the_end(self, dice: random.Random) -> None:
        end = LedgerEnd.objects.get()
        deeds: list[dict[str, Any]] = [
            {"size": end.size + dice.choice([-1, 1, -end.size])},
            {"latest": dice.randbytes(32)},
            {"checkpoints": end.checkpoints + dice.choice([-1, 1])},
        ]
        _end().update(**dice.choice(deeds))

    def delete_the_end(self, _dice: random.Random) -> None:
        _end().delete()


def _entries() -> models.QuerySet[LedgerEntry]:
    return LedgerEntry.objects.all()


def _end() -> models.QuerySet[LedgerEnd]:
    return LedgerEnd.objects.all()


def _raw(index: int) -> bytes:
    return bytes(LedgerEntry.objects.values_list("leaf", flat=True).get(index=index))


def _put(index: int, raw: bytes) -> None:
    LedgerEntry.objects.update_or_create(index=index, defaults={"leaf": raw})
