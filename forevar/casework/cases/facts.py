"""What the case file can tell the guideline. What is not here is not known here."""

from forevar.casework.cases import models
from forevar.casework.cases.rules import paragraphs
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef

PLACEMENT_STATUS = {
    "intake": "requested",
    "assessment": "requested",
    "decision": "matched",
    "placement": "planned",
    "daily_life": "placed",
    "closing": "placed",
    "closed": "ended",
}
"""What the phase says of the placement, until the placements package keeps records of its own."""


def known(case: CaseRef, *, at: Instant) -> dict[str, object]:
    """Tell the legal basis, how urgent the placement is, and how far it has come.

    An absent fact is `Unknown(not_asked)`; nothing is guessed.
    """
    del at  # these facts do not change with the hour
    row = models.Case.objects.filter(code=case.code).only("paragraph", "urgency", "phase").first()
    if row is None:
        return {}
    told = {
        "legal_basis": paragraphs.legal_basis(row.paragraph),
        "placement_urgency": row.urgency,
        "placement_status": PLACEMENT_STATUS[row.phase],
    }
    return {fact: value for fact, value in told.items() if value}
