"""Nødtilgang: one case, four reasons, an hour; and the explanation the day after."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import codes
from forevar.kernel import errors
from forevar.trust.access import policy, selectors
from forevar.trust.access import services as access
from forevar.trust.access.services import emergencies
from forevar.trust.disclosure import egress
from forevar.web.access.forms import EmergencyForm, ExplainForm, as_case
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import StaffRequest


@dataclass(frozen=True, slots=True)
class ShownEmergency:
    """An emergency access in words."""

    line: selectors.EmergencyLine
    case_name: str
    reason: str
    state: str


STATES: Final = {
    "active": gettext_noop("Pågår"),
    "explanation_due": gettext_noop("Venter på forklaring"),
    "explanation_late": gettext_noop("Forklaringen er for sen"),
    "review_due": gettext_noop("Venter på gjennomgang"),
    **emergencies.OUTCOMES,
}
SHIELDED: Final = gettext_noop(
    "Teksten inneholder noe som er skjermet. Skriv uten navn, nummer og adresse."
)


def shown(line: selectors.EmergencyLine) -> ShownEmergency:
    """Put an emergency access into words; the case by its code and never a name."""
    return ShownEmergency(
        line=line,
        case_name=codes.spoken(line.case),
        reason=_(emergencies.REASONS[line.reason]),
        state=_(STATES[line.state]),
    )


@writes()
def start(request: StaffRequest) -> HttpResponse:
    """Open one case for an hour. A code that is not there gets the same words as one that is barred."""
    if not policy.may_start_emergency(request.actor):
        raise Http404
    if request.POST.get("do") == "end":
        access.end_emergency(
            emergency=request.POST.get("emergency", ""), by=request.actor, at=request.at
        )
        frame.tell(request, _("Nødtilgangen er avsluttet."))
        return redirect("access:explain")
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _start_page(request, form)
    case = as_case(form.cleaned_data["code"])
    try:
        if case is None:
            raise access.CaseIsNotThere
        access.open_emergency(
            by=request.actor, case=case, reason=form.cleaned_data["reason"], at=request.at
        )
    except access.CaseIsNotThere as refused:
        access.record_denial(actor=request.actor, case=case, section="emergency", at=request.at)
        form.refuse({"code": refused.text}, otherwise="")
        return _start_page(request, form)
    return redirect("cases:overview", kode=str(case))


def _start_page(request: StaffRequest, form: EmergencyForm) -> HttpResponse:
    person = request.actor.person
    active = selectors.find_active_emergency(person, at=request.at)
    page = {
        "form": form,
        "active": shown(active) if active else None,
        "waits": len(selectors.list_to_explain(person, at=request.at)),
        "told": [shown(line) for line in selectors.list_told(person, at=request.at, limit=10)],
    }
    return render(request, "access/emergency.html", page, status=422 if form.errors else 200)


@writes()
def explain(request: StaffRequest) -> HttpResponse:
    """Write what an emergency access was used for, within a day."""
    lines = selectors.list_to_explain(request.actor.person, at=request.at)
    if not lines and not policy.may_start_emergency(request.actor):
        raise Http404
    if request.method != "POST":
        return _explain_page(request, lines, None)
    form = ExplainForm(request.POST)
    if not form.is_valid() or not _explained(request, form, lines):
        return _explain_page(request, lines, form)
    frame.tell(request, _("Takk. Forklaringen er lagret, og en annen går gjennom den."))
    return redirect("access:explain")


def _explained(
    request: StaffRequest, form: ExplainForm, lines: tuple[selectors.EmergencyLine, ...]
) -> bool:
    sent = form.cleaned_data
    case = next((line.case for line in lines if line.key == sent["emergency"]), None)
    if case is not None and egress.find_vault_values(sent["text"], case):
        form.refuse({"text": SHIELDED}, otherwise="")
        return False
    try:
        cases.explain_emergency(
            emergency=sent["emergency"], text=sent["text"], by=request.actor, at=request.at
        )
    except errors.DomainError as refused:
        if "reason" not in refused.fields:
            raise
        form.refuse({"text": refused.fields["reason"]}, otherwise=refused.text)
        return False
    return True


def _explain_page(
    request: StaffRequest,
    lines: tuple[selectors.EmergencyLine, ...],
    sent: ExplainForm | None,
) -> HttpResponse:
    """Give each access a form of its own; the one that was refused keeps what was typed."""
    refused = sent.data.get("emergency") if sent is not None else None
    entries: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        kept = sent is not None and line.key == refused
        blank = ExplainForm(initial={"emergency": line.key}, auto_id=f"f{number}-%s")
        entries.append({"shown": shown(line), "form": sent if kept else blank})
    page = {"entries": entries, "sent": sent, "start_url": reverse("access:emergency")}
    return render(request, "access/explain.html", page, status=422 if sent is not None else 200)
