"""The catalogue's triggers compiled once; each is answered once per case, however many share it."""

import functools
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
    """The atoms of the whole catalogue, each answered once for one case."""

    __slots__ = ("_gaps", "_reasons", "known", "ranks")

    def __init__(self, known: knowledge.Knowledge, *, atoms: tuple[tuple[str, Read], ...]) -> None:
        get = known.values.get
        self.known = known
        self.ranks = [read(get(fact, _MISSING)) for fact, read in atoms]
        self._reasons: dict[str, tuple[str, ...]] = {}
        self._gaps: dict[str, tuple[str, ...]] = {}

    def reasons(self, fact: str) -> tuple[str, ...]:
        """Name a fact that decided, with what it was derived from."""
        found = self._reasons.get(fact)
        if found is None:
            found = self._reasons[fact] = self.known.reasons(fact)
        return found

    def gaps(self, fact: str) -> tuple[str, ...]:
        """Name a missing fact, with the inputs that are missing too."""
        found = self._gaps.get(fact)
        if found is None:
            found = self._gaps[fact] = self.known.gaps(fact)
        return found


class Node(Protocol):
    """A compiled expression."""

    def rank(self, ranks: list[int]) -> int:
        """Return the truth value."""
        ...

    def because(self, case: Case, *, into: list[str]) -> None:
        """Add the facts that decided, in the order they are written."""
        ...

    def missing(self, case: Case, *, into: list[str]) -> None:
        """Add the facts that are missing, entering only parts that are unknown."""
        ...


class _Atom:
    __slots__ = ("fact", "index")

    def __init__(self, fact: str, *, index: int) -> None:
        self.fact = fact
        self.index = index

    def rank(self, ranks: list[int]) -> int:
        return ranks[self.index]

    def because(self, case: Case, *, into: list[str]) -> None:
        if case.ranks[self.index] != UNKNOWN:
            into += case.reasons(self.fact)

    def missing(self, case: Case, *, into: list[str]) -> None:
        into += case.gaps(self.fact)


class _Always:
    __slots__ = ()

    def rank(self, ranks: list[int]) -> int:
        return YES

    def because(self, case: Case, *, into: list[str]) -> None:
        return

    def missing(self, case: Case, *, into: list[str]) -> None:
        return


class _Not:
    __slots__ = ("part",)

    def __init__(self, part: Node) -> None:
        self.part = part

    def rank(self, ranks: list[int]) -> int:
        return YES - self.part.rank(ranks)

    def because(self, case: Case, *, into: list[str]) -> None:
        self.part.because(case, into=into)

    def missing(self, case: Case, *, into: list[str]) -> None:
        self.part.missing(case, into=into)


class _Joined:
    """``and`` and ``or``: ``strong`` is the value of one part that settles the whole."""

    __slots__ = ("parts", "strong")

    def __init__(self, parts: tuple[Node, ...], *, strong: int) -> None:
        self.parts = parts
        self.strong = strong

    def rank(self, ranks: list[int]) -> int:
        strong = self.strong
        result = YES - strong
        for part in self.parts:
            found = part.rank(ranks)
            if found == strong:
                return strong
            if found == UNKNOWN:
                result = UNKNOWN
        return result

    def because(self, case: Case, *, into: list[str]) -> None:
        whole = self.rank(case.ranks)
        for part in self.parts:
            if whole != self.strong or part.rank(case.ranks) == self.strong:
                part.because(case, into=into)

    def missing(self, case: Case, *, into: list[str]) -> None:
        for part in self.parts:
            if part.rank(case.ranks) == UNKNOWN:
                part.missing(case, into=into)


class Program:
    """All triggers of a guide, ready to be answered for any case."""

    def __init__(self, guide: catalogue.Guide) -> None:
        self.facts = guide.facts
        self._indexes: dict[triggers.Atom, int] = {}
        self._nodes: dict[triggers.Expression, Node] = {}
        conditions: dict[tuple[triggers.Expression, triggers.Expression], int] = {}
        self.rules = tuple(
            (
                rule,
                conditions.setdefault(
                    (rule.scope.expression, rule.trigger.expression), len(conditions)
                ),
            )
            for rule in guide.rules.values()
        )
        self.conditions = tuple(
            _Joined((self._node(scope), self._node(expression)), strong=NO)
            for scope, expression in conditions
        )
        self.atoms = tuple((atom.fact, self._reader(atom)) for atom in self._indexes)

    def _node(self, expression: triggers.Expression) -> Node:
        if expression not in self._nodes:
            self._nodes[expression] = self._compile(expression)
        return self._nodes[expression]

    def _compile(self, expression: triggers.Expression) -> Node:
        match expression:
            case triggers.Always():
                return _Always()
            case triggers.Not(part):
                return _Not(self._node(part))
            case triggers.And(parts):
                return _Joined(tuple(map(self._node, parts)), strong=NO)
            case triggers.Or(parts):
                return _Joined(tuple(map(self._node, parts)), strong=YES)
            case _:
                index = self._indexes.setdefault(expression, len(self._indexes))
                return _Atom(expression.fact, index=index)

    def _reader(self, atom: triggers.Atom) -> Read:
        match atom:
            case triggers.Contains(symbol=symbol):
                return lambda value: UNKNOWN if value is _MISSING else _rank(symbol in value)  # type: ignore[operator]  # a list by the loader's check
            case triggers.Compare(operator=sign, value=int() as bound):
                holds = _ORDER[sign]
                return lambda value: UNKNOWN if value is _MISSING else _rank(holds(value, bound))  # type: ignore[arg-type]  # a number by the loader's check
            case _:
                return _table(atom, fact=self.facts[atom.fact]).__getitem__


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
