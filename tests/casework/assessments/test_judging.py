"""A named person answers what no machine can, with a reason, and the guides are told."""

import pytest

from forevar.casework.assessments import selectors, services
from forevar.casework.assessments.services.judging import JudgementNeedsReason, NoSuchJudgement
from forevar.kernel.decision import NotAllowed
from tests.casework.assessments.desk import NOON, REASON, Desk, days
from tests.casework.assessments.places import read

RULE = "hidden-address-parents-not-told"


def judge(
    desk: Desk, answer: bool, *, name: str = "kari", rule: str = RULE, later: int = 0
) -> None:
    services.answer_judgement(
        case=desk.case,
        rule=rule,
        answer=answer,
        reason=REASON,
        by=desk.actor(name),
        at=NOON + days(later),
    )


def outcome(desk: Desk) -> str:
    return selectors.evaluate_case(desk.case, at=NOON).evaluation.by_rule[RULE].outcome


def test_it_cannot_be_told_until_somebody_judges(desk: Desk) -> None:
    assert outcome(desk) == "unknown"

    judge(desk, True)
    assert outcome(desk) == "applies"

    judge(desk, False, later=1)
    assert outcome(desk) == "does_not_apply"


def test_what_was_answered_before_stands_in_the_history(desk: Desk) -> None:
    judge(desk, True)
    judge(desk, False, name="ivar", later=1)

    question = selectors.get_judgement(desk.case, rule_id=RULE)

    assert [(line.answer, line.by, line.counts) for line in question.answers] == [
        ("no", "Ivar", True),
        ("yes", "Kari", False),
    ]
    assert read(question.answers[1].reason) == REASON


@pytest.mark.parametrize("name", ["turid", "rakel", "ulf", "odd"])
def test_who_may_not_judge(desk: Desk, name: str) -> None:
    with pytest.raises(NotAllowed):
        judge(desk, True, name=name)

    assert outcome(desk) == "unknown"


@pytest.mark.parametrize("rule", ["cws-assesses-risk", "no-such-requirement"])
def test_only_a_question_of_judgement_is_answered(desk: Desk, rule: str) -> None:
    with pytest.raises(NoSuchJudgement):
        judge(desk, True, rule=rule)


def test_a_judgement_has_a_reason(desk: Desk) -> None:
    with pytest.raises(JudgementNeedsReason):
        services.answer_judgement(
            case=desk.case, rule=RULE, answer=True, reason="Ja.", by=desk.actor("kari"), at=NOON
        )


def test_a_judgement_on_one_case_says_nothing_of_another(desk: Desk) -> None:
    from tests.casework.assessments import places

    other = places.open_case(desk.town)
    judge(desk, True)

    assert selectors.list_judgements(other) == ()
