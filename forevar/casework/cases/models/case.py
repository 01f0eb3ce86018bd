"""The case and who answers for it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from forevar.casework.cases.models import columns
from forevar.casework.cases.rules import bodies, paragraphs, phases, shielding


class Case(models.Model):
    """One child's matter, from the enquiry to its end. It knows a code, never a name."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "code": "CASE",
        "version": "CASE",
        "phase": "CASE",
        "phase_since": "CASE",
        "paragraph": "CASE",
        "urgency": "CASE",
        "address_state": "CASE",
        "municipality_org": "CASE",
        "intake_org": "CASE",
        "flagged_for_duty": "CASE",
        "opened_at": "CASE",
        "opened_by": "CASE",
        "closed_at": "CASE",
    }

    key = columns.key()
    code = models.CharField(max_length=columns.CODE_LENGTH, unique=True)
    version = columns.version()
    phase = models.CharField(max_length=columns.CODE_LENGTH, default="intake")
    phase_since = models.DateTimeField()
    paragraph = columns.code(blank=True)
    urgency = columns.code(blank=True)
    address_state = models.CharField(max_length=columns.CODE_LENGTH, default=shielding.UNKNOWN)
    """What the strip says of the address. Unknown counts as shielded."""
    municipality_org = columns.reference(blank=True)
    intake_org = columns.reference(blank=True)
    flagged_for_duty = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = columns.reference()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="case_phase_is_known", condition=Q(phase__in=tuple(phases.PHASES))
            ),
            models.CheckConstraint(
                name="case_paragraph_is_known",
                condition=Q(paragraph__in=("", *paragraphs.BASIS_OF)),
            ),
            models.CheckConstraint(
                name="case_address_state_is_known",
                condition=Q(address_state__in=tuple(shielding.LINES)),
            ),
            models.CheckConstraint(
                name="case_closed_has_a_time",
                condition=Q(phase="closed", closed_at__isnull=False)
                | (~Q(phase="closed") & Q(closed_at__isnull=True)),
            ),
        )


class Responsibility(models.Model):
    """Who answers for the case on behalf of a body, and the grant that follows from it."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "body": "CASE",
        "person": "CASE",
        "unit": "CASE",
        "role": "CASE",
        "grant": "CASE",
        "from_at": "CASE",
        "until_at": "CASE",
    }

    key = columns.key()
    case_code = columns.case_code()
    body = columns.code()
    person = columns.reference(blank=True)
    unit = columns.reference()
    role = columns.code(blank=True)
    grant = columns.reference()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(name="responsibility_on_case", fields=("case_code", "body")),)
        constraints = (
            models.CheckConstraint(
                name="responsibility_of_a_body", condition=Q(body__in=tuple(bodies.ROLES_OF))
            ),
            models.CheckConstraint(
                name="responsibility_ends_after_it_starts",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
            models.UniqueConstraint(
                name="responsible_once",
                fields=("case_code", "body", "person", "unit"),
                condition=Q(until_at__isnull=True),
            ),
        )
