"""What leaves screening: themes with their counts, questions with their answers, gaps, notes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme in the list: how far it has come, counted and never scored."""

    number: int
    code: str
    slug: str
    title: str
    answered: int
    not_yet: int
    unanswered: int
    outdated: int

    @property
    def total(self) -> int:
        """Every question of the theme."""
        return self.answered + self.not_yet + self.unanswered


@dataclass(frozen=True, slots=True)
class AnswerNow:
    """One answer as it stands, or stood. Sealed texts stay sealed until the page opens them."""

    key: str
    fact: str
    number: int
    state: str
    value: Any
    """The native value where it is a code, a number or a date; else None."""
    written: Any = field(repr=False)
    """Sealed; `selectors.read_value` opens it inside a scope."""
    in_vault: bool
    entries: int
    source: Any = field(repr=False)
    source_on: date | None
    on_behalf_of: str
    who: str
    due_on: date | None
    until_then: Any = field(repr=False)
    reason: Any = field(repr=False)
    by: str
    by_name: str
    at: datetime
    is_latest: bool


@dataclass(frozen=True, slots=True)
class QuestionNow:
    """One question of a theme, with what stands now and what this person may do with it."""

    fact: str
    number: int
    field_class: str
    state: str
    seen: str
    """The key of the answer that stood, sent back with the form; empty for none."""
    answer: AnswerNow | None
    sides: tuple[AnswerNow, ...]
    """What each source says while they disagree, the earliest first."""
    is_masked: bool
    """There is an answer, and this person may not see it: «Skjermet»."""
    may_write: bool
    is_outdated: bool
    is_overdue: bool
    providers: tuple[str, ...]
    may_speak_for_others: bool
    on_behalf_only: bool
    """This person answers for another body, and has to say which."""


@dataclass(frozen=True, slots=True)
class ThemeNow:
    """One theme with its questions, as one person may see it."""

    line: ThemeLine
    questions: tuple[QuestionNow, ...]
    themes: tuple[ThemeLine, ...]
    name_stays_out: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: what, why, who finds out and by when."""

    fact: str
    theme: str
    state: str
    who: str
    due_on: date | None
    is_overdue: bool
    providers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """The receipt of an answer."""

    key: str
    fact: str
    number: int
    state: str


@dataclass(frozen=True, slots=True)
class ViewsLine:
    """One conversation with the child or a parent. Its words stay sealed until shown."""

    key: str
    number: int
    voice: str
    heard: bool
    held_on: date
    told: Any = field(repr=False)
    said: Any = field(repr=False)
    wording: str
    weight: Any = field(repr=False)
    not_heard_because: Any = field(repr=False)
    parents_unaware: bool
    told_who_reads: bool
    who_reads: Any = field(repr=False)
    by: str
    by_name: str
    at: datetime
    is_latest: bool


@dataclass(frozen=True, slots=True)
class ViewsNoted:
    """The receipt of a note on views."""

    key: str
    number: int
    voice: str
