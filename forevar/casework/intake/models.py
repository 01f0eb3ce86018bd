"""Tables of intake. What people told is sealed; codes and dates lie open to the guide."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.intake import rules
from forevar.trust.vaults import sealing


class Enquiry(sealing.SealedRow):
    """A municipality's request for a place, as intake took it down. One for each case."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "received_on": "CASE",
        "channel": "CASE",
        "contact": "STAFF",
        "contact_phone": "STAFF",
        "wanted": "CASE",
        "hidden_address": "CASE",
        "grading": "CASE",
        "address_who": "CASE",
        "address_due_on": "CASE",
        "address_until_then": "TEXT",
        "address_task": "CASE",
        "told": "TEXT",
        "information_sufficient": "CASE",
        "sufficient_reason": "TEXT",
        "registered_by": "STAFF",
        "registered_at": "CASE",
    }

    case = models.CharField(max_length=32, unique=True)
    received_on = models.DateField()
    channel = models.CharField(max_length=16)
    contact = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    wanted = models.CharField(max_length=32, blank=True)
    hidden_address = models.CharField(max_length=8, blank=True)
    grading = models.CharField(max_length=32, blank=True)
    address_who = models.CharField(max_length=32, blank=True)
    address_due_on = models.DateField(null=True, blank=True)
    address_until_then = sealing.SealedTextField()
    address_task = models.CharField(max_length=22, blank=True)
    told = sealing.SealedTextField()
    information_sufficient = models.BooleanField(null=True, blank=True)
    sufficient_reason = sealing.SealedTextField()
    registered_by = models.CharField(max_length=22)
    registered_at = models.DateTimeField()

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class InformationRequest(sealing.SealedRow):
    """What somebody was asked to find out for us, on one day, by another."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "to": "CASE",
        "covering": "TEXT",
        "due_on": "CASE",
        "drafted_by": "STAFF",
        "drafted_at": "CASE",
        "sent_at": "CASE",
        "reminded_at": "CASE",
        "task": "CASE",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=32)
    covering = sealing.SealedTextField()
    due_on = models.DateField(null=True, blank=True)
    drafted_by = models.CharField(max_length=22)
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    task = models.CharField(max_length=22, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="request_numbered", fields=("case", "number")),
            models.CheckConstraint(
                name="request_sent_has_date", condition=Q(sent_at=None) | Q(due_on__isnull=False)
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class RequestLine(models.Model):
    """One fact asked for in a request, and when its answer came."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "CASE",
        "request": "CASE",
        "fact": "CASE",
        "answered_at": "CASE",
    }

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="lines")
    fact = models.CharField(max_length=48)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="fact_once_in_a_request", fields=("request", "fact")),
        )


class Interpreter(sealing.SealedRow):
    """What is known of the interpreter at one time; a later note supersedes it."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "needed": "CASE",
        "language": "TEXT",
        "relation": "CASE",
        "qualification": "CASE",
        "ties_checked": "RISK",
        "details": "TEXT",
        "reason": "TEXT",
        "noted_by": "STAFF",
        "noted_at": "CASE",
        "is_latest": "CASE",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    needed = models.BooleanField(null=True, blank=True)
    language = sealing.SealedTextField()
    """Sealed: what is typed freely may be a dialect that only one family here speaks."""
    relation = models.CharField(max_length=16, blank=True)
    qualification = models.CharField(max_length=24, blank=True)
    ties_checked = models.BooleanField(null=True, blank=True)
    details = sealing.SealedTextField()
    reason = sealing.SealedTextField()
    noted_by = models.CharField(max_length=22)
    noted_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="interpreter_one_latest", fields=("case",), condition=Q(is_latest=True)
            ),
            models.UniqueConstraint(name="interpreter_numbered", fields=("case", "number")),
            models.CheckConstraint(name="interpreter_is_no_child", condition=~Q(relation="child")),
            models.CheckConstraint(
                name="interpreter_relation_is_known",
                condition=Q(relation__in=("", *rules.RELATIONS)),
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case
