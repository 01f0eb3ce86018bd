"""The eight facts that are enough to begin, and which requirement each of them comes from."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Minimum:
    """One of the eight: its name in the form, the facts it answers, and why it is asked."""

    name: str
    facts: tuple[str, ...]
    rule: str


EIGHT: Final = (
    # Del II 2.1: an acute enquiry takes another way through the form, so this stands first.
    Minimum("urgency", ("placement_urgency",), "acute-seek-full-picture"),
    # Del I «Bortføring»: what the placement rests on decides whether the word is used at all.
    Minimum("paragraph", ("legal_basis",), "voluntary-placement-not-abduction"),
    # Del II 1: the age. A case also needs somebody to be about, so the name is asked with it.
    Minimum("child", ("child_name", "child_birth_date"), "collect-child-age"),
    # Del II 1: hidden address and registry grading, two facts that never follow from each other.
    Minimum("address", ("hidden_address_decision", "registry_grading"), "collect-address-decision"),
    # Del II 1: whether anybody knows the child or the family from before.
    Minimum("experience", ("prior_experience",), "collect-prior-experience"),
    # Del II 1: country of background, for language and travel and never as a risk in itself.
    Minimum("country", ("country_background",), "collect-country-background"),
    # Del II 1 «Bruk av tolk»: the first language, and so whether an interpreter is needed.
    Minimum("language", ("language_minority",), "check-norwegian-skills"),
    # Del II 1: whom the risk, if there is one, is tied to.
    Minimum("persons", ("persons_of_risk",), "collect-risk-persons"),
)
NAMES: Final = tuple(one.name for one in EIGHT)
BY_NAME: Final = {one.name: one for one in EIGHT}
FACTS: Final = tuple(fact for one in EIGHT for fact in one.facts)
"""Ten facts in eight questions."""
