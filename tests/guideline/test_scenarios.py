"""Every scenario file gives the answer it says, by the evaluator and by `forevar advise`."""

from collections import defaultdict

import pytest
import yaml

from forevar.guideline import advice, evaluate, loader, triggers
from tests.guideline import reference, scenario_files
from tests.guideline.scenario_files import ON, Line, Situation

GUIDE = loader.load_guide()
LINES = list(scenario_files.lines())
SITUATIONS = scenario_files.situations()
SYMBOLS = {fact.id: set(fact.symbols) for fact in GUIDE.facts.values()}
OUTCOMES = ("applies", "does_not_apply", "unknown")
# The three kinds of condition that rest only on readings which are never unknown.
NEVER_UNKNOWN = {
    "abduction_risk != none_found",
    "address_blocked",
    "address_blocked or abduction_risk != none_found",
}


def by_rule() -> dict[str, list[Line]]:
    gathered: dict[str, list[Line]] = defaultdict(list)
    for line in LINES:
        gathered[line.rule].append(line)
    return gathered


BY_RULE = by_rule()


@pytest.mark.parametrize("rule", GUIDE.rules)
def test_each_requirement_gives_the_answers_its_scenarios_say(rule: str) -> None:
    assert BY_RULE[rule], "no scenario is written for this requirement"

    for line in BY_RULE[rule]:
        answer = evaluate.evaluate(GUIDE, line.facts, on=ON).by_rule[rule]
        assert (answer.outcome, answer.missing) == (line.outcome, line.missing), line.facts


@pytest.mark.parametrize("rule", GUIDE.rules)
def test_every_answer_that_is_possible_has_a_scenario(rule: str) -> None:
    trigger, scope = GUIDE.rules[rule].trigger, GUIDE.rules[rule].scope.text
    possible = set(OUTCOMES)
    if trigger.judgement is not None:
        possible -= {"applies"}
        if isinstance(trigger.expression, triggers.Always) and scope == "always":
            possible -= {"does_not_apply"}
    elif trigger.text == "always":
        possible = {"applies"} if scope == "always" else {"applies", "does_not_apply"}
    elif trigger.text in NEVER_UNKNOWN:
        possible -= {"unknown"}

    assert {line.outcome for line in BY_RULE[rule]} == possible


def test_twenty_three_further_entries_are_never_unknown() -> None:
    """Beside every «always» of parts I, II and B, as the rules of evaluation count them."""
    never = [
        rule for rule in GUIDE.rules if "unknown" not in {line.outcome for line in BY_RULE[rule]}
    ]
    only_apply = [
        rule
        for rule in never
        if GUIDE.rules[rule].trigger.text == "always" and GUIDE.rules[rule].scope.text == "always"
    ]

    assert len(never) - len(only_apply) == 23


@pytest.mark.parametrize("line", LINES[::7], ids=lambda line: f"{line.rule}-{line.outcome}")
def test_the_command_gives_the_same_as_the_evaluator(line: Line) -> None:
    told = advice.advise(advice.read_case(line.as_case_file()))

    ids = {
        "applies": [entry["id"] for entry in told["applies"]],
        "unknown": [entry["id"] for entry in told["unknown"]],
        "does_not_apply": told["does_not_apply"],
    }
    assert line.rule in ids[line.outcome]
    if line.outcome == "unknown":
        entry = next(each for each in told["unknown"] if each["id"] == line.rule)
        assert tuple(entry["missing"]) == line.missing


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.name)
def test_a_situation_from_real_life_gives_the_answers_it_says(situation: Situation) -> None:
    told = advice.advise(advice.read_case(situation.raw))

    expected = situation.expected
    applies = {entry["id"] for entry in told["applies"]}
    unknown = {entry["id"]: entry["missing"] for entry in told["unknown"]}
    assert set(expected.get("applies", ())) <= applies
    assert set(expected.get("does_not_apply", ())) <= set(told["does_not_apply"])
    assert {rule: unknown.get(rule) for rule in expected.get("unknown", {})} == expected.get(
        "unknown", {}
    )
    assert set(expected.get("hard_rules", ())) <= set(told["hard_rules"])


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.name)
def test_a_situation_gives_the_answers_of_the_second_evaluator(situation: Situation) -> None:
    case = advice.read_case(situation.raw)

    for answer in evaluate.evaluate(GUIDE, case.facts, on=case.on).answers:
        expected = reference.answer(
            answer.rule.trigger.text,
            scope=answer.rule.scope.text,
            facts=case.facts,
            on=case.on,
            symbols=SYMBOLS,
        )
        assert (answer.outcome, answer.missing, answer.judgement) == expected, answer.rule.id


def test_there_are_enough_situations_and_each_says_what_it_is() -> None:
    assert len(SITUATIONS) >= 25
    for situation in SITUATIONS:
        assert situation.expected["name"]
        assert situation.expected["description"]
        assert set(situation.expected) & {*OUTCOMES}


def test_with_no_risk_and_an_open_address_nothing_of_part_three_applies() -> None:
    facts = {
        "abduction_risk": "none_found",
        "hidden_address_decision": False,
        "registry_grading": "none",
        "placement_status": "placed",
        "placement_type": "institution",
    }

    evaluation = evaluate.evaluate(GUIDE, facts, on=ON)

    parts = {answer.rule.source.part for answer in evaluation.answers if not answer.does_not_apply}
    assert parts == {"Del I", "Del II", None}


def test_scenario_files_name_only_requirements_that_exist() -> None:
    assert {line.rule for line in LINES} == set(GUIDE.rules)
    for path in scenario_files.FOLDER.rglob("*.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8")), path
