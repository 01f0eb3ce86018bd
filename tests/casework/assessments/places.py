"""How the tests open a case and let people in: with the real verbs."""

from datetime import date

from forevar.casework.assessments import selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.kernel.refs import CaseRef
from forevar.trust.access import services as access
from forevar.trust.disclosure import opening
from tests.trust.access import town as towns


def open_case(town: towns.Town) -> CaseRef:
    """Ivar registers, Kari answers for the municipality."""
    return cases.open_case(
        by=town.actor("ivar"),
        at=towns.NOON,
        child=cases.NewChild(given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4)),
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
    ).case


def let_in(town: towns.Town, name: str, role: str, *, case: CaseRef) -> None:
    """Give a named person access to the case."""
    access.give(case=case, person=town.people[name], role=role, by=None, at=towns.NOON)


def draft_version(case: CaseRef) -> int:
    """Give the number of the draft as it stands."""
    draft = selectors.find_draft(case)
    assert draft is not None
    return draft.version


def read(value: object) -> str:
    """Read a sealed text."""
    with opening.scope(surface="test"):
        return str(value)
