"""What may be done with assessments: one verb per function, one file per notion."""

from forevar.casework.assessments.services.approving import approve
from forevar.casework.assessments.services.disagreeing import (
    approve_settlement,
    note_agreement,
    open_disagreement,
    settle_disagreement,
    write_view,
)
from forevar.casework.assessments.services.judging import answer_judgement
from forevar.casework.assessments.services.locking import lock_assessment
from forevar.casework.assessments.services.police import (
    note_police_answer,
    note_police_discussion,
    note_police_request,
)
from forevar.casework.assessments.services.stocktaking import take_stock
from forevar.casework.assessments.services.writing import (
    AssessmentWritten,
    Draft,
    NoSuchVersion,
    SomebodyWroteMeanwhile,
    start_assessment,
    start_correction,
    write_assessment,
)

__all__ = (
    "AssessmentWritten",
    "Draft",
    "NoSuchVersion",
    "SomebodyWroteMeanwhile",
    "answer_judgement",
    "approve",
    "approve_settlement",
    "lock_assessment",
    "note_agreement",
    "note_police_answer",
    "note_police_discussion",
    "note_police_request",
    "open_disagreement",
    "settle_disagreement",
    "start_assessment",
    "start_correction",
    "take_stock",
    "write_assessment",
    "write_view",
)
