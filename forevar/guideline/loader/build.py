"""Entries of the files become frozen values of the catalogue."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from forevar.guideline import catalogue, triggers
from forevar.guideline.loader import documents
from forevar.guideline.loader.documents import Desk, Entry, Fields

_ACT: Final = re.compile(r"^(?P<act>.*?)\s*(?P<sign>§§?)\s*(?P<places>.+)$")


def citations(law: str | None) -> tuple[str, ...]:
    """Split what a requirement cites into single places in the law.

    >>> citations("bvl (1992) §§ 4-12, 4-6 annet ledd; rundskriv Q-06/2007")
    ('bvl (1992) § 4-12', 'bvl (1992) § 4-6 annet ledd', 'rundskriv Q-06/2007')
    """
    return tuple(_each_citation(law or ""))


def _each_citation(law: str) -> Iterator[str]:
    for piece in filter(None, (part.strip() for part in law.split(";"))):
        found = _ACT.match(piece)
        if found is None or found["sign"] == "§":
            yield piece
            continue
        for place in found["places"].split(","):
            yield f"{found['act']} § {place.strip()}"


def trigger(fields: Fields, key: str) -> triggers.Trigger:
    """Read one trigger; an unparsable one is noted and stands as «always» until then."""
    text = fields.text(key)
    try:
        return triggers.parse(text or "always")
    except triggers.UnparsableTrigger as broken:
        fields.desk.note(fields.entry.at(key), str(broken))
        return triggers.Trigger(text=text, expression=triggers.Always())


def fact(entry: Entry, *, edition: str, desk: Desk) -> catalogue.Fact:
    """Read one fact."""
    take = Fields(entry, desk=desk)
    allowed = _allowed_values(take)
    built = catalogue.Fact(
        id=take.text("id"),
        editions=(edition,),
        group=take.text("group"),
        label_nb=take.text("label_nb"),
        label_en=take.text("label_en"),
        type=take.choice("type", among=catalogue.FACT_TYPES),
        allowed_values=allowed,
        fields=take.words("fields", optional=True) or None,
        constraint=take.text_or_none("constraint"),
        provider=take.words("provider"),
        used_in=take.text("used_in"),
        sensitivity=take.choice("sensitivity", among=catalogue.SENSITIVITIES),
        notes=take.text_or_none("notes"),
        place=entry.place,
        symbols=frozenset(value for value in allowed or () if isinstance(value, str)),
    )
    take.used.add("same_as")
    take.nothing_else()
    return built


def _allowed_values(take: Fields) -> tuple[bool | str, ...] | None:
    take.used.add("allowed_values")
    values = take.entry.get("allowed_values")
    if values is None:
        return None
    if not isinstance(values, list) or not all(isinstance(each, (bool, str)) for each in values):
        take.desk.note(take.entry.at("allowed_values"), "«allowed_values» must be a list of words")
        return None
    if len(set(values)) < len(values):
        take.desk.note(take.entry.at("allowed_values"), "the same value stands twice")
    return tuple(values)


def rule(
    entry: Entry,
    *,
    source: Fields,
    edition: str,
    scopes: Mapping[str, triggers.Trigger],
    desk: Desk,
) -> catalogue.Rule:
    """Read one requirement of a file whose heading gives the place in the guide."""
    take = Fields(entry, desk=desk)
    part = source.text_or_none("part")
    law = take.text_or_none("law")
    built = catalogue.Rule(
        id=take.text("id"),
        edition=edition,
        source=catalogue.Source(
            document=source.text("document"),
            part=part,
            section=source.text_or_none("section"),
            heading=source.text("heading"),
            lines=take.text("lines"),
            also_in=take.words("also_in", optional=True),
        ),
        modality=take.choice("modality", among=catalogue.MODALITIES),
        actor=take.words("actor"),
        recipient=take.words("recipient", optional=True),
        phase=take.choice("phase", among=catalogue.PHASES),
        scope=_scope(part, scopes=scopes, source=source),
        trigger=trigger(take, "trigger"),
        paraphrase_nb=take.text("paraphrase_nb"),
        paraphrase_en=take.text("paraphrase_en"),
        evidence=take.text("evidence"),
        enforcement=take.choice("enforcement", among=catalogue.ENFORCEMENTS),
        deadline=take.text_or_none("deadline"),
        law=law,
        citations=citations(law),
        needs_justification=take.flag("needs_justification"),
        notes=take.text_or_none("notes"),
        place=entry.place,
    )
    take.nothing_else()
    return built


def _scope(
    part: str | None, *, scopes: Mapping[str, triggers.Trigger], source: Fields
) -> triggers.Trigger:
    found = scopes.get(part or "*") or scopes.get("*")
    if found is None:
        source.desk.note(source.entry.at("part"), f"no scope is laid down for «{part}»")
        return triggers.Trigger(text="always", expression=triggers.Always())
    return found


def rule_text(entry: Entry, *, desk: Desk) -> catalogue.RuleText:
    """Read the heading and the nynorsk sentence of one requirement."""
    take = Fields(entry, desk=desk)
    built = catalogue.RuleText(title=take.translated("title"), nn=take.text("nn"))
    take.nothing_else()
    return built


def question(entry: Entry, *, desk: Desk) -> catalogue.Question:
    """Read how one fact is asked."""
    take = Fields(entry, desk=desk)
    built = catalogue.Question(
        question=take.translated("question"),
        hint=take.translated("hint") if "hint" in entry else None,
        label=take.translated("label"),
        values=_translations(take, "values"),
        because=_translations(take, "because"),
        fields=_translations(take, "fields"),
    )
    take.nothing_else()
    return built


def _translations(take: Fields, key: str) -> Mapping[str, catalogue.Text]:
    if key not in take.entry:
        return MappingProxyType({})
    inner = take.child(key)
    texts = {documents.word(word): inner.translated(word) for word in inner.entry}
    return MappingProxyType(texts)


def _cited_lines(take: Fields) -> tuple[str, str, str | None]:
    source = take.child("source")
    return source.text("document"), source.text("lines"), source.text_or_none("section")


def definition(entry: Entry, *, desk: Desk) -> catalogue.Definition:
    """Read what one word means."""
    take = Fields(entry, desk=desk)
    document, lines, _ = _cited_lines(take)
    return catalogue.Definition(
        id=take.text("id"),
        document=document,
        lines=lines,
        term_nb=take.text("term_nb"),
        term_en=take.text("term_en"),
        definition_nb=take.text("definition_nb"),
        definition_en=take.text("definition_en"),
        notes=take.text_or_none("notes"),
    )


def role(entry: Entry, *, accounts: Entry, desk: Desk) -> catalogue.Role:
    """Read one actor, with its short names and account roles from ``roles.yaml``."""
    take = Fields(entry, desk=desk)
    actor = take.text("id")
    known = accounts.get(actor)
    if not isinstance(known, Entry):
        desk.note(entry.at("id"), f"«{actor}» has no row in roles.yaml")
        known = Entry(entry.place)
        name, codes = catalogue.Text("", "", ""), tuple[str, ...]()
    else:
        row = Fields(known, desk=desk)
        name = catalogue.Text(nb=row.text("nb"), nn=row.text("nn"), en=row.text("en"))
        codes = row.words("roles", optional=True)
        row.nothing_else()
    return catalogue.Role(
        id=actor,
        name=name,
        organisation=take.text("organisation"),
        description_nb=take.text("description_nb"),
        notes=take.text_or_none("notes"),
        codes=codes,
    )


def system(entry: Entry, *, desk: Desk) -> catalogue.System:
    """Read one register or system."""
    take = Fields(entry, desk=desk)
    document, lines, _ = _cited_lines(take)
    return catalogue.System(
        id=take.text("id"),
        name=take.text("name"),
        document=document,
        lines=lines,
        description_nb=take.text("description_nb"),
        description_en=take.text("description_en"),
        notes=take.text_or_none("notes"),
    )


def artefact(entry: Entry, *, desk: Desk) -> catalogue.Artefact:
    """Read one form, plan or log; its columns, rows and fields are kept as written."""
    take = Fields(entry, desk=desk)
    document, lines, section = _cited_lines(take)
    named = {"id", "name_nb", "name_en", "source", "notes"}
    content = {key: _plain(value) for key, value in entry.items() if key not in named}
    return catalogue.Artefact(
        id=take.text("id"),
        name_nb=take.text("name_nb"),
        name_en=take.text("name_en"),
        document=document,
        section=section,
        lines=lines,
        content=MappingProxyType(content),
        notes=take.text_or_none("notes"),
    )


def _plain(value: Any) -> object:
    if isinstance(value, Entry):
        return MappingProxyType({key: _plain(inner) for key, inner in value.items()})
    return tuple(_plain(each) for each in value) if isinstance(value, list) else value


def reference(entry: Entry, *, desk: Desk) -> catalogue.Reference:
    """Read one footnote, routine or law the guide leans on."""
    take = Fields(entry, desk=desk)
    document, lines, _ = _cited_lines(take)
    number = entry.get("number")
    return catalogue.Reference(
        kind=take.text("kind"),
        number=None if number is None else str(number),
        text=take.text("text"),
        document=document,
        lines=lines,
        cited_at=take.text("cited_at"),
        text_in_seed=take.flag("text_in_seed"),
        requirements=take.words("requirements", optional=True),
        notes=take.text_or_none("notes"),
    )


def hard_rule(entry: Entry, *, edition: str, desk: Desk) -> catalogue.HardRule:
    """Read one rule the software itself holds to."""
    take = Fields(entry, desk=desk)
    return catalogue.HardRule(
        id=take.text("id"),
        edition=edition,
        enforcement=take.choice("enforcement", among=catalogue.ENFORCEMENTS),
        rule_nb=take.text("rule_nb"),
        rule_en=take.text("rule_en"),
        requirements=take.words("requirements"),
    )


def open_question(entry: Entry, *, edition: str, desk: Desk) -> catalogue.OpenQuestion:
    """Read one place where the guide is unclear."""
    take = Fields(entry, desk=desk)
    return catalogue.OpenQuestion(
        id=take.text("id"),
        edition=edition,
        kind=take.text("kind"),
        question_en=take.text("question_en"),
        recommendation_en=take.text("recommendation_en"),
        requirements=take.words("requirements"),
    )


def process(path: Path, *, desk: Desk) -> catalogue.Process | None:
    """Read the phases and hand-overs; None where an edition has none."""
    if not path.exists():
        return None
    content = desk.mapping(path)
    phases = [Fields(each, desk=desk) for each in content.get("phases", ())]
    steps = [Fields(each, desk=desk) for each in content.get("transitions", ())]
    return catalogue.Process(
        phases=tuple(
            catalogue.Phase(
                id=each.choice("id", among=catalogue.PHASES),
                name_nb=each.text("name_nb"),
                lead=each.words("lead"),
                exit=each.text("exit"),
            )
            for each in phases
        ),
        transitions=tuple(
            catalogue.Transition(
                from_phase=each.text("from_phase"),
                to_phase=each.text("to_phase"),
                when=each.text("when"),
                hands_over=each.text("hands_over"),
                receives=each.text("receives"),
                what=each.text("what"),
            )
            for each in steps
        ),
    )


def law_row(entry: Entry, *, desk: Desk) -> catalogue.LawRow:
    """Read one pair «cited by the guide» and «in force now»."""
    take = Fields(entry, desk=desk)
    built = catalogue.LawRow(
        cited=take.text("cited"),
        subject=take.text("subject"),
        now=take.text_or_none("now"),
        valid_from=take.day("valid_from"),
        verified_on=take.day("verified_on"),
        status=take.choice("status", among=LAW_STATUSES),
        pending_change=take.text_or_none("pending_change"),
        source=take.text("source"),
        note=take.text_or_none("note"),
    )
    take.nothing_else()
    return built


def erratum(entry: Entry, *, desk: Desk) -> catalogue.Erratum:
    """Read one misprint and how it is read."""
    take = Fields(entry, desk=desk)
    built = catalogue.Erratum(
        id=take.text("id"),
        edition=take.text("edition"),
        where=take.text("where"),
        problem=take.translated("problem"),
        reading=take.translated("reading"),
        requirements=take.words("requirements", optional=True),
        open_question=take.text_or_none("open_question"),
    )
    take.nothing_else()
    return built


def edition_day(take: Fields, key: str) -> date:
    """Return the date an edition carries; a missing one is noted."""
    found = take.day(key)
    if found is None:
        take.desk.note(take.entry.at(key), f"«{key}» is missing")
    return found or date(1, 1, 1)


LAW_STATUSES: Final = ("checked", "must be checked", "superseded", "not law")
