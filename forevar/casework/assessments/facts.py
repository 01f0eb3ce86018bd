"""What this package can tell the guideline: what its own records state, and nothing worked out."""

from forevar.casework.assessments import models
from forevar.casework.assessments.rules import stated
from forevar.kernel.refs import CaseRef

FACTS = stated.OWNED
"""The facts this package answers for."""


def known(case: CaseRef) -> dict[str, object]:
    """Tell what the records of one case state; absent means that nobody has said it."""
    return models.StatedFact.objects.told_of(case)
