"""The one table that ties a case to its three vault subjects, sealed."""

from typing import ClassVar

from django.db import models

from forevar.trust.vaults import sealing


class SubjectLink(sealing.SealedRow):
    """Which `rid`, `cid` and `wid` belong to a case: readable with the case's own key only."""

    field_classes: ClassVar[dict[str, str]] = {
        "key": "CASE",
        "version": "CASE",
        "case": "CASE",
        "subjects": "TEXT",
        "places_forbidden": "CASE",
    }

    case = models.CharField(max_length=30, unique=True)
    subjects = sealing.SealedTextField()
    places_forbidden = models.BooleanField(default=False)
    """The strictest register grading is in force: no place may be stored at all."""

    def sealing_subject(self) -> str:
        """Seal for the case."""
        return self.case
