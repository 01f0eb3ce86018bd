"""What the case strip says about the address: not knowing counts as shielded."""

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors

SHIELDED = "shielded"
UNKNOWN = "unknown"
OPEN = "open"

LINES: dict[str, str] = {
    SHIELDED: gettext_noop("Adressen er skjermet"),
    UNKNOWN: gettext_noop("Ukjent om adressen er skjermet"),
    OPEN: gettext_noop("Adressen er ikke skjermet"),
}


class NoSuchAddressState(errors.DomainError):
    """Somebody asked for a line about the address that does not exist."""

    code = "no_such_address_state"
    text = "Velg om adressen er skjermet, ikke skjermet, eller om det er ukjent."


def counts_as_shielded(state: str) -> bool:
    """Tell whether to treat the address as shielded: always, unless it is known to be open."""
    return state != OPEN


def check_state(state: str) -> None:
    """Refuse a state that has no line."""
    if state not in LINES:
        raise NoSuchAddressState
