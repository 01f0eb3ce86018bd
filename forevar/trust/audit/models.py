"""The ledger's tables: entries as bytes, where the log ends, and signed checkpoints."""

from typing import Any, ClassVar

from django.db import models

from forevar.trust.audit import leaf


class LeafColumn(models.Func):
    """One fixed-width column of the stored leaf, for look-ups; an index over it is no second copy."""

    output_field = models.CharField()
    arity = 1

    def __init__(self, expression: Any = "leaf", *, column: str = "case") -> None:
        super().__init__(expression)
        self.column = column

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Cut the column out. The places are literals, so that the index is recognised."""
        start, width = leaf.COLUMNS[self.column]
        as_text = (
            "encode(substr(%(expressions)s, {0}, {1}), 'escape')"
            if connection.vendor == "postgresql"
            else "CAST(substr(%(expressions)s, {0}, {1}) AS TEXT)"
        ).format(start + 1, width)
        sql, params = super().as_sql(compiler, connection, template=f"rtrim({as_text})", **context)
        return sql, tuple(params)


class LedgerEntry(models.Model):
    """One thing that was done or shown; the leaf says all of it and is never changed."""

    field_classes: ClassVar[dict[str, str]] = {"index": "CASE", "leaf": "CASE"}

    # IntegerField, because "integer primary key" is what makes SQLite keep the rows in this order.
    index = models.IntegerField(primary_key=True)
    leaf = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(index__gte=0), name="audit_entry_counts_from_zero"
            )
        ]
        indexes: ClassVar = [
            models.Index(LeafColumn("leaf", column="case"), "index", name="audit_entry_case"),
            models.Index(LeafColumn("leaf", column="actor"), "index", name="audit_entry_actor"),
            models.Index(LeafColumn("leaf", column="action"), "index", name="audit_entry_action"),
        ]


class LedgerEnd(models.Model):
    """Where the log ends: one row that the next entry goes on from."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "OPEN",
        "size": "OPEN",
        "latest": "OPEN",
        "checkpoints": "OPEN",
    }

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.IntegerField()
    latest = models.BinaryField()
    checkpoints = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_end_is_one_row")
        ]


class Checkpoint(models.Model):
    """A signed statement of what the log was when it had that size."""

    field_classes: ClassVar[dict[str, str]] = {
        "number": "OPEN",
        "size": "OPEN",
        "note": "OPEN",
        "edge": "OPEN",
        "hashes": "OPEN",
    }

    number = models.IntegerField(primary_key=True)
    size = models.IntegerField(unique=True)
    note = models.TextField()
    edge = models.BinaryField()
    hashes = models.BinaryField()
