"""A signed assessment: as it stood, what is new since the one before, and who has approved it."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.assessments import projections, selectors, services
from forevar.web.assessments import words
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION = "risk_assessment"


@writes(section=SECTION, sees="S", needs="W", action="assessments.viewed")
def show(request: CaseRequest, nr: int) -> HttpResponse:
    """One signed version. Sending the form begins a correction, which is a version of its own."""
    request.name_stays_out = True
    if request.method == "POST":
        services.start_correction(case=request.case, number=nr, by=request.actor, at=request.at)
        frame.tell(request, _("Skriv hva som er rettet, og lås den nye versjonen."))
        return redirect("assessments:risk", kode=str(request.case))
    return _page(request, nr)


@writes(section=SECTION, sees="S", needs="A", action="assessments.viewed")
def approve(request: CaseRequest, nr: int) -> HttpResponse:
    """The leader's «Godkjenn», on the page of the version itself."""
    request.name_stays_out = True
    if request.method == "POST":
        services.approve(case=request.case, number=nr, by=request.actor, at=request.at)
        frame.tell(request, _("Vurderingen er godkjent."))
        return redirect("assessments:assessment", kode=str(request.case), nr=nr)
    return _page(request, nr)


def _page(request: CaseRequest, nr: int) -> HttpResponse:
    found = selectors.get_assessment(request.case, number=nr, lang=words.language())
    has_draft = selectors.find_draft(request.case) is not None
    return render(
        request,
        "assessments/signed.html",
        {
            **shown(found, request=request),
            "may_correct": bool(request.rights.can(SECTION, "W")) and not has_draft,
            "panel": words.panel("cws-assesses-risk"),
        },
    )


def shown(found: projections.LockedAssessment, *, request: CaseRequest) -> dict[str, Any]:
    """Put a signed version into words for the page."""
    return {
        "assessment": found,
        "sections": words.sections(found),
        "conclusion": words.conclusion(found.conclusion),
        "place": words.yes_no(found.place_unsafe),
        "built_on": json.loads(str(found.texts_held) or "[]"),
        "is_superseded": found.state == "superseded",
        "may_approve": _may_approve(found, request=request),
    }


def _may_approve(found: projections.LockedAssessment, *, request: CaseRequest) -> bool:
    wrote = str(request.actor.person) in {*found.writers, found.locked_by_key}
    waits = found.state == "locked" and not found.approved_by
    return waits and not wrote and bool(request.rights.can(SECTION, "A"))
