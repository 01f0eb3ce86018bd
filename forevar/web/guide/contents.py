"""The guides as pages: parts, sections, requirements, law now, corrections. Built once, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import cast

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from forevar.guideline import catalogue, loader
from forevar.web.kit import guide_links

MODALITY_WORDS = {
    "must": gettext_noop("Må"),
    "must-not": gettext_noop("Skal ikke"),
    "should": gettext_noop("Bør"),
    "should-not": gettext_noop("Bør ikke"),
    "may": gettext_noop("Kan"),
    "inform": gettext_noop("Opplysning"),
}
PHASE_WORDS = {
    "always": gettext_noop("Hele tiden"),
    "intake": gettext_noop("Henvendelse"),
    "assessment": gettext_noop("Vurdering"),
    "decision": gettext_noop("Vedtak"),
    "placement": gettext_noop("Plassering"),
    "daily-life": gettext_noop("Hverdag"),
    "visit": gettext_noop("Samvær"),
    "incident": gettext_noop("Hendelse"),
    "after-incident": gettext_noop("Etter hendelsen"),
    "move": gettext_noop("Flytting"),
    "media": gettext_noop("Medier"),
    "closing": gettext_noop("Avslutning"),
}
PART_WORDS = {
    "i": gettext_noop("Del I – Om barnevernet, begreper og taushetsplikt"),
    "ii": gettext_noop("Del II – Fra henvendelse til hendelse"),
    "iii": gettext_noop("Del III – Hverdagen i tiltaket"),
    "vedlegg": gettext_noop("Vedlegg – planer, kart og logger"),
    "alt": gettext_noop("Hele veilederen"),
}
GUIDE_WORDS = {
    "2013": gettext_noop("Plasseringer med risiko for bortføring (2013)"),
    "2024": gettext_noop("Flyttinger i barnevernet (2024)"),
}
DEADLINE_WORDS = {
    "immediately": gettext_noop("straks"),
    "as soon as possible": gettext_noop("så snart som mulig"),
    "max three years": gettext_noop("høyst tre år"),
    "30 min": gettext_noop("innen 30 minutter"),
    "15 min": gettext_noop("etter 15 minutter"),
    "immediately after the child is secured": gettext_noop("straks barnet er i trygghet"),
    "sooner than ordinary cases; see safety plan: 30 min": gettext_noop(
        "før 30 minutter er gått, tidligere enn ellers"
    ),
}


@dataclass(frozen=True, slots=True)
class LawPair:
    """What the guide cites, and what is in force now."""

    cited: str
    now: str
    subject: str
    verified_on: date | None
    to_check: bool


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
    corrections: tuple[str, ...]
    hard_rules: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading with its requirements."""

    title: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the reader."""

    year: str
    part: str
    point: str
    title: str
    rule_ids: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The address parts."""
        return self.year, self.part, self.point

    @property
    def count(self) -> int:
        """How many requirements stand here."""
        return len(self.rule_ids)


@cache
def sections() -> tuple[Section, ...]:
    """List every page of both guides, in printed order."""
    guide = loader.load_guide()
    ordered = sorted(
        guide.rules.values(), key=lambda rule: (rule.source.document, _part_order(rule.source.part))
    )
    found: dict[tuple[str, str, str], list[catalogue.Rule]] = {}
    for rule in ordered:
        found.setdefault(guide_links.section_key(rule.source), []).append(rule)
    return tuple(
        Section(*key, title=_section_title(rules), rule_ids=tuple(rule.id for rule in rules))
        for key, rules in found.items()
    )


def _part_order(part: str | None) -> int:
    return (None, "Del I", "Del II", "Del III", "Vedlegg").index(part)


def _section_title(rules: list[catalogue.Rule]) -> str:
    first = rules[0].source
    return f"{first.section} {first.heading}" if first.section else first.heading


def find_section(year: str, part: str, point: str) -> Section | None:
    """Find one page by its address, or nothing."""
    return next((one for one in sections() if one.key == (year, part, point)), None)


def neighbours(section: Section) -> tuple[Section | None, Section | None]:
    """Give the page before and the page after, within the same guide."""
    same = [one for one in sections() if one.year == section.year]
    at = same.index(section)
    return (same[at - 1] if at else None), (same[at + 1] if at + 1 < len(same) else None)


def headings(section: Section) -> tuple[Heading, ...]:
    """Give a page's requirements under their printed headings."""
    rules = [loader.load_guide().rules[rule_id] for rule_id in section.rule_ids]
    return tuple(
        Heading(title, tuple(shown(rule) for rule in group))
        for title, group in groupby(rules, key=lambda rule: rule.source.heading)
    )


def shown(rule: catalogue.Rule) -> Requirement:
    """Show one requirement in the reader's language."""
    return _shown(rule.id, language())


def language() -> catalogue.Language:
    """Give the language the page is read in."""
    code = (get_language() or "nb")[:2]
    return cast(catalogue.Language, code if code in {"nb", "nn", "en"} else "nb")


@cache
def _shown(rule_id: str, lang: catalogue.Language) -> Requirement:
    guide = loader.load_guide()
    rule = guide.rules[rule_id]
    title = rule.text.title.in_language(lang) if rule.text else rule.sentence(lang)
    return Requirement(
        id=rule.id,
        title=title,
        sentence=rule.sentence(lang),
        modality=_(MODALITY_WORDS[rule.modality]),
        is_ban=rule.modality in {"must-not", "should-not"},
        who=", ".join(guide.roles[actor].name.in_language(lang) for actor in rule.actor),
        phase=_(PHASE_WORDS[rule.phase]),
        deadline=_(DEADLINE_WORDS[rule.deadline]) if rule.deadline in DEADLINE_WORDS else "",
        judgement=rule.trigger.judgement or "",
        law=tuple(_pairs(guide, rule)),
        corrections=tuple(
            one.reading.in_language(lang) for one in guide.errata if rule.id in one.requirements
        ),
        hard_rules=guide.hard_rules_by_rule.get(rule.id, ()),
        url=guide_links.section_url(rule.source, rule_id=rule.id),
    )


def _pairs(guide: catalogue.Guide, rule: catalogue.Rule) -> Iterator[LawPair]:
    for row in guide.law_now(rule):
        yield LawPair(
            cited=row.cited,
            now=row.now or "",
            subject=row.subject,
            verified_on=row.verified_on,
            to_check=row.status == "must be checked",
        )


def search(words: str) -> tuple[Requirement, ...]:
    """Find requirements whose title or sentence holds every word, in the page's language."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    rules: Iterable[catalogue.Rule] = loader.load_guide().rules.values()
    lang = language()
    return tuple(
        shown(rule)
        for rule in rules
        if all(
            word in f"{rule.sentence(lang)} {rule.text.title.in_language(lang) if rule.text else ''}".casefold()
            for word in wanted
        )
    )
