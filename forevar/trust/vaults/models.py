"""The wrapped keys of every child, and the memory of those that were destroyed."""

from typing import ClassVar

from django.db import models


class SubjectKey(models.Model):
    """One data key, wrapped by its class key, for one subject and one class."""

    field_classes: ClassVar[dict[str, str]] = {
        "id": "CASE",
        "subject": "CASE",
        "key_class": "CASE",
        "wrapped": "CASE",
    }

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=30)
    key_class = models.CharField(max_length=5)
    wrapped = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "key_class"], name="one_key_per_class"),
        ]


class KeyTombstone(models.Model):
    """A subject whose keys were destroyed: what was sealed stays closed, nothing new is sealed."""

    field_classes: ClassVar[dict[str, str]] = {
        "subject": "CASE",
        "destroyed_at": "CASE",
    }

    subject = models.CharField(primary_key=True, max_length=30)
    destroyed_at = models.DateTimeField()
