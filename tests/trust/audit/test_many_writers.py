"""Several processes at once, and processes killed in mid-write: nothing lost, nothing forked."""

import os
import random
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[3]
SERVER = os.environ.get("FOREVAR_DATABASE_URL", "")
KINDS = ["sqlite", *(["postgresql"] if SERVER.startswith("postgres") else [])]
KILLS = 20


@dataclass
class Database:
    """A database of its own with the ledger's tables in it, and how to look into it directly."""

    url: str
    folder: Path
    connect: Callable[[], Any]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {
            "FOREVAR_DATABASE_URL": self.url,
            "FOREVAR_VAR": str(self.folder),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.trust.audit.writer", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with closing(self.connect()) as opened:
            cursor = opened.cursor()
            cursor.execute(question)
            return list(cursor.fetchall())

    def verify(self, *, before: str = "") -> subprocess.CompletedProcess[str]:
        program = f"{before}\nfrom forevar.ops.cli import main; main()"
        environment = os.environ | {
            "FOREVAR_DATABASE_URL": self.url,
            "FOREVAR_VAR": str(self.folder),
        }
        return subprocess.run(
            [sys.executable, "-c", program, "ledger", "verify"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        file = tmp_path / "ledger.sqlite3"
        yield _prepared(
            Database(f"sqlite:///{file}", tmp_path, lambda: sqlite3.connect(file, timeout=20))
        )
        return
    import psycopg

    name = f"ledger_{uuid.uuid4().hex[:12]}"
    url = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield _prepared(Database(url, tmp_path, lambda: psycopg.connect(url)))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _prepared(database: Database) -> Database:
    with database.start("prepare") as preparing:
        preparing.communicate()
    assert preparing.returncode == 0
    return database


def acknowledged(writer: subprocess.Popen[str]) -> list[int]:
    """Read what the writer has said was done; a line cut off by a kill was not said."""
    assert writer.stdout
    text = writer.stdout.read()
    writer.stdout.close()
    return [int(line) for line in text.split("\n")[:-1]]


def assert_every_row_has_its_entry(database: Database) -> set[int]:
    business = [entry for (entry,) in database.rows("SELECT entry FROM business")]
    entries = [index for (index,) in database.rows('SELECT "index" FROM audit_ledgerentry')]

    assert sorted(entries) == list(range(len(entries)))
    assert sorted(business) == sorted(entries)
    return set(entries)


@pytest.mark.slow
def test_many_writers_make_one_unbroken_log(database: Database) -> None:
    writers = [database.start("write", f"writer-{number}", "60") for number in range(6)]

    said = [index for writer in writers for index in acknowledged(writer)]

    assert [writer.wait() for writer in writers] == [0] * 6
    assert sorted(said) == list(range(360))
    assert assert_every_row_has_its_entry(database) == set(range(360))
    assert database.verify().stdout.startswith("Loggen er hel: 360 innførsler")


IN_SMALL_BLOCKS = """
import django
django.setup()
from forevar.trust.audit import verification
verification._BLOCK, verification._WORTH_SHARING = 16, 2
forked, pool = [], verification.futures.ProcessPoolExecutor
verification.futures.ProcessPoolExecutor = lambda *a, **k: forked.append(a) or pool(*a, **k)
import atexit
atexit.register(lambda: print("shared" if forked else "alone"))
"""


@pytest.mark.slow
def test_a_log_read_by_several_processes_gets_the_same_verdict(database: Database) -> None:
    acknowledged(writer := database.start("write", "writer", "100"))
    assert writer.wait() == 0

    whole = database.verify(before=IN_SMALL_BLOCKS)
    with closing(database.connect()) as opened:
        on = "" if database.url.startswith("sqlite") else " ON audit_ledgerentry"
        cursor = opened.cursor()
        cursor.execute(f"DROP TRIGGER audit_ledgerentry_guards_delete{on}")
        cursor.execute('DELETE FROM audit_ledgerentry WHERE "index" = 57')
        opened.commit()
    broken = database.verify(before=IN_SMALL_BLOCKS)

    assert whole.stdout.startswith("Loggen er hel: 100 innførsler"), whole.stderr
    assert "Første gale innførsel: 57." in broken.stderr
    # PostgreSQL's pool keeps threads, and a process with threads is not forked.
    several = len(os.sched_getaffinity(0)) > 1 and database.url.startswith("sqlite")
    assert whole.stdout.split()[-1] == ("shared" if several else "alone")


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_it_has_said_was_done(database: Database) -> None:
    said, killed = kill_writers(database, command="write")

    assert killed == KILLS
    assert len(said) > KILLS
    assert said <= assert_every_row_has_its_entry(database)
    verdict = database.verify()
    assert verdict.returncode == 0, verdict.stderr
    assert verdict.stdout.startswith("Loggen er hel")


@pytest.mark.slow
def test_control_a_writer_that_says_so_too_early_is_caught(database: Database) -> None:
    said, _killed = kill_writers(database, command="early")
    kept = {(name, number) for name, number in database.rows("SELECT name, entry FROM business")}

    assert {(name, index) for name, index in said} - kept


def kill_writers(database: Database, *, command: str) -> tuple[set[Any], int]:
    """Kill writer after writer at a random moment; give what they had said, and how many fell."""
    dice = random.Random(command)
    said: set[Any] = set()
    killed = 0
    for number in range(KILLS):
        writer = database.start(command, f"writer-{number}", "100000")
        assert writer.stdout
        first = writer.stdout.readline()
        time.sleep(dice.random() * 0.08)
        writer.kill()
        indexes = [int(first), *acknowledged(writer)]
        killed += writer.wait() < 0
        said |= (
            {(f"writer-{number}", index) for index in indexes}
            if command == "early"
            else set(indexes)
        )
    return said, killed
