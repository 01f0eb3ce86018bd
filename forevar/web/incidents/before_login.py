"""What anybody sees when something happens: 112 first, a clock, and steps that know no one.

The agreed time travels in the address as four digits, so the page lives on reload, works without
JavaScript, and leaves nothing on the server.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forevar.casework.incidents import rules
from forevar.kernel import clock
from forevar.web.kit.marks import open_page

AGO = (0, 15, 30)


@open_page
def start(request: HttpRequest) -> HttpResponse:
    """«Hva skjer?»: seven conditions and two smaller ones, with 112 above them all."""
    return render(
        request,
        "incidents/start.html",
        {"conditions": rules.CONDITIONS, "smaller": rules.SMALLER},
    )


@open_page
def condition(request: HttpRequest, slug: str) -> HttpResponse:
    """One condition: the clock where there is one, and what to do now."""
    found = rules.BY_SLUG.get(slug)
    if found is None:
        raise Http404
    now = clock.now().astimezone(clock.NORWAY)
    if not found.has_clock:
        return render(request, "incidents/condition.html", {"condition": found})
    agreed = rules.agreed_time(request.GET.get("avtalt", ""), now=now)
    if agreed is None:
        return redirect(_with_time(slug, minutes_ago=0))
    return render(
        request,
        "incidents/condition.html",
        {
            "condition": found,
            "clock": rules.Clock(agreed_at=agreed, now=now),
            "ago": [(minutes, _with_time(slug, minutes_ago=minutes)) for minutes in AGO],
        },
    )


def _with_time(slug: str, *, minutes_ago: int) -> str:
    agreed = clock.now().astimezone(clock.NORWAY) - timedelta(minutes=minutes_ago)
    address = reverse("incidents:condition", kwargs={"slug": slug})
    return f"{address}?{urlencode({'avtalt': agreed.strftime('%H%M')})}"
