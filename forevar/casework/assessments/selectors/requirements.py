"""Everything the guides ask in one case, phase by phase, with its answer and its reason."""

from collections.abc import Mapping

from forevar.casework.assessments.projections import (
    CaseEvaluation,
    RequirementLine,
    RequirementPhase,
)
from forevar.casework.assessments.selectors import evaluation as evaluations
from forevar.casework.assessments.selectors import wording
from forevar.casework.cases import projections as case_projections
from forevar.casework.cases import selectors as cases
from forevar.guideline import catalogue, evaluate, explain, loader
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef


def list_requirements(
    case: CaseRef,
    *,
    at: Instant,
    lang: catalogue.Language = "nb",
    phase: str = "",
    extra: Mapping[str, object] | None = None,
) -> tuple[RequirementPhase, ...]:
    """List every requirement of both guides for this case: applies, not told yet, does not apply.

    In the order of the guides under each phase; the phases the case is in come marked.
    """
    found = evaluations.evaluate_case(case, at=at, extra=extra)
    marks = {mark.requirement: mark for mark in cases.list_marks(case)}
    now = cases.catalogue_phases(case)
    wanted = (phase,) if phase else tuple(explain.PHASE_NAMES)
    return tuple(
        RequirementPhase(
            phase=each,
            name=explain.phase(each, language=lang),
            is_now=each in now or each == "always",
            lines=tuple(
                _line(answer, found=found, marks=marks, lang=lang)
                for answer in found.evaluation.answers
                if answer.rule.phase == each
            ),
        )
        for each in wanted
    )


def _line(
    answer: evaluate.Answer,
    *,
    found: CaseEvaluation,
    marks: Mapping[str, case_projections.Mark],
    lang: catalogue.Language,
) -> RequirementLine:
    rule, guide = answer.rule, loader.load_guide()
    mark = marks.get(rule.id)
    judged = found.judgements.get(rule.id)
    return RequirementLine(
        rule_id=rule.id,
        title=wording.title(rule, lang=lang),
        sentence=rule.sentence(lang),
        answer=answer.outcome,
        modality=explain.modality(rule.modality, language=lang),
        who=wording.who(rule, guide=guide, lang=lang),
        why=wording.why(answer, evaluation=found.evaluation, lang=lang),
        missing=explain.missing(answer, evaluation=found.evaluation, language=lang),
        citation=explain.citation(rule.source, language=lang),
        judgement=rule.trigger.judgement or "",
        judged="" if judged is None else ("yes" if judged else "no"),
        mark=mark.state if mark else "",
    )
