"""What must hold between the files: ids are unique, names are known, triggers ask real values."""

from collections.abc import Iterable, Mapping
from typing import Final

from forevar.guideline import catalogue, triggers
from forevar.guideline.loader.documents import Desk

_EQUALITY: Final = ("==", "!=")


def unique(named: Iterable[tuple[str, catalogue.Place]], *, what: str, desk: Desk) -> None:
    """Note every id that stands twice, at its second place."""
    first: dict[str, catalogue.Place] = {}
    for identifier, place in named:
        if identifier in first:
            desk.note(place, f"the {what} «{identifier}» stands already at {first[identifier]}")
        first.setdefault(identifier, place)


def trigger(
    written: triggers.Trigger,
    *,
    facts: Mapping[str, catalogue.Fact],
    place: catalogue.Place,
    desk: Desk,
) -> None:
    """Note every fact nobody knows and every symbol its fact cannot take."""
    for atom in triggers.atoms(written.expression):
        fact = facts.get(atom.fact)
        if fact is None:
            desk.note(place, f"no fact is called «{atom.fact}» (trigger «{written}»)")
            continue
        complaint = _complaint(atom, fact=fact)
        if complaint:
            desk.note(place, f"{complaint} (trigger «{written}»)")


def _complaint(atom: triggers.Atom, *, fact: catalogue.Fact) -> str | None:
    match atom:
        case triggers.Holds():
            return None if fact.type == "bool" else f"«{fact.id}» alone is neither true nor false"
        case triggers.Compare(value=int()):
            return None if fact.type == "int" else f"«{fact.id}» is not a number"
        case triggers.Compare(value=str() as symbol):
            return _wrong_symbols((symbol,), fact=fact, kinds=("enum", "bool"))
        case triggers.OneOf(values=values):
            return _wrong_symbols(values, fact=fact, kinds=("enum", "bool"))
        case triggers.Contains(symbol=symbol):
            return _wrong_symbols((symbol,), fact=fact, kinds=("list",))
    return None


def _wrong_symbols(
    symbols: tuple[str, ...], *, fact: catalogue.Fact, kinds: tuple[str, ...]
) -> str | None:
    if fact.type not in kinds:
        return f"«{fact.id}» is of type {fact.type}"
    for symbol in symbols:
        if symbol in catalogue.MISSING_SYMBOLS:
            return f"«{symbol}» says that «{fact.id}» is missing and cannot be compared with"
        if symbol not in fact.symbols:
            return f"«{symbol}» is no value of «{fact.id}»"
    return None


def actors(rule: catalogue.Rule, *, roles: Mapping[str, catalogue.Role], desk: Desk) -> None:
    """Note every actor or recipient that is nobody."""
    for actor in (*rule.actor, *rule.recipient):
        if actor not in roles:
            desk.note(rule.place, f"«{rule.id}» names «{actor}», who is nobody in roles.yaml")


def question(rule: catalogue.Rule, *, desk: Desk) -> None:
    """Note a judgement nobody has put in words, and words for a judgement nobody asks for."""
    if (rule.trigger.judgement is None) != (rule.question is None):
        desk.note(rule.place, f"«{rule.id}» and judgements.yaml disagree about a judgement")


def law(rule: catalogue.Rule, *, rows: Mapping[str, catalogue.LawRow], desk: Desk) -> None:
    """Note every place in the law that has no row telling what is in force now."""
    for citation in rule.citations:
        if citation not in rows:
            desk.note(rule.place, f"«{rule.id}» cites «{citation}», which has no row in law.yaml")


def requirements(
    named: Iterable[str],
    *,
    rules: Mapping[str, catalogue.Rule],
    by: str,
    place: catalogue.Place,
    desk: Desk,
) -> None:
    """Note every requirement that is named and does not exist."""
    for identifier in named:
        if identifier not in rules:
            desk.note(place, f"{by} names the requirement «{identifier}», which does not exist")
