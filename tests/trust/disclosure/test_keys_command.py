"""`forevar keys` as an operator runs it."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forevar.ops import keys
from forevar.trust.audit import ledger


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.json"
    monkeypatch.setenv("FOREVAR_KEYS_FILE", str(path))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(keys.keys, arguments)


def test_init_check_and_rotate(key_file: Path, db: None) -> None:
    assert run("init", "--demo").exit_code == 0
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert run("check").exit_code == 0

    rotated = run("rotate", "REAL")

    assert rotated.exit_code == 0
    assert "REAL" in rotated.output
    entry = ledger.entries(action_prefix="vaults.keys_rotated")[0]
    assert (entry.actor, entry.details) == ("operator", {"key_class": "REAL", "count": 0})


def test_init_twice_keeps_the_first_keys(key_file: Path) -> None:
    run("init")
    before = key_file.read_bytes()

    again = run("init", "--demo")

    assert again.exit_code == 1
    assert "kept" in again.output
    assert key_file.read_bytes() == before


def test_check_names_the_cure_and_fails(key_file: Path) -> None:
    run("init")
    key_file.chmod(0o644)

    checked = run("check")

    assert checked.exit_code == 1
    assert "chmod 600" in checked.output


def test_rotate_takes_one_of_the_four_classes(key_file: Path) -> None:
    run("init")

    assert run("rotate", "LINK").exit_code == 2
    assert run("rotate").exit_code == 2


def test_a_key_never_stands_in_what_the_command_says(key_file: Path, db: None) -> None:
    said = run("init").output + run("check").output + run("rotate", "TEXT").output

    for line in key_file.read_text().splitlines():
        if '"value"' in line:
            assert line.split('"')[3] not in said
