"""Tables of meetings. Every heading and every word said is sealed; no table holds a meeting place."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.meetings import rules
from forevar.trust.vaults import sealing


class Meeting(sealing.SealedRow):
    """A meeting about one child: planned, held, and locked when its minutes are."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "kind": "CASE",
        "state": "CASE",
        "planned_for": "CASE",
        "held_on": "CASE",
        "police_discussed": "RISK",
        "police_parties": "RISK",
        "police_outcome": "RISK",
        "planned_by": "STAFF",
        "written_by": "STAFF",
        "written_by_name": "STAFF",
        "written_at": "CASE",
        "locked_by": "STAFF",
        "locked_by_name": "STAFF",
        "locked_at": "CASE",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=rules.PLANNED)
    planned_for = models.DateTimeField()
    held_on = models.DateField(null=True, blank=True)
    police_discussed = models.CharField(max_length=4, blank=True)
    police_parties = models.JSONField(default=list, blank=True)
    police_outcome = models.CharField(max_length=16, blank=True)
    planned_by = models.CharField(max_length=22)
    written_by = models.CharField(max_length=22)
    written_by_name = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    locked_by = models.CharField(max_length=22, blank=True)
    locked_by_name = models.CharField(max_length=120, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="meeting_numbered", fields=("case", "number")),
            models.CheckConstraint(
                name="meeting_kind_is_known", condition=Q(kind__in=tuple(rules.KINDS))
            ),
            models.CheckConstraint(
                name="meeting_state_is_known", condition=Q(state__in=tuple(rules.STATES))
            ),
            models.CheckConstraint(
                name="meeting_locked_says_whether_police_was_discussed",
                condition=~Q(state=rules.LOCKED)
                | Q(
                    police_discussed__in=tuple(rules.YES_NO),
                    held_on__isnull=False,
                    locked_at__isnull=False,
                ),
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class AgendaItem(sealing.SealedRow):
    """One item of a meeting: its heading, who was there for it, what was said and decided."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "meeting": "CASE",
        "number": "CASE",
        "source": "CASE",
        "source_id": "OPEN",
        "heading": "TEXT",
        "present": "CASE",
        "left_out": "CASE",
        "minutes": "TEXT",
        "decided": "TEXT",
        "follow_up_by": "CASE",
        "follow_up_on": "CASE",
        "task": "CASE",
    }

    case = models.CharField(max_length=32)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=8)
    source_id = models.CharField(max_length=80, blank=True)
    heading = sealing.SealedTextField()
    present = models.JSONField(default=list, blank=True)
    """The numbers of those attending who were there for this item."""
    left_out = models.BooleanField(default=False)
    minutes = sealing.SealedTextField()
    decided = sealing.SealedTextField()
    follow_up_by = models.CharField(max_length=32, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    task = models.CharField(max_length=22, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="agenda_item_numbered", fields=("meeting", "number")),
            models.CheckConstraint(
                name="agenda_item_source_is_known", condition=Q(source__in=rules.SOURCES)
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class Attendance(sealing.SealedRow):
    """Somebody on the list of a meeting: a person with an account, or a guest without one."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "meeting": "CASE",
        "number": "CASE",
        "person": "STAFF",
        "role": "STAFF",
        "body": "CASE",
        "guest_name": "TEXT",
    }

    case = models.CharField(max_length=32)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    number = models.PositiveIntegerField()
    person = models.CharField(max_length=22, blank=True)
    role = models.CharField(max_length=32, blank=True)
    body = models.CharField(max_length=32, blank=True)
    guest_name = sealing.SealedTextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="attendance_numbered", fields=("meeting", "number")),
            models.UniqueConstraint(
                name="attendance_person_once",
                fields=("meeting", "person"),
                condition=~Q(person=""),
            ),
            models.CheckConstraint(
                name="attendance_is_person_or_guest",
                condition=(Q(person="") & ~Q(body="")) | (~Q(person="") & ~Q(role="")),
            ),
        )
        indexes = (models.Index(name="attendance_of_person", fields=("case", "person")),)

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class Addition(sealing.SealedRow):
    """What was added to locked minutes, to one item or to the whole. Only added to."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "meeting": "CASE",
        "item": "CASE",
        "number": "CASE",
        "text": "TEXT",
        "by": "STAFF",
        "by_name": "STAFF",
        "at": "CASE",
    }

    case = models.CharField(max_length=32)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="additions")
    item = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField()
    text = sealing.SealedTextField()
    by = models.CharField(max_length=22)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="addition_numbered", fields=("meeting", "number")),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case
