"""The meetings of a case: all of them, or for a guest those with an item of the guest's."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from forevar.casework.meetings import projections, rules, selectors
from forevar.web.kit.pages import discloses
from forevar.web.kit.requests import CaseRequest
from forevar.web.meetings import words

SECTION = "meetings"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One meeting in words."""

    line: projections.MeetingLine
    kind: str
    state: str


@discloses(section=SECTION, needs="s", action="meetings.viewed")
def show(request: CaseRequest) -> HttpResponse:
    """What is planned first, then what was held, the latest on top."""
    request.name_stays_out = True
    lines = selectors.list_meetings(request.case, reader=request.actor, at=request.at)
    shown = [ShownLine(line, words.kind(line.kind), words.state(line.state)) for line in lines]
    page = {
        "ahead": [one for one in reversed(shown) if one.line.state == rules.PLANNED],
        "held": [one for one in shown if one.line.state != rules.PLANNED],
        "reads_all": bool(request.rights.can(SECTION, "S")),
        "may_write": bool(request.rights.can(SECTION, "W")),
        "panel": words.panel("clarification-meeting"),
    }
    return render(request, "meetings/list.html", page)
