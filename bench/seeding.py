"""Databases of made-up cases for the benchmarks: seeded once, kept, and made anew when they must."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
STAMP = "seeded.json"
VERSION = 1
"""Raise it when what is seeded here must be seeded anew."""
_LOADS = ("forevar/ops/demo/load.py", "forevar/ops/demo/world.yaml")
_LOADERS = "forevar/**/services/loading.py"
_MIGRATIONS = "forevar/**/migrations/0*.py"


def environment(folder: Path, *, url: str = "") -> dict[str, str]:
    """Give the environment of a process that works on one kept database and no other."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FOREVAR_")}
    mine = {
        "DJANGO_SETTINGS_MODULE": "forevar.config.settings",
        "FOREVAR_MODE": "demo",
        "FOREVAR_VAR": str(folder),
        "FOREVAR_DATABASE_URL": url or f"sqlite:///{folder}/forevar.sqlite3",
    }
    return kept | mine


def kept_database(number: int) -> Path:
    """Give the folder of the database with this many cases; seed it when it is not there.

    A migration that was added since is applied to what is kept; one that was rewritten, or a new
    way of loading, is not the same database any more.
    """
    folder = KEPT / str(number)
    told = _read_stamp(folder)
    if told is not None and _is_of_now(told):
        _in_process(folder, "migrate")
    else:
        _seed_anew(folder, number)
    _write_stamp(folder)
    return folder


def _seed_anew(folder: Path, number: int) -> None:
    making = folder.with_name(f"{number}.making")
    for old in (folder, making):
        shutil.rmtree(old, ignore_errors=True)
    making.mkdir(parents=True)
    print(f"seeding {number:,} cases once; they are kept …", flush=True)
    _in_process(making, "seed", str(number))
    making.rename(folder)


def _in_process(folder: Path, *what: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.seeding", *what], env=environment(folder), check=False
    )
    if done.returncode:
        raise SystemExit("the database of the benchmark could not be made")


def _read_stamp(folder: Path) -> dict[str, str] | None:
    path = folder / STAMP
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _write_stamp(folder: Path) -> None:
    now = json.dumps(_stamp(), indent=1, sort_keys=True)
    (folder / STAMP).write_text(now + "\n", encoding="utf-8")


def _is_of_now(told: dict[str, str]) -> bool:
    """Tell whether everything the kept database was made by still stands as it was."""
    now = _stamp()
    return all(now.get(name) == digest for name, digest in told.items())


def _stamp() -> dict[str, str]:
    made_by = [ROOT / name for name in _LOADS]
    for pattern in (_LOADERS, _MIGRATIONS):
        made_by += sorted(ROOT.glob(pattern))
    stamp = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in made_by
    }
    return {**stamp, "version": str(VERSION)}


# ── in the process that seeds ────────────────────────────────────────────────
def _seed(number: int) -> None:
    """Build the demonstration's own world and then the load, as `forevar demo` does."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from forevar.kernel import clock
    from forevar.ops.demo import command, load

    command._prepare(Path(settings.FOREVAR_VAR))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # nothing is lost by a crash that cannot be made again
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-200000")
    started = time.perf_counter()
    load.add_cases(number, at=clock.now(), tell=_tell)
    print(f"\rseeded {number:,} cases in {time.perf_counter() - started:.0f} s")


def _tell(done: int, total: int) -> None:
    if sys.stdout.isatty():
        print(f"\r{done:,} of {total:,}", end="", flush=True)


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    if sys.argv[1] == "seed":
        _seed(int(sys.argv[2]))
    else:
        _migrate()
