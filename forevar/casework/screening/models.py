"""Tables of screening: answers that are only ever added to, and notes on what people said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.screening.rules import answers
from forevar.trust.vaults import sealing


class Answer(sealing.SealedRow):
    """What was known about one fact at one time. A later answer supersedes it, never changes it."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "fact": "CASE",
        "number": "CASE",
        "state": "CASE",
        "value": "RISK",
        "written": "TEXT",
        "vault_number": "CASE",
        "entries": "CASE",
        "source": "TEXT",
        "source_on": "CASE",
        "on_behalf_of": "CASE",
        "who": "CASE",
        "due_on": "CASE",
        "until_then": "TEXT",
        "reason": "TEXT",
        "task": "CASE",
        "by": "STAFF",
        "at": "CASE",
        "supersedes": "CASE",
        "is_latest": "CASE",
    }

    case = models.CharField(max_length=32)
    fact = models.CharField(max_length=48)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16)
    value = models.TextField(blank=True)
    written = sealing.SealedTextField()
    vault_number = models.PositiveIntegerField(default=0)
    """Which value of the fact in its vault this answer is; 0 for none."""
    entries = models.PositiveIntegerField(default=0)
    source = sealing.SealedTextField()
    source_on = models.DateField(null=True, blank=True)
    on_behalf_of = models.CharField(max_length=48, blank=True)
    who = models.CharField(max_length=32, blank=True)
    due_on = models.DateField(null=True, blank=True)
    until_then = sealing.SealedTextField()
    reason = sealing.SealedTextField()
    task = models.CharField(max_length=22, blank=True)
    """The duty to find out, in `cases`, while the answer waits."""
    by = models.CharField(max_length=22)
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="answer_one_latest",
                fields=("case", "fact"),
                condition=Q(is_latest=True),
            ),
            models.UniqueConstraint(name="answer_numbered", fields=("case", "fact", "number")),
            models.CheckConstraint(
                name="answer_state_is_known", condition=Q(state__in=answers.STATES)
            ),
            models.CheckConstraint(
                name="answer_unknown_has_date",
                condition=~Q(state__in=("to_be_asked", "asked", "disputed"))
                | (Q(due_on__isnull=False) & ~Q(who="")),
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case


class ViewsNote(sealing.SealedRow):
    """One conversation: what somebody was told, what they said, and what it was given to weigh."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "voice": "CASE",
        "heard": "CASE",
        "held_on": "CASE",
        "told": "TEXT",
        "said": "TEXT",
        "wording": "CASE",
        "weight": "TEXT",
        "not_heard_because": "TEXT",
        "parents_unaware": "CASE",
        "told_who_reads": "CASE",
        "who_reads": "TEXT",
        "by": "STAFF",
        "at": "CASE",
        "supersedes": "CASE",
        "is_latest": "CASE",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    voice = models.CharField(max_length=16)
    heard = models.BooleanField()
    held_on = models.DateField()
    told = sealing.SealedTextField()
    said = sealing.SealedTextField()
    wording = models.CharField(max_length=16, blank=True)
    weight = sealing.SealedTextField()
    not_heard_because = sealing.SealedTextField()
    parents_unaware = models.BooleanField(default=False)
    told_who_reads = models.BooleanField(default=False)
    who_reads = sealing.SealedTextField()
    by = models.CharField(max_length=22)
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="views_note_one_latest",
                fields=("case", "voice"),
                condition=Q(is_latest=True),
            ),
            models.UniqueConstraint(name="views_note_numbered", fields=("case", "number")),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case
