"""One requirement as the reader shows it: who, when, the law then and now, how we read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse

from forevar.guideline import catalogue, explain, loader
from forevar.web.guide import words
from forevar.web.kit import guide_links

# Where a slip in the guide concerns a reference, the page leads to the right place.
RIGHT_PLACES = {
    "move-cross-reference": (("2013", "ii", "5"),),
    "examples-page-number": (("2013", "vedlegg", "1"), ("2013", "vedlegg", "2")),
}


@dataclass(frozen=True, slots=True)
class LawPair:
    """What the guide cites, and what is in force now."""

    year: str
    cited: str
    now: str
    verified_on: date | None
    to_check: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the reader that another points to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the guide slips or time has overtaken it, and how it is read here."""

    problem: str
    reading: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement as the reader shows it."""

    id: str
    title: str
    sentence: str
    modality: str
    is_ban: bool
    who: str
    phase: str
    deadline: str
    judgement: str
    law: tuple[LawPair, ...]
    readings: tuple[Reading, ...]
    hard_rules: tuple[str, ...]
    place: str
    url: str


def is_asked_of(rule: catalogue.Rule, *, body: str) -> bool:
    """Tell whether a requirement is asked of somebody who acts for this body."""
    _name, codes = words.BODIES[body]
    roles = loader.load_guide().roles
    return any(codes & set(roles[actor].codes) for actor in rule.actor)


def shown(rule: catalogue.Rule) -> Requirement:
    """Show one requirement in the reader's language."""
    return _shown(rule.id, words.language())


@cache
def _shown(rule_id: str, lang: catalogue.Language) -> Requirement:
    guide = loader.load_guide()
    rule = guide.rules[rule_id]
    return Requirement(
        id=rule.id,
        title=rule.title(lang),
        sentence=rule.sentence(lang),
        modality=explain.modality(rule.modality, language=lang),
        is_ban=rule.modality in {"must-not", "should-not"},
        who=explain.who(rule, guide=guide, language=lang),
        phase=explain.phase(rule.phase, language=lang),
        deadline=explain.deadline(rule, language=lang) or "",
        judgement=rule.question.in_language(lang) if rule.question else "",
        law=tuple(_pairs(guide, rule)),
        readings=tuple(_readings(guide, rule, lang)),
        hard_rules=tuple(
            words.hard_rule(each, lang=lang) for each in guide.hard_rules_by_rule.get(rule.id, ())
        ),
        place=explain.citation(rule.source, language=lang),
        url=guide_links.section_url(rule.source, rule_id=rule.id),
    )


def _pairs(guide: catalogue.Guide, rule: catalogue.Rule) -> Iterator[LawPair]:
    for row in guide.law_now(rule):
        to_check = row.status == "must be checked"
        yield LawPair(
            year=guide_links.YEARS[rule.source.document],
            cited=row.cited,
            now=row.now or "",
            # A date beside «must be checked» would reassure where there is no reason to.
            verified_on=None if to_check else row.verified_on,
            to_check=to_check,
        )


def _readings(
    guide: catalogue.Guide, rule: catalogue.Rule, lang: catalogue.Language
) -> Iterator[Reading]:
    for one in guide.errata:
        if rule.id in one.requirements:
            yield Reading(
                problem=one.problem.in_language(lang),
                reading=one.reading.in_language(lang),
                places=tuple(_place(*key) for key in RIGHT_PLACES.get(one.id, ())),
            )


def _place(year: str, part: str, point: str) -> Place:
    url = reverse("guide:section", kwargs={"year": year, "part": part, "point": point})
    return Place(label=f"Vedlegg {point}" if part == "vedlegg" else f"II.{point}", url=url)


def search(text: str) -> tuple[Requirement, ...]:
    """Find requirements whose title or sentence holds every word, in the page's language."""
    wanted = text.casefold().split()
    if not wanted:
        return ()
    rules = (shown(rule) for rule in loader.load_guide().rules.values())
    return tuple(
        one
        for one in rules
        if all(word in f"{one.title} {one.sentence}".casefold() for word in wanted)
    )
