"""YAML to catalogue; every error points at file and line."""

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from forevar.guideline import catalogue, triggers
from forevar.guideline.loader import build, checks, documents
from forevar.guideline.loader.documents import CatalogueError, Desk, Entry, Fields, Problem

__all__ = ["CatalogueError", "Problem", "load_guide", "read_guide"]

EDITIONS: Final = ("placements-2013", "moves-2024")
HERE: Final = Path(__file__).resolve().parent.parent


@functools.cache
def load_guide() -> catalogue.Guide:
    """Return the catalogue that ships with Førevar, read once."""
    return read_guide(HERE)


def read_guide(root: Path, *, editions: tuple[str, ...] = EDITIONS) -> catalogue.Guide:
    """Read a catalogue from a folder; refuse it as a whole when anything is wrong in it."""
    desk = Desk(root)
    facts = _read_facts(editions, desk=desk)
    roles = _read_roles(editions, desk=desk)
    law = _read_law(desk)
    texts = _read_texts(editions, desk=desk)
    judgements = _read_judgements(desk)
    words = _Words(texts, judgements)
    read = tuple(_read_edition(each, facts=facts, words=words, desk=desk) for each in editions)
    rules = [rule for edition in read for rule in edition.rules]
    checks.unique(((rule.id, rule.place) for rule in rules), what="requirement", desk=desk)
    by_id = {rule.id: rule for rule in rules}
    errata = tuple(
        build.erratum(entry, desk=desk) for entry in desk.entries(root / "editions" / "errata.yaml")
    )
    guide = catalogue.Guide(
        editions=read,
        rules=MappingProxyType(by_id),
        facts=facts,
        roles=roles,
        hard_rules=MappingProxyType({each.id: each for one in read for each in one.hard_rules}),
        law=law,
        errata=errata,
        texts_written=frozenset(texts),
        questions_written=frozenset(each.id for each in facts.values() if each.question),
        hard_rules_by_rule=_hard_rules_by_rule(read),
    )
    _check(guide, texts=texts, desk=desk)
    desk.settle()
    return guide


def _read_facts(editions: tuple[str, ...], *, desk: Desk) -> Mapping[str, catalogue.Fact]:
    facts: dict[str, catalogue.Fact] = {}
    questions = _read_questions(editions, desk=desk)
    for edition in editions:
        entries = desk.entries(desk.root / "editions" / edition / "facts.yaml")
        checks.unique(
            ((str(each.get("id")), each.at("id")) for each in entries), what="fact", desk=desk
        )
        for entry in entries:
            fact = build.fact(entry, edition=edition, desk=desk)
            asked = questions.get(fact.id)
            _add_fact(
                facts,
                fact=replace(fact, question=asked[1] if asked else None),
                entry=entry,
                desk=desk,
            )
    for name, (place, _) in questions.items():
        if name not in facts:
            desk.note(place, f"a question is written for «{name}», which is no fact")
    return MappingProxyType(facts)


def _add_fact(
    facts: dict[str, catalogue.Fact], *, fact: catalogue.Fact, entry: Entry, desk: Desk
) -> None:
    """Add a fact; one that names another edition as its master only adds its edition there."""
    master = facts.get(fact.id)
    same_as = entry.get("same_as")
    if same_as is None:
        if master is not None:
            desk.note(fact.place, f"the fact «{fact.id}» stands already at {master.place}")
        facts.setdefault(fact.id, fact)
    elif master is None or same_as not in master.editions or master.type != fact.type:
        desk.note(fact.place, f"«{fact.id}» is not the same fact in «{same_as}»")
    else:
        facts[fact.id] = replace(master, editions=master.editions + fact.editions)


def _read_questions(
    editions: tuple[str, ...], *, desk: Desk
) -> dict[str, tuple[catalogue.Place, catalogue.Question]]:
    read: dict[str, tuple[catalogue.Place, catalogue.Question]] = {}
    for entry, key in _keyed(editions, folder="questions", what="question", desk=desk):
        read[key] = (entry.place, build.question(entry, desk=desk))
    return read


def _read_texts(
    editions: tuple[str, ...], *, desk: Desk
) -> dict[str, tuple[catalogue.Place, catalogue.RuleText]]:
    read: dict[str, tuple[catalogue.Place, catalogue.RuleText]] = {}
    for entry, key in _keyed(editions, folder="texts", what="text of", desk=desk):
        read[key] = (entry.place, build.rule_text(entry, desk=desk))
    return read


def _keyed(
    editions: tuple[str, ...], *, folder: str, what: str, desk: Desk
) -> list[tuple[Entry, str]]:
    """Read the files of a folder whose top level is one mapping per id."""
    found: list[tuple[Entry, str]] = []
    for edition in editions:
        for path in documents.yaml_files(desk.root / "editions" / edition / folder):
            content = desk.mapping(path)
            for key, value in content.items():
                if isinstance(value, Entry):
                    value.place = content.at(key)
                    found.append((value, str(key)))
                else:
                    desk.note(content.at(key), f"«{key}» has nothing written under it")
    checks.unique(((key, entry.place) for entry, key in found), what=what, desk=desk)
    return found


def _read_roles(editions: tuple[str, ...], *, desk: Desk) -> Mapping[str, catalogue.Role]:
    accounts = desk.mapping(desk.root / "roles.yaml")
    roles: dict[str, catalogue.Role] = {}
    for edition in editions:
        entries = desk.entries(desk.root / "editions" / edition / "roles.yaml")
        checks.unique(
            ((str(each.get("id")), each.at("id")) for each in entries), what="actor", desk=desk
        )
        for entry in entries:
            role = build.role(entry, accounts=accounts, desk=desk)
            roles.setdefault(role.id, role)
    for actor in accounts:
        if actor not in roles:
            desk.note(accounts.at(actor), f"«{actor}» is nobody in the guides")
    return MappingProxyType(roles)


def _read_law(desk: Desk) -> Mapping[str, catalogue.LawRow]:
    entries = desk.entries(desk.root / "editions" / "law.yaml")
    checks.unique(((str(each.get("cited")), each.place) for each in entries), what="law", desk=desk)
    rows = [build.law_row(entry, desk=desk) for entry in entries]
    return MappingProxyType({row.cited: row for row in rows})


def _read_judgements(desk: Desk) -> Mapping[str, catalogue.Text]:
    content = Fields(desk.mapping(desk.root / "editions" / "judgements.yaml"), desk=desk)
    return {str(key): content.translated(key) for key in content.entry}


class _Words(NamedTuple):
    """What is written for the screens about requirements."""

    texts: Mapping[str, tuple[catalogue.Place, catalogue.RuleText]]
    judgements: Mapping[str, catalogue.Text]

    def on(self, rule: catalogue.Rule) -> catalogue.Rule:
        """Return the requirement with its heading, its nynorsk and its question."""
        text = self.texts[rule.id][1] if rule.id in self.texts else None
        return replace(rule, text=text, question=self.judgements.get(rule.id))


def _read_edition(
    name: str,
    *,
    facts: Mapping[str, catalogue.Fact],
    words: "_Words",
    desk: Desk,
) -> catalogue.Edition:
    folder = desk.root / "editions" / name
    take = Fields(desk.mapping(folder / "edition.yaml"), desk=desk)
    scopes = take.child("scope_by_part")
    scope_by_part = {part: build.trigger(scopes, part) for part in scopes.entry}
    rules = _read_rules(folder, edition=name, scopes=scope_by_part, desk=desk)

    def entries(kind: str) -> list[Entry]:
        return desk.entries(folder / f"{kind}.yaml")

    edition = catalogue.Edition(
        id=take.text("id"),
        document=take.text("document"),
        title=take.text("title"),
        publisher=take.text("publisher"),
        dated=build.edition_day(take, "dated"),
        dated_note=take.text("dated_note"),
        lines_total=take.number("lines_total"),
        scope_by_part=MappingProxyType(scope_by_part),
        scope_note=take.text("scope_note"),
        rules=tuple(words.on(rule) for rule in rules),
        facts=tuple(each.id for each in facts.values() if name in each.editions),
        definitions=tuple(build.definition(each, desk=desk) for each in entries("definitions")),
        systems=tuple(build.system(each, desk=desk) for each in entries("systems")),
        artefacts=tuple(build.artefact(each, desk=desk) for each in entries("artefacts")),
        references=tuple(build.reference(each, desk=desk) for each in entries("references")),
        hard_rules=tuple(
            build.hard_rule(each, edition=name, desk=desk) for each in entries("hard_rules")
        ),
        open_questions=tuple(
            build.open_question(each, edition=name, desk=desk) for each in entries("open_questions")
        ),
        process=build.process(folder / "process.yaml", desk=desk),
    )
    take.nothing_else()
    return edition


def _read_rules(
    folder: Path, *, edition: str, scopes: Mapping[str, triggers.Trigger], desk: Desk
) -> list[catalogue.Rule]:
    rules: list[catalogue.Rule] = []
    for path in documents.yaml_files(folder / "rules"):
        take = Fields(desk.mapping(path), desk=desk)
        source = take.child("source")
        take.used.add("rules")
        entries = take.entry.get("rules")
        if not isinstance(entries, list) or not all(isinstance(each, Entry) for each in entries):
            desk.note(take.entry.place, "«rules» must be a list of requirements")
            continue
        rules += [
            build.rule(each, source=source, edition=edition, scopes=scopes, desk=desk)
            for each in entries
        ]
        take.nothing_else()
    return rules


def _hard_rules_by_rule(read: tuple[catalogue.Edition, ...]) -> Mapping[str, tuple[str, ...]]:
    by_rule: dict[str, tuple[str, ...]] = {}
    for edition in read:
        for hard_rule in edition.hard_rules:
            for identifier in hard_rule.requirements:
                by_rule[identifier] = (*by_rule.get(identifier, ()), hard_rule.id)
    return MappingProxyType(by_rule)


def _check(
    guide: catalogue.Guide,
    *,
    texts: Mapping[str, tuple[catalogue.Place, catalogue.RuleText]],
    desk: Desk,
) -> None:
    for rule in guide.rules.values():
        checks.trigger(rule.trigger, facts=guide.facts, place=rule.place, desk=desk)
        checks.actors(rule, roles=guide.roles, desk=desk)
        checks.law(rule, rows=guide.law, desk=desk)
        checks.question(rule, desk=desk)
    for edition in guide.editions:
        _check_edition(edition, guide=guide, desk=desk)
    for fact in guide.facts.values():
        for actor in fact.provider:
            if actor not in guide.roles:
                desk.note(fact.place, f"«{fact.id}» is provided by «{actor}», who is nobody")
    for name, (place, _) in texts.items():
        if name not in guide.rules:
            desk.note(place, f"a text is written for «{name}», which is no requirement")


def _check_edition(edition: catalogue.Edition, *, guide: catalogue.Guide, desk: Desk) -> None:
    folder = f"editions/{edition.id}"
    start = catalogue.Place(f"{folder}/edition.yaml", 1)
    for scope in edition.scope_by_part.values():
        checks.trigger(scope, facts=guide.facts, place=start, desk=desk)
        if scope.judgement:
            desk.note(start, f"a scope cannot ask for a judgement («{scope}»)")
    naming: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        *(("hard_rules", each.id, each.requirements) for each in edition.hard_rules),
        *(("open_questions", each.id, each.requirements) for each in edition.open_questions),
        *(("references", each.text, each.requirements) for each in edition.references),
    )
    for kind, by, named in naming:
        place = catalogue.Place(f"{folder}/{kind}.yaml", 1)
        checks.requirements(named, rules=guide.rules, by=f"«{by}»", place=place, desk=desk)
