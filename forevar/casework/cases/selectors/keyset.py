"""Going on where the last page ended, by the deadline and the key of its last row.

The mark is a time and a random key; it says nothing to who reads it over somebody's shoulder, and
it works however many rows have come or gone meanwhile.
"""

from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from forevar.casework.cases import models


def mark_of(row: models.Task) -> str:
    """Give the mark of a row that ended a page."""
    return f"{row.due_sort.astimezone(UTC):%Y%m%dT%H%M%S.%f}~{row.key}"


def from_here(found: "QuerySet[models.Task]", mark: str) -> "QuerySet[models.Task]":
    """Sort by deadline and begin after the mark; a mark that cannot be read begins anew."""
    ordered = found.order_by("due_sort", "key")
    moment, _, key = mark.partition("~")
    try:
        due = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return ordered
    return ordered.filter(Q(due_sort__gt=due) | Q(due_sort=due, key__gt=key))
