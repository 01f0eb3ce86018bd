"""The tables of the case file. Other packages' rows are referred to by key, never by foreign key."""

from forevar.casework.cases.models.case import Case, Responsibility
from forevar.casework.cases.models.task import RequirementMark, Task
from forevar.casework.cases.models.words import Draft, EmergencyExplanation, Reason, TimelineNote

__all__ = (
    "Case",
    "Draft",
    "EmergencyExplanation",
    "Reason",
    "RequirementMark",
    "Responsibility",
    "Task",
    "TimelineNote",
)
