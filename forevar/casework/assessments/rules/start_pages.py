"""Where a requirement is met: the page its «Start» leads to. Data, read by the overview.

A requirement without a row of its own leads to where its deciding or missing fact is written. A
page of a package that is not built yet is no page: the interface leaves the button out.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

RISK: Final = "assessments:risk"
POLICE: Final = "assessments:police"
DISAGREEMENT: Final = "assessments:disagreement"
PARTICIPATION: Final = "screening:participation"
MISSING: Final = "intake:missing"
ENQUIRY: Final = "intake:enquiry"
INTERPRETER: Final = "intake:interpreter"
THEMES: Final = "screening:themes"
THEME: Final = "screening:theme"
MEETINGS: Final = "meetings:list"

OF_REQUIREMENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "acute-limited-information-is-risk": RISK,
        "acute-seek-full-picture": MISSING,
        "always-risk-assessment": RISK,
        "assess-safety-trafficking-forced-marriage": RISK,
        "assess-safety-when-violence": RISK,
        "assess-situation-every-case": RISK,
        "assessment-inputs": RISK,
        "bufetat-discuss-safety-with-cws": POLICE,
        "caution-relatives-friends-as-interpreter": INTERPRETER,
        "check-norwegian-skills": INTERPRETER,
        "child-always-heard": PARTICIPATION,
        "child-influences-decisions": PARTICIPATION,
        "child-never-interpreter": INTERPRETER,
        "child-views-weighted-by-age-maturity": PARTICIPATION,
        "child-voice-in-focus": PARTICIPATION,
        "clarification-meeting": MEETINGS,
        "collect-address-decision": MISSING,
        "collect-child-age": MISSING,
        "collect-country-background": MISSING,
        "collect-prior-experience": MISSING,
        "collect-risk-persons": MISSING,
        "cws-assesses-risk": RISK,
        "cws-decides-police-contact": POLICE,
        "cws-informs-child-and-parents": PARTICIPATION,
        "cws-makes-views-visible": PARTICIPATION,
        "disagreement-propose-police-assessment": DISAGREEMENT,
        "followup-meetings": MEETINGS,
        "intake-discuss-police-involvement": POLICE,
        "intake-ensures-safety-considered": RISK,
        "intake-ensures-understanding": PARTICIPATION,
        "intake-real-influence": PARTICIPATION,
        "interpreter-choice-awareness": INTERPRETER,
        "interpreter-guidelines": INTERPRETER,
        "justify-missing-participation": PARTICIPATION,
        "little-knowledge-is-risk": RISK,
        "meeting-need-to-know": MEETINGS,
        "meeting-partial-attendance": MEETINGS,
        "minute-police-discussion": POLICE,
        "no-inference-between-address-and-risk": RISK,
        "participation-as-far-as-possible": PARTICIPATION,
        "participation-yields-to-protection": PARTICIPATION,
        "qualified-interpreter": INTERPRETER,
        "reassess-after-attempt": RISK,
        "request-more-information": MISSING,
        "strive-for-agreement-on-risk": DISAGREEMENT,
        "sufficient-information-for-choice": MISSING,
        "threat-assessment-by-home-police": POLICE,
    }
)

OF_FACT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "abduction_risk": RISK,
        "municipal_risk_assessment": RISK,
        "measure_judged_unsafe": RISK,
        "risk_disagreement": DISAGREEMENT,
        "threat_level": POLICE,
        "police_threat_assessment": POLICE,
        "police_involved": POLICE,
        "police_involvement_discussed": POLICE,
        "hidden_address_decision": ENQUIRY,
        "registry_grading": ENQUIRY,
        "placement_type": ENQUIRY,
        "information_sufficient": ENQUIRY,
        "interpreter_needed": INTERPRETER,
        "interpreter_relation": INTERPRETER,
        "interpreter_qualification": INTERPRETER,
        "interpreter_ties_checked": INTERPRETER,
    }
)


def page_of(
    requirement: str, *, missing: Iterable[str], themes: Mapping[str, str]
) -> tuple[str, str]:
    """Give the page's name and, for a page of questions, the theme; empty when there is none.

    A requirement that waits for a fact leads to where that fact is asked. One that applies leads
    to its own page only: what it asks for is done somewhere, and an answer given already is not it.
    """
    if requirement in OF_REQUIREMENT:
        return OF_REQUIREMENT[requirement], ""
    for fact in missing:
        if fact in OF_FACT:
            return OF_FACT[fact], ""
        if fact in themes:
            return THEME, themes[fact]
    return "", ""
