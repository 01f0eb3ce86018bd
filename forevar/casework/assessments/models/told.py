"""What the guides are told: the facts these records state, and all facts laid out as codes."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.assessments.rules import stated
from forevar.guideline import truth
from forevar.kernel.refs import CaseRef


class StatedFacts(models.Manager["StatedFact"]):
    """Reading what is stated of one case."""

    def told_of(self, case: CaseRef) -> dict[str, object]:
        """Give every stated fact: its value, or that it is asked without an answer yet."""
        return self.told_of_many([case])[case.code]

    def told_of_many(self, cases: Iterable[CaseRef]) -> dict[str, dict[str, object]]:
        """Give every stated fact of many cases in one query, by case code."""
        told: dict[str, dict[str, object]] = {case.code: {} for case in cases}
        rows = self.filter(case__in=list(told)).values_list("case", "fact", "is_known", "value")
        for case, fact, known, value in rows:
            told[case][fact] = value if known else truth.Unknown("asked")
        return told


class StatedFact(models.Model):
    """What this package's records say about one fact of one case now, for evaluation and filters.

    Written in the transaction that wrote the record it is read from, and by nothing else.
    """

    field_classes: ClassVar[dict[str, str]] = {
        "id": "CASE",
        "case": "CASE",
        "fact": "OPEN",
        "is_known": "RISK",
        "value": "RISK",
        "stated_on": "CASE",
        "number": "CASE",
    }

    case = models.CharField(max_length=32)
    fact = models.CharField(max_length=48)
    is_known = models.BooleanField()
    value = models.JSONField(null=True, blank=True)
    stated_on = models.DateField()
    number = models.PositiveIntegerField()

    objects: ClassVar[StatedFacts] = StatedFacts()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="stated_fact_once", fields=("case", "fact")),
            models.CheckConstraint(name="stated_fact_is_owned", condition=Q(fact__in=stated.OWNED)),
        )
        indexes = (models.Index(name="stated_fact_by_value", fields=("fact", "is_known", "case")),)


class StockTaken(models.Model):
    """That the facts of one case were laid out for questions about a whole caseload, and when."""

    field_classes: ClassVar[dict[str, str]] = {"case": "CASE", "taken_at": "CASE"}

    case = models.CharField(primary_key=True, max_length=32)
    taken_at = models.DateTimeField(db_index=True)


class HeldFact(models.Model):
    """One code of one fact as the guides read it: settled, derived facts included, nothing sealed."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "CASE",
        "case": "CASE",
        "fact": "OPEN",
        "code": "RISK",
        "number": "CASE",
    }

    case = models.CharField(max_length=32)
    fact = models.CharField(max_length=48)
    code = models.CharField(max_length=48, blank=True)
    number = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="held_fact_once", fields=("case", "fact", "code")),
        )
        indexes = (models.Index(name="held_fact_by_code", fields=("fact", "code", "case")),)
