"""Two people wrote the same: both texts stand side by side until one of them chooses."""

from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from forevar.casework.assessments import projections, services
from forevar.casework.assessments.rules import writing
from forevar.web.assessments import prefilled
from forevar.web.assessments.forms import AssessmentForm
from forevar.web.kit.requests import CaseRequest

CHOICES = ("conclusion", "place_unsafe", "reassess_on", "facts_chosen", "unknowns_chosen")


@dataclass(frozen=True, slots=True)
class Pair:
    """One field written twice."""

    label: str
    mine: str
    theirs: str


def assessment_page(
    request: CaseRequest,
    *,
    form: AssessmentForm,
    draft: projections.AssessmentDraft,
    meanwhile: services.SomebodyWroteMeanwhile,
) -> HttpResponse:
    """Show both texts of every field that differs. Nothing has been saved over anything."""
    theirs = prefilled.initial(draft)
    pairs = [
        Pair(str(form.fields[name].label), form.cleaned_data[name], str(theirs[name]))
        for name in writing.TEXTS
        if name in form.fields and form.cleaned_data[name].strip() != str(theirs[name]).strip()
    ]
    return render(
        request,
        "assessments/conflict.html",
        {
            "pairs": pairs,
            "others_differ": any(
                _as_text(form.cleaned_data[name]) != _as_text(theirs[name]) for name in CHOICES
            ),
            "kept": _kept(form, sent=request.POST, version=meanwhile.version),
            "name": meanwhile.by_name,
            "their_time": meanwhile.at,
            "my_time": request.at,
        },
        status=409,
    )


def _as_text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ",".join(sorted(str(each) for each in value))
    return str(value or "")


def _kept(form: AssessmentForm, *, sent: QueryDict, version: int) -> list[tuple[str, str]]:
    """Give what was sent, to be sent again as it was, by somebody who has now seen the other's."""
    typed = [
        (name, str(value))
        for name in form.fields
        if name != "version"
        for value in sent.getlist(name)
    ]
    return [*typed, ("version", str(version))]


def merged(
    request: CaseRequest, *, form: AssessmentForm, draft: projections.AssessmentDraft
) -> AssessmentForm:
    """Give the form with both texts in every field that differs, for the person to put together."""
    theirs = prefilled.initial(draft)
    sent = request.POST.copy()
    sent["version"] = str(draft.version)
    for name in writing.TEXTS:
        if name not in form.fields:
            continue
        sent[name] = _both(
            form.cleaned_data[name].strip(), str(theirs[name]).strip(), name=draft.written_by
        )
    for name in ("facts_chosen", "unknowns_chosen"):
        chosen = theirs[name]
        assert isinstance(chosen, list)  # noqa: S101 - made in this package
        sent.setlist(name, sorted({*form.cleaned_data[name], *chosen}))
    return prefilled.filled_form_of(request, draft, sent)


def _both(mine: str, theirs: str, *, name: str) -> str:
    if mine == theirs or not theirs:
        return mine
    if not mine:
        return theirs
    return f"{mine}\n\n{_('%(name)s sin tekst:') % {'name': name}}\n{theirs}"
