"""What holds for every case: agreement with a second evaluator, and monotone knowledge."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from forevar.guideline import evaluate, truth
from tests.guideline import reference
from tests.guideline.strategies import ASKED_OF, GUIDE, cases, values

SYMBOLS = {fact.id: set(fact.symbols) for fact in GUIDE.facts.values()}
# Facts whose absence is read protectively: saying more may lower an answer that was not unknown.
READ_PROTECTIVELY = {
    *("abduction_risk", "move_exclusion", "norwegian_sufficient", "address_blocked"),
    *("hidden_address_decision", "registry_grading", "incident_type", "incident_closed"),
    *("language_minority", "interpreter_needed", "crisis_ongoing"),
}
# Facts that can contradict: saying more may turn knowledge into a dispute.
CAN_CONTRADICT = {
    *("child_age", "child_birth_date", "care_taken_over", "legal_basis", "child_views"),
    *("child_views_recorded", "persons_of_risk", "persons_of_risk_known"),
    *("protective_measures", "safety_measures_active", "move_considered", "move_decided"),
}
PLAIN_KNOWLEDGE = sorted(set(ASKED_OF) - READ_PROTECTIVELY - CAN_CONTRADICT)

Drawn = tuple[dict[str, object], date]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_it_agrees_with_the_second_evaluator(case: Drawn) -> None:
    facts, on = case

    for answer in evaluate.evaluate(GUIDE, facts, on=on).answers:
        expected = reference.answer(
            answer.rule.trigger.text,
            scope=answer.rule.scope.text,
            facts=facts,
            on=on,
            symbols=SYMBOLS,
        )
        assert (answer.outcome, answer.missing, answer.judgement) == expected, answer.rule.id


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_learning_more_never_takes_back_an_answer(case: Drawn, data: st.DataObject) -> None:
    facts, on = case
    fact = data.draw(st.sampled_from(PLAIN_KNOWLEDGE))
    before_facts = {name: value for name, value in facts.items() if name != fact}
    after_facts = {**before_facts, fact: data.draw(values(GUIDE.facts[fact], on=on))}

    before = evaluate.evaluate(GUIDE, before_facts, on=on)
    after = evaluate.evaluate(GUIDE, after_facts, on=on)

    for old, new in zip(before.answers, after.answers, strict=True):
        if not old.unknown:
            assert new.outcome == old.outcome, (old.rule.id, fact)


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_only_a_missing_fact_can_change_an_unknown_answer(case: Drawn, data: st.DataObject) -> None:
    facts, on = case
    fact = data.draw(st.sampled_from(PLAIN_KNOWLEDGE))
    before_facts = {name: value for name, value in facts.items() if name != fact}
    after_facts = {**before_facts, fact: data.draw(values(GUIDE.facts[fact], on=on))}

    before = evaluate.evaluate(GUIDE, before_facts, on=on)
    after = evaluate.evaluate(GUIDE, after_facts, on=on)

    for old, new in zip(before.answers, after.answers, strict=True):
        if old.unknown and fact not in old.missing:
            assert (new.outcome, new.missing) == (old.outcome, old.missing), (old.rule.id, fact)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_missing_facts_are_named_exactly_when_facts_leave_it_open(case: Drawn) -> None:
    facts, on = case

    for answer in evaluate.evaluate(GUIDE, facts, on=on).answers:
        assert len(set(answer.missing)) == len(answer.missing)
        if answer.unknown:
            assert answer.missing or answer.judgement
        else:
            assert answer.missing == ()
            assert answer.judgement is None


@settings(max_examples=60, deadline=None)
@given(cases())
def test_why_a_fact_is_missing_changes_no_answer(case: Drawn) -> None:
    facts, on = case
    known = {name: value for name, value in facts.items() if not isinstance(value, truth.Unknown)}

    told = evaluate.evaluate(GUIDE, facts, on=on)
    silent = evaluate.evaluate(GUIDE, known, on=on)

    assert told.answers == silent.answers


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_judgement_decides_only_where_the_facts_leave_it_to_a_person(case: Drawn) -> None:
    facts, on = case
    judged = [rule.id for rule in GUIDE.rules.values() if rule.trigger.judgement]

    before = evaluate.evaluate(GUIDE, facts, on=on)
    yes = evaluate.evaluate(GUIDE, facts, on=on, judgements=dict.fromkeys(judged, True))
    no = evaluate.evaluate(GUIDE, facts, on=on, judgements=dict.fromkeys(judged, False))

    for rule in judged:
        assert no.by_rule[rule].does_not_apply
        assert yes.by_rule[rule].judgement is None
        if before.by_rule[rule].does_not_apply:
            assert yes.by_rule[rule].does_not_apply
        elif not before.by_rule[rule].missing:
            assert yes.by_rule[rule].applies


@settings(max_examples=40, deadline=None)
@given(cases())
def test_reasons_name_only_facts_of_the_trigger_the_scope_and_their_inputs(case: Drawn) -> None:
    facts, on = case

    for answer in evaluate.evaluate(GUIDE, facts, on=on).answers:
        text = f"{answer.rule.trigger.text} {answer.rule.scope.text}"
        named = {fact for fact in GUIDE.facts if fact in text}
        allowed = named | {each for fact in named for each in evaluate.inputs_of(fact)}
        assert set(answer.because) <= allowed | {"incident_closed"}
        assert set(answer.missing) <= allowed | {"incident_type"}
