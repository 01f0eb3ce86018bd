"""What somebody could read out of a response: every spelling, with tags gone and numbers joined."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests import cast as casts

FORBIDDEN: Final = (
    frozenset({"REAL", "WHERE"}),
    frozenset({"REAL", "COVER"}),
    frozenset({"NAME", "WHERE"}),
)
_TAG: Final = re.compile(r"<!--|-->|<[^>]*>")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\s.\-/]+(?=\d)")
_OWN_EACH_TIME: Final = re.compile(
    r'(name="csrfmiddlewaretoken" value=")[^"]*|(nonce=")[^"]*|\b[0-9a-f]{8}\b'
    r"|\b\d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"
)


@dataclass(frozen=True)
class Value:
    """One value that is protected: what it counts as, and how it is recognised."""

    classes: frozenset[str]
    text: str


def values_of(child: casts.Child) -> tuple[Value, ...]:
    """List a child's protected values; the call name is also a name."""
    cover = bool(child.name_in_use)
    values = [Value(frozenset({"REAL", "NAME"}), child.given_name)]
    values.append(Value(frozenset({"REAL", "NAME"}), child.surname))
    values.append(Value(frozenset({"REAL"}), child.number))
    if cover:
        values.append(Value(frozenset({"COVER", "NAME"}), child.name_in_use))
    for place in child.places.values():
        for part in re.findall(r"[^\W\d]{5,}", place):
            values.append(Value(frozenset({"WHERE"}), part))
    return tuple(values)


CHILDREN: Final[Mapping[str, tuple[Value, ...]]] = {
    "nora": values_of(casts.NORA),
    "elias": values_of(casts.ELIAS),
}


def readings(text: str) -> Iterator[str]:
    """Give the ways a text can be read."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(text))).casefold()
    for reading in (plain, _TAG.sub("", plain), _TAG.sub(" ", plain)):
        yield reading
        yield _BETWEEN_DIGITS.sub("", reading)


def read(text: str) -> str:
    """Give all that can be read out of a text, in every way, for looking things up in."""
    return "\n".join(dict.fromkeys(readings(text)))


def found(text: str, values: Iterable[Value]) -> list[Value]:
    """Give the values that can be read out of a text."""
    return among(read(text), values)


def among(told: str, values: Iterable[Value]) -> list[Value]:
    """Give the values that stand in what was read."""
    return [value for value in values if value.text.casefold() in told]


def classes(seen: Iterable[Value]) -> frozenset[str]:
    """Give the classes that meet in what was seen."""
    return frozenset().union(*(value.classes for value in seen))


def meetings(seen: Iterable[Value]) -> list[str]:
    """Name the forbidden sets that are complete. One word alone is never a meeting."""
    held = classes(seen)
    return [" + ".join(sorted(pair)) for pair in FORBIDDEN if pair <= held]


def whole(response: Any) -> str:
    """Give everything a response says: status line, headers and body."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    return f"{response.status_code}\n{headers}\n{response.content.decode(errors='replace')}"


def comparable(response: Any, *, without: Iterable[str] = ()) -> str:
    """Give a response as bytes to compare: what is new in every response is taken out."""
    text = _OWN_EACH_TIME.sub(r"\1\2", whole(response))
    for code in without:
        text = text.replace(code, "<kode>")
    return text
