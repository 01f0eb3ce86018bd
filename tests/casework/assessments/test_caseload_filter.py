"""The filter and the evaluator are two readings of one trigger, and never differ."""

import random
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forevar.casework.assessments import models, selectors, services
from forevar.casework.assessments.rules import stock
from forevar.casework.assessments.selectors import caseload
from forevar.guideline import catalogue, evaluate, loader, triggers
from forevar.kernel.refs import CaseRef
from forevar.trust.access import visible
from tests.casework.assessments.desk import NOON, REASON, Desk, days

ON = date(2026, 11, 21)
GUIDE = loader.load_guide()
# Every fact a trigger names, and every fact one of those is derived from.
USED = sorted(
    {
        name
        for rule in GUIDE.rules.values()
        for expression in (rule.scope.expression, rule.trigger.expression)
        for atom in triggers.atoms(expression)
        for name in (atom.fact, *evaluate.inputs_of(atom.fact))
    }
)


def values_of(fact: catalogue.Fact) -> list[object]:
    symbols: list[object] = [*sorted(fact.symbols)]
    if fact.type == "bool":
        return [True, False, *symbols]
    if fact.type == "enum":
        return symbols
    if fact.type == "int":
        return [0, 7, 14, 15, 16, 29, 30, 31]
    if fact.type == "list" and symbols:
        return [[], [symbols[0]], [symbols[-1]], symbols]
    if fact.type == "list":
        return [[], ["(registrert)"]]
    return [date(2012, 3, 4)] if fact.type == "date" else ["(registrert)"]


def cases(seed: int, number: int) -> dict[str, dict[str, object]]:
    """Draw cases where each fact is missing, or has one of its values."""
    draw = random.Random(seed)  # hypothesis gives the seed, so a failure is found again
    share = draw.choice([0.2, 0.6, 0.95])
    return {
        f"lonn-{100 + at}": {
            fact: draw.choice(values_of(GUIDE.facts[fact]))
            for fact in USED
            if draw.random() < share
        }
        for at in range(number)
    }


def lay_out(told: Mapping[str, Mapping[str, object]]) -> dict[str, evaluate.Evaluation]:
    """Put made-up facts before the evaluator, and its settled values in the tables."""
    found = {code: evaluate.evaluate(GUIDE, facts, on=ON) for code, facts in told.items()}
    models.HeldFact.objects.all().delete()
    models.StockTaken.objects.all().delete()
    models.StockTaken.objects.bulk_create(
        models.StockTaken(case=code, taken_at=NOON) for code in told
    )
    models.HeldFact.objects.bulk_create(
        [
            models.HeldFact(case=code, fact=line.fact, code=line.code, number=line.number)
            for code, evaluation in found.items()
            for line in stock.held(evaluation.values, facts=GUIDE.facts)
        ],
        batch_size=500,
    )
    return found


def conditions() -> dict[tuple[object, object], str]:
    """One requirement for every different condition in the guides."""
    return {
        (rule.scope.expression, rule.trigger.expression): rule.id
        for rule in GUIDE.rules.values()
        if rule.trigger.judgement is None
    }


def differences(found: Mapping[str, evaluate.Evaluation]) -> list[tuple[str, str]]:
    wrong = []
    for rule_id in conditions().values():
        asked = selectors.find_cases(rule_id)
        for code, evaluation in found.items():
            expected = evaluation.by_rule[rule_id].outcome
            case = CaseRef(code)
            told = (
                "applies"
                if case in asked.applies
                else "unknown"
                if case in asked.unknown
                else "does_not_apply"
            )
            if told != expected:
                wrong.append((rule_id, f"{code}: {expected}, not {told}"))
    return wrong


@pytest.mark.slow
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_the_filter_and_the_evaluator_never_differ(db: None, seed: int) -> None:
    assert differences(lay_out(cases(seed, number=25))) == []


def test_a_wrong_reading_is_found(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    found = lay_out({"lonn-482": {}, "lonn-483": {"abduction_risk": "none_found"}})
    assert differences(found) == []

    monkeypatch.setattr(caseload, "_TRUE_WHEN_MISSING", frozenset())

    assert {what for _rule, what in differences(found)} == {"lonn-482: applies, not unknown"}


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({}, "unknown"),
        ({"address_revealed": True}, "yes"),
        ({"address_revealed": "suspected"}, "yes"),
        ({"address_revealed": False}, "no"),
    ],
)
def test_suspicion_reads_as_true(db: None, told: dict[str, object], outcome: str) -> None:
    lay_out({"lonn-482": told})
    applies, unknown = selectors.compile_trigger(triggers.parse("address_revealed"))

    rows = models.StockTaken.objects
    read = {"yes": rows.filter(applies).exists(), "unknown": rows.filter(unknown).exists()}

    assert read == {"yes": outcome == "yes", "unknown": outcome == "unknown"}


@pytest.mark.parametrize(
    "text", ["child_name == kari", "child_name in [kari]", "kari in persons_of_risk"]
)
def test_a_sealed_value_cannot_be_asked_for(text: str) -> None:
    with pytest.raises(caseload.CannotBeFiltered):
        selectors.compile_trigger(triggers.parse(text))


def test_no_sealed_value_lies_in_the_table(desk: Desk) -> None:
    from forevar.casework.screening import services as screening

    screening.note_answer(
        case=desk.case,
        fact="prior_experience",
        value="To forsøk på henting fra skolen.",
        source="Samtale",
        source_on=ON,
        by=desk.actor("kari"),
        at=NOON,
    )
    services.take_stock(cases=[desk.case], at=NOON)

    lines = models.HeldFact.objects.filter(fact="prior_experience")

    assert [(line.code, line.number) for line in lines] == [("", None)]
    codes = set(models.HeldFact.objects.values_list("code", flat=True))
    symbols = {symbol for fact in GUIDE.facts.values() for symbol in fact.symbols}
    assert codes <= {"", "true", "false"} | symbols


def test_a_real_case_is_found_as_the_evaluator_reads_it(desk: Desk) -> None:
    desk.signed()
    services.take_stock(cases=[desk.case], at=NOON)

    evaluation = selectors.evaluate_case(desk.case, at=NOON).evaluation

    assert differences({desk.case.code: evaluation}) == []
    assert selectors.find_cases("consider-listed-measures").applies == (desk.case,)


def test_a_judgement_counts_in_the_filter_too(desk: Desk) -> None:
    rule = "hidden-address-parents-not-told"
    services.take_stock(cases=[desk.case], at=NOON)
    assert selectors.find_cases(rule).unknown == (desk.case,)

    services.answer_judgement(
        case=desk.case, rule=rule, answer=True, reason=REASON, by=desk.actor("kari"), at=NOON
    )

    assert selectors.find_cases(rule).applies == (desk.case,)


def test_a_caseload_is_asked_in_one_query_whatever_its_size(
    db: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    lay_out(cases(1, number=30))

    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
        selectors.find_cases("shared-safety-focus")


def test_nobody_is_told_of_cases_they_may_not_see(desk: Desk) -> None:
    services.take_stock(cases=[desk.case], at=NOON)
    seen = {
        name: visible.case_codes(desk.actor(name), section="overview", letter="S", at=NOON)
        for name in ("kari", "odd")
    }

    assert selectors.find_cases("cws-main-task", among=seen["kari"]).applies == (desk.case,)
    assert selectors.find_cases("cws-main-task", among=seen["odd"]).applies == ()


def test_a_case_without_stock_is_named(desk: Desk) -> None:
    asked = [desk.case.code, "selje-900"]
    services.take_stock(cases=[desk.case], at=NOON)

    assert selectors.list_not_in_stock(asked, since=NOON) == ("selje-900",)
    assert selectors.list_not_in_stock(asked, since=NOON + days(1)) == tuple(asked)
