"""One meeting: its plan, then its minutes, and for a guest the items the guest was there for."""

from typing import Any, Final

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import services as cases
from forevar.casework.meetings import projections, rules, selectors, services
from forevar.kernel import errors, refs
from forevar.kernel.clock import local_date
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest
from forevar.web.meetings import drafts, reading, words
from forevar.web.meetings.forms import AdditionForm, MeetingForm, as_written

SECTION: Final = "meetings"


@writes(section=SECTION, sees="s", needs="W", action="meetings.viewed")
def meeting(request: CaseRequest, nr: int) -> HttpResponse:
    """Show or write one meeting. What a guest gets is decided by the selector, not here."""
    request.name_stays_out = True
    now = selectors.get_meeting(request.case, number=nr, reader=request.actor, at=request.at)
    if isinstance(now, projections.MeetingAttended):
        return reading.attended(request, now)
    if not request.rights.can(SECTION, "W"):
        return reading.in_full(request, now)
    if now.state == rules.LOCKED:
        return _locked(request, now)
    return _saved(request, now) if request.method == "POST" else _open(request, now)


def autosave(now: projections.MeetingNow) -> str:
    """Name the draft of one meeting; what is typed for a plan is no draft of the minutes."""
    return f"meetings.{now.number}.{now.state}"


def _open(request: CaseRequest, now: projections.MeetingNow) -> HttpResponse:
    typed, _version = drafts.typed_before(request, autosave(now))
    start = {**as_written(now), **drafts.listed(typed, "present-", "police_parties")}
    return _page(request, now, _form(request, now, initial=start))


def _form(request: CaseRequest, now: projections.MeetingNow, **told: Any) -> MeetingForm:
    people = selectors.list_candidates(request.case, at=request.at)
    return MeetingForm(told.pop("data", None), now=now, candidates=people, **told)


def _saved(request: CaseRequest, now: projections.MeetingNow) -> HttpResponse:
    do = request.POST.get("do", "")
    form = _form(request, now, data=request.POST)
    if not form.is_valid():
        return _page(request, now, form, status=422)
    try:
        with transaction.atomic():
            _save(request, now, form, holds=do == "hold")
    except services.SomebodyWroteMeanwhile:
        return _conflict(request, now)
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return _page(request, now, form, status=422)
    if do == "review":
        return redirect("meetings:review", kode=str(request.case), nr=now.number)
    frame.tell(request, _("Lagret."))
    return redirect("meetings:meeting", kode=str(request.case), nr=now.number)


def _save(
    request: CaseRequest, now: projections.MeetingNow, form: MeetingForm, *, holds: bool
) -> None:
    """Save what is written, then put on what is new; all of it or nothing."""
    turn: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    meeting: dict[str, Any] = {"number": now.number, **turn}
    sent = form.cleaned_data
    services.write_meeting(version=sent["version"], written=form.written(), **meeting)
    if sent["own"].strip():
        services.add_item(item=rules.ItemToBe("own", heading=sent["own"]), **meeting)
    if sent["person"]:
        services.add_person(person=refs.PersonRef(sent["person"]), **meeting)
    if sent["guest_body"] or sent["guest_name"].strip():
        services.add_guest(body=sent["guest_body"], name=sent["guest_name"], **meeting)
    if holds:
        services.hold_meeting(held_on=_day_held(request, now), **meeting)
    cases.drop_draft(form=autosave(now), **turn)


def _day_held(request: CaseRequest, now: projections.MeetingNow) -> Any:
    """Take the day it was planned for, or today for one that was held before its day."""
    return min(local_date(now.planned_for), local_date(request.at))


def _conflict(request: CaseRequest, now: projections.MeetingNow) -> HttpResponse:
    """Show what stands above what was sent; saving again puts the second in place of the first."""
    sent = request.POST.copy()
    sent["version"] = str(now.version)
    return _page(request, now, _form(request, now, data=sent), theirs=True, status=409)


def _page(
    request: CaseRequest,
    now: projections.MeetingNow,
    form: MeetingForm,
    *,
    theirs: bool = False,
    status: int = 200,
) -> HttpResponse:
    page = {
        "now": now,
        "kind": words.kind(now.kind),
        "form": form,
        "theirs": words.items(now) if theirs else (),
        "autosave": autosave(now),
        "autosave_version": drafts.typed_before(request, autosave(now))[1],
        "panel": words.panel_of(now.kind, has_guests=now.has_guests),
    }
    return render(request, "meetings/write.html", page, status=status)


def _locked(request: CaseRequest, now: projections.MeetingNow) -> HttpResponse:
    if request.method != "POST":
        return reading.in_full(request, now, form=AdditionForm(now=now))
    form = AdditionForm(request.POST, now=now)
    if not form.is_valid():
        return reading.in_full(request, now, form=form, status=422)
    turn: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    try:
        services.add_to_minutes(number=now.number, **form.told(), **turn)
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return reading.in_full(request, now, form=form, status=422)
    frame.tell(request, _("Føyd til i referatet."))
    return redirect("meetings:meeting", kode=str(request.case), nr=now.number)
