"""What has to be done in a case, and what people have said of each requirement."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.cases.models import columns
from forevar.casework.cases.rules import bodies, marks, tasks


class Task(models.Model):
    """A duty with an owner and, as a rule, a deadline. Its words are a fixed text, never typed."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "title": "CASE",
        "about": "CASE",
        "requirement": "CASE",
        "source": "CASE",
        "section": "CASE",
        "kind": "CASE",
        "state": "CASE",
        "owner_person": "CASE",
        "owner_body": "CASE",
        "due_at": "CASE",
        "due_on": "CASE",
        "due_sort": "CASE",
        "waits_on": "CASE",
        "asked_at": "CASE",
        "reminded_at": "CASE",
        "set_by": "CASE",
        "set_at": "CASE",
        "ended_by": "CASE",
        "ended_at": "CASE",
        "version": "CASE",
    }

    key = columns.key()
    case_code = columns.case_code()
    title = models.CharField(max_length=120)
    """A code of `rules/tasks.TITLES`, or empty when the requirement's own title is shown."""
    about = models.CharField(max_length=80, blank=True)
    """What the task is about within its feature: a fact id, a number. Codes only."""
    requirement = models.CharField(max_length=80, blank=True)
    source = columns.code()
    """The feature that set the task, by its package name."""
    section = columns.code()
    """The section of the matrix whose writers may finish it."""
    kind = models.CharField(max_length=columns.CODE_LENGTH, default="duty")
    state = models.CharField(max_length=columns.CODE_LENGTH, default="open")
    owner_person = columns.reference(blank=True)
    owner_body = columns.code(blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_sort = models.DateTimeField()
    waits_on = columns.code(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    set_by = columns.reference()
    set_at = models.DateTimeField()
    ended_by = columns.reference(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = columns.version()

    class Meta:
        # One index on purpose: a list of work starts from the cases a person may open, so its cost
        # follows that person's caseload and not the nation's. An index on the owner would tempt
        # the database to walk every municipality's tasks.
        indexes = (
            models.Index(
                name="task_on_case",
                fields=("case_code", "state", "due_sort"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="task_state_is_known", condition=Q(state__in=tuple(tasks.ARROWS))
            ),
            models.CheckConstraint(name="task_kind_is_known", condition=Q(kind__in=tasks.KINDS)),
            models.CheckConstraint(
                name="task_has_an_owner", condition=~Q(owner_person="", owner_body="")
            ),
            models.CheckConstraint(
                name="task_owner_body_is_known",
                condition=Q(owner_body__in=("", *bodies.ROLES_OF)),
            ),
            models.CheckConstraint(
                name="task_due_at_or_on",
                condition=Q(due_at__isnull=True) | Q(due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="task_waits_since_it_asked",
                condition=Q(waits_on="", asked_at__isnull=True)
                | (~Q(waits_on="") & Q(asked_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="task_ended_by_somebody",
                condition=Q(state="open", ended_at__isnull=True, ended_by="")
                | (~Q(state="open") & Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.UniqueConstraint(
                name="task_open_once_about",
                fields=("case_code", "source", "about"),
                condition=Q(state="open") & ~Q(about=""),
            ),
            models.UniqueConstraint(
                name="task_open_once_for_requirement",
                fields=("case_code", "requirement"),
                condition=Q(state="open") & ~Q(requirement=""),
            ),
        )


class RequirementMark(models.Model):
    """What a person has said of a requirement: started, done or not relevant. Undone, never gone."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "case_code": "CASE",
        "requirement": "CASE",
        "state": "CASE",
        "marked_by": "CASE",
        "marked_at": "CASE",
        "ended_by": "CASE",
        "ended_at": "CASE",
    }

    key = columns.key()
    case_code = columns.case_code()
    requirement = models.CharField(max_length=80)
    state = columns.code()
    marked_by = columns.reference()
    marked_at = models.DateTimeField()
    ended_by = columns.reference(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(name="mark_on_case", fields=("case_code", "requirement")),)
        constraints = (
            models.CheckConstraint(
                name="mark_state_is_known", condition=Q(state__in=tuple(marks.STATES))
            ),
            models.CheckConstraint(
                name="mark_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.UniqueConstraint(
                name="marked_once",
                fields=("case_code", "requirement"),
                condition=Q(ended_at__isnull=True),
            ),
        )
