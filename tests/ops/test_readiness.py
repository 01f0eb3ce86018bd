"""Production refuses what is made up; a real-looking production starts. Each in its own process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = "import django; django.setup(); from forevar.ops import readiness; print(*readiness.problems(), sep='\\n')"


def _run(var: Path, *command: str, **env: str) -> "subprocess.CompletedProcess[str]":
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("FOREVAR_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *command],
        env=plain
        | {"DJANGO_SETTINGS_MODULE": "forevar.config.settings", "FOREVAR_VAR": str(var)}
        | env,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )


def _forevar(var: Path, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return _run(var, "-c", "from forevar.ops.cli import main; main()", *words, **env)


PRODUCTION = {
    "FOREVAR_MODE": "production",
    "FOREVAR_SECRET_KEY": "not-a-real-one-but-long-enough-to-be-used-here",
    "FOREVAR_ORIGIN": "https://forevar.example",
}


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("production")
    assert _forevar(var, "keys", "init", **PRODUCTION).returncode == 0
    made = _forevar(var, "manage", "migrate", "-v0", **PRODUCTION)
    assert made.returncode == 0, made.stderr
    return var


def test_a_fit_production_has_nothing_in_its_way(fit: Path) -> None:
    asked = _run(fit, "-c", ASK, **PRODUCTION)

    assert asked.stdout.strip() == "", asked.stdout + asked.stderr


def test_production_refuses_demo_keys(tmp_path: Path) -> None:
    assert _forevar(tmp_path, "keys", "init", "--demo", FOREVAR_MODE="demo").returncode == 0
    _forevar(tmp_path, "manage", "migrate", "-v0", FOREVAR_MODE="demo")

    started = _run(tmp_path, "-c", "import forevar.config.wsgi", **PRODUCTION)

    assert started.returncode == 1
    assert "Førevar does not start" in started.stderr
    assert "Traceback" not in started.stderr


def test_production_refuses_made_up_data(fit: Path) -> None:
    add = (
        "import django; django.setup(); from forevar.trust.accounts import services as s;"
        "from forevar.kernel import clock;"
        "s.add_organisation(kind='school', name='X', municipality='0301', made_up=True, by=None, at=clock.now())"
    )
    assert _run(fit, "-c", add, **PRODUCTION).returncode == 0

    served = _forevar(fit, "serve", "--port", "8399", **PRODUCTION)

    assert served.returncode == 1
    assert "made-up" in served.stderr


def test_production_refuses_debug(tmp_path: Path) -> None:
    asked = _run(tmp_path, "-c", ASK, **PRODUCTION, FOREVAR_DEBUG="1")

    assert asked.returncode != 0
    assert "FOREVAR_DEBUG must be 0" in asked.stderr


def test_a_database_that_is_behind_names_the_cure(tmp_path: Path) -> None:
    _forevar(tmp_path, "keys", "init", "--demo", FOREVAR_MODE="demo")

    asked = _run(tmp_path, "-c", ASK, FOREVAR_MODE="demo")

    assert "forevar manage migrate" in asked.stdout


def test_help_lists_every_command_with_one_line() -> None:
    helped = _forevar(ROOT, "--help")

    for name in ("advise", "demo", "guide", "keys", "ledger", "manage", "messages", "serve"):
        assert f"\n  {name} " in helped.stdout
