"""The guides as text on a terminal: one requirement, a list, and what differs between editions."""

from collections.abc import Iterator
from typing import Any, Final

from forevar.guideline import catalogue, explain
from forevar.guideline.catalogue import Language

COMPARED: Final = (
    *("modality", "actor", "recipient", "phase", "trigger", "scope", "paraphrase_nb"),
    *("paraphrase_en", "evidence", "enforcement", "deadline", "law", "notes"),
)


def rule_as_json(rule: catalogue.Rule, *, guide: catalogue.Guide) -> dict[str, Any]:
    """Return one requirement with everything the catalogue says of it."""
    return {
        "id": rule.id,
        "edition": rule.edition,
        "document": rule.source.document,
        "part": rule.source.part,
        "section": rule.source.section,
        "heading": rule.source.heading,
        "lines": rule.source.lines,
        "modality": rule.modality,
        "actor": list(rule.actor),
        "recipient": list(rule.recipient),
        "phase": rule.phase,
        "scope": rule.scope.text,
        "trigger": rule.trigger.text,
        "title": {each: rule.title(each) for each in ("nb", "nn", "en")},
        "text": {each: rule.sentence(each) for each in ("nb", "nn", "en")},
        "evidence": rule.evidence,
        "enforcement": rule.enforcement,
        "deadline": rule.deadline,
        "law": rule.law,
        "law_now": [{"cited": row.cited, "now": row.now} for row in guide.law_now(rule)],
        "needs_justification": rule.needs_justification,
        "notes": rule.notes,
        "hard_rules": list(guide.hard_rules_by_rule.get(rule.id, ())),
        "written_at": str(rule.place),
    }


def show(rule: catalogue.Rule, *, guide: catalogue.Guide, language: Language) -> Iterator[str]:
    """Yield one requirement line by line."""
    yield f"{rule.id} — {rule.title(language)}"
    where = explain.citation(rule.source, language=language)
    yield f"  {where} ({rule.edition}, {rule.place})"
    yield f"  {explain.modality(rule.modality, language=language)}: {rule.sentence(language)}"
    yield f"  who: {explain.who(rule, guide=guide, language=language)} ({', '.join(rule.actor)})"
    yield f"  phase: {explain.phase(rule.phase, language=language)} ({rule.phase})"
    yield f"  when: {rule.trigger}" + ("" if rule.scope.text == "always" else f"  [{rule.scope}]")
    deadline = explain.deadline(rule, language=language)
    if deadline:
        yield f"  by: {deadline}"
    yield f"  shown by: {rule.evidence} ({rule.enforcement})"
    yield from (f"  law: {line}" for line in explain.law(rule, guide=guide, language=language))
    yield from (f"  hard rule: {each}" for each in guide.hard_rules_by_rule.get(rule.id, ()))
    if rule.notes:
        yield f"  note: {rule.notes}"


def is_in_section(rule: catalogue.Rule, *, section: str) -> bool:
    """Whether a requirement stands in a section, however the section is named.

    «II.4», «Del II 4», «vedlegg 3», «4» and a heading all work; «II» means the whole part.
    """
    wanted = " ".join(section.lower().replace(".", " ").split())
    source = rule.source
    part = (source.part or "").lower()
    number = (source.section or "").replace(".", " ")
    names = {
        source.heading.lower(),
        source.label.lower().replace(".", " "),
        number,
        part,
        part.removeprefix("del "),
        f"{part} {number}".strip(),
    }
    return wanted in names - {""} or " ".join(source.heading.lower().split()) == section.lower()


def differences(
    guide: catalogue.Guide, *, old: catalogue.Edition, new: catalogue.Edition
) -> dict[str, Any]:
    """Return what one edition has that the other has not, and what differs in both."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    changed = {
        each: [
            name for name in COMPARED if getattr(before[each], name) != getattr(after[each], name)
        ]
        for each in before
        if each in after
    }
    return {
        "editions": [old.id, new.id],
        "only_in_first": [each for each in before if each not in after],
        "only_in_second": [each for each in after if each not in before],
        "changed": {each: names for each, names in changed.items() if names},
        "shared_facts": [each for each in old.facts if each in set(new.facts)],
        "facts_only_in_first": [each for each in old.facts if each not in set(new.facts)],
        "facts_only_in_second": [each for each in new.facts if each not in set(old.facts)],
    }
