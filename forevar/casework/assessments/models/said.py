"""What others said: the police about the threat, the two sides about their disagreement."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.assessments.rules import disagreement, police
from forevar.trust.vaults.sealing import SealedRow, SealedTextField


class PoliceThreat(SealedRow):
    """One thing noted about the police's own view: discussed, asked for, or answered. Only added to."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "kind": "RISK",
        "happened_on": "CASE",
        "parties": "RISK",
        "outcome": "RISK",
        "involved": "RISK",
        "district": "TEXT",
        "coordinator": "TEXT",
        "form": "RISK",
        "police_word": "RISK",
        "valid_until": "CASE",
        "said_by": "TEXT",
        "text": "TEXT",
        "noted_by": "STAFF",
        "noted_by_name": "STAFF",
        "noted_at": "CASE",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    happened_on = models.DateField()
    parties = models.JSONField(default=list, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    involved = models.CharField(max_length=8, blank=True)
    district = SealedTextField(blank=True)
    coordinator = SealedTextField(blank=True)
    form = models.CharField(max_length=16, blank=True)
    police_word = models.CharField(max_length=24, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    said_by = SealedTextField(blank=True)
    text = SealedTextField(blank=True)
    noted_by = models.CharField(max_length=22)
    noted_by_name = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="police_threat_numbered", fields=("case", "number")),
            models.CheckConstraint(
                name="police_threat_kind_is_known", condition=Q(kind__in=police.KINDS)
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class Disagreement(SealedRow):
    """One disagreement about the risk, with both views, until somebody notes how it was settled."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "state": "RISK",
        "intake_view": "TEXT",
        "municipality_view": "TEXT",
        "agreed_until_then": "TEXT",
        "settled_how": "TEXT",
        "police_asked": "RISK",
        "opened_by": "STAFF",
        "opened_by_name": "STAFF",
        "opened_at": "CASE",
        "settled_by": "STAFF",
        "settled_by_name": "STAFF",
        "settled_at": "CASE",
        "approved_by": "STAFF",
        "approved_by_name": "STAFF",
        "approved_at": "CASE",
        "written_by": "STAFF",
        "written_by_name": "STAFF",
        "written_at": "CASE",
        "writers": "STAFF",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, default=disagreement.OPEN)
    intake_view = SealedTextField(blank=True)
    municipality_view = SealedTextField(blank=True)
    agreed_until_then = SealedTextField(blank=True)
    settled_how = SealedTextField(blank=True)
    police_asked = models.BooleanField(default=False)
    opened_by = models.CharField(max_length=22)
    opened_by_name = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    settled_by = models.CharField(max_length=22, blank=True)
    settled_by_name = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=22, blank=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    written_by = models.CharField(max_length=22)
    written_by_name = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    writers = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="disagreement_numbered", fields=("case", "number")),
            models.UniqueConstraint(
                name="disagreement_one_open",
                fields=("case",),
                condition=Q(state=disagreement.OPEN),
            ),
            models.CheckConstraint(
                name="disagreement_state_is_known", condition=Q(state__in=disagreement.STATES)
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case
