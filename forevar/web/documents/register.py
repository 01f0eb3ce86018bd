"""The register of documents on one page, with a form for what has come."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forevar.casework.documents import projections, rules, selectors, services
from forevar.casework.intake import rules as intake
from forevar.casework.meetings import rules as meetings
from forevar.kernel import errors
from forevar.web.documents.forms import ReceivedForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION: Final = "overview"


@dataclass(frozen=True, slots=True)
class ShownReceived:
    """One received document in words."""

    now: projections.Received
    kind: str
    sender: str


@dataclass(frozen=True, slots=True)
class ShownProduced:
    """One document made here: what it is, and where it is read."""

    title: str
    url: str
    on: date


@writes(section=SECTION, sees="S", needs="W", action="documents.register_viewed")
def show(request: CaseRequest) -> HttpResponse:
    """What came and what was made here; a form to note more, for those who write in the case."""
    request.name_stays_out = True
    if request.method != "POST":
        return _page(request, ReceivedForm())
    if request.POST.get("do") == "strike":
        return _strike(request)
    form = ReceivedForm(request.POST)
    if not form.is_valid() or not _note(request, form):
        return _page(request, form, status=422)
    frame.tell(request, _("Dokumentet står i registeret."))
    return redirect("documents:list", kode=str(request.case))


def _strike(request: CaseRequest) -> HttpResponse:
    sent = request.POST.get("number", "")
    number = int(sent) if sent.isascii() and sent.isdigit() else 0
    services.strike_received(case=request.case, number=number, by=request.actor, at=request.at)
    frame.tell(request, _("Linjen er strøket."))
    return redirect("documents:list", kode=str(request.case))


def _note(request: CaseRequest, form: ReceivedForm) -> bool:
    try:
        services.note_received(
            case=request.case, by=request.actor, at=request.at, **form.cleaned_data
        )
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return False
    return True


def _page(request: CaseRequest, form: ReceivedForm, *, status: int = 200) -> HttpResponse:
    reader = {"reader": request.actor, "at": request.at}
    received = selectors.list_received(request.case, **reader)  # type: ignore[arg-type]
    produced = selectors.list_produced(request.case, **reader)  # type: ignore[arg-type]
    sees_log = request.rights.can("who_has_seen", "S")
    page = {
        "received": [
            ShownReceived(one, _(rules.KINDS[one.kind]), _(rules.SENDERS[one.sender]))
            for one in received
        ],
        "produced": [_shown(request, one) for one in produced],
        "form": form if request.rights.can(SECTION, "W") else None,
        "log_url": _url(request, "access:who_has_seen") if sees_log else "",
    }
    return render(request, "documents/register.html", page, status=status)


def _shown(request: CaseRequest, one: projections.Produced) -> ShownProduced:
    told = {"number": one.number}
    if one.kind == "request":
        title = _("Forespørsel %(number)s: %(to)s") % {
            **told,
            "to": _(intake.RECIPIENTS[one.detail]),
        }
        return ShownProduced(title, _url(request, "intake:request", number=one.number), one.on)
    if one.kind == "assessment":
        title = _("Risikovurdering nr. %(number)s") % told
        return ShownProduced(title, _url(request, "assessments:assessment", nr=one.number), one.on)
    title = _("Referat %(number)s: %(kind)s") % {**told, "kind": _(meetings.KINDS[one.detail])}
    return ShownProduced(title, _url(request, "meetings:meeting", nr=one.number), one.on)


def _url(request: CaseRequest, name: str, **more: int) -> str:
    return reverse(name, kwargs={"kode": str(request.case), **more})
