"""What a page says, and which of it still stands in bokmål where another language was chosen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any, Final

import polib

from forevar.ops import messages

SHOWN: Final = frozenset({"aria-label", "title", "placeholder", "alt", "data-label"})
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_PLACE: Final = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_LONG: Final = 12
"""A text this long is looked for inside other texts too; shorter ones must be the whole text."""
_TELLING: Final = 6
"""A text with places to fill in must say at least this much itself: « av » fits what people write."""


class _Reader(HTMLParser):
    """Reads what is said; what the page marks as another language is a name, not a leftover."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_quiet(self) -> bool:
        return any(quiet for _, quiet in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in _VOID:
            quoted = tag != "html" and "lang" in named
            self._open.append((tag, quoted or tag in {"script", "style"}))
        if self._is_quiet:
            return
        spoken = [value for name, value in attrs if value and name in SHOWN]
        spoken += [v for n, v in attrs if v and n.startswith("data-") and " " in v]
        if tag == "input" and named.get("type") in {"submit", "button"}:
            spoken.append(named.get("value") or "")
        self.said += spoken

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            closed, _ = self._open.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_quiet:
            self.said.append(data)


def said(page: str) -> Iterator[str]:
    """Give every text of a page that a person may read or hear."""
    reader = _Reader()
    reader.feed(page)
    for text in reader.said:
        if plain := " ".join(text.split()):
            yield plain


@dataclass(frozen=True)
class Catalogue:
    """What bokmål says otherwise than a language, and what that language says itself."""

    otherwise: tuple[str, ...]
    own: frozenset[str]

    def left_in_bokmaal(self, page: str) -> Iterator[str]:
        """Give the texts of a page that the catalogue has other words for."""
        whole, within = _patterns(self)
        for text in said(page):
            if text in self.own:
                continue
            if whole.fullmatch(text) or (within and within.search(text)):
                yield text


@cache
def _patterns(catalogue: Catalogue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    every = "|".join(_pattern(text) for text in catalogue.otherwise if _tells(text))
    joined = "\n".join(catalogue.own)
    long = (text for text in catalogue.otherwise if len(_PLACE.sub("", text)) >= _LONG)
    inside = "|".join(_pattern(text) for text in long if text not in joined)
    return re.compile(every), re.compile(rf"(?<!\w)(?:{inside})(?!\w)")


def _tells(text: str) -> bool:
    return not _PLACE.search(text) or len(_PLACE.sub("", text).strip()) >= _TELLING


def _pattern(text: str) -> str:
    return ".+?".join(re.escape(part) for part in _PLACE.split(" ".join(text.split())))


@cache
def catalogue(language: str) -> Catalogue:
    """Read what a language says otherwise than bokmål."""
    path = dict(messages.catalogues())[language]
    pairs = [pair for entry in polib.pofile(str(path)) for pair in _pairs(entry)]
    own = frozenset(" ".join(translated.split()) for _, translated in pairs)
    return Catalogue(
        otherwise=tuple(sorted(source for source, words in pairs if source != words)), own=own
    )


def _pairs(entry: Any) -> Iterable[tuple[str, str]]:
    if entry.msgid_plural:
        yield entry.msgid, entry.msgstr_plural[0]
        yield entry.msgid_plural, entry.msgstr_plural[1]
    else:
        yield entry.msgid, entry.msgstr
