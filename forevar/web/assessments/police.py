"""The police's own assessment, kept apart from the service's: discussed, asked for, answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.assessments import projections, selectors, services
from forevar.casework.assessments.rules import police
from forevar.kernel import errors
from forevar.kernel.clock import local_date
from forevar.web.assessments import words
from forevar.web.assessments.forms import AnswerForm, DiscussionForm, RefusedForm, RequestForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION = "police"
FORMS: dict[str, type[RefusedForm]] = {
    police.DISCUSSED: DiscussionForm,
    police.REQUESTED: RequestForm,
    police.ANSWERED: AnswerForm,
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One noted thing in words."""

    number: int
    heading: str
    on: date
    pairs: tuple[tuple[str, Any], ...]
    noted_by: str
    noted_at: datetime
    is_past: bool


@writes(section=SECTION, sees="s", needs="W", action="assessments.police_viewed")
def show(request: CaseRequest) -> HttpResponse:
    """Everything noted about the police, and three forms to note more."""
    request.name_stays_out = True
    if not request.rights.can(SECTION, "S"):
        return _reduced(request)
    if request.method != "POST":
        return _page(request, forms={})
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        return redirect("assessments:police", kode=str(request.case))
    form = FORMS[kind](request.POST, prefix=kind)
    if form.is_valid() and _note(request, kind, form):
        frame.tell(request, _("Notert."))
        return redirect("assessments:police", kode=str(request.case))
    return _page(request, forms={kind: form}, status=422)


def _note(request: CaseRequest, kind: str, form: RefusedForm) -> bool:
    verbs: dict[str, Callable[..., int]] = {
        police.DISCUSSED: services.note_police_discussion,
        police.REQUESTED: services.note_police_request,
        police.ANSWERED: services.note_police_answer,
    }
    said = dict(form.cleaned_data)
    if "parties" in said:
        said["parties"] = tuple(said["parties"])
    try:
        verbs[kind](case=request.case, by=request.actor, at=request.at, **said)
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return False
    return True


def _page(
    request: CaseRequest, *, forms: dict[str, RefusedForm], status: int = 200
) -> HttpResponse:
    lines = selectors.list_police_lines(request.case)
    today = local_date(request.at)
    return render(
        request,
        "assessments/police.html",
        {
            "lines": [_shown(line, today=today) for line in lines],
            "discussed": any(line.kind == police.DISCUSSED for line in lines),
            "asked": any(line.kind == police.REQUESTED for line in lines),
            "forms": [
                (kind, _(heading), forms.get(kind) or FORMS[kind](prefix=kind), kind in forms)
                for kind, heading in police.HEADINGS.items()
            ]
            if request.rights.can(SECTION, "W")
            else [],
            "panel": words.panel("minute-police-discussion"),
        },
        status=status,
    )


def _shown(line: projections.PoliceLine, *, today: date) -> ShownLine:
    pairs: tuple[tuple[str, Any], ...] = (
        (_("Hvem drøftet"), ", ".join(_(police.PARTIES[each]) for each in line.parties)),
        (_("Hva dere kom fram til"), _(police.OUTCOMES[line.outcome]) if line.outcome else ""),
        (_("Politidistrikt"), line.district),
        (_("Familievoldskoordinator"), line.coordinator),
        (_("Svar"), _(police.FORMS[line.form]) if line.form else ""),
        (
            _("Trusselnivå, med politiets ord"),
            _(police.WORDS_OF_THE_POLICE[line.police_word]) if line.police_word else "",
        ),
        (_("Hvem svarte"), line.said_by),
        (_("Politiet er med i saken"), _(police.INVOLVED[line.involved]) if line.involved else ""),
        (_("Hva ble sagt"), line.text),
    )
    return ShownLine(
        number=line.number,
        heading=_(police.HEADINGS[line.kind]),
        on=line.on,
        pairs=tuple((name, value) for name, value in pairs if _is_there(value)),
        noted_by=line.noted_by,
        noted_at=line.noted_at,
        is_past=line.valid_until is not None and line.valid_until < today,
    )


def _is_there(value: Any) -> bool:
    return value.is_set if hasattr(value, "is_set") else bool(value)


def _reduced(request: CaseRequest) -> HttpResponse:
    """Whether the police are with us: what somebody who receives the child has to know."""
    said = [line.involved for line in selectors.list_police_lines(request.case) if line.involved]
    known = [code for code in said if code != "unknown"]
    return render(
        request,
        "assessments/police_reduced.html",
        {"involved": _(police.INVOLVED[known[0] if known else "unknown"])},
    )
