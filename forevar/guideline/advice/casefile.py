"""Case files: JSON from outside, read strictly; refused as a whole with the place named."""

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

from forevar.guideline import catalogue, truth

LARGEST: Final = 1_048_576
DEEPEST: Final = 32
LONGEST_NUMBER: Final = 1_000

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_PRINTABLE_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_BRACKETS: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]', re.DOTALL)
_AT_LEAST: Final = re.compile(r">= (-?[0-9]+)\Z")

# Each complaint in bokmål and English; none of them repeats a value.
MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "too_large": ("filen er større enn 1 MiB", "the file is larger than 1 MiB"),
    "not_utf8": ("filen er ikke UTF-8-tekst", "the file is not UTF-8 text"),
    "byte_order_mark": (
        "filen begynner med et BOM-tegn; lagre den som UTF-8 uten BOM",
        "the file begins with a byte order mark; save it as UTF-8 without one",
    ),
    "too_deep": ("mer enn 32 nivåer", "more than 32 levels deep"),
    "not_json": (
        "ikke gyldig JSON (linje {line}, kolonne {column})",
        "not valid JSON (line {line}, column {column})",
    ),
    "duplicate_key": ("samme nøkkel står to ganger", "the same key stands twice"),
    "not_a_number": ("NaN og Infinity er ikke tillatt", "NaN and Infinity are not allowed"),
    "long_number": ("tallet er for langt", "the number is too long"),
    "broken_text": ("teksten har ugyldige tegn", "the text holds invalid characters"),
    "null": (
        'null er ikke et svar; utelat faktumet eller skriv {{"unknown": "asked"}}',
        'null is no answer; leave the fact out or write {{"unknown": "asked"}}',
    ),
    "case_shape": (
        "må være et objekt med nøyaktig nøklene «on» og «facts»",
        "must be an object with exactly the keys «on» and «facts»",
    ),
    "on": ("må være en virkelig dato, ÅÅÅÅ-MM-DD", "must be a real date, YYYY-MM-DD"),
    "facts": ("må være et objekt med fakta", "must be an object of facts"),
    "no_such_fact": ("ikke et faktum i katalogen", "not a fact of the catalogue"),
    "did_you_mean": (
        "ikke et faktum i katalogen; mente du «{other}»?",
        "not a fact of the catalogue; did you mean «{other}»?",
    ),
    "unknown_form": (
        'må være nøyaktig {{"unknown": "asked"}}',
        'must be exactly {{"unknown": "asked"}}',
    ),
    "bool": ("må være {allowed}", "must be {allowed}"),
    "enum": ("må være en av: {allowed}", "must be one of: {allowed}"),
    "int": ("må være et helt tall{limit}", "must be a whole number{limit}"),
    "list_of_symbols": (
        "må være en liste av ulike verdier blant: {allowed}",
        "must be a list of different values among: {allowed}",
    ),
    "list_of_objects": (
        "må være en liste av objekter med nøkler blant: {allowed}",
        "must be a list of objects with keys among: {allowed}",
    ),
    "list_of_texts": ("må være en liste av tekster", "must be a list of texts"),
    "date": ("må være en virkelig dato, ÅÅÅÅ-MM-DD", "must be a real date, YYYY-MM-DD"),
    "birth_after_on": ("kan ikke være etter «on»", "cannot be after «on»"),
    "object": (
        "må være et objekt med nøkler blant: {allowed}",
        "must be an object with keys among: {allowed}",
    ),
    "text": ("må være en tekst", "must be a text"),
}


class BadCaseFile(ValueError):
    """A case file that is refused; says where and why, and repeats no value."""

    def __init__(self, path: str, kind: str, **details: object) -> None:
        norwegian, english = MESSAGES[kind]
        self.code = f"guideline.bad_case_file.{kind}"
        self.path = path
        self.message = english.format(**details)
        self.message_nb = norwegian.format(**details)
        super().__init__(f"{path}: {self.message}")

    def in_language(self, language: str) -> str:
        """Return place and reason in one language."""
        return f"{self.path}: {self.message if language == 'en' else self.message_nb}"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What somebody knows of a case on a day; native values, ``Unknown("asked")`` where asked."""

    on: date
    facts: Mapping[str, object]


class _Pairs(list[tuple[str, object]]):
    """An object as it stands in the file, before its keys are known to be different."""


class _Refused:
    """A number that JSON does not have, kept until its place is known."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def read(raw: bytes | str, *, facts: Mapping[str, catalogue.Fact]) -> CaseFile:
    """Read a case file; refuse it as a whole when anything in it is not as laid down."""
    content = _plain(_parse(_decode(raw)), path="$")
    if not isinstance(content, dict) or set(content) != {"on", "facts"}:
        raise BadCaseFile("$", "case_shape")
    on = _day(content["on"], path="$.on", kind="on")
    given = content["facts"]
    if not isinstance(given, dict):
        raise BadCaseFile("$.facts", "facts")
    return CaseFile(
        on=on, facts={key: _fact(key, value, facts=facts, on=on) for key, value in given.items()}
    )


def _decode(raw: bytes | str) -> str:
    try:
        written = raw if isinstance(raw, bytes) else raw.encode()
        if len(written) > LARGEST:
            raise BadCaseFile("$", "too_large")
        text = written.decode()
    except UnicodeError:
        raise BadCaseFile("$", "not_utf8") from None
    if text.startswith("\ufeff"):
        raise BadCaseFile("$", "byte_order_mark")
    return text


def _parse(text: str) -> object:
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += 1 if sign in "[{" else -1 if sign in "]}" else 0
        if depth > DEEPEST:
            raise BadCaseFile("$", "too_deep")
    try:
        return json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_constant=lambda _: _Refused("not_a_number"),
            parse_float=_decimal,
            parse_int=_whole,
        )
    except json.JSONDecodeError as broken:
        place = {"line": broken.lineno, "column": broken.colno}
        raise BadCaseFile("$", "not_json", **place) from None


def _decimal(written: str) -> float | _Refused:
    number = float(written)
    return _Refused("not_a_number") if number in (float("inf"), float("-inf")) else number


def _whole(written: str) -> int | _Refused:
    return _Refused("long_number") if len(written) > LONGEST_NUMBER else int(written)


def _plain(value: object, *, path: str) -> object:
    """Turn what was read into plain values, refusing what JSON or Unicode does not allow."""
    match value:
        case _Refused():
            raise BadCaseFile(path, value.kind)
        case _Pairs():
            return _object(value, path=path)
        case list():
            return [_plain(each, path=f"{path}[{at}]") for at, each in enumerate(value)]
        case str() if not _is_unicode(value):
            raise BadCaseFile(path, "broken_text")
        case None:
            raise BadCaseFile(path, "null")
        case _:
            return value


def _object(pairs: _Pairs, *, path: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        here = _below(path, key=key)
        if not _is_unicode(key):
            raise BadCaseFile(path, "broken_text")
        if key in found:
            raise BadCaseFile(here, "duplicate_key")
        found[key] = _plain(value, path=here)
    return found


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _below(path: str, *, key: str) -> str:
    """Name a key in a path; one that could be somebody's name or number is left out."""
    return f"{path}.{key}" if _PRINTABLE_KEY.match(key) else path


def _day(value: object, *, path: str, kind: str) -> date:
    if isinstance(value, str) and _DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadCaseFile(path, kind)


def _fact(key: str, value: object, *, facts: Mapping[str, catalogue.Fact], on: date) -> object:
    path = _below("$.facts", key=key)
    fact = facts.get(key)
    if fact is None:
        _refuse_fact(key, path=path, facts=facts)
    if isinstance(value, dict) and "unknown" in value:
        if value != {"unknown": "asked"}:
            raise BadCaseFile(path, "unknown_form")
        return truth.Unknown("asked")
    return _Reader(fact, path=path, on=on).read(value)


def _refuse_fact(key: str, *, path: str, facts: Mapping[str, catalogue.Fact]) -> NoReturn:
    near = difflib.get_close_matches(key[:64], facts, n=1, cutoff=0.75)
    if near:
        raise BadCaseFile(path, "did_you_mean", other=near[0])
    raise BadCaseFile(path, "no_such_fact")


class _Reader:
    """Reads the value of one fact by its type."""

    def __init__(self, fact: catalogue.Fact, *, path: str, on: date) -> None:
        self.fact = fact
        self.path = path
        self.on = on

    def refuse(self, kind: str, **details: object) -> BadCaseFile:
        return BadCaseFile(self.path, kind, **details)

    def read(self, value: object) -> object:
        match self.fact.type:
            case "bool":
                return self.truth_or_symbol(value)
            case "enum":
                return self.symbol(value)
            case "int":
                return self.number(value)
            case "list":
                return self.listed(value)
            case "date":
                return self.day(value)
            case "object":
                return self.record(value)
            case _:
                return self.text(value)

    def truth_or_symbol(self, value: object) -> object:
        if isinstance(value, bool) or (isinstance(value, str) and value in self.fact.symbols):
            return value
        allowed = (json.dumps(each) for each in self.fact.allowed_values or (True, False))
        raise self.refuse("bool", allowed=", ".join(allowed))

    def symbol(self, value: object) -> str:
        if isinstance(value, str) and value in self.fact.symbols:
            return value
        raise self.refuse("enum", allowed=self.allowed())

    def number(self, value: object) -> int:
        bound = _AT_LEAST.match(self.fact.constraint or "")
        least = int(bound[1]) if bound else None
        whole = isinstance(value, int) and not isinstance(value, bool)
        if isinstance(value, int) and whole and (least is None or value >= least):
            return value
        raise self.refuse("int", limit="" if least is None else f" >= {least}")

    def listed(self, value: object) -> list[object]:
        if self.fact.symbols:
            return self.list_of_symbols(value)
        if self.fact.fields:
            if not isinstance(value, list):
                raise self.refuse("list_of_objects", allowed=self.allowed())
            return [self.fields(each, kind="list_of_objects") for each in value]
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return value
        raise self.refuse("list_of_texts")

    def list_of_symbols(self, value: object) -> list[object]:
        if (
            isinstance(value, list)
            and all(isinstance(each, str) and each in self.fact.symbols for each in value)
            and len(set(value)) == len(value)
        ):
            return value
        raise self.refuse("list_of_symbols", allowed=self.allowed())

    def record(self, value: object) -> dict[str, object]:
        return self.fields(value, kind="object")

    def fields(self, value: object, *, kind: str) -> dict[str, object]:
        if isinstance(value, dict) and set(value) <= set(self.fact.fields or ()):
            return value
        raise self.refuse(kind, allowed=self.allowed())

    def day(self, value: object) -> date:
        found = _day(value, path=self.path, kind="date")
        if self.fact.id == "child_birth_date" and found > self.on:
            raise self.refuse("birth_after_on")
        return found

    def text(self, value: object) -> str:
        if isinstance(value, str):
            return value
        raise self.refuse("text")

    def allowed(self) -> str:
        return ", ".join(str(each) for each in self.fact.allowed_values or self.fact.fields or ())
