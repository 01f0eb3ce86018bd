"""What a received document can be and who it can come from. Two closed lists, and a day that was."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from forevar.kernel import errors


def gettext_noop(text: str) -> str:
    """Mark a text for translation; the page that shows it translates."""
    return text


KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "note_of_concern": gettext_noop("Bekymringsmelding"),
        "investigation": gettext_noop("Undersøkelse eller rapport"),
        "decision": gettext_noop("Vedtak eller avgjørelse"),
        "threat_assessment": gettext_noop("Trusselvurdering fra politiet"),
        "school_statement": gettext_noop("Uttalelse fra skole eller barnehage"),
        "health_statement": gettext_noop("Uttalelse fra helsetjenesten"),
        "complaint": gettext_noop("Klage"),
        "letter": gettext_noop("Brev"),
        "other": gettext_noop("Annet"),
    }
)
SENDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "municipality": gettext_noop("Barnevernstjenesten"),
        "intake": gettext_noop("Inntak"),
        "unit": gettext_noop("Institusjonen"),
        "home": gettext_noop("Beredskapshjemmet eller fosterhjemmet"),
        "school": gettext_noop("Skolen"),
        "police": gettext_noop("Politiet"),
        "tribunal": gettext_noop("Barneverns- og helsenemnda"),
        "health": gettext_noop("Helsetjenesten"),
        "registry": gettext_noop("Folkeregisteret"),
        "parents": gettext_noop("Foreldrene"),
        "child": gettext_noop("Barnet"),
        "lawyer": gettext_noop("Advokaten"),
        "other": gettext_noop("Andre"),
    }
)


class DocumentIncomplete(errors.DomainError):
    """Something a line in the register cannot do without is missing; `fields` says what."""

    code = "documents.incomplete"
    text = gettext_noop("Noe mangler i det du skrev om dokumentet.")


class ShieldedInText(errors.DomainError):
    """The note holds a name, number or place that is kept shielded."""

    code = "documents.shielded_in_text"
    text = gettext_noop(
        "Teksten inneholder noe som er skjermet. Skriv uten navn, nummer og adresse."
    )


class DocumentNotFound(errors.DomainError):
    """The register of the case has no such line, or it was struck out."""

    code = "not_here"
    text = gettext_noop("Vi fant ikke dokumentet.")


def check_received(*, kind: str, sender: str, received_on: date, today: date) -> None:
    """Refuse words outside the two lists, and a day that has not been."""
    fields = {}
    if kind not in KINDS:
        fields["kind"] = gettext_noop("Velg hva slags dokument det er.")
    if sender not in SENDERS:
        fields["sender"] = gettext_noop("Velg hvem det kom fra.")
    if received_on > today:
        fields["received_on"] = gettext_noop("Velg dagen dokumentet kom.")
    if fields:
        raise DocumentIncomplete(fields=fields)
