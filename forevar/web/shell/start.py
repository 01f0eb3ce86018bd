"""Where one lands after sign-in, and the start page for those who are with the children."""

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from forevar.casework.cases import selectors as cases
from forevar.web.kit import pages
from forevar.web.kit.requests import StaffRequest
from forevar.web.shell import on_call, rows

AT_A_DESK: Final = frozenset(
    {"intake_adviser", "caseworker", "cws_leader", "region_leader", "unit_leader"}
    | {"home_consultant", "privacy_officer"}
)
ON_THE_MOVE: Final = frozenset({"unit_staff", "carer", "school_contact", "duty_officer"})


@pages.reads
def home(request: StaffRequest) -> HttpResponse:
    """Go where the day begins for this role."""
    held = request.actor.roles
    if held & AT_A_DESK:
        return HttpResponseRedirect(reverse("shell:work"))
    return HttpResponseRedirect(reverse("shell:start" if held & ON_THE_MOVE else "shell:more"))


@pages.discloses(action="cases.listed")
def start(request: StaffRequest) -> HttpResponse:
    """Show 112, the children one answers for now, and whom to ring."""
    context = {
        "children": [
            {"tile": tile, "url": rows.case_url(tile.case)}
            for tile in cases.list_children(request.actor, at=request.at)
        ],
        "numbers": on_call.list_numbers(request.actor),
        "incident_url": _url_of("incidents:start"),
        "emergency_url": _url_of("access:emergency"),
    }
    return render(request, "shell/start.html", context)


def _url_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
