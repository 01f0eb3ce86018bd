"""Questions only a person can answer: yes or no, with a reason and a name."""

from typing import ClassVar

from django.db import transaction

from forevar.casework.assessments.models import JudgementAnswer
from forevar.casework.assessments.rules import writing
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.guideline import loader
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.kernel.decision import require
from forevar.trust.access import actors, decide
from forevar.trust.audit import ledger


class NoSuchJudgement(errors.DomainError):
    """The requirement does not ask anybody to judge."""

    code: ClassVar[str] = "assessments.no_such_judgement"
    text = _("Dette kravet spør ikke om et skjønn.")


class JudgementNeedsReason(errors.DomainError):
    """A judgement without a reason helps nobody who reads it later."""

    code: ClassVar[str] = "assessments.judgement_needs_reason"
    text = _("Begrunn svaret. Minst 20 tegn.")


@transaction.atomic
def answer_judgement(
    *, case: refs.CaseRef, rule: str, answer: bool, reason: str, by: actors.Actor, at: Instant
) -> None:
    """Answer a requirement's question of judgement. Earlier answers stay, and no longer count.

    Refuses a requirement that asks no such question, and an answer without a reason.
    """
    require(decide.rights(by, case, at).can("overview", "W"))
    known = loader.load_guide().rules.get(rule)
    if known is None or known.trigger.judgement is None:
        raise NoSuchJudgement
    if len(reason.strip()) < writing.SHORTEST_REASON:
        raise JudgementNeedsReason(fields={"reason": JudgementNeedsReason.text})
    earlier = JudgementAnswer.objects.filter(case=str(case), rule=rule, is_latest=True)
    earlier.update(is_latest=False)
    JudgementAnswer.objects.create(
        case=str(case),
        rule=rule,
        answer=answer,
        reason=reason.strip(),
        by=str(by.person),
        by_name=by.name,
        at=at,
    )
    ledger.append(
        action="assessments.judged",
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"requirement": rule},
    )
