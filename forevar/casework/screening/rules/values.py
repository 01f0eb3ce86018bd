"""What a value must look like for each type of fact, and how it is kept as text.

The shapes are those of a case file (catalogue README, «Evaluation, precisely», point 8).
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from forevar.casework.screening.rules import legal_basis
from forevar.casework.screening.rules.themes import gettext_noop
from forevar.guideline import catalogue

Value = bool | int | str | date | list[str] | list[dict[str, str]] | dict[str, str]

CHOOSE: Final = gettext_noop("Velg et svar.")
WRITE: Final = gettext_noop("Skriv svaret.")
CHOOSE_SOME: Final = gettext_noop("Velg minst ett svar, eller velg «Ingen».")
WRITE_SOME: Final = gettext_noop("Skriv minst ett svar, eller velg «Ingen».")
NO_REPEATS: Final = gettext_noop("Skriv hvert svar én gang.")
WHOLE_NUMBER: Final = gettext_noop("Skriv et helt tall.")
REAL_DATE: Final = gettext_noop("Skriv en gyldig dato.")
NOT_AHEAD: Final = gettext_noop("Datoen kan ikke være fram i tid.")
ELEVEN_DIGITS: Final = gettext_noop("Skriv alle 11 sifrene.")
MUNICIPALITY: Final = gettext_noop("Skriv kommunenummeret med fire sifre.")
PHONE: Final = gettext_noop("Skriv et telefonnummer.")
TOO_LONG: Final = gettext_noop("Svaret er for langt. Skriv det kortere.")
LONGEST: Final = 8000
MOST_ENTRIES: Final = 50

_PHONE: Final = re.compile(r"^\+?[0-9 ()-]{3,24}$")


class WrongShape(ValueError):
    """A value does not have the shape its fact asks for; `text` says what is wanted."""

    def __init__(self, text: str) -> None:
        super().__init__("wrong shape")
        self.text = text


def checked(fact: catalogue.Fact, value: object, *, today: date) -> Value:
    """Give the value back in its native shape, or refuse it and say what is wanted."""
    return _CHECKS[fact.type](fact, value, today)


def _bool(fact: catalogue.Fact, value: object, today: date) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and _is_known_symbol(fact, value):
        return value
    raise WrongShape(CHOOSE)


def _enum(fact: catalogue.Fact, value: object, today: date) -> Value:
    if not isinstance(value, str):
        raise WrongShape(CHOOSE)
    symbol = legal_basis.symbol_of(value) if fact.id == legal_basis.FACT else value
    if not _is_known_symbol(fact, symbol):
        raise WrongShape(CHOOSE)
    return value


def _is_known_symbol(fact: catalogue.Fact, value: str) -> bool:
    return fact.admits_symbol(value) and value not in catalogue.MISSING_SYMBOLS


def _int(fact: catalogue.Fact, value: object, today: date) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongShape(WHOLE_NUMBER)
    if fact.constraint == ">= 0" and value < 0:
        raise WrongShape(WHOLE_NUMBER)
    return value


def _date(fact: catalogue.Fact, value: object, today: date) -> Value:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise WrongShape(REAL_DATE) from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongShape(REAL_DATE)
    if fact.id == "child_birth_date" and value > today:
        raise WrongShape(NOT_AHEAD)
    return value


def _list(fact: catalogue.Fact, value: object, today: date) -> Value:
    if not isinstance(value, list | tuple) or len(value) > MOST_ENTRIES:
        raise WrongShape(CHOOSE_SOME if fact.allowed_values else WRITE_SOME)
    if fact.fields:
        return [_record(fact.fields, entry) for entry in value]
    entries = [_line(entry) for entry in value]
    if fact.allowed_values and not all(_is_known_symbol(fact, entry) for entry in entries):
        raise WrongShape(CHOOSE_SOME)
    if len(set(entries)) != len(entries):
        raise WrongShape(NO_REPEATS)
    return entries


def _object(fact: catalogue.Fact, value: object, today: date) -> Value:
    return _record(fact.fields or (), value)


def _record(fields: tuple[str, ...], value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or not set(value) <= set(fields):
        raise WrongShape(WRITE)
    record = {key: _line(text) for key, text in value.items() if str(text).strip()}
    if not record:
        raise WrongShape(WRITE)
    return record


def _string(fact: catalogue.Fact, value: object, today: date) -> Value:
    text = _line(value)
    shape = _SHAPES.get(fact.id)
    if shape is not None and not shape[0].match(text):
        raise WrongShape(shape[1])
    return text


def _phone(fact: catalogue.Fact, value: object, today: date) -> Value:
    text = _line(value)
    if not _PHONE.match(text):
        raise WrongShape(PHONE)
    return text


def _line(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongShape(WRITE)
    if len(value) > LONGEST:
        raise WrongShape(TOO_LONG)
    return value.strip()


_SHAPES: Final = {
    "child_national_id": (re.compile(r"^[0-9]{11}$"), ELEVEN_DIGITS),
    "home_municipality": (re.compile(r"^[0-9]{4}$"), MUNICIPALITY),
}
_CHECKS: Final[Mapping[str, Callable[[catalogue.Fact, object, date], Value]]] = {
    "bool": _bool,
    "enum": _enum,
    "int": _int,
    "date": _date,
    "list": _list,
    "object": _object,
    "string": _string,
    "text": _string,
    "document": _string,
    "address": _string,
    "phone": _phone,
    "datetime": _string,
}


def to_text(value: Value) -> str:
    """Write a value as the text that is kept."""
    return json.dumps(value, ensure_ascii=False, default=_iso)


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError("only dates are written as text")


def from_text(fact: catalogue.Fact, text: str) -> Value:
    """Read a kept value back in its native shape."""
    value = json.loads(text)
    if fact.type == "date":
        return date.fromisoformat(value)
    return value  # type: ignore[no-any-return]  # the text was written by `to_text`


def entries_in(value: Value) -> int:
    """Count the entries of a list; anything else is one."""
    return len(value) if isinstance(value, list) else 1


def spoken(value: Value) -> str:
    """Give everything somebody typed into a value as one text, to look for secrets in."""
    if isinstance(value, dict):
        return "\n".join(value.values())
    if isinstance(value, list):
        return "\n".join(spoken(entry) for entry in value)
    return value if isinstance(value, str) else ""
