"""«Ny henvendelse»: eight facts are enough to begin, and each may be «Vet ikke ennå»."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.kernel import refs
from forevar.kernel.clock import local_date
from forevar.trust.access import policy
from forevar.trust.accounts import selectors as accounts
from forevar.web.intake import registering, words
from forevar.web.intake.forms import NOT_DRAFTED, NewEnquiryForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import StaffRequest

_PANELS: Final = ("sufficient-information-for-choice", "acute-limited-information-is-risk")


@writes()
def new(request: StaffRequest) -> HttpResponse:
    """Take down an enquiry, and open the case it is about."""
    if not policy.opens_section(request.actor, "enquiry", "W"):
        raise Http404
    if request.method != "POST":
        return _page(request, _blank(request))
    if request.POST.get("do") == "people":
        return _page(request, _form(request, initial=request.POST.dict()))
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        case = registering.register(request, form)
    except registering.NotRegistered as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return _page(request, form, status=422)
    frame.tell(
        request, _("Henvendelsen er registrert. Saken heter %(code)s.") % {"code": _name(case)}
    )
    return redirect("cases:overview", kode=str(case))


def _name(case: refs.CaseRef) -> str:
    return cases.get_sheet(case).name


def _blank(request: StaffRequest) -> NewEnquiryForm:
    """Give the form as it starts: what was typed before, else today and one's own municipality."""
    own = [one.org.key for one in request.actor.memberships if one.org_kind == "municipality"]
    start = {"received_on": local_date(request.at), "municipality": own[0] if own else ""}
    found = cases.find_draft(form=registering.DRAFT, by=request.actor)
    typed = json.loads(str(found.body)) if found else {}
    return _form(request, initial={**start, **typed})


def _form(
    request: StaffRequest,
    *,
    data: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> NewEnquiryForm:
    chosen = str((data or initial or {}).get("municipality", ""))
    found = accounts.list_organisations(kind="municipality")
    known = any(one.org.key == chosen for one in found)
    return NewEnquiryForm(
        data,
        today=local_date(request.at),
        municipalities=[(one.org.key, one.name) for one in found],
        kontaktpersoner=_caseworkers(request, chosen) if known else [],
        initial=initial,
    )


def _caseworkers(request: StaffRequest, municipality: str) -> list[tuple[str, str]]:
    """List the caseworkers of the municipality that was chosen, as unit and person."""
    found = accounts.list_members(
        at=request.at, org=refs.OrgRef(municipality), roles=("caseworker",)
    )
    return [
        (f"{one.unit.key}:{one.person.key}", f"{one.name}, {one.unit_name}")
        for one in found
        if one.person != request.actor.person
    ]


def _page(request: StaffRequest, form: NewEnquiryForm, *, status: int = 200) -> HttpResponse:
    found = cases.find_draft(form=registering.DRAFT, by=request.actor)
    form.draft_version = found.version if found else 0
    page = {
        "form": form,
        "follow_ups": form.follow_ups,
        "panels": [words.panel(rule) for rule in _PANELS],
        "not_drafted": NOT_DRAFTED,
        "draft": registering.DRAFT,
    }
    return render(request, "intake/new.html", page, status=status)
