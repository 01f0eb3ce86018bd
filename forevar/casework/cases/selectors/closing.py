"""What holds a case open, for the page that closes it."""

from forevar.casework.cases import models
from forevar.casework.cases.projections import ClosingSheet
from forevar.casework.cases.rules import bodies, closing, phases
from forevar.casework.cases.selectors import people
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor

LEADER_ROLES = frozenset({"cws_leader", "region_leader"})


def get_closing_sheet(
    case: refs.CaseRef,
    *,
    by: Actor,
    at: Instant,
    incident_runs: bool = False,
    copies_out: int = 0,
) -> ClosingSheet:
    """Give what blocks the closing, what the guide wants in order, and who still has access."""
    on_case = people.list_people(case)
    return ClosingSheet(
        blocks=blocks(case, by=by, at=at, incident_runs=incident_runs, copies_out=copies_out),
        conditions=phases.EXIT_CONDITIONS["closing"],
        people=on_case,
        open_tasks=models.Task.objects.filter(case_code=case.code, state="open").count(),
    )


def blocks(
    case: refs.CaseRef, *, by: Actor, at: Instant, incident_runs: bool, copies_out: int
) -> tuple[closing.Block, ...]:
    """List what holds the case open for the person who would close it."""
    answering = models.Responsibility.objects.filter(case_code=case.code, until_at__isnull=True)
    others = answering.exclude(body__in=bodies.LEADERS).exclude(person=by.person.key)
    seers = decide.who_can_see(case, at)
    strangers = {
        seer.person
        for seer in seers
        if seer.person != by.person and seer.role not in LEADER_ROLES and seer.basis != "control"
    }
    return closing.blocks(
        incident_runs=incident_runs,
        copies_out=copies_out,
        others_with_access=others.count() + len(strangers),
        leaders_with_access=sum(seer.role == "cws_leader" for seer in seers),
    )
