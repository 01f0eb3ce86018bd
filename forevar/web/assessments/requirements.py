"""Everything both guides ask in the case, phase by phase, on one page that can be printed."""

from django.http import HttpResponse
from django.shortcuts import render

from forevar.casework.assessments import selectors
from forevar.guideline import loader
from forevar.web.assessments import words
from forevar.web.kit import guide_links
from forevar.web.kit.pages import discloses
from forevar.web.kit.requests import CaseRequest

ANSWERS = ("applies", "unknown", "does_not_apply")


@discloses(section="overview", needs="S", action="assessments.requirements_viewed")
def show(request: CaseRequest) -> HttpResponse:
    """Each phase with what applies, what cannot be told yet and what does not apply."""
    rules = loader.load_guide().rules
    phases = selectors.list_requirements(request.case, at=request.at, lang=words.language())
    return render(
        request,
        "assessments/requirements.html",
        {
            "phases": [
                {
                    "code": phase.phase,
                    "name": phase.name,
                    "is_now": phase.is_now,
                    "groups": [
                        {
                            "code": code,
                            "lines": [
                                (
                                    line,
                                    guide_links.section_url(
                                        rules[line.rule_id].source, rule_id=line.rule_id
                                    ),
                                )
                                for line in phase.lines
                                if line.answer == code
                            ],
                        }
                        for code in ANSWERS
                    ],
                }
                for phase in phases
            ],
            "may_answer": bool(request.rights.can("overview", "W")),
        },
    )
