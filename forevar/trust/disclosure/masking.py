"""Taking traces out of a text without breaking it: HTML keeps its tags, JSON stays JSON. Pure."""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal
from urllib.parse import unquote

from forevar.trust.disclosure import traces

Kind = Literal["html", "json", "plain"]

_ESCAPED: Final = r"&#?\w{1,12};|\\u[0-9a-fA-F]{4}|(?:%[0-9A-Fa-f]{2})+"
_DECODE: Final = re.compile(_ESCAPED)
_UNIT: Final = re.compile(rf"<!--.*?-->|<[^>]*>|{_ESCAPED}|[^<&\\%]+|.", re.DOTALL)
_LETTER: Final = re.compile("[\\s\\S][\u0300-\u036f]*")
"""A letter with the accents that follow it."""
_TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>", re.I
)
_INSIDE_A_WORD: Final = re.compile(r"\w</?(?:a|b|c|e|f|i|m|s|u|w)[^>]*>(?:<[^>]*>)*\w", re.I)
_SHOWN_ATTRIBUTE: Final = re.compile(
    r"(\s(?:value|title|alt|placeholder|content|label|href|action|src|aria-[\w-]+|data-[\w-]+)\s*=\s*)"
    r"(\"[^\"]*\"|'[^']*')",
    re.I,
)


# ── reading ──────────────────────────────────────────────────────────────────
def readings(text: str, *, kind: Kind) -> list[str]:
    """Give the ways a text can be read: with everything in it, and with words broken by tags whole."""
    whole = [traces.normal(_decoded(text))]
    if kind == "html" and _INSIDE_A_WORD.search(text):
        whole.append(traces.normal(_decoded(_INLINE.sub("", text))))
    return whole


def visible(text: str, *, kind: Kind) -> str:
    """Give what a person reads, in order, without the tags; attributes and comments come last."""
    if kind == "html":
        hidden = [part[2].strip("\"'") for part in _SHOWN_ATTRIBUTE.finditer(text)]
        hidden += _COMMENT.findall(text)
        text = " ".join([_TAG.sub(" ", _INLINE.sub("", text)), *hidden])
    return traces.normal(_decoded(text))


def _decoded(text: str) -> str:
    if "&" in text or "\\u" in text or "%" in text:
        return _DECODE.sub(lambda found: _plain(found.group()), text)
    return text


def _plain(escaped: str) -> str:
    if escaped[0] == "&":
        return html.unescape(escaped)
    if escaped[0] == "\\":
        return chr(int(escaped[2:], 16))
    return unquote(escaped)


# ── masking ──────────────────────────────────────────────────────────────────
def mask(text: str, *, kind: Kind, found: Sequence[traces.Trace], word: str) -> str:
    """Put `word` where the traces stood."""
    if kind == "json":
        return _mask_json(text, found=found, word=word)
    if kind == "html":
        text = _mask_attributes(text, found=found, word=word)
    return _mask_shown(text, kind=kind, found=found, word=word)


def _mask_json(text: str, *, found: Sequence[traces.Trace], word: str) -> str:
    try:
        content = json.loads(text)
    except ValueError:
        return _mask_shown(text, kind="plain", found=found, word=word)
    return json.dumps(_masked_inside(content, found=found, word=word))


def _masked_inside(content: Any, *, found: Sequence[traces.Trace], word: str) -> Any:
    if isinstance(content, str):
        return _mask_shown(content, kind="plain", found=found, word=word)
    if isinstance(content, list):
        return [_masked_inside(inner, found=found, word=word) for inner in content]
    if isinstance(content, dict):
        return {
            _masked_inside(name, found=found, word=word): _masked_inside(
                inner, found=found, word=word
            )
            for name, inner in content.items()
        }
    if isinstance(content, int | float) and not isinstance(content, bool):
        shown = _mask_shown(str(content), kind="plain", found=found, word=word)
        return content if shown == str(content) else shown
    return content


def _mask_attributes(text: str, *, found: Sequence[traces.Trace], word: str) -> str:
    # Words that tell together may stand in two attributes, where neither sees the other.
    apart = traces.Trace(frozenset(), words=traces.telling_words(found))
    found = [*found, apart]

    def tag(part: re.Match[str]) -> str:
        if part.group().startswith("<!--"):
            return _mask_shown(part.group(), kind="plain", found=found, word=word)
        return _SHOWN_ATTRIBUTE.sub(attribute, part.group())

    def attribute(part: re.Match[str]) -> str:
        quote, value = part[2][0], part[2][1:-1]
        shown = _mask_shown(value, kind="plain", found=found, word=word)
        return f"{part[1]}{quote}{shown}{quote}"

    return _TAG.sub(tag, text)


def _mask_shown(text: str, *, kind: Kind, found: Sequence[traces.Trace], word: str) -> str:
    shown = _Shown(text, kind=kind)
    spans = _merged(shown.text, spans=_spans(shown.text, found=found))
    return shown.replaced(spans, word=word)


class _Shown:
    """What a person reads of a text, and where each part of it stands in the source."""

    def __init__(self, source: str, *, kind: Kind) -> None:
        self.source = source
        pieces: list[str] = []
        self._starts: list[int] = []
        self._places: list[tuple[int, int, bool]] = []
        length = 0
        for start, end, text, is_plain in _units(source, kind=kind):
            if text:
                self._starts.append(length)
                self._places.append((start, end, is_plain))
                pieces.append(text)
                length += len(text)
        self.text = "".join(pieces)

    def replaced(self, spans: Sequence[tuple[int, int]], *, word: str) -> str:
        """Give the source with each span of the shown text replaced; tags inside a span stay."""
        out: list[str] = []
        done = 0
        for start, end in spans:
            for number, (low, high) in enumerate(self._source_ranges(start, end)):
                out += [self.source[done:low], "" if number else word]
                done = high
        return "".join([*out, self.source[done:]])

    def _source_ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = bisect_right(self._starts, start) - 1
        while at < len(self._starts) and self._starts[at] < end:
            low, high, is_plain = self._places[at]
            if is_plain:
                first = low + max(start - self._starts[at], 0)
                yield first, min(low + end - self._starts[at], high)
            elif self.source[low] != "<":
                yield low, high
            at += 1


def _units(source: str, *, kind: Kind) -> Iterator[tuple[int, int, str, bool]]:
    """Give each piece of the source: where, what it reads as, and whether letter for letter."""
    for unit in _UNIT.finditer(source):
        text = unit.group()
        start, end = unit.span()
        if kind == "html" and text[0] == "<" and len(text) > 1:
            yield start, end, "" if _INLINE.fullmatch(text) else "\n", False
        elif len(text) > 1 and text[0] in "&\\%":
            yield start, end, traces.normal(_plain(text)), False
        elif traces.normal(text) == text:
            yield start, end, text, True
        else:
            for letter in _LETTER.finditer(text):
                low, high = letter.span()
                yield start + low, start + high, traces.normal(letter.group()), False


def _spans(text: str, *, found: Sequence[traces.Trace]) -> Iterator[tuple[int, int]]:
    folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    words = list(traces.WORD.finditer(text))
    lowered = [word.group().casefold() for word in words]
    alone = {word for trace in found for word in trace.words}
    if alone:
        yield from (match.span() for match in traces.word_pattern(alone).finditer(folded))
    for trace in found:
        if trace.capital:
            yield from (m.span(1) for m in traces.capital_inside(trace.capital).finditer(text))
        for places in traces.windows(lowered, group=trace.together) if trace.together else ():
            yield from (words[place].span() for place in places)
        if trace.in_a_row:
            yield from _row_spans(words, lowered, row=trace.in_a_row)
    yield from _digit_spans(text, wanted={trace.digits for trace in found if trace.digits})


def _row_spans(
    words: Sequence[re.Match[str]], lowered: Sequence[str], *, row: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    for place in range(len(lowered) - len(row) + 1):
        if tuple(lowered[place : place + len(row)]) == row:
            yield words[place].start(), words[place + len(row) - 1].end()


def _digit_spans(text: str, *, wanted: set[str]) -> Iterator[tuple[int, int]]:
    for cluster in traces.CLUSTER.finditer(text) if wanted else ():
        for digits, places in traces.joined(cluster.group()).items():
            if digits in wanted:
                yield from ((cluster.start() + s, cluster.start() + e) for s, e in places)


def _merged(text: str, *, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap, or have only a space or a comma between them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip(" ,-")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
