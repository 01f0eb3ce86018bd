"""Requirements that are met the moment something is known: the answer itself is the evidence.

What the guides ask to be found out, discussed or assessed is not a tick beside the answer. When
every fact named here is known, the requirement counts as done; «vet ikke ennå» never does.
"""

from collections.abc import Collection
from typing import Final

SHOWN_BY: Final[dict[str, tuple[str, ...]]] = {
    "always-risk-assessment": ("abduction_risk",),
    "assess-situation-every-case": ("abduction_risk",),
    "check-norwegian-skills": ("norwegian_sufficient",),
    "collect-address-decision": ("hidden_address_decision", "registry_grading"),
    "collect-child-age": ("child_age",),
    "collect-country-background": ("country_background",),
    "collect-prior-experience": ("prior_experience",),
    "collect-risk-persons": ("persons_of_risk",),
    "cws-makes-views-visible": ("child_views", "parents_views"),
    "intake-discuss-police-involvement": ("police_involvement_discussed",),
    "interpreter-choice-awareness": ("interpreter_relation", "interpreter_ties_checked"),
    "minute-police-discussion": ("police_involvement_discussed",),
    "qualified-interpreter": ("interpreter_qualification",),
    "sufficient-information-for-choice": ("information_sufficient",),
}
"""Requirement → the facts whose answers show that it was done (the catalogue's `evidence`)."""


def is_shown(rule_id: str, *, known: Collection[str]) -> bool:
    """Tell whether everything that shows a requirement to be met is known."""
    asked = SHOWN_BY.get(rule_id)
    return asked is not None and all(fact in known for fact in asked)
