"""A table with two sealed columns, for the tests of the envelope only, and a child of two cases."""

from typing import ClassVar

from django.db import models

from forevar.trust.vaults import sealing

CANARY = "Kanarina Fjellrype"
OTHER_CANARY = "Kanaringen Skogdue"


class Note(sealing.SealedRow):
    """Somebody wrote something about a case."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "colour": "CASE",
        "told": "TEXT",
        "said": "TEXT",
    }

    case = models.CharField(max_length=30)
    colour = models.CharField(max_length=10, default="")
    told = sealing.SealedTextField()
    said = sealing.SealedTextField()

    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    class Meta:
        app_label = "sealing_tests"

    def sealing_subject(self) -> str:
        return self.case


class PlainNote(models.Model):
    """The planted defect: the same words, in clear."""

    field_classes: ClassVar[dict[str, str]] = {"id": "CASE", "words": "TEXT"}

    words = models.TextField()

    objects: ClassVar[models.Manager["PlainNote"]] = models.Manager()

    class Meta:
        app_label = "sealing_tests"


def stored(row: Note, column: str = "told") -> bytes:
    """Read the ciphertext of a row as it lies in the table."""
    return bytes(Note.objects.filter(pk=row.pk).values_list(column, flat=True).get())


def put(row: Note, ciphertext: bytes, column: str = "told") -> None:
    """Put a ciphertext into a row behind the program's back."""
    Note.objects.filter(pk=row.pk).update(**{column: sealing.Ciphertext(ciphertext)})
