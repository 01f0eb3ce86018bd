"""The whole catalogue for one case, against a rules engine given the same conditions."""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from forevar.guideline import evaluate, loader, triggers
from forevar.guideline.evaluate import knowledge, program

ROUNDS = 15
TIMES = 40
ON = date(2026, 11, 21)
GOAL_MS = 1.0
# A child on the run from an institution: everything a trigger asks for is answered, so that an
# engine without a third truth value can be asked the same.
RUNNING = {
    "abduction_risk": "present",
    "address_revealed": False,
    "child_age": 14,
    "hidden_address_decision": True,
    "incident_type": "no_show",
    "legal_basis": "care_order",
    "minutes_overdue": 20,
    "placement_status": "placed",
    "placement_type": "institution",
    "reason_for_placement": ["violence", "threats"],
    "threat_level": "high",
}
FEW = {"abduction_risk": "present", "legal_basis": "emergency_order", "placement_urgency": "acute"}


def main() -> None:
    """Print the time for no, few and all facts, and the ratio to the engine."""
    guide = loader.load_guide()
    full = _full_case(guide)
    for name, facts in (("no facts", {}), ("three facts", FEW), ("all facts", full)):
        took = _median_ms(lambda facts=facts: evaluate.evaluate(guide, facts, on=ON))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        print(
            f"evaluate {len(guide.rules)} requirements, {name}: {took:.3f} ms (goal {GOAL_MS} ms)"
        )
    try:
        import zen
    except ImportError:
        print("zen-engine is not installed (requirements/bench.in): no ratio", file=sys.stderr)
        return
    _against(zen, guide=guide, facts=full)


def _against(zen: Any, *, guide: Any, facts: dict[str, object]) -> None:
    rules = list(guide.rules.values())
    written = [_in_zen(rule.scope.expression, rule.trigger.expression) for rule in rules]
    together = zen.compile_expression("[" + ", ".join(written) + "]")
    single = [zen.compile_expression(each) for each in written]
    context = _context(guide, facts=facts)
    _must_agree(together.evaluate(context), guide=guide, facts=facts)

    ours: list[float] = []
    truths: list[float] = []
    one_call: list[float] = []
    one_each: list[float] = []
    for _ in range(ROUNDS):  # interleaved, so that a busy moment hits all alike
        ours.append(_once_ms(lambda: evaluate.evaluate(guide, facts, on=ON)))
        truths.append(_once_ms(lambda: _truths(guide, facts=facts)))
        one_call.append(_once_ms(lambda: together.evaluate(context)))
        one_each.append(_once_ms(lambda: [each.evaluate(context) for each in single], times=2))
    mine = statistics.median(ours)
    print(
        f"zen-engine, {len(written)} conditions in one call: {statistics.median(one_call):.3f} ms"
    )
    print(f"zen-engine, one call a condition: {statistics.median(one_each):.3f} ms")
    print(f"ours, truth values only: {statistics.median(truths):.3f} ms")
    print(
        f"truth values only / one call: {statistics.median(truths) / statistics.median(one_call):.2f}"
    )
    print(f"ours / one call: {mine / statistics.median(one_call):.2f}")
    print(f"ours / one call a condition: {mine / statistics.median(one_each):.3f}")
    print("ours also gives reasons and gaps and knows not knowing; the engine says true or false")


def _truths(guide: Any, *, facts: dict[str, object]) -> object:
    """Answer the same conditions as the engine does: no reasons, no gaps."""
    known = knowledge.settle(facts, catalogue_facts=guide.facts, on=ON)
    return program.Case(known, program=program.compiled(guide)).ranks


def _median_ms(work: Callable[[], object]) -> float:
    return statistics.median(_once_ms(work) for _ in range(ROUNDS))


def _once_ms(work: Callable[[], object], *, times: int = TIMES) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) * 1_000 / times


def _full_case(guide: Any) -> dict[str, object]:
    """Answer every fact a trigger asks for: as in RUNNING, else no, none or the last value."""
    facts: dict[str, object] = dict(RUNNING)
    for rule in guide.rules.values():
        for expression in (rule.trigger.expression, rule.scope.expression):
            for atom in triggers.atoms(expression):
                facts.setdefault(atom.fact, _plain_value(guide.facts[atom.fact]))
    return {**facts, "address_blocked": True, "care_taken_over": True}


def _plain_value(fact: Any) -> object:
    if fact.type == "bool":
        return False
    if fact.type == "int":
        return 0
    if fact.type == "list":
        return []
    return "none" if "none" in fact.symbols else fact.allowed_values[-1]


def _context(guide: Any, *, facts: dict[str, object]) -> dict[str, object]:
    return dict(evaluate.evaluate(guide, facts, on=ON).values)


def _must_agree(told: list[bool], *, guide: Any, facts: dict[str, object]) -> None:
    """Stop the bench when the two do not answer the same: then the figures mean nothing."""
    answers = evaluate.evaluate(guide, facts, on=ON).answers
    for truth, answer in zip(told, answers, strict=True):
        if truth is answer.does_not_apply:
            raise SystemExit(f"the engine disagrees about {answer.rule.id}")


def _in_zen(*expressions: triggers.Expression) -> str:
    return " and ".join(f"({_expression(each)})" for each in expressions)


def _expression(expression: triggers.Expression) -> str:
    match expression:
        case triggers.Always():
            return "true"
        case triggers.Not(part):
            return f"not ({_expression(part)})"
        case triggers.And(parts):
            return " and ".join(f"({_expression(part)})" for part in parts)
        case triggers.Or(parts):
            return " or ".join(f"({_expression(part)})" for part in parts)
        case _:
            return _atom(expression)


def _atom(atom: triggers.Atom) -> str:
    match atom:
        case triggers.Holds(fact):
            return fact
        case triggers.Compare(fact, sign, value):
            return f"{fact} {sign} {value!r}"
        case triggers.OneOf(fact, values):
            return f"{fact} in {list(values)!r}"
        case triggers.Contains(fact, symbol):
            return f"{symbol!r} in {fact}"


if __name__ == "__main__":
    main()
