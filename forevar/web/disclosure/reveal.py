"""«Vis navn» and «Vis sted»: one class alone, for 60 seconds, with a reason and a line in the log."""

import json
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.guideline import catalogue, loader
from forevar.kernel import decision
from forevar.trust.disclosure import reveal as reveals
from forevar.web.kit import step_up
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

_REASONS: Final = (
    ("call", gettext_lazy("Jeg skal ringe")),
    ("letter", gettext_lazy("Jeg skal skrive brev")),
    ("meeting", gettext_lazy("Møte")),
    ("other", gettext_lazy("Annet")),
)
_NAMES: Final = {
    "given_name": gettext_noop("Fornavn"),
    "surname": gettext_noop("Etternavn"),
    "child_national_id": gettext_noop("Fødselsnummer"),
}
SECONDS: Final = int(reveals.SHOWN_FOR.total_seconds())


class Radios(forms.RadioSelect):
    """Radio buttons whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first button where none is named."""
        return f"{id_}_{index or 0}"


class ReasonForm(forms.Form):
    """Why somebody needs to see it."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Hvorfor trenger du navnet?"),
        choices=_REASONS,
        widget=Radios(attrs={"class": "ds-input"}),
        error_messages={"required": gettext_lazy("Velg hvorfor du trenger å se dette.")},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)
        if kind == "place":
            self.fields["reason"].label = _("Hvorfor trenger du stedet?")


@writes(section="overview", sees="s", needs="s")
def name(request: CaseRequest) -> HttpResponse:
    """Show the child's real name and number, and nothing else."""
    return _reveal(request, "name")


@writes(section="overview", sees="s", needs="s")
def place(request: CaseRequest) -> HttpResponse:
    """Show where the child is, and nothing else."""
    return _reveal(request, "place")


def _reveal(request: CaseRequest, kind: reveals.Kind) -> HttpResponse:
    """Ask who it is once more, then why, then show one class alone."""
    request.name_stays_out = True
    approving = _is_approving(request)
    decision.require(reveals.may_reveal(kind, rights=request.rights, is_approving=approving))
    if not step_up.recently_confirmed(request):
        return step_up.ask(request)
    form = ReasonForm(request.POST if request.method == "POST" else None, kind=kind)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form, kind=kind)
    found = reveals.reveal(
        case=request.case,
        kind=kind,
        rights=request.rights,
        by=request.actor,
        at=request.at,
        reason=form.cleaned_data["reason"],
        is_approving=approving,
    )
    lines = [(_label(field), _lines(value)) for field, value in found.values]
    page = {"kind": kind, "lines": lines, "seconds": SECONDS}
    return render(request, "disclosure/shown.html", page)


def _is_approving(request: CaseRequest) -> bool:
    """Tell whether something on the case waits for this regional leader's approval."""
    if reveals.APPROVER not in request.rights.roles:
        return False
    mine = request.actor.person.key
    return any(
        task.kind == "approval" and (task.owner_person == mine or task.owner_body == "region")
        for task in cases.list_open_tasks(request.case)
    )


def _ask(request: CaseRequest, form: ReasonForm, *, kind: str) -> HttpResponse:
    other: reveals.Kind = "name" if kind == "place" else "place"
    may_other = reveals.may_reveal(
        other, rights=request.rights, is_approving=_is_approving(request)
    )
    page = {"form": form, "kind": kind, "may_other": bool(may_other), "seconds": SECONDS}
    return render(request, "disclosure/ask.html", page, status=422 if form.errors else 200)


def _label(field: str) -> str:
    if field in _NAMES:
        return _(_NAMES[field])
    fact = loader.load_guide().facts.get(field)
    code = (get_language() or "nb")[:2]
    language: catalogue.Language = "nn" if code == "nn" else "en" if code == "en" else "nb"
    return fact.label(language) if fact else ""


def _lines(value: Any) -> list[str]:
    """Open one value; what was kept as a list or a record is shown line by line."""
    text = str(value)
    if not text.startswith(("[", "{")):
        return [text]
    try:
        kept = json.loads(text)
    except ValueError:
        return [text]
    entries = kept if isinstance(kept, list) else [kept]
    return [
        ", ".join(map(str, entry.values())) if isinstance(entry, dict) else str(entry)
        for entry in entries
    ]
