"""What an enquiry, a request and an interpreter can be, and what they must not be."""

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, field
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
REQUEST_STATES: Final = {
    "drafted": gettext_noop("Utkast"),
    "sent": gettext_noop("Sendt, venter på svar"),
    "partly": gettext_noop("Besvart delvis"),
    "answered": gettext_noop("Besvart"),
}
RECIPIENTS: Final = {
    "municipality": gettext_noop("Barnevernstjenesten"),
    "municipal_leader": gettext_noop("Barnevernleder"),
    "police": gettext_noop("Politiet"),
    "unit": gettext_noop("Institusjonen"),
    "home": gettext_noop("Beredskapshjemmet eller fosterhjemmet"),
    "school": gettext_noop("Skolen"),
}
"""Bodies of `cases` that can be asked in writing. The municipality is the ordinary one (II.1)."""
WHO_FINDS_OUT: Final = {
    "municipality": RECIPIENTS["municipality"],
    "intake": gettext_noop("Inntak"),
}
"""Who can be asked whether the address is shielded."""
SAY_WHY_ENOUGH: Final = gettext_noop("Skriv hvorfor, med minst 20 tegn.")
SAY_WHO: Final = gettext_noop("Velg hvem som finner det ut.")
SAY_WHEN: Final = gettext_noop("Velg en dato som ikke er passert.")
SAY_UNTIL_THEN: Final = gettext_noop("Skriv hva dere gjør til da.")
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

    code = "not_here"
    text = "Vi fant ikke forespørselen."


class RequestAlreadySent(errors.DomainError):
    """A request is sent once; what is asked for after that is a new request."""

    code = "intake.request_already_sent"
    text = "Forespørselen er sendt fra før."


class RequestNotSent(errors.DomainError):
    """Nobody can be reminded of, or have answered, what was never sent."""

    code = "intake.request_not_sent"
    text = "Forespørselen er ikke sendt ennå."


class EnquiryNotTakenDown(errors.DomainError):
    """The case began without an enquiry, so there is nothing to judge yet."""

    code = "intake.enquiry_not_taken_down"
    text = "Ta ned henvendelsen først."


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """«Vet ikke ennå»: who finds out, by when, and what is done until then."""

    who: str
    due_on: date | None
    until_then: str = field(repr=False)


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
    told: str = field(default="", repr=False)
    address_open: LeftOpen | None = None
    """What follows from not knowing the one or the other; left out where nobody has said."""

    @property
    def knows_address(self) -> bool:
        """Tell whether both questions about the address have an answer."""
        return bool(self.hidden_address and self.grading)


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
    if told.address_open is not None and not told.knows_address:
        fields |= _missing_follow_up(told.address_open, today=today)
    if fields:
        raise EnquiryIncomplete(fields=fields)


def _missing_follow_up(left: LeftOpen, *, today: date) -> dict[str, str]:
    missing = {}
    if left.who not in WHO_FINDS_OUT:
        missing["address-who"] = SAY_WHO
    if left.due_on is None or left.due_on < today:
        missing["address-due_on"] = SAY_WHEN
    if not left.until_then.strip():
        missing["address-until_then"] = SAY_UNTIL_THEN
    return missing


def address_state(*, hidden_address: str, grading: str) -> str:
    """Say what the case strip shows of the address: open only when both are known to be nothing.

    The catalogue's `address_blocked`: not knowing counts as shielded («Evaluation» point 4).
    """
    if hidden_address == "yes" or grading not in {"", "none"}:
        return "shielded"
    return "open" if hidden_address == "no" and grading == "none" else "unknown"


def check_request(*, to: str, facts: Collection[str], known: Container[str]) -> None:
    """Refuse a request to nobody in the table, for nothing, or for a fact the guides do not know."""
    if to not in RECIPIENTS:
        raise EnquiryIncomplete(fields={"to": gettext_noop("Velg hvem dere spør.")})
    if not facts or any(fact not in known for fact in facts):
        raise NothingToAsk(fields={"facts": NothingToAsk.text})


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


def tasks_of_interpreter(
    *, needed: bool | None, relation: str, ties_checked: bool | None
) -> frozenset[str]:
    """Name the tasks that follow: somebody is to be booked, or their ties to be looked into.

    Not knowing whether one is needed books nobody, but leaves the question open on the page.
    """
    if needed is not True:
        return frozenset()
    if not relation:
        return frozenset({"book_interpreter"})
    return frozenset() if ties_checked is not None else frozenset({"check_interpreter_ties"})


def is_late(*, state: str, due_on: date | None, today: date) -> bool:
    """Tell whether a sent request is past its day. Time-driven, so computed and never stored."""
    return state in {"sent", "partly"} and due_on is not None and due_on < today
