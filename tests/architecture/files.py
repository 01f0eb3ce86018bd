"""The files of the project, as git tracks them."""

import subprocess
from functools import cache
from pathlib import Path

from tests.architecture.imports import ROOT


@cache
def tracked(*endings: str, under: str = "") -> tuple[Path, ...]:
    """List tracked files that end so, as paths from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", under or "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = (Path(name) for name in listed.split("\0") if name)
    return tuple(sorted(f for f in found if not endings or f.name.endswith(endings)))


def read(path: Path) -> str:
    """Read one of them."""
    return (ROOT / path).read_text(encoding="utf-8")


def length(path: Path) -> int:
    """Count its lines."""
    return read(path).count("\n")
