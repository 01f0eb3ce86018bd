"""Closing a case, or opening it again; what holds it open is listed with what to do about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors, services
from forevar.casework.cases.rules import phases
from forevar.web.cases import forms, refusing
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest


@writes(section="overview", sees="S", needs="S")
def close(request: CaseRequest) -> HttpResponse:
    """Show what holds the case open, and close it when nothing does."""
    sheet = selectors.get_sheet(request.case)
    here: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    if sheet.is_closed:
        return _closed(request)
    if request.POST.get("do") == "close":
        services.close(**here)
        frame.tell(request, _("Saken er avsluttet. Barnevernleder kan åpne den igjen."))
        return redirect("shell:cases")
    context = {
        "sheet": selectors.get_closing_sheet(request.case, by=request.actor, at=request.at),
        "is_last": sheet.phase == "closing",
        "phase": _(phases.PHASES[sheet.phase]),
        "may_close": bool(request.rights.roles & {"intake_adviser", "caseworker", "cws_leader"}),
        "may_write": bool(request.rights.can("overview", "W")),
    }
    return render(request, "cases/close.html", context)


def _closed(request: CaseRequest) -> HttpResponse:
    """A closed case can be opened again by its leader, with a reason."""
    may = "cws_leader" in request.rights.roles
    form = forms.ReopenForm(request.POST or None) if may else None
    here: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    if (
        form
        and form.is_valid()
        and refusing.done(form, services.reopen, **here, **form.cleaned_data)
    ):
        frame.tell(request, _("Saken er åpnet igjen."))
        return redirect("cases:overview", kode=str(request.case))
    return render(request, "cases/reopen.html", {"form": form})
