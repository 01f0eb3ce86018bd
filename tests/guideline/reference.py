"""A second evaluator, slow and plain, written from the words of the catalogue's rules of evaluation.

It shares no code with `forevar.guideline.evaluate` and `triggers`: it reads the trigger texts anew.
True, False and None stand for applies, does not apply and cannot be told yet.
"""

import ast
import operator
from collections.abc import Mapping
from datetime import date
from typing import Any

Facts = Mapping[str, Any]
Three = bool | None

MISSING_WORDS = ("unknown", "not_assessed")
SEVEN = [
    "suspicious_observation",
    "premises_approached",
    "removal_attempt",
    "abduction",
    "confrontation",
    "followed_outside",
    "sighting_of_risk_person",
]
ORDER = {
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
}
LEAVES_NOTHING_OPEN = ("always",)


def smallest(values: list[Three]) -> Three:
    """``and`` over three values."""
    if False in values:
        return False
    return None if None in values else True


def greatest(values: list[Three]) -> Three:
    """``or`` over three values."""
    if True in values:
        return True
    return None if None in values else False


def opposite(value: Three) -> Three:
    return None if value is None else not value


class Case:
    """Stated facts of one case, asked one name at a time."""

    def __init__(self, facts: Facts, *, on: date, symbols: Mapping[str, set[str]]) -> None:
        self.on = on
        self.facts = {
            name: value
            for name, value in facts.items()
            if not (
                isinstance(value, str) and value in MISSING_WORDS and value in symbols.get(name, ())
            )
            and type(value).__name__ != "Unknown"
        }

    def stated(self, name: str) -> Any:
        return self.facts.get(name)

    def look(self, name: str) -> tuple[Any, tuple[str, ...]]:
        """Return a fact's value, or None and what to ask for."""
        stated = self.stated(name)
        special = getattr(self, f"look_{name}", None)
        if special is not None:
            found: tuple[Any, tuple[str, ...]] = special(stated)
            return found
        return stated, (name,)

    def asking(self, name: str, *inputs: str) -> tuple[str, ...]:
        return (name, *(each for each in inputs if each not in self.facts))

    # protective
    def look_address_blocked(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        hidden, grading = self.stated("hidden_address_decision"), self.stated("registry_grading")
        if hidden is False and grading == "none":
            return (stated if stated is not None else False), ()
        return True, ()

    def look_move_considered(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        if self.stated("move_decided") is True:
            return True, ()
        return stated, self.asking("move_considered", "move_decided")

    def look_interpreter_needed(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        enough = self.stated("norwegian_sufficient") is True
        derived = smallest([self.stated("language_minority"), not enough])
        if derived is True:
            return True, ()
        value = stated if stated is not None else derived
        return value, self.asking("interpreter_needed", "language_minority", "norwegian_sufficient")

    # plain
    def plain(self, name: str, *, given: Any, derived: Any, source: str) -> tuple[Any, Any]:
        if given is not None and derived is not None and given != derived:
            return None, (name, source)
        value = given if given is not None else derived
        return value, self.asking(name, source)

    def look_child_age(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        born, derived = self.stated("child_birth_date"), None
        if born is not None:
            derived = -1
            birthday = born
            while birthday is not None and birthday <= self.on:
                derived += 1
                birthday = _birthday(born, years=derived + 1)
        return self.plain("child_age", given=stated, derived=derived, source="child_birth_date")

    def look_care_taken_over(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        basis, derived = self.stated("legal_basis"), None
        if basis in ("care_order", "emergency_order", "no_move_order", "no_move_interim"):
            derived = True
        if basis in ("voluntary", "behaviour"):
            derived = False
        return self.plain("care_taken_over", given=stated, derived=derived, source="legal_basis")

    def look_child_views_recorded(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        views = self.stated("child_views")
        derived = True if views is not None and views.strip() != "" else None
        return self.plain(
            "child_views_recorded", given=stated, derived=derived, source="child_views"
        )

    def look_persons_of_risk_known(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        persons = self.stated("persons_of_risk")
        derived = None if persons is None else len(persons) > 0
        return self.plain(
            "persons_of_risk_known", given=stated, derived=derived, source="persons_of_risk"
        )

    def look_safety_measures_active(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        measures = self.stated("protective_measures")
        derived = True if measures is not None and len(measures) > 0 else None
        return self.plain(
            "safety_measures_active", given=stated, derived=derived, source="protective_measures"
        )

    def look_abduction_risk(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        if stated == "none_found" and self.stated("incident_type") in SEVEN:
            return None, ("abduction_risk", "incident_type")
        return stated, ("abduction_risk",)

    def look_crisis_ongoing(self, stated: Any) -> tuple[Any, tuple[str, ...]]:
        if stated is not None:
            return stated, ()
        closed = self.stated("incident_closed") is True
        if self.stated("incident_type") in SEVEN and not closed:
            return True, ()
        return None, self.asking("crisis_ongoing", "incident_type")


def _birthday(born: date, *, years: int) -> date | None:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        if born.year + years > date.max.year:
            return None
        return date(born.year + years, 3, 1)


def truth(node: ast.expr, *, case: Case) -> Three:
    """Return the truth value of one expression."""
    match node:
        case ast.BoolOp(op=ast.And()):
            return smallest([truth(each, case=case) for each in node.values])
        case ast.BoolOp():
            return greatest([truth(each, case=case) for each in node.values])
        case ast.UnaryOp():
            return opposite(truth(node.operand, case=case))
        case ast.Name():
            return _alone(node.id, case=case)
        case ast.Compare():
            return _compared(node, case=case)
    raise AssertionError(ast.dump(node))


def _alone(name: str, *, case: Case) -> Three:
    value, _ = case.look(name)
    if name == "norwegian_sufficient" and value is None:
        return False
    if name == "address_revealed" and value == "suspected":
        return True
    assert value is None or isinstance(value, bool), name
    return value


def _compared(node: ast.Compare, *, case: Case) -> Three:
    sign, right = node.ops[0], node.comparators[0]
    assert isinstance(node.left, ast.Name)
    if isinstance(sign, ast.In) and isinstance(right, ast.Name):
        listed, _ = case.look(right.id)
        return None if listed is None else node.left.id in listed
    name = node.left.id
    value, _ = case.look(name)
    if value is None:
        written = ast.unparse(node)
        return (
            True
            if written
            in (
                "abduction_risk != none_found",
                "move_exclusion == none",
            )
            else None
        )
    if isinstance(sign, ast.In):
        assert isinstance(right, ast.List)
        return value in [each.id for each in right.elts if isinstance(each, ast.Name)]
    other = right.id if isinstance(right, ast.Name) else ast.literal_eval(right)
    if isinstance(sign, ast.Eq):
        return bool(value == other)
    if isinstance(sign, ast.NotEq):
        return bool(value != other)
    return bool(ORDER[type(sign)](value, other))


def gaps(node: ast.expr, *, case: Case) -> list[str]:
    """Collect what is missing, entering only parts that are unknown."""
    if truth(node, case=case) is not None:
        return []
    match node:
        case ast.BoolOp():
            return [each for part in node.values for each in gaps(part, case=case)]
        case ast.UnaryOp():
            return gaps(node.operand, case=case)
        case ast.Compare(ops=[ast.In()], comparators=[ast.Name(id=name)]):
            return list(case.look(name)[1])
        case ast.Compare(left=ast.Name(id=name)) | ast.Name(id=name):
            return list(case.look(name)[1])
    raise AssertionError(ast.dump(node))


def answer(
    trigger: str, *, scope: str, facts: Facts, on: date, symbols: Mapping[str, set[str]]
) -> tuple[str, tuple[str, ...], str | None]:
    """Return the answer to one requirement, what is missing, and the judgement that is open."""
    case = Case(facts, on=on, symbols=symbols)
    condition, _, question = trigger.partition("judgement:")
    condition = condition.strip().rstrip(";").strip() or "always"
    parts = [
        ast.parse(text, mode="eval").body
        for text in (scope, condition)
        if text not in LEAVES_NOTHING_OPEN
    ]
    values = [truth(part, case=case) for part in parts]
    if question:
        values.append(None)
    whole = smallest(values)
    if whole is None:
        missing = [each for part in parts for each in gaps(part, case=case)]
        return "unknown", tuple(dict.fromkeys(missing)), question.strip() or None
    return ("applies" if whole else "does_not_apply"), (), None
