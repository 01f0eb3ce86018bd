"""What every test runs under: closed network, own keys, refused bad pages, a ledger that stays whole."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.guards import canaries, network, pages

# A template that names what was never given to it fails the test (pytest-django reads this).
os.environ.setdefault("FAIL_INVALID_TEMPLATE_VARS", "true")
pytest_plugins = ["tests.trust.audit.lowered_fence"]
_DATABASE_FIXTURES = ("transactional_db", "db")
_VAR = tempfile.TemporaryDirectory(prefix="forevar-tests-")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder of its own, with keys of its own, before anything reads a setting."""
    settings.FOREVAR_VAR = Path(_VAR.name)
    settings.STATIC_ROOT = settings.FOREVAR_VAR / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture(scope="session", autouse=True)
def _own_keys() -> None:
    from forevar.trust.audit import ledger
    from forevar.trust.disclosure import keys

    keys.make_keys(demo=True)
    if not (Path(settings.FOREVAR_VAR) / "ledger.key").exists():
        ledger.make_key(demo=True)


@pytest.fixture(scope="session", autouse=True)
def _guards() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.close(patch)
        pages.watch(patch)
        yield


@pytest.fixture(scope="session")
def log_watch() -> Iterator[canaries.LogWatch]:
    watch = canaries.LogWatch()
    with pytest.MonkeyPatch.context() as patch:
        watch.start(patch)
        yield watch


@pytest.fixture(autouse=True)
def _nothing_in_the_logs(log_watch: canaries.LogWatch) -> Iterator[None]:
    log_watch.leaks.clear()
    yield
    assert not log_watch.leaks, "a protected value was logged"


@pytest.fixture(autouse=True)
def _ledger_stays_whole(request: pytest.FixtureRequest) -> Iterator[None]:
    """Verify the ledger after every test with a database; tests of the ledger itself break it."""
    wanted = next((name for name in _DATABASE_FIXTURES if name in request.fixturenames), None)
    if wanted is None or request.node.get_closest_marker("breaks_ledger"):
        yield
        return
    request.getfixturevalue(wanted)
    yield
    if connection.needs_rollback or "trust/audit" in request.path.as_posix():
        return
    from tests.guards import ledger as ledger_guard

    ledger_guard.check()
