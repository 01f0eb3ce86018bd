"""Keeping somebody out of a case by hand, and letting them in again, which takes two."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.trust.access import policy, selectors
from forevar.trust.access import services as access
from forevar.trust.accounts import selectors as accounts
from forevar.web.access.forms import BlockForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Somebody who is kept out, and what this person can do about it."""

    line: selectors.BlockLine
    asked: bool
    asked_by_me: bool


@writes(section="who_has_seen", sees="S", needs="S", action="access.blocks_viewed")
def network_block(request: CaseRequest) -> HttpResponse:
    """Who is kept out of the case because they belong to the child's network."""
    if not policy.may_let_in(request.actor, request.rights, person=None):
        raise Http404
    request.name_stays_out = True
    if request.method != "POST":
        return _page(request, BlockForm())
    if "lift" in request.POST:
        return _lift(request, request.POST["lift"])
    form = BlockForm(request.POST)
    if not form.is_valid() or not _block(request, form):
        return _page(request, form)
    frame.tell(request, _("Personen er sperret fra saken. De får ikke vite det."))
    return redirect("access:network_block", kode=str(request.case))


def _block(request: CaseRequest, form: BlockForm) -> bool:
    person = accounts.find_person(form.cleaned_data["login"].strip())
    if person is None:
        form.refuse({"login": _("Vi fant ingen med dette brukernavnet.")}, otherwise="")
        return False
    access.block(case=request.case, person=person, by=request.actor, at=request.at)
    return True


def _lift(request: CaseRequest, key: str) -> HttpResponse:
    """Ask that a block be lifted, or lift what another has asked to have lifted."""
    found = {one.person.key: one for one in selectors.list_blocks(request.case, at=request.at)}
    line = found.get(key)
    if line is None:
        raise Http404
    turn: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    if line.lift_asked_by is None:
        access.ask_to_lift(person=line.person, **turn)
        frame.tell(request, _("Notert. En annen må oppheve sperringen."))
    else:
        access.lift_block(person=line.person, **turn)
        frame.tell(request, _("Sperringen er opphevet."))
    return redirect("access:network_block", kode=str(request.case))


def _page(request: CaseRequest, form: BlockForm) -> HttpResponse:
    mine = request.actor.person
    page = {
        "form": form,
        "blocks": [
            ShownBlock(line, line.lift_asked_by is not None, line.lift_asked_by == mine)
            for line in selectors.list_blocks(request.case, at=request.at)
        ],
    }
    return render(request, "access/blocks.html", page, status=422 if form.errors else 200)
