"""What a person says of one requirement or one task: done, not relevant, and «Angre»."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors, services
from forevar.casework.cases.rules import marks
from forevar.casework.cases.selectors import wording
from forevar.guideline import explain, loader
from forevar.web.cases import forms, refusing
from forevar.web.kit import frame, guide_links
from forevar.web.kit.onward import next_page
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest


@writes(section="overview", sees="s", needs="s")
def mark(request: CaseRequest, krav: str) -> HttpResponse:
    """Say what stands of a requirement; the service asks whether this hand may."""
    if krav not in loader.load_guide().rules:
        raise Http404
    here: dict[str, Any] = {
        "case": request.case,
        "requirement": krav,
        "by": request.actor,
        "at": request.at,
    }
    wanted = request.POST.get("do", "")
    if wanted == "undo":
        services.undo_mark(**here)
        return _back(request, _("Merket er tatt bort."))
    if wanted in marks.STATES and wanted not in marks.NEEDS_A_REASON:
        services.mark_requirement(**here, state=wanted)
        return _back(request, _("Merket er satt: %(state)s.") % {"state": _(marks.STATES[wanted])})
    form = forms.MarkForm(request.POST if wanted == "not_relevant" else None)
    more = {**here, "state": wanted, **(form.cleaned_data if form.is_valid() else {})}
    if form.is_valid() and refusing.done(form, services.mark_requirement, **more):
        return _back(request, _("Merket er satt: Ikke aktuelt."))
    return render(request, "cases/mark.html", _context(request, krav, form))


@writes(section="overview", sees="s", needs="s")
def drop(request: CaseRequest, task: str) -> HttpResponse:
    """Say that a task is not relevant, and why; its words are sealed with the case."""
    here: dict[str, Any] = {
        "case": request.case,
        "task": task,
        "by": request.actor,
        "at": request.at,
    }
    row = selectors.get_task(**here)
    form = forms.DropForm(request.POST or None)
    more = {**here, **(form.cleaned_data if form.is_valid() else {})}
    if form.is_valid() and refusing.done(form, services.drop_task, **more):
        return _back(request, _("Oppgaven er satt som ikke aktuell."))
    return render(request, "cases/drop_task.html", {"form": form, "row": row})


def _context(request: CaseRequest, krav: str, form: forms.MarkForm) -> dict[str, Any]:
    rule = loader.load_guide().rules[krav]
    standing = {one.requirement: one for one in selectors.list_marks(request.case)}.get(krav)
    reasons = selectors.list_reasons(request.case, about=krav)
    return {
        "form": form,
        "title": wording.requirement_title(krav),
        "sentence": rule.sentence(wording.language()),
        "citation": explain.citation(rule.source, language=wording.language()),
        "guide_url": guide_links.section_url(rule.source, rule_id=rule.id),
        "standing": standing,
        "standing_label": _(marks.STATES[standing.state]) if standing else "",
        "reasons": reasons if request.rights.can("overview", "S") else (),
        "onward": next_page(request, otherwise=""),
    }


def _back(request: CaseRequest, told: str) -> HttpResponse:
    frame.tell(request, told)
    if request.rights.can("overview", "s"):
        return redirect(next_page(request, otherwise=f"/sak/{request.case}/"))
    return redirect("shell:home")
