"""Disagreement about risk: both views beside each other, what holds meanwhile, how it ended."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.assessments import projections, selectors, services
from forevar.casework.assessments.rules import disagreement
from forevar.kernel import errors
from forevar.web.assessments import words
from forevar.web.assessments.forms import DisagreementForm, RefusedForm, SettleForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION = "disagreement"


@writes(section=SECTION, sees="s", needs="W", action="assessments.disagreement_viewed")
def show(request: CaseRequest) -> HttpResponse:
    """The disagreement that is open, or the form to note one; earlier ones below."""
    request.name_stays_out = True
    if not request.rights.can(SECTION, "S"):
        return _reduced(request)
    current = selectors.find_disagreement(request.case)
    if request.method != "POST":
        return _page(request, current=current)
    return _posted(request, current=current)


def _posted(request: CaseRequest, *, current: projections.DisagreementView | None) -> HttpResponse:
    here = redirect("assessments:disagreement", kode=str(request.case))
    if request.POST.get("do") == "agree":
        services.note_agreement(case=request.case, by=request.actor, at=request.at)
        frame.tell(request, _("Notert at dere er enige."))
        return here
    settles = request.POST.get("do") == "settle"
    form = SettleForm(request.POST) if settles else _form(request, current, sent=True)
    if form.is_valid():
        try:
            _save(request, form, current=current)
        except services.SomebodyWroteMeanwhile:
            return _conflict(request, form=form)
        except errors.DomainError as refused:
            form.refuse(refused.fields, otherwise=refused.text)
        else:
            frame.tell(request, _("Notert."))
            return here
    shown = {"settle": form} if settles else {"form": form}
    return _page(request, current=current, status=422, **shown)


def _save(
    request: CaseRequest,
    form: RefusedForm,
    *,
    current: projections.DisagreementView | None,
) -> None:
    said: dict[str, Any] = form.cleaned_data
    who: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    if isinstance(form, SettleForm):
        services.settle_disagreement(version=said["version"], how=said["settled_how"], **who)
        return
    assert isinstance(form, DisagreementForm)  # noqa: S101 - the only other form here
    if current is None:
        services.open_disagreement(
            views=form.views(),
            agreed_until_then=said["agreed_until_then"],
            ask_police=said["ask_police"],
            **who,
        )
    else:
        services.write_view(
            version=said["version"] or 0,
            views=form.views(),
            agreed_until_then=said["agreed_until_then"],
            **who,
        )


def _form(
    request: CaseRequest,
    current: projections.DisagreementView | None,
    *,
    sent: bool = False,
) -> DisagreementForm:
    initial = {}
    if current is not None:
        initial = {
            "version": current.version,
            "intake_view": str(current.intake_view),
            "municipality_view": str(current.municipality_view),
            "agreed_until_then": str(current.agreed_until_then),
        }
    return DisagreementForm(
        request.POST if sent else None,
        initial=initial,
        roles=request.rights.roles,
        is_open=current is not None,
    )


def _conflict(request: CaseRequest, *, form: RefusedForm) -> HttpResponse:
    """Show the words just written beside what stands there now; nothing is lost, nothing saved."""
    current = selectors.find_disagreement(request.case)
    mine = [
        (str(form.fields[name].label), text)
        for name, text in form.cleaned_data.items()
        if isinstance(text, str) and text.strip()
    ]
    return _page(request, current=current, status=409, mine=mine)


def _page(
    request: CaseRequest,
    *,
    current: projections.DisagreementView | None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    may_write = bool(request.rights.can(SECTION, "W"))
    earlier = [
        one for one in selectors.list_disagreements(request.case) if one.state != disagreement.OPEN
    ]
    return render(
        request,
        "assessments/disagreement.html",
        {
            "current": current,
            "form": _form(request, current) if may_write else None,
            "settle": SettleForm(initial={"version": current.version})
            if may_write and current
            else None,
            "earlier": [(one, _may_approve(one, request=request)) for one in earlier],
            "panel": words.panel("strive-for-agreement-on-risk"),
            **shown,
        },
        status=status,
    )


def _may_approve(one: projections.DisagreementView, *, request: CaseRequest) -> bool:
    waits = one.state == disagreement.SETTLED and not one.approved_by
    wrote = str(request.actor.person) in one.writers
    return waits and not wrote and bool(request.rights.can(SECTION, "A"))


def _reduced(request: CaseRequest) -> HttpResponse:
    """What everybody who receives the child does until it is settled."""
    current = selectors.find_disagreement(request.case)
    return render(request, "assessments/disagreement_reduced.html", {"current": current})


@writes(section=SECTION, sees="S", needs="A", action="assessments.disagreement_viewed")
def approve(request: CaseRequest, nr: int) -> HttpResponse:
    """A leader has seen how it was settled."""
    request.name_stays_out = True
    if request.method == "POST":
        services.approve_settlement(case=request.case, number=nr, by=request.actor, at=request.at)
        frame.tell(request, _("Løsningen er godkjent."))
    return redirect("assessments:disagreement", kode=str(request.case))
