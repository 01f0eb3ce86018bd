"""The case for those with the reduced right: what this role must do, and whom to ring."""

from forevar.casework.cases import models
from forevar.casework.cases.projections import ReducedSheet
from forevar.casework.cases.rules import bodies
from forevar.casework.cases.selectors import people, rows
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor

MOST_TASKS = 20


def get_reduced_sheet(case: refs.CaseRef, *, actor: Actor, at: Instant) -> ReducedSheet:
    """Give the tasks that are this person's own on the case, and whom to ring. Nothing else."""
    here = decide.rights(actor, case, at).roles
    found = models.Task.objects.filter(case_code=case.code, state="open").order_by(
        "due_sort", "key"
    )
    mine = [
        rows.work_row(row, actor=actor, at=at)
        for row in found
        if row.owner_person == actor.person.key
        or (not row.owner_person and row.owner_body in bodies.acting_for(here))
    ]
    return ReducedSheet(tasks=tuple(mine[:MOST_TASKS]), ring=people.list_ring(case))
