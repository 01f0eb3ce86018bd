"""The thirteen roles and the seven kinds of organisation: which role works in which."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


def gettext_noop(message: str) -> str:
    """Mark a screen name for translation. Pure, so that the access policy may know the roles."""
    return message


ORGANISATION_KINDS: Final = MappingProxyType(
    {
        "municipality": gettext_noop("Barnevernstjeneste"),
        "bufetat_region": gettext_noop("Bufetat, region"),
        "institution": gettext_noop("Institusjon"),
        "care_home": gettext_noop("Beredskapshjem, familiehjem eller fosterhjem"),
        "school": gettext_noop("Skole eller barnehage"),
        "out_of_hours": gettext_noop("Barnevernvakt eller akuttinstans"),
        "directorate": gettext_noop("Direktorat"),
    }
)

UNIT_KINDS: Final = MappingProxyType(
    {
        "office": gettext_noop("Kontor"),
        "team": gettext_noop("Team"),
        "department": gettext_noop("Avdeling"),
        "home": gettext_noop("Hjem"),
        "school": gettext_noop("Skole"),
        "duty_desk": gettext_noop("Vakttelefon"),
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody works as: a stored code, a short name, a screen name and where it exists."""

    code: str
    short: str
    screen: str
    organisation_kinds: frozenset[str]


def _role(code: str, short: str, screen: str, *organisation_kinds: str) -> Role:
    return Role(code, short, screen, frozenset(organisation_kinds))


_ALL = (
    _role("intake_adviser", "IA", gettext_noop("Inntaksrådgiver"), "bufetat_region"),
    _role("caseworker", "CW", gettext_noop("Kontaktperson i barnevernstjenesten"), "municipality"),
    _role("cws_leader", "CL", gettext_noop("Barnevernleder"), "municipality"),
    _role("region_leader", "RL", gettext_noop("Avdelings- eller regiondirektør"), "bufetat_region"),
    _role("unit_staff", "US", gettext_noop("Miljøpersonale"), "institution"),
    _role("unit_leader", "UL", gettext_noop("Institusjonsleder"), "institution"),
    _role("carer", "CA", gettext_noop("Beredskapshjem, fosterhjem"), "care_home"),
    _role("home_consultant", "HC", gettext_noop("Beredskapshjemkonsulent"), "bufetat_region"),
    _role("school_contact", "SC", gettext_noop("Skolekontakt"), "school"),
    _role("duty_officer", "DO", gettext_noop("Vakt"), "out_of_hours", "bufetat_region"),
    _role("org_admin", "OA", gettext_noop("Administrator"), *ORGANISATION_KINDS),
    _role("privacy_officer", "PO", gettext_noop("Personvernombud"), *ORGANISATION_KINDS),
    _role(
        "press_officer",
        "PR",
        gettext_noop("Kommunikasjonsansvarlig"),
        "bufetat_region",
        "directorate",
    ),
)

ROLES: Final = MappingProxyType({role.code: role for role in _ALL})
BY_SHORT: Final = MappingProxyType({role.short: role for role in _ALL})
LEADERS: Final = frozenset({"cws_leader", "region_leader", "unit_leader", "home_consultant"})
"""Those who lead a team, a unit or the homes, and so answer for what happens there."""


def works_in(role: str, *, organisation_kind: str) -> bool:
    """Tell whether the role exists in such an organisation; an unknown word is never a yes."""
    known = ROLES.get(role)
    return known is not None and organisation_kind in known.organisation_kinds
