"""What the case file can tell the guideline. What is not here is not known here."""

from forevar.casework.cases import models
from forevar.casework.cases.rules import paragraphs
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef


def known(case: CaseRef, *, at: Instant) -> dict[str, object]:
    """Tell the legal basis the paragraph stands for, and how urgent the placement is.

    An absent fact is `Unknown(not_asked)`; nothing is guessed.
    """
    del at  # these facts do not change with the hour
    row = models.Case.objects.filter(code=case.code).only("paragraph", "urgency").first()
    if row is None:
        return {}
    told = {"legal_basis": paragraphs.legal_basis(row.paragraph), "placement_urgency": row.urgency}
    return {fact: value for fact, value in told.items() if value}
