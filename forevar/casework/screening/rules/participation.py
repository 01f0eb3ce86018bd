"""What a note on views must say, and which facts it answers (domain.md §1.6, model.md §3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from forevar.casework.screening.rules.themes import gettext_noop

VOICES: Final[Mapping[str, str]] = {
    "child": gettext_noop("Barnet"),
    "mother": gettext_noop("Mor"),
    "father": gettext_noop("Far"),
    "guardian": gettext_noop("En annen med foreldreansvar"),
}
WORDINGS: Final[Mapping[str, str]] = {
    "read": gettext_noop("Har lest teksten og er enig i ordene"),
    "heard": gettext_noop("Har hørt teksten og er enig i ordene"),
    "disagrees": gettext_noop("Har lest eller hørt teksten og vil ha den annerledes"),
    "not_yet": gettext_noop("Har ikke lest eller hørt teksten ennå"),
    "declined": gettext_noop("Vil ikke lese eller høre teksten"),
}
SOURCE: Final = gettext_noop("Notat om medvirkning")

CHOOSE_VOICE: Final = gettext_noop("Velg hvem dette gjelder.")
SAY_HEARD: Final = gettext_noop("Svar på om samtalen er holdt.")
SAY_DATE: Final = gettext_noop("Velg datoen for samtalen.")
DATE_AHEAD: Final = gettext_noop("Datoen kan ikke være fram i tid.")
SAY_TOLD: Final = gettext_noop("Skriv hva dere fortalte.")
SAY_SAID: Final = gettext_noop("Skriv hva som ble sagt. Bruk barnets egne ord.")
SAY_SAID_PARENT: Final = gettext_noop("Skriv hva som ble sagt.")
SAY_WORDING: Final = gettext_noop("Velg om teksten er lest eller hørt.")
SAY_WHY_NOT: Final = gettext_noop("Skriv hvorfor det ikke var mulig.")
SAY_WHO_READS: Final = gettext_noop("Skriv hvem som får lese dette.")


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a note on views says."""

    heard: bool | None
    held_on: date | None
    told: str = field(default="", repr=False)
    said: str = field(default="", repr=False)
    wording: str = ""
    weight: str = field(default="", repr=False)
    not_heard_because: str = field(default="", repr=False)
    parents_unaware: bool = False
    told_who_reads: bool = False
    who_reads: str = field(default="", repr=False)

    def texts(self) -> dict[str, str]:
        """Give the free texts by field."""
        return {
            "told": self.told,
            "said": self.said,
            "weight": self.weight,
            "not_heard_because": self.not_heard_because,
            "who_reads": self.who_reads,
        }

    def columns(self) -> dict[str, Any]:
        """Give the note as it is kept."""
        return {
            **{name: text.strip() for name, text in self.texts().items()},
            "heard": self.heard,
            "held_on": self.held_on,
            "wording": self.wording,
            "parents_unaware": self.parents_unaware,
            "told_who_reads": self.told_who_reads,
        }


def missing(*, voice: str, words: Words, today: date) -> dict[str, str]:
    """Name what the note must say and does not, by field."""
    lacking = {}
    if voice not in VOICES:
        lacking["voice"] = CHOOSE_VOICE
    if words.held_on is None:
        lacking["held_on"] = SAY_DATE
    elif words.held_on > today:
        lacking["held_on"] = DATE_AHEAD
    if words.heard is None:
        lacking["heard"] = SAY_HEARD
    elif not words.heard and not words.not_heard_because.strip():
        lacking["not_heard_because"] = SAY_WHY_NOT
    if words.heard:
        lacking |= _missing_of_conversation(voice, words)
    return lacking


def _missing_of_conversation(voice: str, words: Words) -> dict[str, str]:
    lacking = {}
    if not words.told.strip():
        lacking["told"] = SAY_TOLD
    if not words.said.strip():
        lacking["said"] = SAY_SAID if voice == "child" else SAY_SAID_PARENT
    if voice != "child":
        return lacking
    if words.wording not in WORDINGS:
        lacking["wording"] = SAY_WORDING
    if not words.who_reads.strip():
        lacking["who_reads"] = SAY_WHO_READS
    return lacking


def facts_of(voice: str, words: Words) -> Iterator[tuple[str, object, str]]:
    """Give each fact the note answers, its value, and the body it comes from.

    That participation was limited is said by a note of a conversation that did not take place. A
    conversation that did take place does not say that nothing was limited: a person answers that.
    """
    body = "child" if voice == "child" else "parents"
    if words.heard:
        yield ("child_views" if voice == "child" else "parents_views"), words.said, body
    if voice == "child" and words.weight.strip():
        yield "child_views_weight", words.weight, "municipal_cws"
    if not words.heard:
        yield "participation_limited", True, "municipal_cws"
        yield "participation_justification", words.not_heard_because, "municipal_cws"
