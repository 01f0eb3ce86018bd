"""A good catalogue has no errors, and a planted one is found."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from forevar.guideline import catalogue, lint, loader, triggers

GUIDE = loader.load_guide()


def errors(guide: catalogue.Guide) -> list[str]:
    return [finding.message for finding in lint.lint(guide) if finding.level == "error"]


def with_rule(rule_id: str, **changes: object) -> catalogue.Guide:
    rule = replace(GUIDE.rules[rule_id], **changes)  # type: ignore[arg-type]  # defects on purpose
    return replace(GUIDE, rules=MappingProxyType({**GUIDE.rules, rule_id: rule}))


def with_fact(fact_id: str, **changes: object) -> catalogue.Guide:
    fact = replace(GUIDE.facts[fact_id], **changes)  # type: ignore[arg-type]  # defects on purpose
    return replace(GUIDE, facts=MappingProxyType({**GUIDE.facts, fact_id: fact}))


def with_edition(**changes: object) -> catalogue.Guide:
    first, second = GUIDE.editions
    return replace(GUIDE, editions=(replace(first, **changes), second))  # type: ignore[arg-type]  # defects on purpose


def question(fact_id: str) -> catalogue.Question:
    written = GUIDE.facts[fact_id].question
    assert written is not None
    return written


RISK = question("abduction_risk")
PERSONS = question("persons_of_risk")
OPEN = GUIDE.editions[0].open_questions


def process() -> catalogue.Process:
    written = GUIDE.editions[0].process
    assert written is not None
    return written


PROCESS = process()

DEFECTS: dict[str, tuple[Callable[[], catalogue.Guide], str]] = {
    "a trigger no facts reach": (
        lambda: with_rule(
            "crisis-log-columns", trigger=triggers.parse("crisis_ongoing and not crisis_ongoing")
        ),
        "no facts make «crisis-log-columns» apply",
    ),
    "a trigger that is always true": (
        lambda: with_rule(
            "crisis-log-columns", trigger=triggers.parse("crisis_ongoing or not crisis_ongoing")
        ),
        "«crisis-log-columns» always applies",
    ),
    "numbers that exclude each other": (
        lambda: with_rule(
            "crisis-log-columns",
            trigger=triggers.parse("minutes_overdue < 15 and minutes_overdue >= 30"),
        ),
        "no facts make",
    ),
    "an unfinished sentence": (
        lambda: with_rule("crisis-log-columns", paraphrase_nb="Loggen har"),
        "unfinished sentence",
    ),
    "the same sentence twice": (
        lambda: with_rule(
            "crisis-log-columns", paraphrase_nb=GUIDE.rules["cws-main-task"].paraphrase_nb
        ),
        "has the same sentence as",
    ),
    "another document": (
        lambda: with_rule("crisis-log-columns", edition="moves-2024"),
        "stands in another document",
    ),
    "no heading": (
        lambda: with_rule("crisis-log-columns", text=None),
        "has no heading and no nynorsk",
    ),
    "no question": (lambda: with_fact("abduction_risk", question=None), "how «abduction_risk» is"),
    "a value without words": (
        lambda: with_fact("abduction_risk", question=replace(RISK, values={})),
        "no words for the value «present»",
    ),
    "not knowing without words": (
        lambda: with_fact("abduction_risk", question=replace(RISK, because={})),
        "no words for not knowing",
    ),
    "words for no value": (
        lambda: with_fact(
            "abduction_risk", question=replace(RISK, values={**RISK.values, "huge": RISK.label})
        ),
        "«huge», which is no value",
    ),
    "a field without words": (
        lambda: with_fact("persons_of_risk", question=replace(PERSONS, fields={})),
        "no words for the field «relation»",
    ),
    "words for no field": (
        lambda: with_fact(
            "persons_of_risk",
            question=replace(PERSONS, fields={**PERSONS.fields, "shoe": PERSONS.label}),
        ),
        "«shoe», which is no field",
    ),
    "an open question of no kind": (
        lambda: with_edition(open_questions=(replace(OPEN[0], kind="rumour"), *OPEN[1:])),
        "of no known kind",
    ),
    "an open question twice": (
        lambda: with_edition(open_questions=(OPEN[0], *OPEN)),
        "stands twice",
    ),
    "a hard rule that serves nothing": (
        lambda: with_edition(
            hard_rules=(replace(GUIDE.editions[0].hard_rules[0], requirements=()),)
        ),
        "serves no requirement",
    ),
    "a phase led by nobody": (
        lambda: with_edition(
            process=replace(
                PROCESS, phases=(replace(PROCESS.phases[0], lead=("santa",)), *PROCESS.phases[1:])
            )
        ),
        "led by «santa»",
    ),
    "a hand-over to nowhere": (
        lambda: with_edition(
            process=replace(PROCESS, transitions=(replace(PROCESS.transitions[0], to_phase="x"),))
        ),
        "a hand-over goes from",
    ),
    "a hand-over by nobody": (
        lambda: with_edition(
            process=replace(
                PROCESS, transitions=(replace(PROCESS.transitions[0], receives="santa"),)
            )
        ),
        "a hand-over names «santa»",
    ),
    "a misprint without a reading": (lambda: replace(GUIDE, errata=()), "has no reading"),
    "a reading of no edition": (
        lambda: replace(
            GUIDE, errata=(*GUIDE.errata, replace(GUIDE.errata[0], edition="moves-2025"))
        ),
        "belongs to no edition",
    ),
    "a reading of no requirement": (
        lambda: replace(
            GUIDE, errata=(*GUIDE.errata, replace(GUIDE.errata[0], requirements=("none",)))
        ),
        "names «none»",
    ),
    "a reading of no open question": (
        lambda: replace(
            GUIDE, errata=(*GUIDE.errata, replace(GUIDE.errata[0], open_question="oq-none"))
        ),
        "answers no open question",
    ),
    "law checked on no day": (
        lambda: replace(
            GUIDE,
            law={
                **GUIDE.law,
                "passloven": replace(GUIDE.law["passloven"], verified_on=None),
            },
        ),
        "called checked",
    ),
}


def test_the_catalogue_that_ships_has_no_errors() -> None:
    assert errors(GUIDE) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found(name: str) -> None:
    plant, message = DEFECTS[name]

    assert any(message in found for found in errors(plant())), errors(plant())


def test_words_for_screens_that_nobody_has_begun_are_only_a_warning() -> None:
    bare = replace(
        GUIDE,
        rules={key: replace(rule, text=None) for key, rule in GUIDE.rules.items()},
        facts={key: replace(fact, question=None) for key, fact in GUIDE.facts.items()},
        texts_written=frozenset(),
        questions_written=frozenset(),
    )

    assert errors(bare) == []
    assert len(lint.lint(bare)) >= len(GUIDE.rules) + len(GUIDE.facts)


def test_law_a_lawyer_must_check_is_said_aloud() -> None:
    warnings = [str(finding) for finding in lint.lint(GUIDE) if finding.level == "warning"]

    assert any("«FNs barnekonvensjon» must be checked by a lawyer" in each for each in warnings)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("always", {True}),
        ("violence in reason_for_placement", {True, False}),
        ("threat_level in [low, high] and threat_level == moderate", {False}),
        ("minutes_overdue != 15 and minutes_overdue == 15", {False}),
        ("minutes_overdue > 15 or minutes_overdue <= 15", {True}),
        ("minutes_overdue >= 15 or minutes_overdue < 15", {True}),
    ],
)
def test_it_knows_which_answers_a_trigger_can_reach(text: str, reached: set[bool]) -> None:
    assert lint.reachable(triggers.parse(text).expression, facts=GUIDE.facts) == reached


@pytest.mark.parametrize("title", ["x" * 100, "Ring straks."])
def test_a_long_or_ended_heading_is_a_warning(title: str) -> None:
    text = GUIDE.rules["crisis-log-columns"].text
    assert text is not None
    written = replace(text, title=catalogue.Text(nb=title, nn=title, en=title))

    found = lint.lint(with_rule("crisis-log-columns", text=written))

    assert len(found) > len(lint.lint(GUIDE))
    assert errors(with_rule("crisis-log-columns", text=written)) == []


def test_every_trigger_can_be_true_and_false() -> None:
    for rule in GUIDE.rules.values():
        if not isinstance(rule.trigger.expression, triggers.Always):
            reached = lint.reachable(rule.trigger.expression, facts=GUIDE.facts)
            assert reached == {True, False}, rule.id
