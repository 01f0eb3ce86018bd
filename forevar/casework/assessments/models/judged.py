"""What people judged and signed: assessments, and answers to questions of judgement."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.assessments.rules import writing
from forevar.trust.vaults.sealing import SealedRow, SealedTextField


class Assessment(SealedRow):
    """One version of the service's own risk assessment of one case, written and signed by people."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "state": "CASE",
        "known": "TEXT",
        "unknown": "TEXT",
        "could_happen": "TEXT",
        "speaks_against": "TEXT",
        "child_says": "TEXT",
        "changed_since": "TEXT",
        "reason": "TEXT",
        "despite_unknowns": "TEXT",
        "what_was_corrected": "TEXT",
        "facts_chosen": "RISK",
        "unknowns_chosen": "RISK",
        "conclusion": "RISK",
        "place_unsafe": "RISK",
        "reassess_on": "CASE",
        "corrects": "CASE",
        "written_by": "STAFF",
        "written_by_name": "STAFF",
        "written_at": "CASE",
        "writers": "STAFF",
        "locked_by": "STAFF",
        "locked_by_name": "STAFF",
        "locked_at": "CASE",
        "approved_by": "STAFF",
        "approved_by_name": "STAFF",
        "approved_at": "CASE",
        "editions": "OPEN",
        "frozen_facts": "RISK",
        "frozen_texts": "TEXT",
        "frozen_outcome": "RISK",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, default=writing.DRAFT)
    known = SealedTextField(blank=True)
    unknown = SealedTextField(blank=True)
    could_happen = SealedTextField(blank=True)
    speaks_against = SealedTextField(blank=True)
    child_says = SealedTextField(blank=True)
    changed_since = SealedTextField(blank=True)
    reason = SealedTextField(blank=True)
    despite_unknowns = SealedTextField(blank=True)
    what_was_corrected = SealedTextField(blank=True)
    facts_chosen = models.JSONField(default=list, blank=True)
    unknowns_chosen = models.JSONField(default=list, blank=True)
    conclusion = models.CharField(max_length=16, blank=True)
    place_unsafe = models.CharField(max_length=4, blank=True)
    reassess_on = models.DateField(null=True, blank=True)
    corrects = models.PositiveIntegerField(null=True, blank=True)
    written_by = models.CharField(max_length=22)
    written_by_name = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    writers = models.JSONField(default=list, blank=True)
    locked_by = models.CharField(max_length=22, blank=True)
    locked_by_name = models.CharField(max_length=120, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=22, blank=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    editions = models.JSONField(default=list, blank=True)
    frozen_facts = models.JSONField(default=dict, blank=True)
    frozen_texts = SealedTextField(blank=True)
    frozen_outcome = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="assessment_numbered", fields=("case", "number")),
            models.UniqueConstraint(
                name="assessment_one_draft", fields=("case",), condition=Q(state=writing.DRAFT)
            ),
            models.UniqueConstraint(
                name="assessment_one_in_force", fields=("case",), condition=Q(state=writing.LOCKED)
            ),
            models.CheckConstraint(
                name="assessment_state_is_known", condition=Q(state__in=writing.STATES)
            ),
            models.CheckConstraint(
                name="assessment_signed_when_locked",
                condition=Q(state=writing.DRAFT, locked_at__isnull=True)
                | (
                    ~Q(state=writing.DRAFT)
                    & ~Q(locked_by="")
                    & Q(
                        locked_at__isnull=False,
                        reassess_on__isnull=False,
                        conclusion__in=tuple(writing.CONCLUSIONS),
                    )
                ),
            ),
            models.CheckConstraint(
                name="assessment_approved_by_another",
                condition=Q(approved_by="") | ~Q(approved_by=models.F("locked_by")),
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class JudgementAnswer(SealedRow):
    """A named person's yes or no to a question of judgement, with the reason. Only added to."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "rule": "OPEN",
        "answer": "RISK",
        "reason": "TEXT",
        "by": "STAFF",
        "by_name": "STAFF",
        "at": "CASE",
        "is_latest": "CASE",
    }

    case = models.CharField(max_length=32)
    rule = models.CharField(max_length=80)
    answer = models.BooleanField()
    reason = SealedTextField()
    by = models.CharField(max_length=22)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="judgement_one_latest", fields=("case", "rule"), condition=Q(is_latest=True)
            ),
        )
        indexes = (models.Index(name="judgement_by_case", fields=("case", "rule", "at")),)

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case
