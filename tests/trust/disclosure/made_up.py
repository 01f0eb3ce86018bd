"""Numbers that can belong to nobody, and well-formed ones of every series to test the validator."""

from collections.abc import Iterator

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def well_formed(head: str, *, remainder: int = 0) -> str | None:
    """Add two control digits to nine; None where this remainder cannot be reached."""
    first = (remainder - sum(w * int(d) for w, d in zip(_FIRST, head, strict=True))) % 11
    if first > 9:
        return None
    body = f"{head}{first}"
    second = -sum(w * int(d) for w, d in zip(_SECOND, body, strict=True)) % 11
    return None if second > 9 else f"{body}{second}"


def numbers(
    *, day: int, month: int, year: int, offset: int = 80, is_d: bool = False, remainder: int = 0
) -> Iterator[str]:
    """Give every well-formed number of a date in a series."""
    date = f"{day + 40 * is_d:02}{month + offset:02}{year:02}"
    for serial in range(1000):
        made = well_formed(f"{date}{serial:03}", remainder=remainder)
        if made:
            yield made


def national_number(*, day: int, month: int, year: int) -> str:
    """Give a synthetic number (month + 80): no person has it, and none can get it."""
    return next(numbers(day=day, month=month, year=year))
