"""What an enquiry, a request and an interpreter can be, and what they must not be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from forevar.kernel import errors


def gettext_noop(text: str) -> str:
    """Mark a text for translation; the page that shows it translates."""
    return text


CHANNELS: Final = {
    "phone": gettext_noop("Telefon"),
    "letter": gettext_noop("Brev eller søknad"),
    "system": gettext_noop("Fra fagsystemet"),
    "meeting": gettext_noop("Møte"),
}
PLACE_KINDS: Final = {
    "institution": gettext_noop("Institusjon"),
    "emergency_home": gettext_noop("Beredskapshjem"),
    "family_home": gettext_noop("Familiehjem"),
    "private_foster_home": gettext_noop("Privat fosterhjem"),
    "municipal_foster_home": gettext_noop("Kommunalt fosterhjem"),
}
"""The catalogue's `placement_type`; the last lies outside the guide's own list (oq-scope-…)."""

ADDRESS_ANSWERS: Final = {
    "yes": gettext_noop("Ja"),
    "no": gettext_noop("Nei"),
    "": gettext_noop("Vet ikke ennå"),
}
GRADINGS: Final = {
    "none": gettext_noop("Ingen gradering"),
    "confidential_code7": gettext_noop("Fortrolig"),
    "strictly_confidential_code6": gettext_noop("Strengt fortrolig"),
    "": gettext_noop("Vet ikke ennå"),
}
"""Hidden and graded are two facts; neither is ever derived from the other (hr-two-facts)."""

RELATIONS: Final = {
    "professional": gettext_noop("Profesjonell tolk"),
    "family": gettext_noop("I familien"),
    "friend": gettext_noop("Venn eller bekjent"),
    "child": gettext_noop("Et barn"),
}
QUALIFICATIONS: Final = {
    "state_authorised": gettext_noop("Statsautorisert tolk"),
    "interpreter_educated": gettext_noop("Tolkeutdanning"),
    "both": gettext_noop("Begge deler"),
    "none": gettext_noop("Ingen av delene"),
}
REQUEST_STATES: Final = ("drafted", "sent", "partly", "answered")
MIN_REASON: Final = 20


class EnquiryIncomplete(errors.DomainError):
    """Something an enquiry cannot do without is missing; `fields` says what."""

    code = "intake.enquiry_incomplete"
    text = "Noe mangler i henvendelsen."


class ChildAsInterpreter(errors.DomainError):
    """A child is never used as interpreter, whatever the reason (hr-child-never-interpreter)."""

    code = "intake.child_as_interpreter"
    text = "Et barn skal aldri brukes som tolk. Velg en annen."


class InterpreterNeedsReason(errors.DomainError):
    """A relative or friend as interpreter asks for a written reason (II.1)."""

    code = "intake.interpreter_needs_reason"
    text = "Skriv hvorfor en slektning eller venn må tolke."


class NothingToAsk(errors.DomainError):
    """A request for information must ask for something."""

    code = "intake.nothing_to_ask"
    text = "Velg minst én opplysning å be om."


class RequestDateMissing(errors.DomainError):
    """A request without a date is never late."""

    code = "intake.request_date_missing"
    text = "Velg en dato etter i dag."


class RequestNotFound(errors.DomainError):
    """No such request in this case."""

    code = "intake.request_not_found"
    text = "Vi fant ikke forespørselen."


@dataclass(frozen=True, slots=True)
class EnquiryTold:
    """What the municipality tells when it asks for a place; free text is sealed when kept."""

    received_on: date
    channel: str
    contact: str = ""
    contact_phone: str = ""
    wanted: str = ""
    hidden_address: str = ""
    grading: str = ""
    told: str = ""


def check_enquiry(told: EnquiryTold, *, today: date) -> None:
    """Refuse an enquiry without a channel, from the future, or with a word outside the tables."""
    fields: dict[str, str] = {}
    if told.channel not in CHANNELS:
        fields["channel"] = gettext_noop("Velg hvordan henvendelsen kom.")
    if told.received_on > today:
        fields["received_on"] = gettext_noop("Datoen kan ikke være etter i dag.")
    if told.wanted and told.wanted not in PLACE_KINDS:
        fields["wanted"] = gettext_noop("Velg et av tiltakene i listen.")
    if told.hidden_address not in ADDRESS_ANSWERS:
        fields["hidden_address"] = gettext_noop("Velg ja, nei eller vet ikke ennå.")
    if told.grading not in GRADINGS:
        fields["grading"] = gettext_noop("Velg en av graderingene i listen.")
    if fields:
        raise EnquiryIncomplete(fields=fields)


def address_state(*, hidden_address: str, grading: str) -> str:
    """Say what the case strip shows of the address: open only when both are known to be nothing.

    The catalogue's `address_blocked`: not knowing counts as shielded («Evaluation» point 4).
    """
    if hidden_address == "yes" or grading not in {"", "none"}:
        return "shielded"
    return "open" if hidden_address == "no" and grading == "none" else "unknown"


def check_interpreter(*, relation: str, qualification: str, reason: str) -> None:
    """Refuse a child as interpreter always, and family or friends without a written reason."""
    if relation == "child":
        raise ChildAsInterpreter(fields={"relation": ChildAsInterpreter.text})
    if relation in {"family", "friend"} and len(reason.strip()) < MIN_REASON:
        raise InterpreterNeedsReason(fields={"reason": InterpreterNeedsReason.text})
    if (relation and relation not in RELATIONS) or (
        qualification and qualification not in QUALIFICATIONS
    ):
        raise EnquiryIncomplete(fields={"relation": gettext_noop("Velg fra listen.")})


def state_of_request(*, sent: bool, answered: Iterable[bool]) -> str:
    """Say how far a request has come: drafted, sent, answered in part, answered."""
    lines = list(answered)
    if not sent:
        return "drafted"
    if lines and all(lines):
        return "answered"
    return "partly" if any(lines) else "sent"


def is_late(*, state: str, due_on: date | None, today: date) -> bool:
    """Tell whether a sent request is past its day. Time-driven, so computed and never stored."""
    return state in {"sent", "partly"} and due_on is not None and due_on < today
