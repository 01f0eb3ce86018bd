"""A name in the glossary's code column stands in the code."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _named() -> list[str]:
    rows = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [row.split("|")[3] for row in rows if row.startswith("|") and row.count("|") == 5]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def _missing(names: list[str]) -> list[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "forevar").rglob("*.py"))
    return [name for name in names if not re.search(rf"\b{re.escape(name)}\b", code)]


def test_every_code_name_is_used() -> None:
    names = _named()

    assert len(names) > 20
    assert not _missing(names)


def test_control_a_name_nobody_uses_is_found() -> None:
    assert _missing(["NoSuchNameAnywhere" + "InTheCode"])
