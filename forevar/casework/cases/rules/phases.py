"""The phases of a case: which follow which, what lies over them, and what should be done first.

The table is that of the model. A missing exit condition only warns, because the guide has steps,
not gates; the one exception is closing (see `closing.py`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors

PHASES: dict[str, str] = {
    "intake": gettext_noop("Henvendelse"),
    "assessment": gettext_noop("Vurdering"),
    "decision": gettext_noop("Vedtak"),
    "placement": gettext_noop("Plassering"),
    "daily_life": gettext_noop("Hverdag"),
    "closing": gettext_noop("Avslutning"),
    "closed": gettext_noop("Avsluttet"),
}
SHOWN_ON_THE_LINE = tuple(phase for phase in PHASES if phase != "closed")

OVERLAYS: dict[str, str] = {
    "visit": gettext_noop("Samvær"),
    "incident": gettext_noop("Hendelse"),
    "after_incident": gettext_noop("Etter hendelsen"),
    "move": gettext_noop("Flytting"),
}

ARROWS: dict[str, tuple[str, ...]] = {
    "intake": ("assessment", "decision"),
    "assessment": ("decision",),
    "decision": ("placement",),
    "placement": ("daily_life",),
    "daily_life": ("closing",),
    "closing": ("closed",),
    "closed": ("closing",),
}
ONLY_WHEN_ACUTE = frozenset({("intake", "decision")})
BY_OWN_VERB = frozenset({("closing", "closed"), ("closed", "closing")})
"""Closing and reopening have guards of their own, so `change_phase` leaves them alone."""


@dataclass(frozen=True, slots=True)
class ExitCondition:
    """Something the guide wants in place before a phase is left."""

    code: str
    text: str


EXIT_CONDITIONS: dict[str, tuple[ExitCondition, ...]] = {
    "intake": (
        ExitCondition(
            "information_sufficient", gettext_noop("Opplysningene er nok til å vurdere risiko")
        ),
        ExitCondition("meeting_held", gettext_noop("Avklaringsmøtet er holdt")),
    ),
    "assessment": (
        ExitCondition("risk_assessed", gettext_noop("Risikoen er vurdert av en person")),
        ExitCondition(
            "police_discussed", gettext_noop("Spørsmålet om politi er drøftet og skrevet ned")
        ),
        ExitCondition("measures_considered", gettext_noop("Hvert tiltak er vurdert for seg")),
    ),
    "decision": (
        ExitCondition("basis_settled", gettext_noop("Hjemmelen er avklart")),
        ExitCondition(
            "shielding_settled", gettext_noop("Skjult adresse og adressegradering er avklart")
        ),
        ExitCondition("views_written", gettext_noop("Barnets syn og vekten av det er skrevet ned")),
    ),
    "placement": (
        ExitCondition("registers_shielded", gettext_noop("Registrene er skjermet")),
        ExitCondition("plans_in_place", gettext_noop("Sikkerhetsplanene er på plass")),
        ExitCondition(
            "household_signed", gettext_noop("Husstanden har skrevet under på taushetsplikt")
        ),
        ExitCondition("network_checked", gettext_noop("Nettverket nær stedet er sjekket")),
        ExitCondition("child_received", gettext_noop("Barnet er tatt imot")),
    ),
    "daily_life": (),
    "closing": (
        ExitCondition("placement_ended", gettext_noop("Plasseringen er avsluttet")),
        ExitCondition("registers_cleaned", gettext_noop("Registrene er ryddet")),
        ExitCondition("access_cleaned", gettext_noop("Tilgangene er ryddet")),
    ),
    "closed": (),
}

_IN_THE_CATALOGUE = {"daily_life": "daily-life", "after_incident": "after-incident"}


class NoSuchStep(errors.DomainError):
    """The case cannot go from where it is to where somebody wanted it."""

    code = "no_such_step"
    text = "Saken kan ikke gå dit herfra. Velg en fase som følger etter den saken er i."


def check_step(*, phase: str, to: str, acute: bool) -> None:
    """Refuse an arrow that is not in the table, or that is only for acute cases."""
    allowed = to in ARROWS.get(phase, ())
    if not allowed or ((phase, to) in ONLY_WHEN_ACUTE and not acute):
        raise NoSuchStep


def next_phases(*, phase: str, acute: bool) -> tuple[str, ...]:
    """List where `change_phase` may take the case from here."""
    return tuple(
        to
        for to in ARROWS[phase]
        if (phase, to) not in BY_OWN_VERB and (acute or (phase, to) not in ONLY_WHEN_ACUTE)
    )


def open_phases(*, phase: str, overlays: Collection[str] = ()) -> frozenset[str]:
    """Give the set of phases a case is in: one of its own and every overlay that is open."""
    unknown = set(overlays) - set(OVERLAYS)
    if unknown:
        raise ValueError(f"no such overlay: {sorted(unknown)}")
    return frozenset({phase, *overlays})


def in_the_catalogue(phases: Iterable[str]) -> frozenset[str]:
    """Give the catalogue's names of these phases; a closed case is past them all."""
    return frozenset(_IN_THE_CATALOGUE.get(phase, phase) for phase in phases if phase != "closed")


def unmet_conditions(*, phase: str, met: Collection[str]) -> tuple[ExitCondition, ...]:
    """List what the guide wants before this phase is left and nobody has said is in place."""
    return tuple(condition for condition in EXIT_CONDITIONS[phase] if condition.code not in met)
