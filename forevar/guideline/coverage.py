"""Which place in the product meets each requirement, and which tests show it; claims are checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from forevar.guideline import catalogue, loader
from forevar.guideline.loader import documents

KINDS: Final = ("screen", "document", "warning", "block", "help")
FILE: Final = loader.HERE / "coverage.yaml"

Checker = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Way:
    """A place in the product: a screen, a document, a warning, a block or a help text."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that a requirement is met here, and that these tests show it."""

    by: tuple[Way, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement, whether it is met, and what speaks against a claim."""

    rule: catalogue.Rule
    claim: Claim
    doubts: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether a claim stands: a place, a test, and nothing against either."""
        return bool(self.claim.by) and bool(self.claim.tests) and not self.doubts

    def as_json(self) -> dict[str, Any]:
        """Return the row as plain values."""
        source = self.rule.source
        return {
            "id": self.rule.id,
            "document": source.document,
            "part": source.part,
            "section": source.section,
            "heading": source.heading,
            "met": self.met,
            "by": [{"kind": way.kind, "where": way.where} for way in self.claim.by],
            "tests": list(self.claim.tests),
        }


NOT_YET: Final = Claim(by=(), tests=())


def read_claims(guide: catalogue.Guide, *, file: Path = FILE) -> Mapping[str, Claim]:
    """Read who claims what; a claim for no requirement, or of no known kind, is an error."""
    desk = documents.Desk(file.parent)
    content = desk.read(file)
    claims: dict[str, Claim] = {}
    if not isinstance(content, documents.Entry):
        desk.settle()
        return claims
    for rule_id, entry in content.items():
        if rule_id not in guide.rules or not isinstance(entry, documents.Entry):
            desk.note(content.at(rule_id), f"«{rule_id}» is no requirement, or claims nothing")
            continue
        claims[rule_id] = _claim(documents.Fields(entry, desk=desk))
    desk.settle()
    return claims


def _claim(take: documents.Fields) -> Claim:
    take.used.add("by")
    ways = take.entry.get("by")
    if not isinstance(ways, list) or not all(isinstance(way, documents.Entry) for way in ways):
        take.desk.note(take.entry.at("by"), "«by» must be a list of {kind, where}")
        ways = []
    by = [documents.Fields(way, desk=take.desk) for way in ways]
    claim = Claim(
        by=tuple(Way(way.choice("kind", among=KINDS), where=way.text("where")) for way in by),
        tests=take.words("tests"),
    )
    for way in by:
        way.nothing_else()
    take.nothing_else()
    return claim


def trace(
    guide: catalogue.Guide,
    *,
    claims: Mapping[str, Claim],
    exists: Mapping[str, Checker],
    collected: Collection[str],
) -> tuple[Row, ...]:
    """Return one row per requirement in catalogue order, each claim held against what exists."""
    known = {*collected, *(test.split("[", 1)[0] for test in collected)}
    return tuple(
        _row(rule, claim=claims.get(rule.id, NOT_YET), exists=exists, known=known)
        for rule in guide.rules.values()
    )


def _row(
    rule: catalogue.Rule, *, claim: Claim, exists: Mapping[str, Checker], known: set[str]
) -> Row:
    doubts = [
        f"{way.kind} «{way.where}» is not there"
        for way in claim.by
        if not exists[way.kind](way.where)
    ]
    doubts += [f"test «{test}» is not collected" for test in claim.tests if test not in known]
    if claim.by and not claim.tests:
        doubts.append("no test shows it")
    if claim.tests and not claim.by:
        doubts.append("no place meets it")
    return Row(rule=rule, claim=claim, doubts=tuple(doubts))


def share_met(rows: tuple[Row, ...]) -> float:
    """Return how many per cent of the requirements are met."""
    return 100 * sum(row.met for row in rows) / len(rows) if rows else 0.0
