"""Statements written once: making a long query of a page's parts costs many times what asking it does.

The query is still made by Django, from the same filters as everywhere else. It is made with marks
in the places of what changes, and the marks are exchanged for the values each time it is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Build = Callable[..., QuerySet[Any, Any]]
Value = str | datetime
SOME_TIME = datetime(1814, 5, 17, 12, tzinfo=UTC)
"""A mark for an instant: no case was ever so old."""


class MarkNotFound(RuntimeError):
    """A value that should be in the statement is not there: the statement would not be the same."""


@dataclass(frozen=True, slots=True)
class _Written:
    sql: str
    params: tuple[Any, ...]
    places: Mapping[int, str]
    compiler: Any
    converters: Any


@dataclass(slots=True)
class Prepared:
    """A query with places for values, such as `Prepared(rows_of, {"case": "~case~", "at": SOME_TIME})`.

    `marks` hold a value of the right kind for each parameter of `build`, unlike every other value
    in the query and unlike each other.
    """

    build: Build
    marks: Mapping[str, Value]
    _written: dict[str, _Written] = field(default_factory=dict)

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """Ask with these values; each row holds what `values_list` would give."""
        written = self._of_this_database()
        with connection.cursor() as cursor:
            cursor.execute(written.sql, _filled(written, values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if not written.converters:
            return found
        converted = written.compiler.apply_converters(found, written.converters)
        return [tuple(row) for row in converted]

    def sql(self, **values: Value) -> tuple[str, tuple[Any, ...]]:
        """Give the statement and its parameters, to stand inside another as `RawSQL`."""
        written = self._of_this_database()
        return written.sql, _filled(written, values)

    def _of_this_database(self) -> _Written:
        found = self._written.get(connection.vendor)
        if found is None:
            found = self._written[connection.vendor] = _write(self.build, self.marks)
        return found


def _write(build: Build, marks: Mapping[str, Value]) -> _Written:
    compiler = build(**marks).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    shown = {_adapted(mark): name for name, mark in marks.items()}
    places = {place: shown[param] for place, param in enumerate(params) if param in shown}
    if len(shown) != len(marks) or set(places.values()) != set(marks):
        raise MarkNotFound
    chosen = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Written(sql, tuple(params), places, compiler, compiler.get_converters(chosen))


def _filled(written: _Written, values: Mapping[str, Value]) -> tuple[Any, ...]:
    given = {name: _adapted(value) for name, value in values.items()}
    places = written.places
    return tuple(
        given[places[place]] if place in places else param
        for place, param in enumerate(written.params)
    )


def _adapted(value: Value) -> Any:
    """Write a value as this database takes it, exactly as a filter would have done."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
