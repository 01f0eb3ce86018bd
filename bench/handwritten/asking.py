"""Raw cursors: one statement, its values, and rows with names."""

from dataclasses import make_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection

Row = Any


def ask(sql: str, **params: Any) -> list[Row]:
    """Run one statement; `IN` takes a tuple, and an instant is written as the database takes it."""
    flat: dict[str, Any] = {}
    for name, value in params.items():
        if isinstance(value, tuple):
            places = {f"{name}_{place}": one for place, one in enumerate(value)}
            sql = sql.replace(f"%({name})s", "(" + ", ".join(f"%({p})s" for p in places) + ")")
            flat |= places
        elif isinstance(value, datetime):
            flat[name] = connection.ops.adapt_datetimefield_value(value)
        else:
            flat[name] = value
    with connection.cursor() as cursor:
        cursor.execute(sql, flat)
        row_of = _columns(tuple(one[0] for one in cursor.description))
        return [row_of(*map(_plain, row)) for row in cursor.fetchall()]


@cache
def _columns(names: tuple[str, ...]) -> Any:
    return make_dataclass("Row", names, slots=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value


def day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
