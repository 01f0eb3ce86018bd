"""What both vaults are made of: values of one random subject, numbered, never overwritten.

Ending a value adds a row that holds nothing. Only dates stand in clear: an exact time would tie the
rows of one child together across tables.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Max

from forevar.trust.vaults import sealing, subjectkeys

FIELD_CLASSES: Mapping[str, str] = {
    "key": "CASE",
    "version": "CASE",
    "subject": "CASE",
    "field": "CASE",
    "number": "CASE",
    "from_on": "CASE",
}


class DatedValue(sealing.SealedRow):
    """One value of one field, from a date until the next number."""

    subject = models.CharField(max_length=22)
    field = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    from_on = models.DateField()

    value: ClassVar[sealing.SealedTextField]

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "field", "number"], name="%(class)s_once_per_number"
            ),
        ]

    def sealing_subject(self) -> str:
        """Seal for the vault's own random id, which nothing here ties to a case."""
        return self.subject


Row = TypeVar("Row", bound=DatedValue)


def keep(
    model: type[Row], *, subject: str, values: Mapping[str, str | None], on: date
) -> dict[str, int]:
    """Keep new values of some fields (None ends one); gives each its number."""
    _forget(model, [subject])
    latest = dict(
        model._default_manager.filter(subject=subject, field__in=values)
        .values_list("field")
        .annotate(latest=Max("number"))
    )
    numbers = {field: latest.get(field, 0) + 1 for field in values}
    model._default_manager.bulk_create(
        model(subject=subject, field=field, number=numbers[field], from_on=on, value=text)
        for field, text in values.items()
    )
    return numbers


def keep_first(
    model: type[Row], *, entries: Iterable[tuple[str, Mapping[str, str]]], on: date
) -> None:
    """Keep the first values of many new subjects at once."""
    model._default_manager.bulk_create(
        (
            model(subject=subject, field=field, number=1, from_on=on, value=text)
            for subject, values in entries
            for field, text in values.items()
        ),
        batch_size=1000,
    )


def every(
    model: type[Row], *, subjects: Collection[str], fields: Collection[str] = ()
) -> list[Row]:
    """Read every value, old ones too, in the order they were given; one query, keys included."""
    key_class = model.value.field.key_class
    if len(subjects) == 1:
        [subject] = subjects
        mine = _of_one(model, subject, key_class)
        return [row for row in mine if not fields or row.field in fields]
    rows = model._default_manager.filter(subject__in=subjects)
    if fields:
        rows = rows.filter(field__in=fields)
    return list(sealing.with_keys(rows.order_by("number"), subject="subject", key_class=key_class))


def _of_one(model: type[Row], subject: str, key_class: str) -> list[Row]:
    """Read one child's rows once for each output: name, age and the second barrier need the same."""
    kept = subjectkeys.remembered(subject)
    if model not in kept:
        kept[model] = subjectkeys.rows_of_one(
            model, column="subject", subject=subject, key_class=key_class, order="number"
        )
    found: list[Row] = kept[model]
    return found


def _forget(model: type[DatedValue], subjects: Iterable[str]) -> None:
    for subject in subjects:
        subjectkeys.remembered(subject).pop(model, None)


def latest(
    model: type[Row], *, subjects: Collection[str], fields: Collection[str] = ()
) -> dict[tuple[str, str], Row]:
    """Read what holds now, by subject and field; what was ended is left out."""
    rows = {(row.subject, row.field): row for row in every(model, subjects=subjects, fields=fields)}
    return {place: row for place, row in rows.items() if row.value.is_set}
