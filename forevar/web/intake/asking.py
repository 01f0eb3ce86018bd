"""Asking for what is missing: choose the questions, send the letter, remind, tick off answers."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.assessments import selectors as assessments
from forevar.casework.cases import selectors as cases
from forevar.casework.intake import projections, rules, selectors, services
from forevar.casework.screening import selectors as screening
from forevar.casework.screening import services as screening_verbs
from forevar.casework.screening.rules import themes
from forevar.kernel import errors
from forevar.kernel.clock import local_date
from forevar.web.intake import words
from forevar.web.intake.case_forms import AnsweredForm, RequestForm, SendForm
from forevar.web.intake.fields import RefusedForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION: Final = "enquiry"
_OWN: Final = {"hidden_address_decision": "hidden_address", "registry_grading": "grading"}
_PANELS: Final = ("request-more-information",)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not known: the question, how far it has come, and what waits for it."""

    fact: str
    question: str
    theme: str
    state: str
    waits: int
    box: Any = None


@writes(section=SECTION, needs="W", sees="S", action="intake.enquiry_viewed")
def missing(request: CaseRequest) -> HttpResponse:
    """Build a request from what is missing; the municipality's own questions come first."""
    request.name_stays_out = True
    found = _list_missing(request)
    offered = [(one.fact, one.question) for one in found]
    if request.method != "POST":
        start = {"to": "municipality", "covering": _covering(), "facts": _asked_first(found)}
        return _missing_page(request, found, RequestForm(offered=offered, initial=start))
    form = RequestForm(request.POST, offered=offered)
    number = _draft(request, form) if form.is_valid() else None
    if number is None:
        return _missing_page(request, found, form, status=422)
    return redirect("intake:request", kode=str(request.case), number=number)


def _covering() -> str:
    return _(
        "Vi trenger svar på spørsmålene under for å finne et egnet sted. "
        "Svar på det dere vet. Skriv «vet ikke» der dere ikke vet, og når dere kan vite det."
    )


def _list_missing(request: CaseRequest) -> list[Missing]:
    """List the gaps in the seven themes and the two questions about the address."""
    evaluation = assessments.evaluate_case(request.case, at=request.at).evaluation
    waits = Counter(fact for answer in evaluation.answers for fact in answer.missing)
    titles = {theme.code: _(theme.title) for theme in themes.THEMES}
    enquiry = selectors.find_enquiry(request.case)
    left_open = enquiry is not None and bool(enquiry.address_who)
    found = [
        Missing(
            fact,
            words.question(fact),
            _("Adressen"),
            "to_be_asked" if left_open else "unanswered",
            waits[fact],
        )
        for fact, column in _OWN.items()
        if enquiry is None or not getattr(enquiry, column)
    ]
    for gap in screening.list_gaps(request.case, at=request.at):
        title = titles[gap.theme]
        found.append(Missing(gap.fact, words.question(gap.fact), title, gap.state, waits[gap.fact]))
    return found


def _asked_first(found: list[Missing]) -> list[str]:
    """Tick what the municipality can answer and somebody has left open already; never more."""
    return [
        one.fact
        for one in found
        if one.state == "to_be_asked" and words.provider_of(one.fact) == "municipal_cws"
    ]


def _draft(request: CaseRequest, form: RequestForm) -> int | None:
    sent = form.cleaned_data
    try:
        return services.draft_request(
            case=request.case,
            to=sent["to"],
            facts=sent["facts"],
            covering=sent["covering"],
            by=request.actor,
            at=request.at,
        )
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return None


def _missing_page(
    request: CaseRequest, found: list[Missing], form: RequestForm, *, status: int = 200
) -> HttpResponse:
    boxes = {str(box.data["value"]): box for box in form["facts"]}
    by_theme: dict[str, list[Missing]] = {}
    for one in found:
        line = Missing(one.fact, one.question, one.theme, one.state, one.waits, boxes[one.fact])
        by_theme.setdefault(one.theme, []).append(line)
    page = {
        "form": form if request.rights.can(SECTION, "W") else None,
        "by_theme": list(by_theme.items()),
        "count": len(found),
        "requests": [_shown(one) for one in _requests(request)],
        "panels": [words.panel(rule) for rule in _PANELS],
    }
    return render(request, "intake/missing.html", page, status=status)


def _requests(request: CaseRequest) -> tuple[projections.RequestNow, ...]:
    return selectors.list_requests(request.case, today=local_date(request.at))


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A request in words."""

    now: projections.RequestNow
    to: str
    state: str
    open_count: int


def _shown(now: projections.RequestNow) -> ShownRequest:
    return ShownRequest(
        now=now,
        to=_(rules.RECIPIENTS[now.to]),
        state=_(rules.REQUEST_STATES[now.state]),
        open_count=sum(1 for line in now.lines if line.answered_at is None),
    )


@writes(section=SECTION, needs="W", sees="S", action="intake.enquiry_viewed")
def one(request: CaseRequest, number: int) -> HttpResponse:
    """One request as a letter without a name, and what can be done with it now."""
    request.name_stays_out = True
    now = selectors.get_request(request.case, number=number, today=local_date(request.at))
    if request.method != "POST":
        return _letter(request, now, None)
    do = request.POST.get("do", "")
    form = _form_of(now, request)
    if do == "remind":
        services.remind_request(case=request.case, number=number, by=request.actor, at=request.at)
        frame.tell(request, _("Notert at dere har minnet dem på det."))
    elif not form.is_valid() or not _tried(request, now, form):
        return _letter(request, now, form, status=422)
    return redirect("intake:request", kode=str(request.case), number=number)


def _form_of(now: projections.RequestNow, request: CaseRequest) -> RefusedForm:
    """Give the form that fits how far the request has come."""
    sent = request.POST if request.method == "POST" else None
    if now.sent_at is None:
        return SendForm(sent)
    open_lines = [line.fact for line in now.lines if line.answered_at is None]
    offered = [(fact, words.question(fact)) for fact in open_lines]
    gaps = {gap.fact for gap in screening.list_gaps(request.case, at=request.at)}
    known = [fact for fact in open_lines if fact in themes.THEME_OF and fact not in gaps]
    return AnsweredForm(sent, offered=offered, initial={"facts": known})


def _tried(request: CaseRequest, now: projections.RequestNow, form: RefusedForm) -> bool:
    try:
        if isinstance(form, SendForm):
            _send(request, now, form)
            frame.tell(request, _("Forespørselen er notert som sendt."))
        else:
            services.note_request_answered(
                case=request.case,
                number=now.number,
                facts=form.cleaned_data["facts"],
                by=request.actor,
                at=request.at,
            )
            frame.tell(request, _("Svarene er krysset av. Skriv dem inn under Fakta."))
    except errors.DomainError as refused:
        if not refused.fields:
            raise
        form.refuse(refused.fields, otherwise=refused.text)
        return False
    return True


@transaction.atomic
def _send(request: CaseRequest, now: projections.RequestNow, form: SendForm) -> None:
    """Send the request, and let every question of the seven themes know that somebody was asked."""
    due_on = form.cleaned_data["due_on"]
    turn = {"case": request.case, "due_on": due_on, "by": request.actor, "at": request.at}
    services.send_request(number=now.number, **turn)
    screening_verbs.note_asked(
        facts=[line.fact for line in now.lines if line.fact in themes.THEME_OF],
        who=now.to,
        until_then=form.cleaned_data["until_then"],
        **turn,
    )


def _letter(
    request: CaseRequest,
    now: projections.RequestNow,
    form: RefusedForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    may_write = bool(request.rights.can(SECTION, "W")) and now.state != "answered"
    page = {
        "shown": _shown(now),
        "questions": [
            (words.question(line.fact), line.answered_at is not None) for line in now.lines
        ],
        "case_name": cases.get_sheet(request.case).name,
        "dated": local_date(now.sent_at or request.at),
        "form": (form or _form_of(now, request)) if may_write else None,
        "is_draft": now.sent_at is None,
    }
    return render(request, "intake/request.html", page, status=status)
