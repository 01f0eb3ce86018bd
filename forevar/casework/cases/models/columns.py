"""The columns that recur in these tables, each said once."""

from django.db import models

from forevar.kernel import refs

CODE_LENGTH = 32


def key() -> "models.CharField[str, str]":
    """Give the primary key of a row: random, so that it may stand in an address."""
    return models.CharField(primary_key=True, max_length=22, default=refs.new_key)


def case_code() -> "models.CharField[str, str]":
    """Give the case's code; the index belongs to the table, with what it is asked for with."""
    return models.CharField(max_length=CODE_LENGTH)


def code(*, blank: bool = False) -> "models.CharField[str, str]":
    """Give a stored code: short, lower case, stable."""
    return models.CharField(max_length=CODE_LENGTH, blank=blank)


def reference(*, blank: bool = False) -> "models.CharField[str, str]":
    """Give the key of a row of another package: a person, a unit, an organisation, a grant."""
    return models.CharField(max_length=22, blank=blank)


def version() -> "models.PositiveIntegerField[int, int]":
    """Give the number a writer must know to overwrite a row."""
    return models.PositiveIntegerField(default=1)
