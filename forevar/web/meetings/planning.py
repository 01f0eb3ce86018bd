"""Planning a meeting: the agenda is built from what is missing, and guests choose nothing yet."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import services as cases
from forevar.casework.meetings import projections, selectors, services
from forevar.casework.screening.rules import answers, themes
from forevar.kernel import errors, refs
from forevar.kernel.clock import local_date
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest
from forevar.web.meetings import drafts, words
from forevar.web.meetings.forms import PlanForm

SECTION: Final = "meetings"
DRAFT: Final = "meetings.new"
SHOWN_FIRST: Final = 6
"""So many proposals stand open; the rest is folded, theme by theme."""


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal with its box, and how many points of the guides wait for it."""

    box: Any
    heading: str
    waits: int
    state: str


@writes(section=SECTION, needs="W", action="meetings.viewed")
def new(request: CaseRequest) -> HttpResponse:
    """Choose what is to be cleared up and whom to ask; the place is told in another way."""
    request.name_stays_out = True
    proposals = selectors.list_proposals(request.case, at=request.at, lang=words.language())
    if request.method != "POST":
        typed, _version = drafts.typed_before(request, DRAFT)
        start = {"day": local_date(request.at), **drafts.listed(typed, "agenda", "people")}
        return _page(request, proposals, _form(request, proposals, initial=start))
    form = _form(request, proposals, data=request.POST)
    number = _plan(request, form) if form.is_valid() else None
    if number is None:
        return _page(request, proposals, form, status=422)
    frame.tell(request, _("Møtet er planlagt. Velg hvem som skal være med på hvert punkt."))
    return redirect("meetings:meeting", kode=str(request.case), nr=number)


def _form(
    request: CaseRequest, proposals: tuple[projections.Proposal, ...], **told: Any
) -> PlanForm:
    people = selectors.list_candidates(request.case, at=request.at)
    others = [one for one in people if one.person != request.actor.person.key]
    return PlanForm(told.get("data"), proposals=proposals, candidates=others, **_initial(told))


def _initial(told: dict[str, Any]) -> dict[str, Any]:
    return {"initial": told["initial"]} if "initial" in told else {}


def _plan(request: CaseRequest, form: PlanForm) -> int | None:
    try:
        with transaction.atomic():
            return _planned(request, form)
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return None


def _planned(request: CaseRequest, form: PlanForm) -> int:
    turn: dict[str, Any] = {"case": request.case, "by": request.actor, "at": request.at}
    number = services.plan_meeting(
        kind=form.cleaned_data["kind"],
        planned_for=form.planned_for(),
        agenda=form.agenda(),
        **turn,
    ).number
    for person in form.cleaned_data["people"]:
        services.add_person(number=number, person=refs.PersonRef(person), **turn)
    cases.drop_draft(form=DRAFT, **turn)
    return number


def _page(
    request: CaseRequest,
    proposals: tuple[projections.Proposal, ...],
    form: PlanForm,
    *,
    status: int = 200,
) -> HttpResponse:
    boxes = {str(box.data["value"]): box for box in form["agenda"]}
    titles = {theme.code: _(theme.title) for theme in themes.THEMES} | {"address": _("Adressen")}
    by_theme: dict[str, list[Line]] = {}
    first = []
    for place, one in enumerate(proposals):
        line = Line(
            boxes[f"{one.source}:{one.source_id}"], one.heading, one.waits, _state(one.state)
        )
        if place < SHOWN_FIRST and one.source == "fact":
            first.append(line)
        else:
            by_theme.setdefault(titles.get(one.theme, _("Noe dere må vurdere")), []).append(line)
    page = {
        "form": form,
        "first": first,
        "by_theme": list(by_theme.items()),
        "autosave": DRAFT,
        "autosave_version": drafts.typed_before(request, DRAFT)[1],
        "panel": words.panel("clarification-meeting"),
    }
    return render(request, "meetings/new.html", page, status=status)


def _state(code: str) -> str:
    """Say how far a question has come, where somebody has looked at it."""
    return "" if code == "unanswered" else _(answers.STATE_WORDS[code])
