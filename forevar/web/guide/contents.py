"""The guides as pages: parts, sections, headings, words. Built once, from the catalogue alone."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.utils.translation import gettext as _

from forevar.guideline import catalogue, loader
from forevar.web.guide import requirements, words
from forevar.web.kit import guide_links

_PART_ORDER = (None, "Del I", "Del II", "Del III", "Vedlegg")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the guide and what it means."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading with its requirements, and the words explained there."""

    anchor: str
    title: str
    words: tuple[Word, ...]
    requirements: tuple[requirements.Requirement, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the reader."""

    year: str
    part: str
    point: str
    number: str
    printed: tuple[str, ...]
    rule_ids: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The address parts."""
        return self.year, self.part, self.point

    @property
    def count(self) -> int:
        """How many requirements stand here."""
        return len(self.rule_ids)

    @property
    def line(self) -> str:
        """How the page is named in the table of contents."""
        return printed_title(self.printed[0])

    @property
    def more(self) -> tuple[str, ...]:
        """The other headings printed under the same number."""
        return self.printed[1:]

    @property
    def title(self) -> str:
        """The page's heading: its printed one, or its number where several are printed."""
        if not self.number:
            return printed_title(self.printed[0])
        if self.part == "vedlegg":
            label = _("Vedlegg %(number)s") % {"number": self.number}
        else:
            label = _("Punkt %(number)s") % {"number": self.number}
        return label if len(self.printed) > 1 else f"{label}: {self.printed[0]}"


@cache
def sections() -> tuple[Section, ...]:
    """List every page of both guides, in printed order."""
    found: dict[tuple[str, str, str], list[catalogue.Rule]] = {}
    for rule in _in_print_order():
        found.setdefault(guide_links.section_key(rule.source), []).append(rule)
    return tuple(
        Section(
            *key,
            number=rules[0].source.section or "",
            printed=tuple(dict.fromkeys(rule.source.heading for rule in rules)),
            rule_ids=tuple(rule.id for rule in rules),
        )
        for key, rules in found.items()
    )


def _in_print_order() -> list[catalogue.Rule]:
    return sorted(
        loader.load_guide().rules.values(),
        key=lambda rule: (rule.source.document, _PART_ORDER.index(rule.source.part)),
    )


def printed_title(heading: str) -> str:
    """Give a heading as it is printed; the catalogue puts what is no heading in brackets."""
    return _("Avsnitt uten overskrift") if heading.startswith("(") else heading


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
        Heading(
            anchor=f"h-{guide_links.heading_slug(title)}",
            title=printed_title(title),
            words=_words(group[0].id),
            requirements=tuple(requirements.shown(rule) for rule in group),
        )
        for title, group in (
            (title, list(found))
            for title, found in groupby(rules, key=lambda rule: rule.source.heading)
        )
    )


def _words(first_rule: str) -> tuple[Word, ...]:
    lang = words.language()
    return tuple(Word(*words.definition(one, lang=lang)) for one in _defined().get(first_rule, ()))


@cache
def _defined() -> dict[str, tuple[catalogue.Definition, ...]]:
    """Give, for the first requirement of each heading, the words explained under that heading."""
    found: dict[str, list[catalogue.Definition]] = {}
    for edition in loader.load_guide().editions:
        starts = _heading_starts(edition)
        for one in edition.definitions:
            at = _first_line(one.lines)
            __, first_rule = max((start for start in starts if start[0] <= at), default=starts[0])
            found.setdefault(first_rule, []).append(one)
    return {rule_id: tuple(group) for rule_id, group in found.items()}


def _heading_starts(edition: catalogue.Edition) -> list[tuple[int, str]]:
    """List where each heading begins, with its first requirement in reading order."""
    groups: dict[tuple[str | None, str | None, str], list[catalogue.Rule]] = {}
    for rule in edition.rules:
        source = rule.source
        groups.setdefault((source.part, source.section, source.heading), []).append(rule)
    return sorted(
        (min(_first_line(rule.source.lines) for rule in rules), rules[0].id)
        for rules in groups.values()
    )


def _first_line(lines: str) -> int:
    return int(lines.split(",")[0].split("-")[0])
