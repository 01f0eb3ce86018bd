"""Modules stay small, and only one of them reads the clock."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.architecture import files

LONGEST_MODULE, LONGEST_TEMPLATE, LONGEST_TEST = 400, 120, 500
LONGER_FOR_A_REASON: Final[dict[str, str]] = {}
"""Path → why it may be longer. Empty on purpose; a line here is a decision."""
CLOCKS: Final = frozenset({"now", "utcnow", "today", "time", "monotonic", "localtime"})
CLOCK_MODULES: Final = frozenset({"datetime", "date", "time", "timezone"})
MEASURES: Final = frozenset(
    {"forevar/ops/demo/command.py", "forevar/ops/demo/load.py", "forevar/kernel/clock.py"}
)
"""The clock itself, and two that tell how long they took."""


def _too_long() -> Iterator[str]:
    for path in files.tracked(".py", ".html"):
        name = path.as_posix()
        if "/migrations/" in name or name in LONGER_FOR_A_REASON:
            continue
        limit = LONGEST_TEST if name.startswith("tests/") else LONGEST_MODULE
        if path.suffix == ".html":
            limit = LONGEST_TEMPLATE
        if files.length(path) > limit:
            yield f"{name}: {files.length(path)} lines, at most {limit}"


def test_no_module_test_or_template_is_too_long() -> None:
    assert [*_too_long()] == []


def test_what_may_be_longer_is_still_there_and_longer() -> None:
    assert [p for p in LONGER_FOR_A_REASON if files.length(Path(p)) <= LONGEST_MODULE] == []


def clock_readings(source: str) -> Iterator[int]:
    """Give the lines where a module asks the system what time it is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            called = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if node.func.attr in CLOCKS and called in CLOCK_MODULES:
                yield node.lineno


@pytest.mark.parametrize(
    "planted",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "timezone.now()",
        "time.time()",
    ],
)
def test_a_reading_of_the_clock_is_found(planted: str) -> None:
    assert [*clock_readings(f"x = {planted}\n")] == [1]


def test_only_the_clock_reads_the_clock() -> None:
    guilty = [
        f"{path}:{line}"
        for path in files.tracked(".py", under="forevar")
        if path.as_posix() not in MEASURES
        for line in clock_readings(files.read(path))
    ]

    assert guilty == []


def test_domain_packages_are_given_the_time() -> None:
    """Below the interfaces nobody calls even our own clock for the time that is now."""
    guilty = [
        path.as_posix()
        for tree in ("forevar/casework", "forevar/trust", "forevar/guideline")
        for path in files.tracked(".py", under=tree)
        if "clock.now()" in files.read(path)
    ]

    assert guilty == []
