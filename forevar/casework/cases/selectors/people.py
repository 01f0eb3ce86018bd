"""Folk i saken: who answers per body, and whom to ring."""

from collections.abc import Iterable

from django.utils.translation import gettext

from forevar.casework.cases import models
from forevar.casework.cases.projections import PersonOnCase, Ring
from forevar.casework.cases.rules import bodies
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import selectors as accounts

_ORDER = list(bodies.NAMES)
WHERE_THE_CHILD_IS = frozenset({"unit", "unit_leader", "home", "school"})
"""Their names say where the child lives or goes to school, so a page with a name leaves them out."""


def list_people(case: refs.CaseRef) -> tuple[PersonOnCase, ...]:
    """List who answers for the case now, body by body, in two queries.

    Of the place only the body stands here: a unit's or a school's name is the child's whereabouts.
    """
    rows = models.Responsibility.objects.filter(case_code=case.code, until_at__isnull=True)
    found = sorted(rows, key=lambda row: (_ORDER.index(row.body), row.from_at, row.key))
    names = accounts.names(refs.PersonRef(row.person) for row in found if row.person)
    return tuple(
        PersonOnCase(
            responsibility=row.key,
            body=row.body,
            body_name=gettext(bodies.NAMES[row.body]),
            name="" if row.body in WHERE_THE_CHILD_IS else names.get(row.person, ""),
            person=row.person,
            unit=row.unit,
            since=row.from_at,
        )
        for row in found
    )


def list_ring(
    case: refs.CaseRef, *, to: Iterable[str] = ("municipality", "intake", "duty")
) -> tuple[Ring, ...]:
    """List whom to ring about the case: the person of each body, with their unit's numbers."""
    wanted = tuple(to)
    people = [person for person in list_people(case) if person.body in wanted]
    units = {key: accounts.find_unit(refs.UnitRef(key)) for key in {one.unit for one in people}}
    return tuple(
        Ring(body_name=person.body_name, name=person.name, numbers=_numbers(units[person.unit]))
        for person in people
    )


def _numbers(unit: accounts.UnitLine | None) -> tuple[tuple[str, str], ...]:
    return tuple((one.label, one.number) for one in unit.numbers) if unit else ()


def is_on_case(case: refs.CaseRef, *, actor: Actor, at: Instant) -> bool:
    """Tell whether somebody may still see anything of the case."""
    return bool(decide.rights(actor, case, at))
