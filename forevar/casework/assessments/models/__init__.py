"""Tables of assessments: what people judged, what others said, what the guides are told."""

from forevar.casework.assessments.models.judged import Assessment, JudgementAnswer
from forevar.casework.assessments.models.said import Disagreement, PoliceThreat
from forevar.casework.assessments.models.told import HeldFact, StatedFact, StockTaken

__all__ = (
    "Assessment",
    "Disagreement",
    "HeldFact",
    "JudgementAnswer",
    "PoliceThreat",
    "StatedFact",
    "StockTaken",
)
