"""Disagreement about risk: both views stand, something is agreed until it is settled."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.kernel import errors

OPEN: Final = "open"
SETTLED: Final = "settled"
AGREED: Final = "agreed"
STATES: Final = (OPEN, SETTLED, AGREED)
"""`agreed` is noted on its own, when nobody ever disagreed: also that is knowledge."""

SIDES: Final[Mapping[str, tuple[str, frozenset[str]]]] = MappingProxyType(
    {
        "intake": (_("Inntaks syn"), frozenset({"intake_adviser"})),
        "municipality": (_("Barnevernstjenestens syn"), frozenset({"caseworker"})),
    }
)


class DisagreementIsIncomplete(errors.DomainError):
    """Something is missing in what was noted about the disagreement."""

    code: ClassVar[str] = "assessments.disagreement_incomplete"
    text = _("Noe mangler i det du skrev om uenigheten.")


class DisagreementIsSettled(errors.DomainError):
    """Somebody asked to change a disagreement that is settled, or there is none."""

    code: ClassVar[str] = "assessments.no_open_disagreement"
    text = _("Det er ingen åpen uenighet å endre.")


class ViewOfTheOther(errors.DomainError):
    """Somebody asked to rewrite what the other side thinks."""

    code: ClassVar[str] = "assessments.view_of_the_other"
    text = _("Du kan ikke endre det den andre parten har skrevet.")


ALREADY_OPEN: Final = _("Det er allerede notert en uenighet. Skriv videre på den.")
STILL_OPEN: Final = _("Det er notert en uenighet. Skriv hvordan den ble avklart.")
NOTHING_TO_APPROVE: Final = _("Det er ingenting her som venter på godkjenning.")


def lacks(*, views: Mapping[str, str], agreed_until_then: str) -> dict[str, str]:
    """Name what a noted disagreement lacks: one view at least, and what holds until it is settled."""
    if not set(views) <= set(SIDES):
        raise ValueError("a disagreement has two sides: intake and municipality")
    missing = lacks_agreement(agreed_until_then)
    if not any(text.strip() for text in views.values()):
        missing["intake_view"] = _("Skriv minst ett av synene.")
    return missing


def lacks_agreement(agreed_until_then: str) -> dict[str, str]:
    """Name what is missing where nothing is agreed for the time until it is settled."""
    if agreed_until_then.strip():
        return {}
    return {"agreed_until_then": _("Skriv hva dere gjør til det er avklart.")}


def column_of(side: str) -> str:
    """Name the column, and the field of the form, that holds a side's view."""
    return f"{side}_view"


def may_write(side: str, *, roles: frozenset[str]) -> bool:
    """Tell whether somebody in these roles writes this side's view."""
    return bool(SIDES[side][1] & roles)
