"""Questions only a person can answer, with everything that was answered before."""

from forevar.casework.assessments.models import JudgementAnswer
from forevar.casework.assessments.projections import JudgementLine, JudgementQuestion
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.casework.assessments.selectors import wording
from forevar.guideline import catalogue, explain, loader
from forevar.kernel import errors
from forevar.kernel.refs import CaseRef


class NoSuchQuestion(errors.DomainError):
    """The requirement does not exist, or asks nobody to judge."""

    code = "assessments.no_such_judgement"
    text = _("Dette kravet spør ikke om et skjønn.")


def get_judgement(
    case: CaseRef, *, rule_id: str, lang: catalogue.Language = "nb"
) -> JudgementQuestion:
    """Give one question of judgement with its answers, latest first."""
    rule = loader.load_guide().rules.get(rule_id)
    if rule is None or rule.question is None:
        raise NoSuchQuestion
    return JudgementQuestion(
        rule_id=rule.id,
        title=wording.title(rule, lang=lang),
        sentence=rule.sentence(lang),
        question=rule.question.in_language(lang),
        citation=explain.citation(rule.source, language=lang),
        answers=list_judgements(case, rule_id=rule_id),
    )


def list_judgements(case: CaseRef, *, rule_id: str = "") -> tuple[JudgementLine, ...]:
    """List the answers named persons have given, latest first; the reasons stay sealed."""
    rows = JudgementAnswer.objects.filter(case=str(case)).order_by("-at", "-is_latest")
    if rule_id:
        rows = rows.filter(rule=rule_id)
    return tuple(
        JudgementLine(
            rule_id=row.rule,
            answer="yes" if row.answer else "no",
            reason=row.reason,
            by=row.by_name,
            at=row.at,
            counts=row.is_latest,
        )
        for row in rows
    )
