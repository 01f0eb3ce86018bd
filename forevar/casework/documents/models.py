"""Tables of documents: a line about each that was received. The document itself is elsewhere."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from forevar.casework.documents import rules
from forevar.trust.vaults import sealing


class ReceivedDocument(sealing.SealedRow):
    """One line about a document somebody sent. Struck out when it was a mistake, never deleted."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "number": "CASE",
        "kind": "CASE",
        "sender": "CASE",
        "received_on": "CASE",
        "note": "TEXT",
        "noted_by": "STAFF",
        "noted_by_name": "STAFF",
        "noted_at": "CASE",
        "struck_by": "STAFF",
        "struck_at": "CASE",
    }

    case = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    sender = models.CharField(max_length=24)
    received_on = models.DateField()
    note = sealing.SealedTextField()
    noted_by = models.CharField(max_length=22)
    noted_by_name = models.CharField(max_length=120)
    noted_at = models.DateTimeField()
    struck_by = models.CharField(max_length=22, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="received_numbered", fields=("case", "number")),
            models.CheckConstraint(
                name="received_kind_is_known", condition=Q(kind__in=tuple(rules.KINDS))
            ),
            models.CheckConstraint(
                name="received_sender_is_known", condition=Q(sender__in=tuple(rules.SENDERS))
            ),
        )

    def sealing_subject(self) -> str:
        """Name the child whose keys seal the texts: by the code of the case."""
        return self.case
