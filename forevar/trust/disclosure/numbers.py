"""National identity numbers: which are well formed, and which may be kept where.

Own validator: it knows ordinary, D- and the three synthetic series, and the scheme from 2032, where
the first control sum may leave 0 to 3. It never tells sex or century; since 2032 nobody can.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from forevar.kernel import errors

Series = Literal["register", "synthetic_40", "synthetic_65", "synthetic_80"]

_FIRST: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_MONTHS: Final[dict[int, Series]] = {
    0: "register",
    40: "synthetic_40",
    65: "synthetic_65",
    80: "synthetic_80",
}
_LEAP_YEAR: Final = 2000


class NumberRefused(errors.DomainError):
    """A number is not kept. The text says why and never repeats the number."""

    code: ClassVar[str] = "number_refused"
    text = "Nummeret stemmer ikke. Se over sifrene, det skal være elleve."


class RealNumberInDemo(NumberRefused):
    """A number that could belong to somebody was typed where only made-up people live."""

    code: ClassVar[str] = "real_number_in_demo"
    text = (
        "Dette nummeret kan tilhøre et menneske. Her brukes bare oppdiktede numre, der måneden er "
        "lagt til 80. Nummeret er ikke lagret."
    )


class MadeUpNumberInProduction(NumberRefused):
    """A number of a test series was typed where real children live."""

    code: ClassVar[str] = "made_up_number_in_production"
    text = "Dette er et testnummer, og det hører ikke til noen. Nummeret er ikke lagret."


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A well-formed number, with what may be read from it: the series, and whether it is a D-number.

    >>> parse("30 10 82 99939").series
    'register'
    """

    digits: str
    series: Series
    is_d_number: bool

    def __repr__(self) -> str:
        return f"<national number, {self.series}>"


def parse(text: str) -> NationalNumber:
    """Read a number, spaces allowed; refuses what no register could have given."""
    digits = re.sub(r"[\s\u00a0]", "", text)
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise NumberRefused
    if not _controls_fit(digits):
        raise NumberRefused
    day, month = int(digits[:2]), int(digits[2:4])
    is_d_number = day > 40
    offset = max(step for step in _MONTHS if step <= month)
    if not _is_date(day - 40 if is_d_number else day, month - offset, int(digits[4:6])):
        raise NumberRefused
    return NationalNumber(digits, _MONTHS[offset], is_d_number)


def require_fit(text: str, *, mode: str) -> NationalNumber:
    """Read a number that may be kept in this mode: made up (+80) outside production, real inside."""
    number = parse(text)
    made_up = number.series != "register"
    if mode == "production" and made_up:
        raise MadeUpNumberInProduction
    if mode != "production" and number.series != "synthetic_80":
        raise RealNumberInDemo
    return number


def _controls_fit(digits: str) -> bool:
    first = sum(weight * int(digit) for weight, digit in zip(_FIRST, digits, strict=False))
    second = sum(weight * int(digit) for weight, digit in zip(_SECOND, digits, strict=True))
    return first % 11 in {0, 1, 2, 3} and second % 11 == 0


def _is_date(day: int, month: int, year: int) -> bool:
    """Tell whether the day exists in some century: the number does not say which."""
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= monthrange(_LEAP_YEAR if year % 4 == 0 else 2001, month)[1]
