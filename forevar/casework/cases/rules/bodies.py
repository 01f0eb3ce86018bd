"""The bodies around a case: which roles act for them, and who has no account at all."""

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors

NAMES: dict[str, str] = {
    "intake": gettext_noop("Inntak"),
    "municipality": gettext_noop("Barnevernstjenesten"),
    "municipal_leader": gettext_noop("Barnevernleder"),
    "region": gettext_noop("Avdelings- eller regiondirektør"),
    "unit": gettext_noop("Institusjonen"),
    "unit_leader": gettext_noop("Institusjonsleder"),
    "home": gettext_noop("Beredskapshjemmet eller fosterhjemmet"),
    "home_guidance": gettext_noop("Beredskapshjemkonsulent"),
    "school": gettext_noop("Skolen"),
    "duty": gettext_noop("Vakta"),
    "police": gettext_noop("Politiet"),
    "tribunal": gettext_noop("Barneverns- og helsenemnda"),
    "health": gettext_noop("Helsetjenesten"),
    "registry": gettext_noop("Folkeregisteret"),
    "parents": gettext_noop("Foreldrene"),
    "child": gettext_noop("Barnet"),
    "lawyer": gettext_noop("Advokaten"),
    "interpreter": gettext_noop("Tolken"),
    "other": gettext_noop("Andre"),
}

ROLES_OF: dict[str, tuple[str, ...]] = {
    "intake": ("intake_adviser",),
    "municipality": ("caseworker",),
    "municipal_leader": ("cws_leader",),
    "region": ("region_leader",),
    "unit": ("unit_staff", "unit_leader"),
    "unit_leader": ("unit_leader",),
    "home": ("carer",),
    "home_guidance": ("home_consultant",),
    "school": ("school_contact",),
    "duty": ("duty_officer",),
}
"""Only these can answer for a case; the others can be waited for, never assigned."""

BODY_OF = {role: body for body, roles in ROLES_OF.items() for role in roles}
"""The narrowest body of a role: a unit's leader is named, its staff come with the shift."""

STEWARDS = ("intake", "municipality", "municipal_leader", "region", "home_guidance")
"""Those who can put others on the case. One of them must be left."""

LEADERS = frozenset({"municipal_leader", "region"})
"""They keep their access when the case is closed, so that it can be reopened."""

HELD_BY_UNIT = frozenset({"unit", "duty"})
"""Here the grant follows whoever is on shift, not a named person."""


class NoSuchBody(errors.DomainError):
    """Nobody of that kind can answer for a case."""

    code = "no_such_body"
    text = "Velg en av instansene i listen."


class WrongRoleForBody(errors.DomainError):
    """The person does not hold a role that acts for the body."""

    code = "wrong_role_for_body"
    text = "Denne personen har ikke en rolle som kan ha dette ansvaret."


def check_assignable(body: str) -> None:
    """Refuse a body that has no account and so cannot answer for a case."""
    if body not in ROLES_OF:
        raise NoSuchBody(fields={"body": NoSuchBody.text})


def check_known(body: str) -> None:
    """Refuse a body nobody has heard of."""
    if body not in NAMES:
        raise NoSuchBody(fields={"body": NoSuchBody.text})


def acting_for(roles: frozenset[str]) -> frozenset[str]:
    """Give the bodies that somebody with these roles acts for."""
    return frozenset(body for body, acting in ROLES_OF.items() if roles & set(acting))
