"""One entry as bytes: columns of fixed width, then canonical JSON. Pure; lets no free text in."""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from forevar.kernel import clock, errors

VERSION = 1
NO_LEAF = bytes(32)
"""Stands where the first entry names the hash of the one before it."""

# Where each column stands in the bytes, and how wide it is. The database's look-up indexes are
# made of these same bytes (models.py), so there is no second copy that could say otherwise.
COLUMNS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "previous": (0, 64),
        "index": (65, 10),
        "at": (76, 27),
        "actor": (104, 22),
        "case": (127, 29),
        "action": (157, 40),
    }
)
HEAD_BYTES = 198
LONGEST = 16_384
_DEEPEST = 3
_LARGEST_NUMBER = 9_999_999

_WORD = r"[a-z][a-z0-9]*(?:[._:-][a-z0-9]+)*"
_CODE = re.compile(rf"{_WORD}\Z")
_CLASS = r"(?:OPEN|STAFF|CASE|RISK|TEXT|REAL|COVER|WHERE|NAME)"
_CLASSED = re.compile(rf"{_CLASS}(?::{_WORD})?\Z")
_GUIDE = re.compile(r"V[12](?:[.-][a-z0-9]+)*\Z")
_CASE = re.compile(r"[a-z]{2,24}-[0-9]{3,4}\Z")
# 128 bits in base64 end in one of four letters; a made-up word of 22 letters mostly does not.
_KEY = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]\Z")
_DIGEST = re.compile(r"[0-9a-f]{32}(?:[0-9a-f]{32})?\Z")
_DATE = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?Z)?\Z")
_SECTION = re.compile(r"[0-9]{1,2}(?:[.-][0-9]{1,2}){0,3}[a-z]?\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_MOST_DIGITS = 7
_LONGEST_CODE = 80


class NotForTheLedger(errors.DomainError):
    """Somebody tried to write more than codes, references and small numbers into the ledger.

    The error names the place, never the value: the value may be what must not be written.
    """

    code = "ledger_free_text"
    text = "Loggen kan bare holde koder, referanser og tall."

    def __init__(self, place: str) -> None:
        super().__init__(fields={place: "not a code, a reference or a small number"})
        self.place = place

    def __str__(self) -> str:
        return f"{self.code}: {self.place}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ledger, as it leaves the package."""

    index: int
    at: clock.Instant
    actor: str
    action: str
    case: str
    subject: str
    details: Mapping[str, Any]


def is_reference(text: str) -> bool:
    """Tell whether a text is a code, a key, a digest, a date or a section number, and no more.

    At most seven digits in a code: no national number and no phone number fits.
    """
    if _KEY.match(text) or _DIGEST.match(text) or _DATE.match(text) or _SECTION.match(text):
        return True
    digits = sum(letter.isdigit() for letter in text)
    short = len(text) <= _LONGEST_CODE and digits <= _MOST_DIGITS
    return short and bool(_CODE.match(text) or _CLASSED.match(text) or _GUIDE.match(text))


def encode(
    *,
    previous: bytes,
    index: int,
    at: clock.Instant,
    actor: str,
    action: str,
    case: str,
    subject: str,
    details: Mapping[str, Any],
) -> bytes:
    """Write an entry as the bytes that are stored and hashed; refuse anything but codes."""
    _require(len(actor) <= COLUMNS["actor"][1] and is_reference(actor), place="actor")
    _require(len(action) <= COLUMNS["action"][1] and bool(_CODE.match(action)), place="action")
    _require(not case or bool(_CASE.match(case)), place="case")
    _require(not subject or is_reference(subject), place="subject")
    _require(at.tzinfo is not None, place="at")
    body = {"details": _checked(details), "subject": subject, "v": VERSION}
    moment = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    head = f"{previous.hex()} {index:010d} {moment} {actor:22} {case:29} {action:40} "
    raw = head.encode("ascii") + canonical(body)
    _require(len(raw) <= LONGEST, place="details")
    return raw


def canonical(value: Any) -> bytes:
    """Write JSON in its one form here: sorted keys, no spaces, ASCII, so no line break either."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def said_before(raw: bytes) -> bytes | None:
    """Give the hash that a leaf says the one before it has."""
    try:
        return bytes.fromhex(raw[:64].decode("ascii"))
    except ValueError:
        return None


def hang_together(stored: Sequence[bytes], *, hashes: Sequence[bytes], start: int) -> bool:
    """Tell whether each leaf but the first names the one before it, and each its own index.

    In bulk: a comparison for each leaf would cost as much as hashing it.
    """
    said = b" ".join([raw[:64] for raw in stored[1:]])
    # The numbers from ten thousand million on are the padded numbers with a 1 before them.
    numbers = "".join(map(str, range(10**10 + start, 10**10 + start + len(stored))))
    return (
        said == b"".join(hashes[:-1]).hex(" ", 32).encode()
        and b"1" + b"1".join([raw[65:75] for raw in stored]) == numbers.encode()
        and {raw[64:65] + raw[75:76] for raw in stored} <= {b"  "}
    )


def column(raw: bytes, name: str) -> str:
    """Read one column of fixed width, without its padding."""
    start, width = COLUMNS[name]
    return raw[start : start + width].decode("ascii").rstrip(" ")


def decode(raw: bytes) -> Entry:
    """Read an entry back from its bytes; `ValueError` when they are not an entry."""
    body = json.loads(raw[HEAD_BYTES:])
    return Entry(
        index=int(column(raw, "index")),
        at=datetime.fromisoformat(column(raw, "at")),
        actor=column(raw, "actor"),
        action=column(raw, "action"),
        case=column(raw, "case"),
        subject=body["subject"],
        details=MappingProxyType(body["details"]),
    )


def commitment(text: str) -> tuple[str, str]:
    """Bind the ledger to a text it must not hold: give a new salt, and the digest for the leaf.

    The text and the salt are kept sealed elsewhere. When they are destroyed, the digest tells
    nothing; while they exist, it shows that the text is the one that was written then.
    """
    salt = secrets.token_hex(16)
    return salt, _committed(text, salt=salt)


def keeps_commitment(text: str, *, salt: str, digest: str) -> bool:
    """Tell whether this is the text that was committed to."""
    return hmac.compare_digest(_committed(text, salt=salt), digest)


def _committed(text: str, *, salt: str) -> str:
    return hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()


def _require(fits: bool, *, place: str) -> None:
    if not fits:
        raise NotForTheLedger(place)


def _checked(details: Mapping[str, Any]) -> dict[str, Any]:
    return {_name(name): _value(value, place=str(name), depth=1) for name, value in details.items()}


def _name(name: Any) -> str:
    _require(isinstance(name, str) and bool(_NAME.match(name)), place="details")
    return str(name)


def _value(value: Any, *, place: str, depth: int) -> Any:
    """Give the value back as plain JSON, or refuse it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        _require(abs(value) <= _LARGEST_NUMBER, place=place)
        return int(value)
    if isinstance(value, str):
        _require(not value or is_reference(value), place=place)
        return str(value)
    _require(depth < _DEEPEST, place=place)
    if isinstance(value, Mapping):
        return {
            _name(name): _value(inner, place=f"{place}.{name}", depth=depth + 1)
            for name, inner in value.items()
        }
    _require(isinstance(value, Sequence) and not isinstance(value, bytes | bytearray), place=place)
    return [_value(inner, place=place, depth=depth + 1) for inner in value]
