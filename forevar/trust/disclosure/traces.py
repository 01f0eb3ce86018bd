"""What a protected value leaves in a text, and how it is found again. Pure: no database, no scope.

A value is broken into traces: words that give it away alone, words that do so only together or with
a capital letter inside a sentence, numbers in all the ways people space them, and runs of words
from longer texts. Common words are never a trace alone (`commonwords.txt`).
"""

import dataclasses
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, Final

WORD: Final = re.compile(r"[^\W_]+")
CLUSTER: Final = re.compile(r"\d(?:(?:<[^<>]{0,80}>|[ \u00a0\t\r\n.,/+()\-]){0,8}\d){4,}")
"""At least five digits, as people space them; a number may also be split over two cells."""
_TAG: Final = re.compile(r"<[^<>]*>")
INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_RUN: Final = re.compile(r"\d+")
_NEAR: Final = 4
_WINDOW: Final = 12
_LONG: Final = 8
_SHINGLE: Final = 5
_FEWEST_DIGITS: Final = 5
_MOST_DIGITS: Final = 15
_MONTHS: Final = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "april", "apr"),
    ("mai", "may", "mai"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "august", "aug"),
    ("september", "september", "sep"),
    ("oktober", "october", "okt"),
    ("november", "november", "nov"),
    ("desember", "december", "des"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One protected value: its field, what it counts as, whether it holds now, and its text."""

    field: str
    classes: frozenset[str]
    is_current: bool
    text: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class Trace:
    """Something found, or to be found: which values it points at, and how it is sought."""

    owners: frozenset[int]
    words: frozenset[str] = dataclasses.field(default=frozenset(), repr=False)
    capital: str = dataclasses.field(default="", repr=False)
    digits: str = dataclasses.field(default="", repr=False)
    together: tuple[str, ...] = dataclasses.field(default=(), repr=False)
    in_a_row: tuple[str, ...] = dataclasses.field(default=(), repr=False)


@dataclass(slots=True)
class Traces:
    """Everything to look for about one child."""

    values: Sequence[Value]
    words: dict[str, set[int]] = dataclasses.field(default_factory=dict)
    """Words as they stand in the value (and without accents); endings are added when sought."""
    capital: dict[str, set[int]] = dataclasses.field(default_factory=dict)
    digits: dict[str, set[int]] = dataclasses.field(default_factory=dict)
    together: dict[tuple[str, ...], set[int]] = dataclasses.field(default_factory=dict)
    in_a_row: dict[tuple[str, ...], set[int]] = dataclasses.field(default_factory=dict)
    rows_by_longest: dict[str, set[tuple[str, ...]]] = dataclasses.field(default_factory=dict)

    def add_row(self, row: tuple[str, ...], *, owner: int) -> None:
        """Look for these words in a row; found quickly by the longest of them."""
        self.in_a_row.setdefault(row, set()).add(owner)
        self.rows_by_longest.setdefault(max(row, key=len), set()).add(row)

    def add_together(self, text: str, *, owners: Iterable[int]) -> None:
        """Look for these words near each other: each of them may be an everyday word."""
        words = tuple(dict.fromkeys(WORD.findall(normal(text).casefold())))
        if len(words) > 1:
            self.together.setdefault(words, set()).update(owners)


@lru_cache(maxsize=1)
def common_words() -> Mapping[str, frozenset[str]]:
    """Read the words that say nothing alone, by section."""
    lists: dict[str, list[str]] = {}
    section: list[str] = []
    file = resources.files("forevar.trust.disclosure").joinpath("commonwords.txt")
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = lists.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section.extend(line.split())
    return {name: frozenset(words) for name, words in lists.items()}


def normal(text: str) -> str:
    """Bring a text to one form: compatible characters joined, invisible ones gone."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text))


# ── from values to traces ────────────────────────────────────────────────────
def of(values: Sequence[Value]) -> Traces:
    """Work out everything the values could leave in a text."""
    traces = Traces(values)
    for number, value in enumerate(values):
        for part in _parts(value.text):
            _add_part(traces, part, owner=number, is_name="NAME" in value.classes)
    return traces


def _parts(text: str) -> Iterator[str]:
    """Give the texts inside a value: a list or an object was kept as JSON."""
    if text[:1] in "[{":
        try:
            yield from _leaves(json.loads(text))
        except ValueError:
            yield text
        return
    yield text


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _add_part(traces: Traces, part: str, *, owner: int, is_name: bool) -> None:
    text = normal(part)
    for digits in _digit_forms(text):
        traces.digits.setdefault(digits, set()).add(owner)
    for row in _day_in_words(text):
        traces.add_row(row, owner=owner)
    words = WORD.findall(text)
    if len(words) > _LONG:
        _add_long(traces, text, owner=owner)
        return
    lowered = [word.casefold() for word in words]
    for word in lowered:
        _add_word(traces, word, owner=owner, is_name=is_name)
    if _tells_together(lowered, is_name=is_name):
        traces.add_together(text, owners=[owner])


def _add_word(traces: Traces, word: str, *, owner: int, is_name: bool) -> None:
    common = common_words()
    if not word.isalpha() or word in common["places"]:
        return
    if word in common["common"] or len(word) < 3:
        alone = is_name and len(word) > 1
    else:
        alone = word in common["also_names"]
        if not alone:
            for form in _forms(word):
                traces.words.setdefault(form, set()).add(owner)
            return
    if alone:
        traces.capital.setdefault(word, set()).add(owner)


def _forms(word: str) -> set[str]:
    """Give a word as it may be written: as it is, and without accents."""
    plain = "".join(
        letter if letter in "åøæ" else unicodedata.normalize("NFKD", letter)[0] for letter in word
    )
    return {word, plain}


def has_telling_word(traces: Traces, text: str) -> bool:
    """Tell whether one of the words gives the child away alone."""
    return any(word in traces.words for word in WORD.findall(normal(text).casefold()))


def telling_words(found: Iterable[Trace]) -> frozenset[str]:
    """Give the words of what was found together, without everyday words and numbers."""
    words = {word for trace in found for word in trace.together if word.isalpha()}
    return frozenset(words - common_words()["common"])


def _tells_together(words: Sequence[str], *, is_name: bool) -> bool:
    """Tell whether words that say nothing alone do so together: not if all are everyday words."""
    common = common_words()
    telling = [word for word in words if word not in common["common"]]
    return any(word.isalpha() for word in telling) and (len(telling) > 1 or is_name)


def _add_long(traces: Traces, text: str, *, owner: int) -> None:
    """From a long text: the names inside its sentences, and any five words in a row."""
    common = common_words()
    ordinary = common["common"] | common["also_names"] | common["places"]
    for before, word in pairwise(re.findall(r"[^\W_]+|[.!?:\n]", text)):
        inside = before not in {".", "!", "?", ":", "\n"}
        lowered = word.casefold()
        if inside and word[0].isupper() and len(word) > 3 and lowered not in ordinary:
            for form in _forms(lowered):
                traces.words.setdefault(form, set()).add(owner)
    words = [word.casefold() for word in WORD.findall(text)]
    for row in zip(*(words[n:] for n in range(_SHINGLE)), strict=False):
        traces.add_row(row, owner=owner)


def _digit_forms(text: str) -> set[str]:
    forms: set[str] = set()
    born = _as_date(text)
    if born is not None:
        day, month, year = f"{born.day:02}", f"{born.month:02}", f"{born.year:04}"
        forms = {day + month + year, year + month + day, f"{born.day}{born.month}{year}"}
        return forms | {day + month + year[2:]}
    for cluster in [*CLUSTER.findall(text), *_RUN.findall(text)]:
        digits = "".join(_RUN.findall(cluster))
        if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            forms.add(digits)
        if len(digits) == 11:
            forms |= {digits[:6], digits[6:]}
        if len(digits) == 8:
            forms |= {"47" + digits, "0047" + digits}
    return forms


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_in_words(text: str) -> Iterator[tuple[str, ...]]:
    born = _as_date(text)
    if born is not None:
        for month in _MONTHS[born.month - 1]:
            yield (str(born.day), month, str(born.year))
            yield (month, str(born.day), str(born.year))


# ── from a text to what it holds ─────────────────────────────────────────────
def find(traces: Traces, *, readings: Iterable[str], visible: Callable[[], str]) -> list[Trace]:
    """Find the traces in a text.

    `readings` are all its ways of being read, hidden parts included (attributes, say); `visible`
    gives what a person reads in order, and is asked only when something may tell together.
    """
    found: list[Trace] = []
    for reading in readings:
        lowered = reading.casefold()
        found.extend(_words(traces, lowered))
        found.extend(_capitals(traces, reading, lowered=lowered))
        found.extend(_digits(traces, reading))
        found.extend(_groups(traces, visible, lowered=lowered))
    return list(dict.fromkeys(found))


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Match any of the words, with the ending of a genitive; never inside another word."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])({either})(?:e?s)?(?![^\W_])")


def _stands_alone(word: str, lowered: str) -> bool:
    """Say what `word_pattern` says, without making a pattern for a word sought once."""
    at = lowered.find(word)
    while at >= 0:
        if not lowered[at - 1 : at].isalnum():
            end = at + len(word)
            rest = lowered[end : end + 3]
            if any(
                rest.startswith(ending) and not rest[len(ending) : len(ending) + 1].isalnum()
                for ending in ("", "s", "es")
            ):
                return True
        at = lowered.find(word, at + 1)
    return False


def _words(traces: Traces, lowered: str) -> Iterator[Trace]:
    # Most words are not there at all, and that is told fastest without taking the text apart.
    for word in traces.words:
        if word in lowered and _stands_alone(word, lowered):
            yield Trace(frozenset(traces.words[word]), words=frozenset({word}))


def capital_inside(word: str) -> re.Pattern[str]:
    """Match a word with a capital letter inside a sentence, unless it begins a case code."""
    return re.compile(
        rf"(?<=[^\W\d_])[ \u00a0,]{{1,2}}({re.escape(word.capitalize())}(?:e?s)?)(?![\w])(?!-\d{{3,4}})"
    )


def _capitals(traces: Traces, reading: str, *, lowered: str) -> Iterator[Trace]:
    for word in traces.capital:
        if word in lowered and capital_inside(word).search(reading):
            yield Trace(frozenset(traces.capital[word]), capital=word)


def _digits(traces: Traces, reading: str) -> Iterator[Trace]:
    if not traces.digits:
        return
    made: set[str] = set()
    for cluster in set(CLUSTER.findall(reading)):
        digits = "".join(_RUN.findall(_TAG.sub(" ", cluster) if "<" in cluster else cluster))
        if any(number in digits for number in traces.digits):
            made |= joined(cluster).keys()
    for number in traces.digits.keys() & made:
        yield Trace(frozenset(traces.digits[number]), digits=number)


def joined(cluster: str) -> dict[str, list[tuple[int, int]]]:
    """Give the numbers that runs of digits make, alone and as neighbours, and where each stands."""
    # Tags are blanked out letter for letter, so that places stay what they are.
    bare = _TAG.sub(lambda tag: " " * len(tag.group()), cluster) if "<" in cluster else cluster
    runs = [(run.group(), *run.span()) for run in _RUN.finditer(bare)]
    made: dict[str, list[tuple[int, int]]] = {}
    for first, (_, start, _) in enumerate(runs):
        text = ""
        for number, (run, _, end) in enumerate(runs[first : first + 8]):
            text += run
            if len(text) > _MOST_DIGITS:
                break
            # A short number made of neighbours is chance; one that stands alone is not.
            if len(text) > _FEWEST_DIGITS or (not number and len(text) == _FEWEST_DIGITS):
                made.setdefault(text, []).append((start, end))
    return made


def _groups(traces: Traces, visible: Callable[[], str], *, lowered: str) -> Iterator[Trace]:
    likely = [group for group in traces.together if all(word in lowered for word in group)]
    rows = [
        row
        for longest, rows in traces.rows_by_longest.items()
        if longest in lowered
        for row in rows
        if all(word in lowered for word in row)
    ]
    if not likely and not rows:
        return
    words = WORD.findall(visible().casefold())
    for group in likely:
        if windows(words, group=group):
            yield Trace(frozenset(traces.together[group]), together=group)
    spaced = f" {' '.join(words)} " if rows else ""
    for row in rows:
        if f" {' '.join(row)} " in spaced:
            yield Trace(frozenset(traces.in_a_row[row]), in_a_row=row)


def windows(words: Sequence[str], *, group: tuple[str, ...]) -> list[tuple[int, ...]]:
    """Find where all words of a group stand near each other; gives their places."""
    latest: dict[str, int] = {}
    found: list[tuple[int, ...]] = []
    wanted = set(group)
    for place, word in enumerate(words):
        if word in wanted:
            latest[word] = place
            places = tuple(latest.values())
            near = _NEAR if len(wanted) == 2 else _WINDOW
            if len(latest) == len(wanted) and max(places) - min(places) < near:
                found.append(places)
    return found
