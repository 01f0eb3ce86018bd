"""Folk i saken: who answers for it, letting somebody in, handing over, taking somebody off."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import projections, selectors, services
from forevar.casework.cases.rules import bodies
from forevar.kernel import refs
from forevar.web.cases import candidates, forms, refusing
from forevar.web.kit import frame
from forevar.web.kit.pages import discloses, writes
from forevar.web.kit.requests import CaseRequest


@discloses(section="overview", needs="S", action="cases.people_viewed")
def show(request: CaseRequest) -> HttpResponse:
    """Who answers for the case, body by body, and whom to ring."""
    context = {
        "people": selectors.list_people(request.case),
        "ring": selectors.list_ring(request.case),
        "may_write": bool(request.rights.can("overview", "W")),
    }
    return render(request, "cases/people.html", context)


@writes(section="overview", sees="W", needs="W")
def assign(request: CaseRequest) -> HttpResponse:
    """Find somebody and let them in; what is searched for travels in the form, never in the address."""
    # Units and homes are listed here, so no name may stand on top of the page.
    request.name_stays_out = True
    form = forms.BodyForm(request.POST or None)
    if not form.is_valid():
        return _assign_page(request, form, found=())
    body = form.cleaned_data["body"]
    found = candidates.find(request, body=body, text=form.cleaned_data["find"])
    chosen = candidates.chosen(request, found)
    if chosen is None:
        return _assign_page(request, form, found=found, searched=True)
    here: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    given = {"body": body, "unit": chosen.unit, "person": chosen.person}
    if refusing.done(form, services.assign, **here, **given):
        frame.tell(request, _("Ansvaret er gitt. De har tilgang nå."))
        return redirect("cases:people", kode=str(request.case))
    return _assign_page(request, form, found=found, searched=True)


@writes(section="overview", sees="S", needs="S")
def change(request: CaseRequest, ansvar: str) -> HttpResponse:
    """Hand a responsibility to somebody else, or end it; access follows at once."""
    request.name_stays_out = True
    person = _responsible(request.case, ansvar)
    here: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    if request.POST.get("do") == "end":
        services.unassign(**here, responsibility=ansvar)
        return _onward(request, _("Ansvaret er avsluttet. Tilgangen er borte."))
    form = forms.BodyForm(request.POST or None, body=person.body)
    found: tuple[candidates.Candidate, ...] = ()
    if form.is_valid():
        found = candidates.find(request, body=person.body, text=form.cleaned_data["find"])
        chosen = candidates.chosen(request, found)
        to = projections.Holder(unit=chosen.unit, person=chosen.person) if chosen else None
        given = {**here, "responsibility": ansvar, "to": to}
        if to is not None and refusing.done(form, services.hand_over, **given):
            return _onward(request, _("Ansvaret er overført."))
    context = {"person": person, "form": form, "found": found, "searched": form.is_bound}
    may_hand_over = person.body not in bodies.HELD_BY_UNIT
    return render(request, "cases/responsibility.html", {**context, "may_hand_over": may_hand_over})


def _assign_page(
    request: CaseRequest,
    form: forms.BodyForm,
    *,
    found: tuple[candidates.Candidate, ...],
    searched: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "found": found, "searched": searched}
    return render(request, "cases/assign.html", context)


def _responsible(case: refs.CaseRef, key: str) -> projections.PersonOnCase:
    for person in selectors.list_people(case):
        if person.responsibility == key:
            return person
    raise Http404


def _onward(request: CaseRequest, told: str) -> HttpResponse:
    """Go back to the list; whoever took themselves off has no list to go back to."""
    frame.tell(request, told)
    if selectors.is_on_case(request.case, actor=request.actor, at=request.at):
        return redirect("cases:people", kode=str(request.case))
    return redirect("shell:work")
