"""Facts meet the guides here and nowhere else: what is known of a case, and what is asked for it."""

from collections.abc import Mapping, Sequence

from forevar.casework.assessments.models import JudgementAnswer, StatedFact
from forevar.casework.assessments.projections import CaseEvaluation
from forevar.casework.assessments.rules import merging
from forevar.casework.cases import facts as case_facts
from forevar.casework.intake import facts as intake_facts
from forevar.casework.screening import facts as screening_facts
from forevar.guideline import evaluate, loader
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.refs import CaseRef
from forevar.trust.disclosure import selectors as disclosure


def gather_facts(
    case: CaseRef, *, at: Instant, extra: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Collect what every record tells of a case. Nothing sealed is opened.

    Features above this package hand in what they know as `extra`. What two records tell
    differently is disputed, and so not known.
    """
    return merging.joined(
        (
            case_facts.known(case, at=at),
            intake_facts.known(case),
            screening_facts.known(case, at=at),
            StatedFact.objects.told_of(case),
            extra or {},
        )
    )


def gather_many(cases: Sequence[CaseRef], *, at: Instant) -> dict[CaseRef, dict[str, object]]:
    """Collect what every record tells of many cases; only the case file is asked one by one."""
    ages = disclosure.child_ages(cases, on=local_date(at))
    asked, told = screening_facts.known_of(cases), intake_facts.known_of(cases)
    stated = StatedFact.objects.told_of_many(cases)
    return {
        case: merging.joined(
            (
                case_facts.known(case, at=at),
                told[case.code],
                asked[case.code],
                {} if (age := ages[case]) is None else {"child_age": age},
                stated[case.code],
            )
        )
        for case in cases
    }


def evaluate_case(
    case: CaseRef, *, at: Instant, extra: Mapping[str, object] | None = None
) -> CaseEvaluation:
    """Put a case before both guides, with what named persons have judged.

    The number of queries does not depend on how much is known. No score, no level: for each
    requirement applies, does not apply, or cannot be told yet.
    """
    guide = loader.load_guide()
    facts = gather_facts(case, at=at, extra=extra)
    judged = JudgementAnswer.objects.filter(case=str(case), is_latest=True)
    judgements = {
        rule: answer
        for rule, answer in judged.values_list("rule", "answer")
        if rule in guide.rules and guide.rules[rule].trigger.judgement is not None
    }
    return CaseEvaluation(
        case=case,
        evaluation=evaluate.evaluate(guide, facts, on=local_date(at), judgements=judgements),
        editions=tuple(edition.id for edition in guide.editions),
        facts=facts,
        judgements=judgements,
    )
