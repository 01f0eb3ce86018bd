"""The police's own view: what is asked, what they answered, in their words and never in ours."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.kernel import errors

DISCUSSED: Final = "discussed"
REQUESTED: Final = "requested"
ANSWERED: Final = "answered"
KINDS: Final = (DISCUSSED, REQUESTED, ANSWERED)
HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        DISCUSSED: _("Drøftet om politiet skal være med"),
        REQUESTED: _("Ba politiet om trusselvurdering"),
        ANSWERED: _("Svar fra politiet"),
    }
)

PARTIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "municipality": _("Barnevernstjenesten"),
        "intake": _("Inntak i Bufetat"),
        "home_police": _("Politiet på hjemstedet"),
        "family_violence_coordinator": _("Familievoldskoordinator"),
        "placement": _("Institusjonen eller hjemmet"),
        "others": _("Andre"),
    }
)
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "involve": _("Politiet skal være med"),
        "not_now": _("Politiet skal ikke være med nå"),
        "undecided": _("Vi ble ikke enige"),
    }
)
INVOLVED: Final[Mapping[str, str]] = MappingProxyType(
    {"yes": _("Ja"), "no": _("Nei"), "unknown": _("Vet ikke ennå")}
)
FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "oral": _("Muntlig"),
        "written": _("Skriftlig"),
        "declined": _("Politiet har sagt nei"),
    }
)
WORDS_OF_THE_POLICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "low": _("Lavt"),
        "moderate": _("Moderat"),
        "high": _("Høyt"),
        "particularly_high": _("Særlig høyt"),
        "not_given": _("Politiet har ikke satt et nivå"),
    }
)
"""The police's word for it. We copy it down; nothing here or elsewhere works it out."""
NAMED: Final = frozenset(WORDS_OF_THE_POLICE) - {"not_given"}


class PoliceEntryIsIncomplete(errors.DomainError):
    """Something is missing in what was noted about the police."""

    code: ClassVar[str] = "assessments.police_entry_incomplete"
    text = _("Noe mangler i det du skrev om politiet.")


def lacks_in_discussion(*, parties: tuple[str, ...], outcome: str) -> dict[str, str]:
    """Name what a noted discussion lacks. A «no» is noted just like a «yes»."""
    missing = {}
    if not parties or not set(parties) <= set(PARTIES):
        missing["parties"] = _("Velg hvem dere drøftet med.")
    if outcome not in OUTCOMES:
        missing["outcome"] = _("Velg hva dere kom fram til.")
    return missing


def lacks_in_request(*, district: str) -> dict[str, str]:
    """Name what a noted request lacks."""
    return {} if district.strip() else {"district": _("Skriv hvilket politidistrikt dere spurte.")}


def lacks_in_answer(*, form: str, word: str, said_by: str) -> dict[str, str]:
    """Name what a noted answer lacks. The police may answer without naming a level."""
    missing = {}
    if form not in FORMS:
        missing["form"] = _("Velg hvordan politiet svarte.")
    if (word not in WORDS_OF_THE_POLICE) if form != "declined" else (word in NAMED):
        missing["police_word"] = _("Velg ordet politiet brukte, eller at de ikke satte et nivå.")
    if not said_by.strip():
        missing["said_by"] = _("Skriv hvem i politiet som svarte.")
    return missing
