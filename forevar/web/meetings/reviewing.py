"""The minutes once more, as they will stand; the button says «Lås nå»."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forevar.casework.meetings import projections, rules, selectors, services
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest
from forevar.web.meetings import reading

SECTION = "meetings"


@writes(section=SECTION, needs="W", action="meetings.viewed")
def review(request: CaseRequest, nr: int) -> HttpResponse:
    """Look the minutes over and lock them; what is missing is named, with a way to it."""
    request.name_stays_out = True
    now = selectors.get_meeting(request.case, number=nr, reader=request.actor, at=request.at)
    if not isinstance(now, projections.MeetingNow) or now.state != rules.HELD:
        return redirect("meetings:meeting", kode=str(request.case), nr=nr)
    if request.method != "POST":
        return _page(request, now, faults={})
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() else 0
    turn = {"case": request.case, "by": request.actor, "at": request.at}
    try:
        services.lock_minutes(number=nr, version=version, **turn)  # type: ignore[arg-type]
    except rules.MeetingIncomplete as incomplete:
        return _page(request, now, faults=incomplete.fields, status=422)
    except services.SomebodyWroteMeanwhile as meanwhile:
        return _page(request, now, faults={"": meanwhile.text}, status=409)
    frame.tell(request, _("Referatet er låst."))
    return redirect("meetings:meeting", kode=str(request.case), nr=nr)


def _page(
    request: CaseRequest,
    now: projections.MeetingNow,
    *,
    faults: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    form_page = reverse("meetings:meeting", kwargs={"kode": str(request.case), "nr": now.number})
    page = {
        **reading.told(request, now),
        "faults": [(f"{form_page}#f-{name}", _fault(name, text)) for name, text in faults.items()],
    }
    return render(request, "meetings/review.html", page, status=status)


def _fault(name: str, text: str) -> str:
    """Say what is missing, and at which item."""
    item = name.partition("-")[2]
    told = {"number": item, "text": _(text)}
    return _("Punkt %(number)s: %(text)s") % told if item else _(text)
