"""The ledger: append one entry, verify a million, against bare SHA-256 over the same bytes."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

LEAVES = int(os.environ.get("BENCH_LEAVES", "1000000"))
APPENDS = 500
ROUNDS = 3
_ACTIONS = ("screening.answer_noted", "screening.theme_viewed", "cases.overview_viewed")


def main() -> None:
    """Measure in a process of its own, which never sees the configured database."""
    subprocess.run([sys.executable, "-m", "bench.ledger"], check=True)


def measure() -> None:
    """Fill a temporary SQLite and print each cost beside what it is held against."""
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        _measure_append()
        _fill()
        _measure_verify()


def _prepare(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
    os.environ["FOREVAR_VAR"] = str(folder)
    os.environ["FOREVAR_DATABASE_URL"] = f"sqlite:///{folder}/ledger.sqlite3"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "audit", verbosity=0)
    from forevar.trust.audit import checkpoints, signing

    signing.new_key(checkpoints.key_path(), demo=True)


def _measure_append() -> None:
    """Time one committed transaction with and without an entry: what the ledger adds to a write."""
    from django.db import connection, transaction

    from forevar.kernel import clock
    from forevar.trust.audit import ledger

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE business (n integer)")

    def write(number: int, *, recorded: bool) -> float:
        started = time.perf_counter()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO business VALUES (%s)", [number])
            if recorded:
                ledger.append(**_entry(number), at=clock.now())  # type: ignore[arg-type]
        return time.perf_counter() - started

    pairs = [
        (write(number, recorded=False), write(number, recorded=True)) for number in range(APPENDS)
    ]
    for share, name in ((0.5, "p50"), (0.95, "p95")):
        alone, with_entry = (
            sorted(side)[int(APPENDS * share)] for side in zip(*pairs, strict=True)
        )
        print(
            f"append {name}: write with its entry {with_entry * 1e3:.2f} ms, "
            f"alone {alone * 1e3:.2f} ms, added {(with_entry - alone) * 1e3:.2f} ms"
        )


def _entry(number: int) -> dict[str, object]:
    """Give an entry as the pages and services write them: two looks for every write."""
    looked: dict[str, object] = {"basis": "assigned", "opened": ["CASE", "NAME", "TEXT"]}
    wrote: dict[str, object] = {"basis": "unit", "fact": "protective_measures", "state": "answered"}
    return {
        "action": _ACTIONS[number % 3],
        "actor": "Zm9yZXZhciBlciBldCBuQQ",
        "case": f"lonn-{100 + number % 900}",
        "subject": "" if number % 3 else "c3ZhciBww6UgZXQgc3DDmA",
        "details": looked if number % 3 else wrote,
    }


def _fill() -> None:
    """Write the leaves in bulk, with a checkpoint after every 256 as in daily use."""
    from django.db import transaction

    from forevar.kernel import clock
    from forevar.trust.audit import chain, checkpoints, leaf, models, rows

    at = clock.now()
    size, latest = rows.measure().size, rows.measure().latest
    started = time.perf_counter()
    with transaction.atomic():
        while size < LEAVES:
            batch: list[models.LedgerEntry] = []
            while not batch or size % checkpoints.EVERY:
                entry = _entry(size)
                raw = leaf.encode(previous=latest, index=size, at=at, **entry)  # type: ignore[arg-type]
                batch.append(models.LedgerEntry(index=size, leaf=raw))
                latest = chain.leaf_hash(raw)
                size += 1
            models.LedgerEntry.objects.bulk_create(batch)
            models.LedgerEnd.objects.update(size=size, latest=latest)
            checkpoints.sign()
    spent = time.perf_counter() - started
    print(f"fill: {size:,} leaves and their checkpoints in {spent:.0f} s")


def _measure_verify() -> None:
    from forevar.trust.audit import chain, ledger, rows, verification

    size = rows.measure().size
    blocks = [(start, min(start + 4096, size)) for start in range(0, size, 4096)]

    def stored_bytes() -> None:
        for block in blocks:
            chain.leaf_hashes(rows.leaves(*block))

    def whole() -> None:
        if not ledger.verify():
            raise SystemExit("the made-up log is not whole")

    def whole_alone() -> None:
        many, verification._MOST_READERS = verification._MOST_READERS, 1
        whole()
        verification._MOST_READERS = many

    work = (stored_bytes, whole_alone, whole)
    rounds = [(_bare(blocks), *map(_timed, work)) for _ in range(ROUNDS)]
    floor, stored, alone, shared = (min(side) for side in zip(*rounds, strict=True))
    leaf_bytes = sum(map(len, rows.leaves(0, 3000))) / 3000
    print(f"{size:,} leaves of {leaf_bytes:.0f} bytes; wall clock, best of {ROUNDS}")
    print(f"bare SHA-256 over the same bytes: {floor:.2f} s ({floor / size * 1e6:.2f} µs a leaf)")
    print(f"read and hash the stored bytes: {stored:.2f} s, ratio {floor / stored:.2f} (goal 0.45)")
    print(f"ledger.verify() held to one process: {alone:.2f} s, ratio {floor / alone:.2f}")
    print(
        f"ledger.verify() as it runs, {verification._readers(len(blocks))} processes: "
        f"{shared:.2f} s, ratio {floor / shared:.2f} (goal 0.38, RFC 6962 root and signatures)"
    )


def _bare(blocks: list[tuple[int, int]]) -> float:
    """Time the hashing alone, of bytes that have been read already."""
    from forevar.trust.audit import rows

    spent = 0.0
    for block in blocks:
        leaves = rows.leaves(*block)
        started = time.perf_counter()
        for leaf in leaves:
            hashlib.sha256(leaf).digest()
        spent += time.perf_counter() - started
    return spent


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    measure()
