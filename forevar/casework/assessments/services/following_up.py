"""Tasks that follow from judgements: assess anew, ask the police, have a settlement approved."""

from datetime import date

from forevar.casework.cases import selectors as case_selectors
from forevar.casework.cases import services as cases
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import actors

SOURCE = "assessments"
REASSESSMENT = "reassessment"
POLICE_REQUEST = "police-request"
POLICE_ANSWER = "police-answer"


def assess_anew(case: refs.CaseRef, *, due_on: date, by: actors.Actor, at: Instant) -> None:
    """Put the date of the next assessment among the municipality's duties, in place of the last."""
    finish(case, about=REASSESSMENT, by=by, at=at)
    cases.set_task(
        case=case,
        source=SOURCE,
        title="assess_anew",
        about=REASSESSMENT,
        owner_body="municipality",
        due_on=due_on,
        by=by,
        at=at,
        under="risk_assessment",
    )


def ask_police(case: refs.CaseRef, *, by: actors.Actor, at: Instant) -> None:
    """Leave the municipality the duty to ask the police, unless it stands there already."""
    if _find(case, about=POLICE_REQUEST) is None:
        cases.set_task(
            case=case,
            source=SOURCE,
            title="ask_police",
            about=POLICE_REQUEST,
            owner_body="municipality",
            by=by,
            at=at,
            under="police",
        )


def wait_for_police(case: refs.CaseRef, *, by: actors.Actor, at: Instant) -> None:
    """The police have been asked: what was to be done is done, and now we wait for them."""
    finish(case, about=POLICE_REQUEST, by=by, at=at)
    if _find(case, about=POLICE_ANSWER) is None:
        cases.set_task(
            case=case,
            source=SOURCE,
            title="police_answer",
            about=POLICE_ANSWER,
            owner_body="municipality",
            waits_on="police",
            by=by,
            at=at,
            under="police",
        )


def police_have_answered(case: refs.CaseRef, *, by: actors.Actor, at: Instant) -> None:
    """Nobody waits for the police any more."""
    finish(case, about=POLICE_REQUEST, by=by, at=at)
    finish(case, about=POLICE_ANSWER, by=by, at=at)


def have_settlement_approved(
    case: refs.CaseRef, *, number: int, by: actors.Actor, at: Instant
) -> None:
    """Let the head of the municipal service see how a disagreement was settled."""
    cases.set_task(
        case=case,
        source=SOURCE,
        title="approve_view_of_risk",
        about=f"settlement-{number}",
        owner_body="municipal_leader",
        kind="approval",
        by=by,
        at=at,
        under="disagreement",
    )


def finish(case: refs.CaseRef, *, about: str, by: actors.Actor, at: Instant) -> None:
    """Finish our own task about this, where one is open."""
    task = _find(case, about=about)
    if task is not None:
        cases.finish_task(case=case, task=task, by=by, at=at)


def _find(case: refs.CaseRef, *, about: str) -> str | None:
    task = case_selectors.find_task(case, source=SOURCE, about=about)
    return None if task is None else task.key
