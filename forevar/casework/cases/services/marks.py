"""What a person says of a requirement: started, done, not relevant, and «angre»."""

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.rules import marks, tasks
from forevar.casework.cases.services import reasons, standing
from forevar.guideline import loader
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import policy
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger

WHY_NOT_RELEVANT = "Skriv hvorfor dette ikke er aktuelt."


class NoSuchRequirement(errors.DomainError):
    """The guides ask nothing by that name."""

    code = "no_such_requirement"
    text = "Vi fant ikke punktet i veilederen."


@transaction.atomic
def mark_requirement(
    *,
    case: refs.CaseRef,
    requirement: str,
    state: str,
    by: Actor,
    at: Instant,
    reason: str = "",
) -> None:
    """Say that a requirement is started, done, or not relevant and why.

    Those who write in the case may, and those whom the guide asks. A new mark ends the one before.
    """
    _require_hand(requirement, case=case, by=by, at=at)
    marks.check_state(state)
    if state in marks.NEEDS_A_REASON:
        tasks.check_reason(reason, missing=WHY_NOT_RELEVANT)
    _end_current(case, requirement, by=by, at=at)
    models.RequirementMark.objects.create(
        case_code=case.code,
        requirement=requirement,
        state=state,
        marked_by=by.person.key,
        marked_at=at,
    )
    details = {"requirement": requirement, "state": state}
    if reason:
        details["reason"] = reasons.keep_reason(
            case=case,
            action="cases.requirement_marked",
            about=requirement,
            text=reason,
            by=by,
            at=at,
        )
    ledger.append(
        action="cases.requirement_marked", actor=by.person, at=at, case=case, details=details
    )


@transaction.atomic
def undo_mark(*, case: refs.CaseRef, requirement: str, by: Actor, at: Instant) -> None:
    """Take back the mark a requirement carries now. What was said stays in the history."""
    _require_hand(requirement, case=case, by=by, at=at)
    if not _end_current(case, requirement, by=by, at=at):
        raise marks.NothingToUndo
    ledger.append(
        action="cases.requirement_unmarked",
        actor=by.person,
        at=at,
        case=case,
        details={"requirement": requirement},
    )


def _require_hand(requirement: str, *, case: refs.CaseRef, by: Actor, at: Instant) -> None:
    rights = standing.require_on_case(case=case, by=by, at=at)
    if not rights.can("overview", "W") and not rights.roles & _asked_by_the_guide(requirement):
        decision.require(policy.NOT_HERE)
    if requirement not in loader.load_guide().rules:
        raise NoSuchRequirement


def _asked_by_the_guide(requirement: str) -> frozenset[str]:
    guide = loader.load_guide()
    rule = guide.rules.get(requirement)
    asked = rule.actor if rule is not None else ()
    return frozenset(code for actor in asked for code in guide.roles[actor].codes)


def _end_current(case: refs.CaseRef, requirement: str, *, by: Actor, at: Instant) -> bool:
    current = models.RequirementMark.objects.filter(
        case_code=case.code, requirement=requirement, ended_at__isnull=True
    )
    return bool(current.update(ended_at=at, ended_by=by.person.key))
