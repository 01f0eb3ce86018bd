"""The catalogue's triggers compiled once; each is answered once per case, however many share it."""

import functools
import operator
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from forevar.guideline import catalogue, triggers
from forevar.guideline.evaluate import knowledge
from forevar.guideline.truth import Truth

NO: Final = int(Truth.NO)
UNKNOWN: Final = int(Truth.UNKNOWN)
YES: Final = int(Truth.YES)

_MISSING: Final = object()
# Readings where silence or suspicion must not reassure.
_WHEN_MISSING: Final[Mapping[triggers.Atom, int]] = {
    triggers.Compare("abduction_risk", "!=", "none_found"): YES,
    triggers.Compare("move_exclusion", "==", "none"): YES,
    triggers.Holds("norwegian_sufficient"): NO,
}
_SYMBOL_ALONE: Final[Mapping[tuple[str, str], int]] = {("address_revealed", "suspected"): YES}
_ORDER: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "==": lambda value, bound: value == bound,
    "!=": lambda value, bound: value != bound,
    "<": lambda value, bound: value < bound,
    ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound,
    ">=": lambda value, bound: value >= bound,
}

Read = Callable[[object], int]


class Case:
    """Every part of every trigger, answered once for one case."""

    __slots__ = ("_because", "_missing", "known", "ranks")

    def __init__(self, known: knowledge.Knowledge, *, program: "Program") -> None:
        get = known.values.get
        ranks = [YES] * program.size
        for index, fact, read in program.atoms:
            ranks[index] = read(get(fact, _MISSING))
        for node in program.composed:
            ranks[node.index] = node.rank(ranks)
        self.known = known
        self.ranks = ranks
        self._because: list[tuple[str, ...] | None] = [None] * program.size
        self._missing: list[tuple[str, ...] | None] = [None] * program.size

    def because(self, node: "Node") -> tuple[str, ...]:
        """Name the facts that decided a part, in the order they are written."""
        found = self._because[node.index]
        if found is None:
            found = self._because[node.index] = _each_once(node.because(self))
        return found

    def missing(self, node: "Node") -> tuple[str, ...]:
        """Name the facts a part still needs, entering only parts that are unknown."""
        if self.ranks[node.index] != UNKNOWN:
            return ()
        found = self._missing[node.index]
        if found is None:
            found = self._missing[node.index] = _each_once(node.missing(self))
        return found


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    return names if len(names) < 2 else tuple(dict.fromkeys(names))


class Node(Protocol):
    """A compiled part of a trigger; ``index`` is its place among the answers of a case."""

    index: int

    def because(self, case: Case) -> tuple[str, ...]:
        """Name the facts that decided."""
        ...

    def missing(self, case: Case) -> tuple[str, ...]:
        """Name the facts that are missing."""
        ...


class _Atom:
    __slots__ = ("fact", "index")

    def __init__(self, fact: str, *, index: int) -> None:
        self.fact = fact
        self.index = index

    def because(self, case: Case) -> tuple[str, ...]:
        return () if case.ranks[self.index] == UNKNOWN else case.known.reasons(self.fact)

    def missing(self, case: Case) -> tuple[str, ...]:
        return case.known.gaps(self.fact)


class _Always:
    __slots__ = ("index",)

    def __init__(self, *, index: int) -> None:
        self.index = index

    def because(self, case: Case) -> tuple[str, ...]:
        return ()

    def missing(self, case: Case) -> tuple[str, ...]:
        return ()


class _Not:
    __slots__ = ("index", "part")

    def __init__(self, part: Node, *, index: int) -> None:
        self.part = part
        self.index = index

    def rank(self, ranks: list[int]) -> int:
        return YES - ranks[self.part.index]

    def because(self, case: Case) -> tuple[str, ...]:
        return case.because(self.part)

    def missing(self, case: Case) -> tuple[str, ...]:
        return case.missing(self.part)


class _Joined:
    """``and`` is the least of its parts, ``or`` the greatest; ``strong`` settles it alone."""

    __slots__ = ("_choose", "_pick", "index", "parts", "strong")

    def __init__(self, parts: tuple[Node, ...], *, strong: int, index: int) -> None:
        self.parts = parts
        self.strong = strong
        self.index = index
        self._choose: Callable[[tuple[int, ...]], int] = min if strong == NO else max
        self._pick = operator.itemgetter(*(part.index for part in parts))

    def rank(self, ranks: list[int]) -> int:
        return self._choose(self._pick(ranks))

    def because(self, case: Case) -> tuple[str, ...]:
        ranks, strong = case.ranks, self.strong
        settled_alone = ranks[self.index] == strong
        names: tuple[str, ...] = ()
        for part in self.parts:
            if not settled_alone or ranks[part.index] == strong:
                names += case.because(part)
        return names

    def missing(self, case: Case) -> tuple[str, ...]:
        names: tuple[str, ...] = ()
        for part in self.parts:
            names += case.missing(part)
        return names


class Program:
    """All triggers of a guide, ready to be answered for any case."""

    def __init__(self, guide: catalogue.Guide) -> None:
        self.facts = guide.facts
        self.size = 0
        self.atoms: list[tuple[int, str, Read]] = []
        self.composed: list[_Not | _Joined] = []
        self._nodes: dict[triggers.Expression, Node] = {}
        conditions: dict[triggers.Expression, int] = {}
        self.rules = tuple(
            (rule, conditions.setdefault(_condition(rule), len(conditions)))
            for rule in guide.rules.values()
        )
        self.conditions = tuple(self._node(condition) for condition in conditions)

    def _node(self, expression: triggers.Expression) -> Node:
        if expression not in self._nodes:
            self._nodes[expression] = self._compile(expression)
        return self._nodes[expression]

    def _compile(self, expression: triggers.Expression) -> Node:
        """Compile the parts first, so that a part is answered before the whole."""
        match expression:
            case triggers.Always():
                return _Always(index=self._next())
            case triggers.Not(part):
                return self._compose(_Not(self._node(part), index=self._next()))
            case triggers.And(parts):
                return self._join(parts, strong=NO)
            case triggers.Or(parts):
                return self._join(parts, strong=YES)
            case _:
                atom = _Atom(expression.fact, index=self._next())
                self.atoms.append((atom.index, atom.fact, self._reader(expression)))
                return atom

    def _join(self, parts: tuple[triggers.Expression, ...], *, strong: int) -> Node:
        nodes = tuple(map(self._node, parts))
        return self._compose(_Joined(nodes, strong=strong, index=self._next()))

    def _compose(self, node: _Not | _Joined) -> Node:
        self.composed.append(node)
        return node

    def _next(self) -> int:
        self.size += 1
        return self.size - 1

    def _reader(self, atom: triggers.Atom) -> Read:
        match atom:
            case triggers.Contains(symbol=symbol):
                return lambda value: UNKNOWN if value is _MISSING else _rank(symbol in value)  # type: ignore[operator]  # a list by the loader's check
            case triggers.Compare(operator=sign, value=int() as bound):
                holds = _ORDER[sign]
                return lambda value: UNKNOWN if value is _MISSING else _rank(holds(value, bound))  # type: ignore[arg-type]  # a number by the loader's check
            case _:
                return _table(atom, fact=self.facts[atom.fact]).__getitem__


def _condition(rule: catalogue.Rule) -> triggers.Expression:
    """Join the scope of the part with the requirement's own condition."""
    scope, own = rule.scope.expression, rule.trigger.expression
    if isinstance(scope, triggers.Always):
        return own
    return scope if isinstance(own, triggers.Always) else triggers.And((scope, own))


def _rank(holds: bool) -> int:
    return YES if holds else NO


def _table(atom: triggers.Atom, *, fact: catalogue.Fact) -> dict[object, int]:
    """Lay down the reading of an atom for every value its fact can have."""
    values: set[object] = set(fact.symbols)
    if fact.type == "bool":
        values |= {True, False}
    table = {value: _reading(atom, value=value) for value in values}
    table[_MISSING] = _WHEN_MISSING.get(atom, UNKNOWN)
    return table


def _reading(atom: triggers.Atom, *, value: object) -> int:
    match atom:
        case triggers.OneOf(values=values):
            return _rank(value in values)
        case triggers.Compare(operator=sign, value=symbol):
            return _rank((value == symbol) is (sign == "=="))
        case _ if isinstance(value, bool):
            return _rank(value)
        case _:
            return _SYMBOL_ALONE.get((atom.fact, str(value)), UNKNOWN)


@functools.lru_cache(maxsize=8)
def compiled(guide: catalogue.Guide) -> Program:
    """Return the program of a guide, compiled the first time it is asked for."""
    return Program(guide)
