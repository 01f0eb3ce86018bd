"""The scenario files a lawyer reads, as plain values for the tests."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "scenarios"
ON = date(2026, 11, 21)


@dataclass(frozen=True)
class Situation:
    """A case file from real life, with the answers it must give."""

    name: str
    raw: bytes
    expected: dict[str, Any]


@dataclass(frozen=True)
class Line:
    """Facts that give one requirement one answer."""

    rule: str
    outcome: str
    facts: dict[str, Any]
    missing: tuple[str, ...]

    def as_case_file(self) -> str:
        return json.dumps({"on": ON.isoformat(), "facts": self.facts})


def situations() -> list[Situation]:
    return [
        Situation(
            name=path.stem,
            raw=path.read_bytes(),
            expected=yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8")),
        )
        for path in sorted((FOLDER / "cases").glob("*.json"))
    ]


def lines() -> Iterator[Line]:
    for path in sorted((FOLDER / "requirements").rglob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield from _lines(entry)


def _lines(entry: dict[str, Any]) -> Iterator[Line]:
    rule = entry["requirement"]
    for key, missing in (
        ("applies", None),
        ("does_not_apply", None),
        ("unknown", "missing"),
        ("unknown_too", "missing_too"),
    ):
        if key in entry:
            yield Line(
                rule=rule,
                outcome=key.removesuffix("_too"),
                facts=entry[key],
                missing=tuple(entry[missing]) if missing else (),
            )
