"""Identity numbers that can never belong to a person: the synthetic series, month plus eighty."""

from datetime import date
from itertools import count

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def made_up_number(born: date, *, serial: int) -> str:
    """Give a synthetic number with valid control digits for a made-up child born that day."""
    for individual in count(500 + serial % 400):
        digits = f"{born.day:02d}{born.month + 80:02d}{born.year % 100:02d}{individual % 1000:03d}"
        first = -sum(w * int(d) for w, d in zip(_FIRST, digits, strict=True)) % 11
        if first == 10:
            continue
        second = -sum(w * int(d) for w, d in zip(_SECOND, f"{digits}{first}", strict=True)) % 11
        if second != 10:
            return f"{digits}{first}{second}"
    raise AssertionError("the series does not run out")
