"""What leans on the database runs on PostgreSQL too: access, the ledger, the cases."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.imports import ROOT
from tests.postgresql import server

LEANS_ON_THE_DATABASE = (
    "tests/trust/access",
    "tests/trust/audit/test_append.py",
    "tests/trust/audit/test_fence.py",
    "tests/trust/audit/test_tampering.py",
    "tests/casework/cases",
)
CONTROLS = "not planted and not every_cell"
"""Planted defects, and the matrix cell by cell, are shown once, on SQLite."""
PATIENCE = 300
FEWEST = 350

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server.running() as found:
        yield found


def _ask(address: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short", *more]
    surroundings = {**os.environ, "FOREVAR_DATABASE_URL": address}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_what_leans_on_the_database_holds_there_too(address: str) -> None:
    ran = _ask(address, "-k", CONTROLS, *LEANS_ON_THE_DATABASE)
    passed = re.search(r"(\d+) passed", ran.stdout)

    assert ran.returncode == 0, ran.stdout[-6000:]
    assert passed is not None
    assert int(passed.group(1)) >= FEWEST


def test_it_really_is_the_other_database(address: str) -> None:
    asked = "from django.db import connection as c; print(c.vendor, c.cursor() is not None)"
    command = [sys.executable, "-c", f"import django; django.setup(); {asked}"]
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "forevar.config.settings",
        "PYTHONPATH": str(ROOT),
        "FOREVAR_DATABASE_URL": address,
    }

    told = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == ["postgresql", "True"]
