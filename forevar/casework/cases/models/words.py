"""What people have typed: every text of it sealed in place, with the case's own key."""

from typing import ClassVar

from django.db import models

from forevar.casework.cases.models import columns
from forevar.trust.vaults import sealing


class Reason(sealing.SealedRow):
    """Why somebody did what they did: once written it is never changed. The ledger has its seal."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "kind": "CASE",
        "about": "CASE",
        "text": "TEXT",
        "salt": "TEXT",
        "written_by": "CASE",
        "written_at": "CASE",
        "version": "CASE",
    }

    case_code = columns.case_code()
    kind = models.CharField(max_length=60)
    """The ledger action it belongs to."""
    about = models.CharField(max_length=80)
    """The key of the task, or the requirement's id."""
    text = sealing.SealedTextField()
    salt = sealing.SealedTextField()
    written_by = columns.reference()
    written_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="reason_on_case", fields=("case_code", "about")),)

    def sealing_subject(self) -> str:
        """Seal under the child's own key, so that erasing the child erases this."""
        return self.case_code


class TimelineNote(sealing.SealedRow):
    """A line somebody added to the time line. A correction is a new note that names the old."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "text": "TEXT",
        "happened_at": "CASE",
        "written_by": "CASE",
        "written_at": "CASE",
        "corrects": "CASE",
        "version": "CASE",
    }

    case_code = columns.case_code()
    text = sealing.SealedTextField()
    happened_at = models.DateTimeField()
    written_by = columns.reference()
    written_at = models.DateTimeField()
    corrects = columns.reference(blank=True)

    class Meta:
        indexes = (models.Index(name="note_on_case", fields=("case_code", "-written_at", "-key")),)

    def sealing_subject(self) -> str:
        """Seal under the child's own key."""
        return self.case_code


class EmergencyExplanation(sealing.SealedRow):
    """Why somebody needed emergency access, in their own words, written within 24 hours."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "emergency": "CASE",
        "text": "TEXT",
        "salt": "TEXT",
        "written_by": "CASE",
        "written_at": "CASE",
        "version": "CASE",
    }

    case_code = columns.case_code()
    emergency = models.CharField(max_length=22, unique=True)
    text = sealing.SealedTextField()
    salt = sealing.SealedTextField()
    written_by = columns.reference()
    written_at = models.DateTimeField()

    def sealing_subject(self) -> str:
        """Seal under the child's own key."""
        return self.case_code


class Draft(sealing.SealedRow):
    """What somebody has typed in a form and not sent yet."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "person": "CASE",
        "form": "CASE",
        "body": "TEXT",
        "saved_at": "CASE",
        "version": "CASE",
    }

    case_code = models.CharField(max_length=columns.CODE_LENGTH, blank=True)
    person = columns.reference()
    form = models.CharField(max_length=80)
    body = sealing.SealedTextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="draft_once_per_form", fields=("person", "case_code", "form")
            ),
        )

    def sealing_subject(self) -> str:
        """Seal under the child's key; before there is a case, under the writer's own."""
        return self.case_code or self.person
