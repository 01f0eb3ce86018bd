"""Marked words that stand for a child: they may be in a vault or a permitted page, nowhere else."""

import logging
import re
from functools import cache
from typing import Final

import pytest

MARKED: Final = frozenset(
    {
        # Nora, her number, where she is
        "Tindskarholt",
        "Åsmundine",
        "Kvernhusbakken",
        "Skoddevik",
        "Bjørnemyra",
        "Snøfrid",
        # Elias
        "Grøvlestad",
        "Torgrimson",
        "Myrullstien",
        "Ravnejuvet",
        "Hallvardo",
        # the children of other tests
        "Fjellvang",
    }
)
"""Words no ordinary text holds. Names and places of children in tests are put together from them."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(MARKED)), re.IGNORECASE)


def find(text: str) -> set[str]:
    """Give the marked words that stand in a text, in any case and any inflection."""
    return {word.group().casefold() for word in _pattern().finditer(text)}


class LogWatch:
    """Reads every line a log handler is about to write, its traceback included."""

    def __init__(self) -> None:
        self.leaks: list[str] = []

    def start(self, patch: pytest.MonkeyPatch) -> None:
        write = logging.Handler.format

        def watched(handler: logging.Handler, record: logging.LogRecord) -> str:
            line = write(handler, record)
            if find(line) and not type(handler).__module__.startswith("_pytest"):
                self.leaks.append(f"{record.name} at {record.filename}:{record.lineno}")
            return line

        patch.setattr(logging.Handler, "format", watched)
