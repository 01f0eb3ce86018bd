"""The table of neutral messages."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.kernel import refs
from forevar.trust.accounts.models import Person
from forevar.trust.notices import catalogue


class Notice(models.Model):
    """One neutral message to one person, with when it was sent, read and answered."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "STAFF",
        "recipient": "STAFF",
        "string": "STAFF",
        "chain": "STAFF",
        "place_in_chain": "STAFF",
        "queued_at": "STAFF",
        "sent_at": "STAFF",
        "read_at": "STAFF",
        "answer": "STAFF",
        "answered_at": "STAFF",
    }

    key = models.CharField(primary_key=True, max_length=22, default=refs.new_key)
    recipient = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    string = models.CharField(max_length=32)
    chain = models.CharField(max_length=22)
    place_in_chain = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(name="notice_to_person", fields=("recipient", "sent_at")),
            models.Index(name="notice_unread", fields=("read_at", "sent_at")),
        )
        constraints = (
            models.CheckConstraint(
                name="notice_words_are_fixed", condition=Q(string__in=sorted(catalogue.NOTICES))
            ),
            models.UniqueConstraint(name="one_place_in_chain", fields=("chain", "place_in_chain")),
            models.CheckConstraint(
                name="notice_answered_with_a_word",
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answer__in=("taken", "declined")),
            ),
            models.CheckConstraint(
                name="notice_read_after_it_was_sent",
                condition=Q(read_at__isnull=True) | Q(sent_at__isnull=False),
            ),
        )
