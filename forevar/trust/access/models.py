"""Tables of the need to know. A case stands here as its code and nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from forevar.kernel import refs
from forevar.trust.access import policy
from forevar.trust.accounts.models import Person, Unit

_CASE_LENGTH = 32
_CODE_LENGTH = 32


class Grant(models.Model):
    """A need to know on one case: of a person in a role in a unit, or of a unit's shift."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case": "CASE",
        "basis": "CASE",
        "person": "CASE",
        "unit": "CASE",
        "role": "CASE",
        "from_at": "CASE",
        "until_at": "CASE",
    }

    key = models.CharField(primary_key=True, max_length=22, default=refs.new_key)
    case = models.CharField(max_length=_CASE_LENGTH)
    basis = models.CharField(max_length=_CODE_LENGTH)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="grants", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", db_index=False)
    role = models.CharField(max_length=_CODE_LENGTH, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(name="grant_on_case", fields=("case", "unit")),
            models.Index(name="grant_of_person", fields=("person", "basis", "role")),
            models.Index(name="grant_of_unit", fields=("unit", "basis", "case")),
        )
        constraints = (
            models.CheckConstraint(
                name="grant_basis_is_known", condition=Q(basis__in=policy.BASES)
            ),
            models.CheckConstraint(
                name="grant_named_or_of_a_unit",
                condition=(
                    Q(basis__in=sorted(policy.NAMED_BASES), person__isnull=False) & ~Q(role="")
                )
                | Q(basis__in=("unit", "duty"), person__isnull=True, role=""),
            ),
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
            models.CheckConstraint(
                name="grant_in_an_emergency_ends",
                condition=~Q(basis="emergency") | Q(until_at__isnull=False),
            ),
        )


class EmergencyAccess(models.Model):
    """A grant taken in need, with its reason, its explanation and its review."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "grant": "CASE",
        "reason": "CASE",
        "opened_at": "CASE",
        "explain_before": "CASE",
        "explained_at": "CASE",
        "commitment": "CASE",
        "reviewed_by": "CASE",
        "reviewed_at": "CASE",
        "outcome": "CASE",
    }

    key = models.CharField(primary_key=True, max_length=22, default=refs.new_key)
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="emergency")
    reason = models.CharField(max_length=_CODE_LENGTH)
    opened_at = models.DateTimeField()
    explain_before = models.DateTimeField()
    explained_at = models.DateTimeField(null=True, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    """Salted hash of the explanation; the words themselves lie sealed with the case."""
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=_CODE_LENGTH, blank=True)

    class Meta:
        indexes = (models.Index(name="emergency_opened", fields=("opened_at",)),)
        constraints = (
            models.CheckConstraint(
                name="emergency_explained_with_commitment",
                condition=Q(explained_at__isnull=True, commitment="")
                | (Q(explained_at__isnull=False) & ~Q(commitment="")),
            ),
            models.CheckConstraint(
                name="emergency_reviewed_by_somebody",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, outcome="")
                | Q(
                    reviewed_at__isnull=False,
                    reviewed_by__isnull=False,
                    outcome__in=("in_order", "follow_up"),
                ),
            ),
        )


class EmergencyTold(models.Model):
    """Somebody who was told at once that emergency access had been opened."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "CASE",
        "emergency": "CASE",
        "person": "CASE",
        "notice": "CASE",
    }

    emergency = models.ForeignKey(EmergencyAccess, models.PROTECT, related_name="told")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    notice = models.CharField(max_length=22)

    class Meta:
        constraints = (models.UniqueConstraint(name="told_once", fields=("emergency", "person")),)


class NetworkBlock(models.Model):
    """Somebody with an account who belongs to the network of the child in a case."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case": "CASE",
        "person": "CASE",
        "set_by": "CASE",
        "set_at": "CASE",
        "lift_asked_by": "CASE",
        "lift_asked_at": "CASE",
        "lifted_by": "CASE",
        "lifted_at": "CASE",
    }

    key = models.CharField(primary_key=True, max_length=22, default=refs.new_key)
    case = models.CharField(max_length=_CASE_LENGTH)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_by = models.CharField(max_length=32)
    set_at = models.DateTimeField()
    lift_asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(name="block_on_case", fields=("case", "person")),)
        constraints = (
            models.UniqueConstraint(
                name="blocked_once", fields=("case", "person"), condition=Q(lifted_at__isnull=True)
            ),
            models.CheckConstraint(
                name="lifting_is_asked_by_somebody",
                condition=Q(lift_asked_at__isnull=True, lift_asked_by__isnull=True)
                | Q(lift_asked_at__isnull=False, lift_asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="lifted_by_another_than_who_asked",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (
                    Q(lifted_at__isnull=False, lifted_by__isnull=False, lift_asked_by__isnull=False)
                    & ~Q(lifted_by=F("lift_asked_by"))
                ),
            ),
        )
