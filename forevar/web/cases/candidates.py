"""Who could answer for a body: found by a part of a name, a few at a time."""

from dataclasses import dataclass, field
from typing import Final

from forevar.casework.cases import selectors
from forevar.casework.cases.rules import bodies
from forevar.kernel import refs
from forevar.trust.accounts import selectors as accounts
from forevar.web.kit.requests import CaseRequest

MOST: Final = 20
SHORTEST: Final = 2
_ORG_KINDS: Final = {"unit": "institution", "duty": "out_of_hours"}
_IN_THE_CASES_ORGANISATION: Final = {
    "municipality": "municipality_org",
    "municipal_leader": "municipality_org",
    "intake": "intake_org",
    "region": "intake_org",
    "home_guidance": "intake_org",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, or a unit's shift, that could be put on the case."""

    value: str
    label: str = field(repr=False)
    unit: refs.UnitRef
    person: refs.PersonRef | None


def find(request: CaseRequest, *, body: str, text: str) -> tuple[Candidate, ...]:
    """Find who could answer for a body. Where the whole country could, a part of the name is needed."""
    wanted = text.strip().casefold()
    if len(wanted) < SHORTEST and not _is_near(request, body):
        return ()
    everybody = _units(body) if body in _ORG_KINDS else _people(request, body)
    return tuple(one for one in everybody if wanted in one.label.casefold())[:MOST]


def chosen(request: CaseRequest, found: tuple[Candidate, ...]) -> Candidate | None:
    """Give the candidate the form named, when it is one of those found."""
    value = request.POST.get("who", "")
    return next((one for one in found if one.value == value), None)


def _units(body: str) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            value=unit.unit.key, label=f"{unit.name}, {unit.org_name}", unit=unit.unit, person=None
        )
        for unit in accounts.list_units(org_kind=_ORG_KINDS[body])
    )


def _people(request: CaseRequest, body: str) -> tuple[Candidate, ...]:
    members = accounts.list_members(
        at=request.at, org=_organisation(request, body), roles=bodies.ROLES_OF[body]
    )
    return tuple(
        Candidate(
            value=f"{member.person}~{member.unit}",
            label=f"{member.name}, {member.unit_name}",
            unit=member.unit,
            person=member.person,
        )
        for member in members
        if member.person != request.actor.person
    )


def _organisation(request: CaseRequest, body: str) -> refs.OrgRef | None:
    column = _IN_THE_CASES_ORGANISATION.get(body)
    key = getattr(selectors.get_sheet(request.case), column) if column else ""
    return refs.OrgRef(key) if key else None


def _is_near(request: CaseRequest, body: str) -> bool:
    return _organisation(request, body) is not None
