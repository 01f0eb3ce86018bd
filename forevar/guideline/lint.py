"""What a good catalogue must satisfy beyond being loadable: complete words, reachable triggers."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from forevar.guideline import catalogue, triggers

Level = Literal["error", "warning"]
LONGEST_TITLE: Final = 80
LONGEST_SEARCH: Final = 200_000
QUESTION_KINDS: Final = ("ambiguity", "contradiction", "gap", "erratum", "external_change")
_MISSING_KEYS: Final = frozenset({"missing", "given", "unknown", "not_assessed", "true", "false"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in the catalogue."""

    level: Level
    place: str
    message: str

    def __str__(self) -> str:
        """Return level, place and message on one line."""
        return f"{self.level}: {self.place}: {self.message}"


def lint(guide: catalogue.Guide) -> tuple[Finding, ...]:
    """Return everything to mend, errors first; an empty result has no errors and no warnings."""
    found = [
        *_rules(guide),
        *_titles(guide),
        *_questions(guide),
        *_apparatus(guide),
        *_errata(guide),
        *_law(guide),
    ]
    return tuple(sorted(found, key=lambda each: each.level != "error"))


def _error(place: object, message: str) -> Finding:
    return Finding("error", str(place), message)


def _warning(place: object, message: str) -> Finding:
    return Finding("warning", str(place), message)


def _rules(guide: catalogue.Guide) -> Iterator[Finding]:
    documents = {edition.id: edition.document for edition in guide.editions}
    sentences: dict[str, str] = {}
    for rule in guide.rules.values():
        if rule.source.document != documents[rule.edition]:
            yield _error(rule.place, f"«{rule.id}» says it stands in another document")
        twin = sentences.setdefault(rule.paraphrase_nb, rule.id)
        if twin != rule.id:
            yield _error(rule.place, f"«{rule.id}» has the same sentence as «{twin}»")
        for sentence in (rule.paraphrase_nb, rule.paraphrase_en):
            if not sentence.endswith((".", "?", "!", "»", "”")) or "  " in sentence:
                yield _error(rule.place, f"«{rule.id}» has an unfinished sentence")
        yield from _reach(rule, facts=guide.facts)


def _reach(rule: catalogue.Rule, *, facts: Mapping[str, catalogue.Fact]) -> Iterator[Finding]:
    """Note a trigger that no facts make true, or none make false."""
    if isinstance(rule.trigger.expression, triggers.Always):
        return
    reached = reachable(rule.trigger.expression, facts=facts)
    if True not in reached:
        yield _error(rule.place, f"no facts make «{rule.id}» apply (trigger «{rule.trigger}»)")
    if False not in reached:
        yield _error(rule.place, f"«{rule.id}» always applies (trigger «{rule.trigger}»)")


def reachable(
    expression: triggers.Expression, *, facts: Mapping[str, catalogue.Fact]
) -> frozenset[bool]:
    """Return which of true and false some known facts give; each fact is tried with each value."""
    domains: dict[str, set[object]] = {}
    for atom in triggers.atoms(expression):
        domains.setdefault(atom.fact, set()).update(_domain(atom, fact=facts[atom.fact]))
    tried = itertools.islice(itertools.product(*domains.values()), LONGEST_SEARCH)
    reached: set[bool] = set()
    for values in tried:
        reached.add(_holds(expression, values=dict(zip(domains, values, strict=True))))
        if len(reached) == 2:
            break
    return frozenset(reached)


def _domain(atom: triggers.Atom, *, fact: catalogue.Fact) -> set[object]:
    match atom:
        case triggers.Compare(value=int() as bound):
            return {max(bound - 1, 0), bound, bound + 1}
        case triggers.Contains():
            return {frozenset(), frozenset(fact.symbols)}
        case triggers.Holds():
            return {True, False}
        case _:
            return set(fact.symbols - catalogue.MISSING_SYMBOLS)


def _holds(expression: triggers.Expression, *, values: Mapping[str, object]) -> bool:
    match expression:
        case triggers.Always():
            return True
        case triggers.Not(part):
            return not _holds(part, values=values)
        case triggers.And(parts):
            return all(_holds(part, values=values) for part in parts)
        case triggers.Or(parts):
            return any(_holds(part, values=values) for part in parts)
        case _:
            return _atom_holds(expression, value=values[expression.fact])


def _atom_holds(atom: triggers.Atom, *, value: object) -> bool:
    match atom:
        case triggers.Holds():
            return value is True
        case triggers.OneOf(values=values):
            return value in values
        case triggers.Contains(symbol=symbol):
            return isinstance(value, frozenset) and symbol in value
        case triggers.Compare(operator=sign, value=bound):
            return _compares(sign, value=value, bound=bound)


def _compares(sign: triggers.Operator, *, value: object, bound: object) -> bool:
    if sign in ("==", "!="):
        return (value == bound) is (sign == "==")
    if not isinstance(value, int) or not isinstance(bound, int):
        return False
    if value == bound:
        return sign in ("<=", ">=")
    return (value < bound) is (sign in ("<", "<="))


def _titles(guide: catalogue.Guide) -> Iterator[Finding]:
    level = _error if guide.texts_written else _warning
    for rule in guide.rules.values():
        if rule.text is None:
            yield level(rule.place, f"«{rule.id}» has no heading and no nynorsk")
            continue
        for title in (rule.text.title.nb, rule.text.title.nn, rule.text.title.en):
            if len(title) > LONGEST_TITLE:
                yield _warning(rule.place, f"a heading of «{rule.id}» is long")
            if title.endswith("."):
                yield _warning(rule.place, f"a heading of «{rule.id}» ends with a full stop")


def _questions(guide: catalogue.Guide) -> Iterator[Finding]:
    level = _error if guide.questions_written else _warning
    for fact in guide.facts.values():
        if fact.question is None:
            yield level(fact.place, f"nobody has written how «{fact.id}» is asked")
            continue
        yield from _words_of(fact, question=fact.question)


def _words_of(fact: catalogue.Fact, *, question: catalogue.Question) -> Iterator[Finding]:
    asked = fact.symbols - catalogue.MISSING_SYMBOLS
    for symbol in sorted(asked - set(question.values)):
        yield _error(fact.place, f"«{fact.id}» has no words for the value «{symbol}»")
    if "missing" not in question.because:
        yield _error(fact.place, f"«{fact.id}» has no words for not knowing")
    for name in fact.fields or ():
        if name not in question.fields:
            yield _error(fact.place, f"«{fact.id}» has no words for the field «{name}»")
    yield from _words_of_nothing(fact, question=question)


def _words_of_nothing(fact: catalogue.Fact, *, question: catalogue.Question) -> Iterator[Finding]:
    known = fact.symbols | _MISSING_KEYS
    for key in (*question.values, *question.because):
        if key not in known:
            yield _error(fact.place, f"«{fact.id}» has words for «{key}», which is no value")
    for name in question.fields:
        if name not in (fact.fields or ()):
            yield _error(fact.place, f"«{fact.id}» has words for «{name}», which is no field")


def _apparatus(guide: catalogue.Guide) -> Iterator[Finding]:
    for edition in guide.editions:
        place = f"editions/{edition.id}"
        for name, ids in (
            ("definition", [each.id for each in edition.definitions]),
            ("system", [each.id for each in edition.systems]),
            ("artefact", [each.id for each in edition.artefacts]),
            ("hard rule", [each.id for each in edition.hard_rules]),
            ("open question", [each.id for each in edition.open_questions]),
        ):
            for twin in sorted({each for each in ids if ids.count(each) > 1}):
                yield _error(place, f"the {name} «{twin}» stands twice")
        yield from _kinds(edition, place=place)
        if edition.process:
            yield from _process(edition.process, roles=guide.roles, place=place)


def _kinds(edition: catalogue.Edition, *, place: str) -> Iterator[Finding]:
    for question in edition.open_questions:
        if question.kind not in QUESTION_KINDS:
            yield _error(place, f"«{question.id}» is of no known kind")
    for hard_rule in edition.hard_rules:
        if not hard_rule.requirements:
            yield _error(place, f"«{hard_rule.id}» serves no requirement")


def _process(
    process: catalogue.Process, *, roles: Mapping[str, catalogue.Role], place: str
) -> Iterator[Finding]:
    phases = {phase.id for phase in process.phases} | {"start", "end"}
    for phase in process.phases:
        for actor in phase.lead:
            if actor not in roles:
                yield _error(place, f"the phase «{phase.id}» is led by «{actor}», who is nobody")
    for step in process.transitions:
        if step.from_phase not in phases or step.to_phase not in phases:
            yield _error(place, f"a hand-over goes from «{step.from_phase}» to «{step.to_phase}»")
        for actor in (step.hands_over, step.receives):
            if actor not in roles:
                yield _error(place, f"a hand-over names «{actor}», who is nobody")


def _errata(guide: catalogue.Guide) -> Iterator[Finding]:
    editions = {edition.id for edition in guide.editions}
    questions = {each.id: each for one in guide.editions for each in one.open_questions}
    read = {each.open_question for each in guide.errata}
    for erratum in guide.errata:
        if erratum.edition not in editions:
            yield _error("editions/errata.yaml", f"«{erratum.id}» belongs to no edition")
        for rule in erratum.requirements:
            if rule not in guide.rules:
                yield _error("editions/errata.yaml", f"«{erratum.id}» names «{rule}»")
        if erratum.open_question and erratum.open_question not in questions:
            yield _error("editions/errata.yaml", f"«{erratum.id}» answers no open question")
    for question in questions.values():
        if question.kind == "erratum" and question.id not in read:
            yield _error("editions/errata.yaml", f"the misprint «{question.id}» has no reading")


def _law(guide: catalogue.Guide) -> Iterator[Finding]:
    for row in guide.law.values():
        place = "editions/law.yaml"
        if row.status == "checked" and (row.now is None or row.verified_on is None):
            yield _error(place, f"«{row.cited}» is called checked, but not when or what")
        if row.status == "must be checked":
            yield _warning(place, f"«{row.cited}» must be checked by a lawyer")
