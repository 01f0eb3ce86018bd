"""What is known of a case, laid out so that a database can be asked about it: codes and presence.

A sealed or vaulted value is never here: only that there is one. No trigger compares such a value
with anything, so nothing is lost by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forevar.guideline import catalogue

GIVEN = ""
"""The code that says a fact is known, whatever its value: a text, a list, a number, a date."""


@dataclass(frozen=True, slots=True)
class Held:
    """One line: a fact, one code of its value, and its number where it is one."""

    fact: str
    code: str
    number: int | None = None


def held(values: Mapping[str, object], *, facts: Mapping[str, catalogue.Fact]) -> Iterator[Held]:
    """Lay out what is known, derived facts included; what is missing has no line."""
    for name, value in values.items():
        yield Held(name, GIVEN, value if _is_number(value) else None)  # type: ignore[arg-type]  # a number then
        for code in _codes(value, fact=facts[name]):
            yield Held(name, code)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _codes(value: object, *, fact: catalogue.Fact) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (code_of(value),)
    if isinstance(value, str):
        return (value,) if fact.admits_symbol(value) else ()
    if isinstance(value, (list, tuple)):
        return tuple(
            dict.fromkeys(each for each in value if isinstance(each, str) and each in fact.symbols)
        )
    return ()


def code_of(value: bool | str) -> str:
    """Write a value the way it is kept: a yes, a no or a symbol."""
    return str(value).lower() if isinstance(value, bool) else value
