"""What an evaluation tells: outcome, reasons, gaps, and what it refuses to take in."""

from datetime import date
from typing import Any

import pytest

from forevar.guideline import evaluate, loader, triggers, truth

GUIDE = loader.load_guide()
ON = date(2026, 11, 21)


def ask(rule: str, **facts: Any) -> evaluate.Answer:
    return evaluate.evaluate(GUIDE, facts, on=ON).by_rule[rule]


def test_there_is_one_answer_to_every_requirement_in_catalogue_order() -> None:
    evaluation = evaluate.evaluate(GUIDE, {}, on=ON)

    assert [answer.rule.id for answer in evaluation.answers] == list(GUIDE.rules)
    together = (*evaluation.applies, *evaluation.unknown, *evaluation.does_not_apply)
    assert len(together) == len(GUIDE.rules) == 496


def test_reasons_name_the_parts_that_decided_and_no_other() -> None:
    answer = ask(
        "recognise-measure-no-longer-safe", address_revealed=False, measure_judged_unsafe=True
    )

    assert answer.applies
    assert answer.because == ("measure_judged_unsafe",)


def test_a_false_answer_names_what_made_it_false() -> None:
    answer = ask("acute-office-hours-intake", placement_urgency="acute", office_hours=False)

    assert answer.does_not_apply
    assert answer.because == ("office_hours",)


def test_a_part_three_requirement_names_the_scope_among_its_reasons() -> None:
    answer = ask("live-normally", hidden_address_decision=True, placement_status="placed")

    assert answer.because == (
        "abduction_risk",
        "address_blocked",
        "hidden_address_decision",
        "placement_status",
    )


def test_missing_facts_come_in_the_order_they_are_asked_for() -> None:
    answer = ask("sp-school-1-call-112-after-30", abduction_risk="present")

    assert answer.missing == (
        "incident_type",
        "education_setting",
        "incident_location",
        "minutes_overdue",
    )


def test_a_false_part_leaves_nothing_missing() -> None:
    answer = ask("sp-school-1-call-112-after-30", education_setting="none")

    assert answer.does_not_apply
    assert answer.missing == ()


def test_a_fact_that_can_no_longer_matter_is_not_asked_for() -> None:
    answer = ask(
        "intake-discuss-police-involvement", abduction_risk="present", risk_disagreement=False
    )

    assert answer.missing == ("police_involved",)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ("interpreter_needed", "language_minority", "norwegian_sufficient")),
        ({"norwegian_sufficient": False}, ("interpreter_needed", "language_minority")),
    ],
)
def test_a_derived_fact_asks_for_its_inputs_too(
    facts: dict[str, Any], missing: tuple[str, ...]
) -> None:
    assert ask("interpreter-guidelines", **facts).missing == missing


def test_a_risk_nobody_has_looked_at_asks_only_for_the_risk() -> None:
    """It is never derived: knowing the incident would not tell what the risk is."""
    assert ask("consider-listed-measures").missing == ("abduction_risk",)


def test_a_contradiction_asks_for_both_sides() -> None:
    answer = ask("consider-listed-measures", abduction_risk="none_found", incident_type="abduction")

    assert answer.missing == ("abduction_risk", "incident_type")


@pytest.mark.parametrize("why", sorted(truth.REASONS))
def test_every_reason_for_not_knowing_is_missing(why: truth.Why) -> None:
    answer = ask("crisis-log-columns", crisis_ongoing=truth.Unknown(why))

    assert answer.unknown


def test_text_that_is_only_spaces_records_no_views() -> None:
    assert ask("child-views-weighted-by-age-maturity", child_views="  ").unknown
    assert ask("child-views-weighted-by-age-maturity", child_views="vil bo her").applies


def test_a_birthday_on_29_february_is_kept_on_1_march() -> None:
    born = {"child_birth_date": date(2008, 2, 29)}

    for on, outcome in ((date(2026, 2, 28), "applies"), (date(2026, 3, 1), "does_not_apply")):
        answers = evaluate.evaluate(GUIDE, born, on=on).by_rule
        assert answers["child-means-under-18"].outcome == outcome


def test_a_named_persons_judgement_decides() -> None:
    rule = "older-child-institution-when-high-threat"
    facts = {"threat_level": "particularly_high"}

    asked = evaluate.evaluate(GUIDE, facts, on=ON).by_rule[rule]
    yes = evaluate.evaluate(GUIDE, facts, on=ON, judgements={rule: True}).by_rule[rule]
    no = evaluate.evaluate(GUIDE, facts, on=ON, judgements={rule: False}).by_rule[rule]

    assert (asked.outcome, asked.judgement) == ("unknown", "the child is older")
    assert asked.because == ("threat_level",)
    assert yes.applies
    assert no.does_not_apply


def test_a_judgement_never_outweighs_missing_facts() -> None:
    rule = "older-child-institution-when-high-threat"

    answer = evaluate.evaluate(GUIDE, {}, on=ON, judgements={rule: True}).by_rule[rule]

    assert answer.unknown
    assert answer.missing == ("threat_level",)
    assert answer.judgement is None


@pytest.mark.parametrize("rule", ["cws-main-task", "no-such-rule"])
def test_a_judgement_nobody_asks_for_is_refused(rule: str) -> None:
    with pytest.raises(evaluate.JudgementNotAsked):
        evaluate.evaluate(GUIDE, {}, on=ON, judgements={rule: True})


def test_a_fact_nobody_knows_is_refused() -> None:
    with pytest.raises(evaluate.FactNotKnown):
        evaluate.evaluate(GUIDE, {"abduction_risc": "present"}, on=ON)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("abduction_risk", "Present"),
        ("abduction_risk", None),
        ("abduction_risk", True),
        ("police_involved", "true"),
        ("police_involved", 1),
        ("minutes_overdue", True),
        ("minutes_overdue", "15"),
        ("reason_for_placement", "violence"),
        ("reason_for_placement", ["Violence"]),
        ("reason_for_placement", [["violence"]]),
        ("child_birth_date", "2012-01-01"),
        ("abductor_known", []),
        ("child_views", 3),
    ],
)
def test_a_value_a_fact_cannot_have_is_refused_and_not_repeated(fact: str, value: object) -> None:
    with pytest.raises(evaluate.ValueDoesNotFit) as refused:
        evaluate.evaluate(GUIDE, {fact: value}, on=ON)

    assert str(refused.value).startswith(f"The value given for {fact} does not fit")


def test_blocks_that_keep_something_back_hold_while_nobody_can_tell() -> None:
    assert all(GUIDE.rules[rule].enforcement == "block" for rule in evaluate.HOLDS_WHILE_UNKNOWN)

    evaluation = evaluate.evaluate(GUIDE, {}, on=ON)

    forces = {answer.rule.id: answer.enforcement for answer in evaluation.unknown}
    held = {rule for rule, force in forces.items() if force == "block"}
    assert held == set(forces) & evaluate.HOLDS_WHILE_UNKNOWN
    assert forces["code6-semantics"] == "block"
    assert forces["b-move-only-on-ground"] == "warn"
    assert forces["sp-home-4-kidnapping"] is None


def test_enforcement_follows_the_answer() -> None:
    assert ask("code6-semantics", registry_grading="none").enforcement is None
    assert (
        ask("mail-via-municipality").enforcement == GUIDE.rules["mail-via-municipality"].enforcement
    )


def test_every_fact_in_a_trigger_is_read() -> None:
    """A positive control: a fact that no condition listens to would go unnoticed."""
    base = evaluate.evaluate(GUIDE, {}, on=ON)
    asked = {fact for answer in base.answers for fact in answer.missing}
    in_triggers = {
        atom.fact
        for rule in GUIDE.rules.values()
        for atom in triggers.atoms(rule.trigger.expression)
    }

    assert in_triggers - asked <= {"address_blocked", "norwegian_sufficient"}
