"""What stands around the requirements: words, systems, forms, references, process, law, errata."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forevar.guideline.catalogue.words import Text


@dataclass(frozen=True, slots=True)
class Definition:
    """What a word of the guide means."""

    id: str
    document: str
    lines: str
    term_nb: str
    term_en: str
    definition_nb: str
    definition_en: str
    notes: str | None


@dataclass(frozen=True, slots=True)
class System:
    """A register or system the guide mentions."""

    id: str
    name: str
    document: str
    lines: str
    description_nb: str
    description_en: str
    notes: str | None


@dataclass(frozen=True, slots=True)
class Artefact:
    """A form, plan or log; ``content`` keeps its columns, rows and fields as they are written."""

    id: str
    name_nb: str
    name_en: str
    document: str
    section: str | None
    lines: str
    content: Mapping[str, object]
    notes: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A footnote, a named routine or a law the guide leans on."""

    kind: str
    number: str | None
    text: str
    document: str
    lines: str
    cited_at: str
    text_in_seed: bool
    requirements: tuple[str, ...]
    notes: str | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the work."""

    id: str
    name_nb: str
    lead: tuple[str, ...]
    exit: str


@dataclass(frozen=True, slots=True)
class Transition:
    """A hand-over between two phases."""

    from_phase: str
    to_phase: str
    when: str
    hands_over: str
    receives: str
    what: str


@dataclass(frozen=True, slots=True)
class Process:
    """The phases and the hand-overs."""

    phases: tuple[Phase, ...]
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class LawRow:
    """What the guide cites, and what is in force now."""

    cited: str
    subject: str
    now: str | None
    valid_from: date | None
    verified_on: date | None
    status: str
    pending_change: str | None
    source: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Erratum:
    """A misprint or slip in a guide, and how it is read here."""

    id: str
    edition: str
    where: str
    problem: Text
    reading: Text
    requirements: tuple[str, ...]
    open_question: str | None
