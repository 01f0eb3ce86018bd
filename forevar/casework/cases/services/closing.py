"""Closing a case, which blocks while something is open, and reopening it."""

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.rules import bodies, closing, phases, tasks
from forevar.casework.cases.selectors import closing as sheet
from forevar.casework.cases.services import reasons, standing
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import services as access
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger

WHY_REOPENED = "Skriv hvorfor saken åpnes igjen."


@transaction.atomic
def close(
    *,
    case: refs.CaseRef,
    by: Actor,
    at: Instant,
    incident_runs: bool = False,
    copies_out: int = 0,
) -> None:
    """Close the case. Leaders keep their access; whoever closes it gives up their own.

    Refuses while an incident runs, paper copies are out, or anybody else still has access, and
    says which. The interface passes in what other packages know.
    """
    rights = standing.require_right(case=case, by=by, section="overview", letter="S", at=at)
    standing.require_role(rights, "intake_adviser", "caseworker", "cws_leader")
    row = standing.hold_case(case)
    phases.check_step(phase=row.phase, to="closed", acute=False)
    held = sheet.blocks(case, by=by, at=at, incident_runs=incident_runs, copies_out=copies_out)
    if held:
        raise closing.CaseNotReadyToClose(held)
    row.phase, row.phase_since, row.closed_at = "closed", at, at
    row.flagged_for_duty = False
    row.version += 1
    row.save()
    _leave(case, by=by, at=at)
    ledger.append(action="cases.closed", actor=by.person, at=at, case=case)


@transaction.atomic
def reopen(*, case: refs.CaseRef, reason: str, by: Actor, at: Instant) -> None:
    """Take a closed case back to its closing. Only barnevernleder may, and says why."""
    rights = standing.require_right(case=case, by=by, section="overview", letter="S", at=at)
    standing.require_role(rights, "cws_leader")
    tasks.check_reason(reason, missing=WHY_REOPENED)
    row = standing.hold_case(case)
    if row.phase != "closed":
        raise phases.NoSuchStep
    row.phase, row.phase_since, row.closed_at = "closing", at, None
    row.version += 1
    row.save()
    digest = reasons.keep_reason(
        case=case, action="cases.reopened", about=case.code, text=reason, by=by, at=at
    )
    ledger.append(
        action="cases.reopened", actor=by.person, at=at, case=case, details={"reason": digest}
    )


def _leave(case: refs.CaseRef, *, by: Actor, at: Instant) -> None:
    own = models.Responsibility.objects.select_for_update().filter(
        case_code=case.code, person=by.person.key, until_at__isnull=True
    )
    for row in own.exclude(body__in=bodies.LEADERS):
        row.until_at = max(at, row.from_at)
        row.save(update_fields=["until_at"])
        access.end(grant=row.grant, by=by, at=at)
