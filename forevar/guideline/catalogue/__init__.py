"""What the guides hold, as frozen values: editions, rules, facts, sources, law and errata."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from forevar.guideline import triggers
from forevar.guideline.catalogue.apparatus import (
    Artefact,
    Definition,
    Erratum,
    LawRow,
    Phase,
    Process,
    Reference,
    System,
    Transition,
)
from forevar.guideline.catalogue.words import Language, Place, Text

__all__ = [
    "Artefact",
    "Definition",
    "ENFORCEMENTS",
    "Edition",
    "EditionNotFound",
    "Enforcement",
    "Erratum",
    "FACT_TYPES",
    "Fact",
    "Guide",
    "HardRule",
    "Language",
    "LawRow",
    "MISSING_SYMBOLS",
    "MODALITIES",
    "Modality",
    "OpenQuestion",
    "PHASES",
    "Phase",
    "Place",
    "Process",
    "Question",
    "Reference",
    "Role",
    "Rule",
    "RuleText",
    "SENSITIVITIES",
    "Source",
    "System",
    "Text",
    "Transition",
]

Modality = Literal["must", "must-not", "should", "should-not", "may", "inform"]
Enforcement = Literal["block", "warn", "task", "suggest", "info"]

MODALITIES: Final = ("must", "must-not", "should", "should-not", "may", "inform")
ENFORCEMENTS: Final = ("block", "warn", "task", "suggest", "info")
SENSITIVITIES: Final = ("identity", "whereabouts", "health", "family", "risk", "other")
PHASES: Final = (
    "always",
    "intake",
    "assessment",
    "decision",
    "placement",
    "daily-life",
    "visit",
    "incident",
    "after-incident",
    "move",
    "media",
    "closing",
)
FACT_TYPES: Final = frozenset(
    [
        "bool",
        "enum",
        "int",
        "list",
        "date",
        "datetime",
        "object",
        "string",
        "text",
        "phone",
        "address",
        "document",
    ]
)
# Symbols that say that something is not known; no trigger may compare with them.
MISSING_SYMBOLS: Final = frozenset({"unknown", "not_assessed"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a guide a requirement stands."""

    document: str
    part: str | None
    section: str | None
    heading: str
    lines: str
    also_in: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The short way to cite the place.

        >>> Source("A", "Del II", "6.3", "Oppfølging", "1").label
        'II.6.3'
        >>> Source("A", "Vedlegg", "3", "Tiltakslogg", "1").label
        'vedlegg 3'
        >>> Source("B", None, None, "Mål for veilederen", "1").label
        'Mål for veilederen'
        """
        if self.part is None:
            return self.heading
        if self.part == "Vedlegg":
            return f"vedlegg {self.section}"
        part = self.part.removeprefix("Del ")
        return f"{part}.{self.section}" if self.section else part

    @property
    def citation(self) -> str:
        """How a Norwegian page cites the place; the move guide has headings and no numbers."""
        return f"Veilederen {self.label}" if self.part else f"Flytteveilederen, «{self.heading}»"


@dataclass(frozen=True, slots=True)
class RuleText:
    """A short heading for a screen, and the sentence in nynorsk."""

    title: Text
    nn: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement: who is asked what, when, and with what force."""

    id: str
    edition: str
    source: Source
    modality: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    phase: str
    scope: triggers.Trigger
    trigger: triggers.Trigger
    paraphrase_nb: str
    paraphrase_en: str
    evidence: str
    enforcement: str
    deadline: str | None
    law: str | None
    citations: tuple[str, ...]
    needs_justification: bool
    notes: str | None
    place: Place
    text: RuleText | None = None
    question: Text | None = None

    def title(self, language: Language) -> str:
        """Return its short heading; the sentence itself where none is written yet."""
        return self.text.title.in_language(language) if self.text else self.sentence(language)

    def sentence(self, language: Language) -> str:
        """Return the requirement in one language; bokmål where nynorsk is not written yet."""
        if language == "en":
            return self.paraphrase_en
        if language == "nn" and self.text is not None:
            return self.text.nn
        return self.paraphrase_nb


@dataclass(frozen=True, slots=True)
class Question:
    """How a fact is asked on a screen, and how its values and reasons read."""

    question: Text
    hint: Text | None
    label: Text
    values: Mapping[str, Text]
    because: Mapping[str, Text]
    fields: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be known of a case."""

    id: str
    editions: tuple[str, ...]
    group: str
    label_nb: str
    label_en: str
    type: str
    allowed_values: tuple[bool | str, ...] | None
    fields: tuple[str, ...] | None
    constraint: str | None
    provider: tuple[str, ...]
    used_in: str
    sensitivity: str
    notes: str | None
    place: Place
    symbols: frozenset[str] = frozenset()
    question: Question | None = None

    @property
    def is_discreet(self) -> bool:
        """Whether its value may never stand in a message."""
        return self.sensitivity in ("identity", "whereabouts")

    def label(self, language: Language) -> str:
        """Return its name in one language; bokmål where nynorsk is not written yet."""
        if language == "en":
            return self.label_en
        if language == "nn" and self.question is not None:
            return self.question.label.nn
        return self.label_nb

    def admits_symbol(self, value: str) -> bool:
        """Whether a word is among its allowed values."""
        return value in self.symbols


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody the guide names as acting or receiving, and the accounts that stand for them."""

    id: str
    name: Text
    organisation: str
    description_nb: str
    notes: str | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HardRule:
    """Something the software itself holds to, and the requirements it serves."""

    id: str
    edition: str
    enforcement: str
    rule_nb: str
    rule_en: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A place where the guide is unclear, and how it is read here."""

    id: str
    edition: str
    kind: str
    question_en: str
    recommendation_en: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One guide in one edition."""

    id: str
    document: str
    title: str
    publisher: str
    dated: date
    dated_note: str
    lines_total: int
    scope_by_part: Mapping[str, triggers.Trigger]
    scope_note: str
    rules: tuple[Rule, ...]
    facts: tuple[str, ...]
    definitions: tuple[Definition, ...]
    systems: tuple[System, ...]
    artefacts: tuple[Artefact, ...]
    references: tuple[Reference, ...]
    hard_rules: tuple[HardRule, ...]
    open_questions: tuple[OpenQuestion, ...]
    process: Process | None


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """Everything the guides ask, over all editions, in catalogue order."""

    editions: tuple[Edition, ...]
    rules: Mapping[str, Rule]
    facts: Mapping[str, Fact]
    roles: Mapping[str, Role]
    hard_rules: Mapping[str, HardRule]
    law: Mapping[str, LawRow]
    errata: tuple[Erratum, ...]
    texts_written: frozenset[str] = frozenset()
    questions_written: frozenset[str] = frozenset()
    hard_rules_by_rule: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def edition(self, edition_id: str) -> Edition:
        """Return one edition; refuse an id that is none."""
        for edition in self.editions:
            if edition_id in (edition.id, edition.document):
                return edition
        raise EditionNotFound(edition_id, known=tuple(each.id for each in self.editions))

    def law_now(self, rule: Rule) -> tuple[LawRow, ...]:
        """Return what is in force for each place in the law a requirement cites."""
        return tuple(self.law[citation] for citation in rule.citations if citation in self.law)


class EditionNotFound(LookupError):
    """No edition has that id."""

    def __init__(self, edition_id: str, *, known: tuple[str, ...]) -> None:
        self.code = "guideline.edition_not_found"
        self.edition_id = edition_id
        self.known = known
        super().__init__(f"No such edition. These exist: {', '.join(known)}.")
