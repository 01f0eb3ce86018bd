"""Minutes to be read: in full, or the items a guest was there for. Both print on paper as they are."""

from django.http import HttpResponse
from django.shortcuts import render

from forevar.casework.cases import selectors as cases
from forevar.casework.meetings import projections, rules
from forevar.web.kit.requests import CaseRequest
from forevar.web.meetings import words
from forevar.web.meetings.forms import AdditionForm


def in_full(
    request: CaseRequest,
    now: projections.MeetingNow,
    *,
    form: AdditionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show all of a meeting, to those who answer for the case."""
    page = {
        **told(request, now),
        "form": form,
        "panel": words.panel_of(now.kind, has_guests=now.has_guests),
    }
    return render(request, "meetings/read.html", page, status=status)


def told(request: CaseRequest, now: projections.MeetingNow) -> dict[str, object]:
    """Give what the minutes themselves show, on their own page and when they are looked over."""
    return {
        "now": now,
        "kind": words.kind(now.kind),
        "state": words.state(now.state),
        "is_planned": now.state == rules.PLANNED,
        "items": words.items(now),
        "coming": [words.attendee(one) for one in now.attendees],
        "police": words.police_line(now),
        "case_name": cases.get_sheet(request.case).name,
    }


def attended(request: CaseRequest, now: projections.MeetingAttended) -> HttpResponse:
    """Show a guest what the guest was there for, and whom to ask about the rest."""
    page = {
        "now": now,
        "kind": words.kind(now.kind),
        "state": words.state(now.state),
        "is_locked": now.state == rules.LOCKED,
        "items": [(words.heading(item), item) for item in now.items],
        "ring": cases.list_ring(request.case, to=("municipality",)),
    }
    return render(request, "meetings/attended.html", page)
