"""What the case itself knows besides its phase: how urgent it is."""

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors

URGENCIES: dict[str, str] = {
    "acute": gettext_noop("Akutt"),
    "planned": gettext_noop("Planlagt"),
}


class NoSuchUrgency(errors.DomainError):
    """A placement is acute or planned, or nobody has said yet."""

    code = "no_such_urgency"
    text = "Velg om plasseringen er akutt eller planlagt."


def check_urgency(urgency: str) -> None:
    """Refuse a word outside the table; an empty one means «vet ikke ennå»."""
    if urgency and urgency not in URGENCIES:
        raise NoSuchUrgency(fields={"urgency": NoSuchUrgency.text})
