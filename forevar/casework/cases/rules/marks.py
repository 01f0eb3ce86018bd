"""Marks on requirements: what a person may say of one, and what has to be explained."""

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors

STATES: dict[str, str] = {
    "started": gettext_noop("Påbegynt"),
    "done": gettext_noop("Gjort"),
    "not_relevant": gettext_noop("Ikke aktuelt"),
}
NEEDS_A_REASON = frozenset({"not_relevant"})


class NoSuchMark(errors.DomainError):
    """Nobody can say that of a requirement."""

    code = "no_such_mark"
    text = "Velg Påbegynt, Gjort eller Ikke aktuelt."


class NothingToUndo(errors.DomainError):
    """The requirement carries no mark that could be taken back."""

    code = "nothing_to_undo"
    text = "Det er ikke noe å angre. Noen andre kan ha gjort det."


def check_state(state: str) -> None:
    """Refuse a mark outside the table."""
    if state not in STATES:
        raise NoSuchMark
