"""An assessment from draft to locked to superseded: its fields, and what a lock needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final

from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.kernel import errors

DRAFT: Final = "draft"
LOCKED: Final = "locked"
SUPERSEDED: Final = "superseded"
STATES: Final = (DRAFT, LOCKED, SUPERSEDED)
ARROWS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {(DRAFT, "lock"): LOCKED, (LOCKED, "supersede"): SUPERSEDED}
)
"""There is no way back from locked: a correction is a new version."""

SHORTEST_REASON: Final = 20

CONCLUSIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "risk_present": _("Det er risiko for bortføring"),
        "none_found": _("Det er ikke holdepunkter for risiko nå"),
        "cannot_tell_yet": _("Vi kan ikke vurdere det ennå"),
    }
)


@dataclass(frozen=True, slots=True)
class WritingField:
    """One of the texts a person writes, with its label, hint and what is said when it is empty."""

    name: str
    label: str
    hint: str
    missing: str


WRITING_FIELDS: Final = (
    WritingField(
        "known",
        _("Hva vet vi?"),
        _("Fakta er hentet inn. Velg dem du bygger på."),
        _("Skriv hva dere vet, eller velg det du bygger på."),
    ),
    WritingField(
        "unknown",
        _("Hva vet vi ikke?"),
        _("Lite kunnskap kan være en risiko i seg selv."),
        _("Skriv hva dere ikke vet, eller velg det som mangler."),
    ),
    WritingField(
        "could_happen",
        _("Hva kan skje, og hvordan?"),
        _("Beskriv konkret. Hvem, hvor, når."),
        _("Skriv hva som kan skje, og hvordan."),
    ),
    WritingField(
        "speaks_against",
        _("Hva taler imot?"),
        _("Skriv også det som gjør risikoen mindre."),
        _("Skriv hva som taler imot."),
    ),
    WritingField(
        "child_says",
        _("Hva sier barnet?"),
        _("Bruk barnets ord. Skriv om barnet har lest eller hørt teksten."),
        _("Skriv hva barnet sier, eller hvorfor dere ikke vet det."),
    ),
    WritingField(
        "changed_since",
        _("Hva har endret seg siden sist?"),
        _("Se på det som er nytt siden forrige vurdering."),
        _("Skriv hva som har endret seg siden sist."),
    ),
)
FIELD_BY_NAME: Final = MappingProxyType({each.name: each for each in WRITING_FIELDS})
NO_GROUND: Final = frozenset(
    {
        "child_gender",
        "child_languages",
        "child_name",
        "child_national_id",
        "child_nationalities",
        "country_background",
        "language_minority",
        "norwegian_sufficient",
    }
)
"""Who somebody is and where they come from is never offered as a ground for seeing a risk."""
TEXTS: Final = (*FIELD_BY_NAME, "reason", "despite_unknowns", "what_was_corrected")
"""Every sealed text of an assessment, in the order they are read."""


def fields_asked(number: int) -> tuple[WritingField, ...]:
    """Give the writing fields of a version: what has changed is asked from the second on."""
    return tuple(each for each in WRITING_FIELDS if number > 1 or each.name != "changed_since")


class AssessmentIsIncomplete(errors.DomainError):
    """Somebody asked to lock an assessment that is not written yet."""

    code: ClassVar[str] = "assessments.incomplete"
    text = _("Vurderingen kan ikke låses ennå.")


class AssessmentIsLocked(errors.DomainError):
    """Somebody asked to change a locked assessment."""

    code: ClassVar[str] = "assessments.locked"
    text = _("Vurderingen er låst. Lag en ny versjon hvis noe skal rettes.")


@dataclass(frozen=True, slots=True)
class Written:
    """What a lock is judged on: which texts hold something, the conclusion and the next date."""

    number: int
    texts: Mapping[str, str]
    facts_chosen: tuple[str, ...] = ()
    unknowns_chosen: tuple[str, ...] = ()
    conclusion: str = ""
    reassess_on: date | None = None
    corrects: int | None = None
    earlier_texts: Mapping[str, str] = field(default_factory=dict)


def next_state(state: str, verb: str) -> str:
    """Follow one arrow; refuse one that is not there."""
    if (state, verb) not in ARROWS:
        raise AssessmentIsLocked
    return ARROWS[(state, verb)]


def lacks(written: Written, *, today: date) -> dict[str, str]:
    """Name every field that keeps an assessment from being locked; empty when nothing does."""
    missing = {
        each.name: each.missing
        for each in fields_asked(written.number)
        if not _is_filled(written, each.name)
    }
    if written.conclusion not in CONCLUSIONS:
        missing["conclusion"] = _("Velg hva vurderingen din er.")
    if len(written.texts.get("reason", "").strip()) < SHORTEST_REASON:
        missing["reason"] = _("Begrunn vurderingen.")
    if written.reassess_on is None:
        missing["reassess_on"] = _("Velg dato for ny vurdering.")
    elif written.reassess_on <= today:
        missing["reassess_on"] = _("Velg en dato etter i dag.")
    if written.corrects is not None and not written.texts.get("what_was_corrected", "").strip():
        missing["what_was_corrected"] = _("Skriv hva som er rettet.")
    return missing


def _is_filled(written: Written, name: str) -> bool:
    chosen = {"known": written.facts_chosen, "unknown": written.unknowns_chosen}.get(name, ())
    return bool(chosen) or bool(written.texts.get(name, "").strip())


def asks_for_explanation(conclusion: str, *, unknowns: int) -> bool:
    """Tell whether «no indications now» stands beside questions nobody can answer yet.

    It never blocks: the person explains why it is sound, or leaves it and is seen to have done so.
    """
    return conclusion == "none_found" and unknowns > 0


def repeats_earlier(written: Written) -> tuple[str, ...]:
    """Name the texts that stand word for word as last time. It asks, it does not refuse."""
    return tuple(
        name
        for name, text in written.texts.items()
        if text.strip() and text.strip() == written.earlier_texts.get(name, "").strip()
    )
