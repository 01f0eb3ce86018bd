"""The trigger grammar: text becomes a checked tree, with `ast` and never `eval`."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Operator = Literal["==", "!=", "<", ">", "<=", ">="]
LONGEST_TEXT: Final = 2_000
JUDGEMENT: Final = "judgement:"

_OPERATORS: Final[dict[type[ast.cmpop], Operator]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.GtE: ">=",
}
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_RESERVED: Final = frozenset({"always", "judgement"})


class UnparsableTrigger(ValueError):
    """A trigger that is not written in the grammar."""

    def __init__(self, text: str, reason: str) -> None:
        self.code = "guideline.unparsable_trigger"
        self.text = text
        self.reason = reason
        super().__init__(f"trigger «{text[:120]}»: {reason}")


@dataclass(frozen=True, slots=True)
class Always:
    """Holds in every case."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A fact standing alone."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact compared with a symbol or a whole number."""

    fact: str
    operator: Operator
    value: str | int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A fact whose value is in a written list of symbols."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """A list fact that holds a symbol."""

    fact: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of its part."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part."""

    parts: tuple["Expression", ...]


Atom = Holds | Compare | OneOf | Contains
Expression = Always | Atom | Not | And | Or


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a requirement is asked of somebody: a condition, and perhaps a human judgement.

    >>> parse("legal_basis == voluntary; judgement: the child is older").judgement
    'the child is older'
    """

    text: str
    expression: Expression
    judgement: str | None = None

    def __str__(self) -> str:
        """Return the trigger as it is written in the catalogue."""
        return self.text


def parse(text: str) -> Trigger:
    """Read one trigger; refuse everything outside the grammar.

    The position decides what a name is: a fact alone or left of a comparison, else a symbol.

    >>> parse("not police_involved and abduction_risk != none_found").expression
    ... # doctest: +NORMALIZE_WHITESPACE
    And(parts=(Not(part=Holds(fact='police_involved')),
        Compare(fact='abduction_risk', operator='!=', value='none_found')))
    >>> parse("violence in reason_for_placement").expression
    Contains(fact='reason_for_placement', symbol='violence')
    >>> parse("open('x')")
    Traceback (most recent call last):
    ...
    forevar.guideline.triggers.UnparsableTrigger: trigger «open('x')»: Call is not in the grammar
    """
    written = text.strip()
    if len(written) > LONGEST_TEXT:
        raise UnparsableTrigger(text, f"longer than {LONGEST_TEXT} characters")
    condition, judgement = _split(written)
    if condition == "always":
        return Trigger(text=written, expression=Always(), judgement=judgement)
    return Trigger(text=written, expression=_parse_condition(condition), judgement=judgement)


def atoms(expression: Expression) -> Iterator[Atom]:
    """Yield the atoms of an expression in the order they are written."""
    match expression:
        case Always():
            return
        case Not(part):
            yield from atoms(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield expression


def _split(written: str) -> tuple[str, str | None]:
    if written.startswith(JUDGEMENT):
        condition, question = "always", written.removeprefix(JUDGEMENT)
    elif ";" in written:
        condition, rest = written.split(";", 1)
        if not rest.strip().startswith(JUDGEMENT):
            raise UnparsableTrigger(written, "after «;» only «judgement: …» may stand")
        question = rest.strip().removeprefix(JUDGEMENT)
    else:
        return written, None
    if not question.strip():
        raise UnparsableTrigger(written, "the judgement asks nothing")
    return condition.strip(), question.strip()


def _parse_condition(condition: str) -> Expression:
    # ast normalises unicode names and drops comments: neither may slip in unseen.
    if not condition.isascii() or "#" in condition:
        raise UnparsableTrigger(condition, "only plain ASCII, without comments")
    try:
        tree = ast.parse(condition, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
        raise UnparsableTrigger(condition, "not an expression") from broken
    return _Reader(condition).read(tree.body)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def refuse(self, reason: str) -> UnparsableTrigger:
        return UnparsableTrigger(self.text, reason)

    def read(self, node: ast.expr) -> Expression:
        match node:
            case ast.Name():
                return Holds(self.name(node))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.read(operand))
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(self.read(value) for value in values))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Or(tuple(self.read(value) for value in values))
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self.comparison(left, operator=operator, right=right)
            case ast.Compare():
                raise self.refuse("one comparison at a time")
            case _:
                raise self.refuse(f"{type(node).__name__} is not in the grammar")

    def comparison(self, left: ast.expr, *, operator: ast.cmpop, right: ast.expr) -> Atom:
        if isinstance(operator, ast.In):
            return self.membership(left, right=right)
        sign = _OPERATORS.get(type(operator))
        if sign is None:
            raise self.refuse(f"{type(operator).__name__} is not in the grammar")
        value = self.value(right)
        if isinstance(value, str) and sign not in ("==", "!="):
            raise self.refuse(f"«{sign}» compares with a whole number")
        return Compare(fact=self.name(left), operator=sign, value=value)

    def membership(self, left: ast.expr, *, right: ast.expr) -> Atom:
        if isinstance(right, ast.Name):
            return Contains(fact=self.name(right), symbol=self.name(left))
        if not isinstance(right, ast.List) or not right.elts:
            raise self.refuse("after «in» stands a list fact or [symbol, …]")
        symbols = tuple(self.name(element) for element in right.elts)
        if len(set(symbols)) < len(symbols):
            raise self.refuse("the same symbol twice")
        return OneOf(fact=self.name(left), values=symbols)

    def value(self, node: ast.expr) -> str | int:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        return self.name(node)

    def name(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Name):
            raise self.refuse(f"a name was expected, not {type(node).__name__}")
        if not _NAME.match(node.id) or node.id in _RESERVED:
            raise self.refuse("a name is lower-case letters, digits and _")
        return node.id
