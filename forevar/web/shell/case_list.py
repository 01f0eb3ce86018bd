"""The cases one may open, and the search for one that somebody rings about."""

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.casework.cases import projections, selectors
from forevar.casework.cases.rules import codes, phases
from forevar.trust.access import decide, visible
from forevar.trust.access import services as access
from forevar.trust.disclosure import finding
from forevar.web.kit import pages
from forevar.web.kit.requests import StaffRequest
from forevar.web.shell import forms, rows

_MOST: Final = 50
_DEADLINES: Final = (
    ("", gettext_noop("Alle frister")),
    ("overdue", gettext_noop("Over fristen")),
    ("week", gettext_noop("Denne uka")),
)


@pages.reads
def cases(request: StaffRequest) -> HttpResponse:
    """List the cases the person may open, by code; what is not listed cannot be counted either."""
    filters = projections.CaseFilters(
        phase=request.GET.get("fase", ""),
        deadline=request.GET.get("frist", ""),
        without_kontaktperson="uten" in request.GET,
    )
    after = request.GET.get("etter", "")
    found = selectors.list_cases(request.actor, at=request.at, filters=filters, after=after)
    context = {
        "rows": [{"case": row, "url": rows.case_url(row.case)} for row in found.rows],
        "next_url": "?" + urlencode({**request.GET.dict(), "etter": found.after})
        if found.after
        else "",
        "filters": filters,
        "phases": [(code, _(label)) for code, label in phases.PHASES.items()],
        "deadlines": [(code, _(label)) for code, label in _DEADLINES],
        "search": forms.SearchForm(),
    }
    return render(request, "shell/cases.html", context)


@pages.writes()
def search(request: StaffRequest) -> HttpResponse:
    """Find a case by its code, or by what the child is called; asked by POST, never in an address.

    Only cases the person may open can be found. A code that is none of theirs gets the same words
    as one that never was, and stands in the ledger as any other refused address.
    """
    form = forms.SearchForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "shell/search.html", {"form": form, "found": None})
    code = form.as_code()
    if code is not None and decide.rights(request.actor, code, request.at):
        return HttpResponseRedirect(rows.case_url(code))
    if code is not None:
        access.record_denial(
            actor=request.actor, case=code, section="overview", letter="s", at=request.at
        )
    found = () if code is not None else _named(request, form.cleaned_data["query"])
    return render(request, "shell/search.html", {"form": form, "found": found})


def _named(request: StaffRequest, query: str) -> list[dict[str, str]]:
    own = visible.case_codes(request.actor, section="overview", letter="s", at=request.at)
    found = finding.find_cases(by=request.actor, at=request.at, query=query, codes=own)
    return [{"name": codes.spoken(case), "url": rows.case_url(case)} for case in found[:_MOST]]
