"""The overview, the time line, a note on it, and the step to the next phase."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors, services
from forevar.casework.cases.rules import phases
from forevar.web.cases import forms, overviews, refusing
from forevar.web.kit import frame
from forevar.web.kit.pages import discloses, writes
from forevar.web.kit.requests import CaseRequest


@discloses(section="overview", needs="s", action="cases.overview_viewed")
def overview(request: CaseRequest) -> HttpResponse:
    """What the guides ask now, who and why; for the reduced right, what is one's own to do."""
    if not request.rights.can("overview", "S"):
        return render(request, "cases/reduced.html", {"page": overviews.reduced(request)})
    return render(request, "cases/overview.html", {"page": overviews.whole(request)})


@discloses(section="timeline", needs="S", action="cases.timeline_viewed")
def timeline(request: CaseRequest) -> HttpResponse:
    """Everything that was done in the case, latest first, fifty at a time."""
    kind = request.GET.get("vis", "")
    kind = kind if kind in {"deeds", "notes"} else ""
    found = selectors.list_timeline(request.case, kind=kind, before=request.GET.get("for", ""))
    context = {
        "rows": found.rows,
        "before": found.before,
        "kind": kind,
        "may_write": bool(request.rights.can("overview", "W")),
    }
    return render(request, "cases/timeline.html", context)


@writes(section="overview", sees="W", needs="W")
def note(request: CaseRequest) -> HttpResponse:
    """Write a line on the time line; what is typed is saved as a draft meanwhile."""
    if request.method != "POST":
        form, version = forms.drafted_note(request)
        return render(request, "cases/note.html", {"form": form, "version": version})
    form = forms.NoteForm(request.POST)
    here: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    if form.is_valid() and refusing.done(form, services.write_note, **here, **form.as_note()):
        services.drop_draft(form=forms.NOTE, **here)
        frame.tell(request, _("Linjen står i tidslinjen."))
        return redirect("cases:timeline", kode=str(request.case))
    return render(request, "cases/note.html", {"form": form, "version": 0}, status=422)


@writes(section="overview", sees="W", needs="W")
def phase(request: CaseRequest) -> HttpResponse:
    """Go on to the next phase; what is not in place is said and written down, and stops nobody."""
    line = selectors.get_phase_line(request.case)
    sheet = selectors.get_sheet(request.case)
    form = forms.PhaseForm(request.POST or None, line=line, phase=sheet.phase)
    if form.is_valid():
        services.change_phase(
            case=request.case, by=request.actor, at=request.at, **form.cleaned_data
        )
        frame.tell(request, _("Saken er i en ny fase."))
        return redirect("cases:overview", kode=str(request.case))
    context = {"form": form, "line": line, "here": _(phases.PHASES[sheet.phase])}
    return render(request, "cases/phase.html", context)
