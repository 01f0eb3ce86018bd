"""A trigger as a database filter: to which cases does a requirement apply, and where is it unknown?

The twin of `guideline.evaluate` (decisions D5); a property test shows that the two never differ.
It reads the facts as `services.take_stock` laid them out: settled, derived facts included, and of
sealed and vaulted facts (names, texts, places, the birth date) only that they are known. No trigger
compares such a value with anything; one that did would be refused here.

Time moves two facts without anybody writing: `office_hours` and `minutes_overdue` are as they were
when stock was taken, and so is the child's age.
"""

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from forevar.casework.assessments.models import HeldFact, JudgementAnswer, StockTaken
from forevar.casework.assessments.projections import CasesAsked
from forevar.casework.assessments.rules import stock
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.guideline import catalogue, loader, triggers
from forevar.kernel import errors
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef

_NOWHERE: Final = Q(pk__in=())
_EVERYWHERE: Final = ~_NOWHERE
_LOOKUPS: Final[Mapping[str, str]] = {"<": "lt", ">": "gt", "<=": "lte", ">=": "gte"}

# Readings where silence or suspicion must not reassure (catalogue README, point 3).
_TRUE_WHEN_MISSING: Final = frozenset(
    {
        triggers.Compare("abduction_risk", "!=", "none_found"),
        triggers.Compare("move_exclusion", "==", "none"),
    }
)
_FALSE_WHEN_MISSING: Final = frozenset({triggers.Holds("norwegian_sufficient")})
_YES_BESIDE_TRUE: Final[Mapping[str, tuple[str, ...]]] = {"address_revealed": ("suspected",)}


class NoSuchRequirement(errors.DomainError):
    """The guides ask nothing by that name."""

    code = "no_such_requirement"
    text = _("Vi fant ikke punktet i veilederen.")


class CannotBeFiltered(errors.DomainError):
    """A trigger compares a value that is kept sealed, so a database cannot be asked."""

    code = "assessments.cannot_be_filtered"


@dataclass(frozen=True, slots=True)
class Reading:
    """Where an expression is true and where it is false; elsewhere it cannot be told."""

    yes: Q
    no: Q

    @property
    def unknown(self) -> Q:
        """Where it cannot be told yet."""
        return ~self.yes & ~self.no


def compile_trigger(trigger: triggers.Trigger) -> tuple[Q, Q]:
    """Turn a trigger's condition into two filters over cases: applies, and cannot be told yet.

    Strong Kleene: `and` is true where all parts are and false where one is, `or` the other way,
    `not` swaps. A judgement is a named person's, so it belongs to a requirement: `find_cases`.
    """
    reading = _read(trigger.expression)
    return reading.yes, reading.unknown


def _read(expression: triggers.Expression) -> Reading:
    match expression:
        case triggers.Always():
            return Reading(_EVERYWHERE, _NOWHERE)
        case triggers.Not(part):
            inner = _read(part)
            return Reading(inner.no, inner.yes)
        case triggers.And(parts):
            return _both(*map(_read, parts))
        case triggers.Or(parts):
            read = [_read(part) for part in parts]
            return Reading(_any(each.yes for each in read), _all(each.no for each in read))
        case _:
            return _atom(expression)


def _both(*parts: Reading) -> Reading:
    return Reading(_all(each.yes for each in parts), _any(each.no for each in parts))


def _all(parts: Iterable[Q]) -> Q:
    return reduce(operator.and_, parts, _EVERYWHERE)


def _any(parts: Iterable[Q]) -> Q:
    return reduce(operator.or_, parts, _NOWHERE)


def _atom(atom: triggers.Atom) -> Reading:
    given = _held(atom.fact, code=stock.GIVEN)
    yes = _yes(atom, given=given)
    # A fact alone may hold a symbol that is neither yes nor no, such as «partly».
    no = (
        _held(atom.fact, code=stock.code_of(False))
        if isinstance(atom, triggers.Holds)
        else given & ~yes
    )
    if atom in _TRUE_WHEN_MISSING:
        return Reading(~given | yes, no)
    if atom in _FALSE_WHEN_MISSING:
        return Reading(yes, ~given | no)
    return Reading(yes, no)


def _yes(atom: triggers.Atom, *, given: Q) -> Q:
    match atom:
        case triggers.Holds(fact):
            codes = (stock.code_of(True), *_YES_BESIDE_TRUE.get(fact, ()))
            return _held(fact, code__in=codes)
        case triggers.OneOf(fact, values):
            return _held(_coded(fact), code__in=values)
        case triggers.Contains(fact, symbol):
            return _held(_coded(fact), code=symbol)
        case triggers.Compare(fact, "!=", value):
            return given & ~_equal(fact, value=value)
        case triggers.Compare(fact, "==", value):
            return _equal(fact, value=value)
        case triggers.Compare(fact, sign, bound):
            return _held(fact, **{f"number__{_LOOKUPS[sign]}": bound})


def _equal(fact: str, *, value: str | int) -> Q:
    if isinstance(value, int):
        return _held(fact, number=value)
    return _held(_coded(fact), code=value)


def _coded(fact: str) -> str:
    """Refuse a fact whose value is not a code: the database holds no more than its presence."""
    if not loader.load_guide().facts[fact].symbols:
        raise CannotBeFiltered
    return fact


def _held(fact: str, **lookups: object) -> Q:
    return Q(Exists(HeldFact.objects.filter(case=OuterRef("pk"), fact=fact, **lookups)))


def compile_rule(rule: catalogue.Rule) -> tuple[Q, Q]:
    """Turn scope, trigger and judgement of a requirement into the two filters."""
    parts = [_read(rule.scope.expression), _read(rule.trigger.expression)]
    if rule.trigger.judgement is not None:
        parts.append(Reading(_judged(rule, answer=True), _judged(rule, answer=False)))
    reading = _both(*parts)
    return reading.yes, reading.unknown


def _judged(rule: catalogue.Rule, *, answer: bool) -> Q:
    rows = JudgementAnswer.objects.filter(case=OuterRef("pk"), is_latest=True)
    return Q(Exists(rows.filter(rule=rule.id, answer=answer)))


def find_cases(rule_id: str, *, among: QuerySet[Any] | None = None) -> CasesAsked:
    """Tell where a requirement applies and where it cannot be told yet, in one query.

    `among` is a subquery of case codes, such as access gives: whoever asks hands in what the asker
    may see. A case of which no stock was taken is not in the answer: see `list_not_in_stock`.
    """
    rule = loader.load_guide().rules.get(rule_id)
    if rule is None:
        raise NoSuchRequirement
    applies, unknown = compile_rule(rule)
    rows = StockTaken.objects.filter(applies | unknown)
    if among is not None:
        rows = rows.filter(case__in=among)
    answered = rows.annotate(
        outcome=Case(
            When(applies, then=Value("applies")),
            default=Value("unknown"),
            output_field=CharField(),
        )
    ).order_by("case")
    found = list(answered.values_list("case", "outcome"))
    return CasesAsked(
        applies=tuple(CaseRef(case) for case, outcome in found if outcome == "applies"),
        unknown=tuple(CaseRef(case) for case, outcome in found if outcome == "unknown"),
    )


def list_not_in_stock(codes: Iterable[str], *, since: Instant) -> tuple[str, ...]:
    """Name the cases that `find_cases` would be silent about: no stock was taken since then.

    Not knowing is never reassuring: lay these out anew before anybody reads the answer as whole.
    """
    asked = list(dict.fromkeys(codes))
    fresh = StockTaken.objects.filter(case__in=asked, taken_at__gte=since)
    known = set(fresh.values_list("case", flat=True))
    return tuple(code for code in asked if code not in known)
