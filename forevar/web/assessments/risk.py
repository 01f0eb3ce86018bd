"""The risk assessment being written: one page, then a page to look it over, then «Lås nå»."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forevar.casework.assessments import projections, selectors, services
from forevar.casework.assessments.rules import writing
from forevar.casework.cases import services as cases
from forevar.web.assessments import conflicts, prefilled, signed, words
from forevar.web.assessments.forms import AssessmentForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION = "risk_assessment"


@writes(section=SECTION, sees="s", needs="W", action="assessments.viewed")
def write(request: CaseRequest) -> HttpResponse:
    """The draft for those who write it, the latest signed one for those who read it."""
    # Facts about places are drawn in here, so no name may stand on top of the page.
    request.name_stays_out = True
    if not request.rights.can(SECTION, "S"):
        return _reduced(request)
    if request.method == "POST":
        return _posted(request)
    draft = selectors.find_draft(request.case)
    if draft is None or not request.rights.can(SECTION, "W"):
        return _versions(request, draft)
    form = prefilled.empty_form(request, draft)
    return _page(request, draft=draft, form=form)


def _posted(request: CaseRequest) -> HttpResponse:
    here = redirect("assessments:risk", kode=str(request.case))
    if request.POST.get("do") == "start":
        services.start_assessment(case=request.case, by=request.actor, at=request.at)
        return here
    if request.POST.get("do") == "theirs":
        _forget_typed(request)
        return here
    draft = selectors.find_draft(request.case)
    if draft is None:
        raise services.NoSuchVersion
    form = prefilled.filled_form(request, draft)
    if not form.is_valid():
        return _page(request, draft=draft, form=form, status=422)
    if request.POST.get("do") == "merge":
        return _page(request, draft=draft, form=conflicts.merged(request, form=form, draft=draft))
    try:
        services.write_assessment(
            case=request.case,
            version=form.cleaned_data["version"],
            draft=form.draft(),
            by=request.actor,
            at=request.at,
        )
    except services.SomebodyWroteMeanwhile as meanwhile:
        return conflicts.assessment_page(request, form=form, draft=draft, meanwhile=meanwhile)
    _forget_typed(request)
    return _onward(request, draft=draft, form=form)


def _forget_typed(request: CaseRequest) -> None:
    cases.drop_draft(form=prefilled.AUTOSAVE, by=request.actor, at=request.at, case=request.case)


def _onward(
    request: CaseRequest, *, draft: projections.AssessmentDraft, form: AssessmentForm
) -> HttpResponse:
    """After saving: stay, or go and look it over. The question about unknowns is asked once."""
    if request.POST.get("do") != "review":
        frame.tell(request, _("Utkastet er lagret."))
        return redirect("assessments:risk", kode=str(request.case))
    warning = _warning(request, form=form)
    if warning and request.POST.get("asked") != "1":
        saved = cast(projections.AssessmentDraft, selectors.find_draft(request.case))
        sent = request.POST.copy()
        sent["version"] = str(saved.version)
        again = prefilled.filled_form_of(request, saved, sent)
        return _page(request, draft=saved, form=again, warning=warning)
    return redirect("assessments:review", kode=str(request.case))


def _warning(request: CaseRequest, *, form: AssessmentForm) -> str:
    said = form.cleaned_data
    if said["despite_unknowns"].strip():
        return ""
    return words.warning_about_unknowns(
        said["conclusion"], selectors.list_unknown(request.case, at=request.at)
    )


def _page(
    request: CaseRequest,
    *,
    draft: projections.AssessmentDraft,
    form: AssessmentForm,
    warning: str = "",
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "assessments/write.html",
        {
            "draft": draft,
            "form": form,
            "warning": warning,
            "autosave": prefilled.AUTOSAVE,
            "autosave_version": prefilled.autosave_version(request),
            "panel": words.panel("cws-assesses-risk"),
        },
        status=status,
    )


def _versions(request: CaseRequest, draft: projections.AssessmentDraft | None) -> HttpResponse:
    versions = selectors.list_versions(request.case)
    locked = [line for line in versions if line.state != writing.DRAFT]
    latest = (
        selectors.get_assessment(request.case, number=locked[0].number, lang=words.language())
        if locked
        else None
    )
    return render(
        request,
        "assessments/versions.html",
        {
            "latest": signed.shown(latest, request=request) if latest else None,
            "versions": [words.version_line(line) for line in locked],
            "has_draft": draft is not None,
            "may_write": bool(request.rights.can(SECTION, "W")),
            "panel": words.panel("cws-assesses-risk"),
        },
    )


def _reduced(request: CaseRequest) -> HttpResponse:
    reduced = selectors.get_reduced(request.case, actor=request.actor, at=request.at)
    return render(
        request,
        "assessments/reduced.html",
        {"reduced": reduced, "conclusion": words.conclusion(reduced.conclusion)},
    )


@writes(section=SECTION, needs="W", action="assessments.viewed")
def review(request: CaseRequest) -> HttpResponse:
    """Everything once more, as it will stand; the button says «Lås nå»."""
    request.name_stays_out = True
    draft = selectors.find_draft(request.case)
    if draft is None:
        return redirect("assessments:risk", kode=str(request.case))
    if request.method == "POST":
        return _lock(request, draft=draft)
    return _review_page(request, draft=draft, faults={})


def _lock(request: CaseRequest, *, draft: projections.AssessmentDraft) -> HttpResponse:
    try:
        locked = services.lock_assessment(
            case=request.case,
            version=int(request.POST.get("version") or 0),
            by=request.actor,
            at=request.at,
        )
    except writing.AssessmentIsIncomplete as incomplete:
        return _review_page(request, draft=draft, faults=incomplete.fields, status=422)
    except services.SomebodyWroteMeanwhile as meanwhile:
        text = _("%(name)s endret utkastet etter at du leste det. Se over det på nytt.")
        return _review_page(
            request,
            draft=draft,
            faults={"": text % {"name": meanwhile.by_name}},
            status=409,
        )
    frame.tell(request, _("Vurderingen er låst."))
    return redirect("assessments:assessment", kode=str(request.case), nr=locked.number)


def _review_page(
    request: CaseRequest,
    *,
    draft: projections.AssessmentDraft,
    faults: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    unknown = selectors.list_unknown(request.case, at=request.at)
    return render(
        request,
        "assessments/review.html",
        {
            "draft": draft,
            "sections": words.sections(draft),
            "conclusion": words.conclusion(draft.conclusion),
            "place": words.yes_no(draft.place_unsafe),
            "warning": ""
            if draft.texts["despite_unknowns"].is_set
            else words.warning_about_unknowns(draft.conclusion, unknown),
            "repeated": words.repeated(request.case, draft),
            "faults": [
                (
                    reverse("assessments:risk", kwargs={"kode": str(request.case)}) + f"#id_{name}",
                    _(text),
                )
                for name, text in faults.items()
            ],
            "heading": ngettext("%(n)s felt må rettes", "%(n)s felt må rettes", len(faults))
            % {"n": len(faults)},
        },
        status=status,
    )
