"""The interpreter: need, language, who it is, and whether they know anybody around the child."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.casework.intake import projections, rules, selectors, services
from forevar.kernel import errors
from forevar.web.intake import drafts, words
from forevar.web.intake.case_forms import InterpreterForm, interpreter_as_typed
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION: Final = "interpreter"
DRAFT: Final = "intake.interpreter"
_PANELS: Final = ("qualified-interpreter", "caution-relatives-friends-as-interpreter")


@writes(section=SECTION, sees="s", needs="W", action="intake.interpreter_viewed")
def interpreter(request: CaseRequest) -> HttpResponse:
    """Show and note the interpreter. A child is refused, whatever the reason."""
    found = selectors.find_interpreter(request.case)
    if not request.rights.can(SECTION, "S"):
        ring = cases.list_ring(request.case)
        return render(request, "intake/interpreter_reduced.html", {"note": found, "ring": ring})
    typed, version = drafts.typed_before(request, DRAFT)
    if request.method != "POST":
        form = InterpreterForm(initial={**interpreter_as_typed(found), **typed})
        return _page(request, form, found, draft_version=version)
    form = InterpreterForm(request.POST)
    try:
        if form.is_valid() and _note(request, form):
            frame.tell(request, _("Opplysningene om tolk er lagret."))
            return redirect("intake:interpreter", kode=str(request.case))
    except services.InterpreterChangedMeanwhile:
        return _conflict(request, found, draft_version=version)
    return _page(request, form, found, draft_version=version, status=422)


def _note(request: CaseRequest, form: InterpreterForm) -> bool:
    try:
        services.note_interpreter(
            case=request.case, by=request.actor, at=request.at, **form.told_now()
        )
    except services.InterpreterChangedMeanwhile:
        raise
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return False
    case_verbs.drop_draft(form=DRAFT, by=request.actor, at=request.at, case=request.case)
    return True


def _conflict(
    request: CaseRequest, found: projections.InterpreterNow | None, *, draft_version: int
) -> HttpResponse:
    mine = {**request.POST.dict(), "version": found.version if found else 0}
    return _page(
        request, InterpreterForm(mine), found, draft_version=draft_version, theirs=True, status=409
    )


def _page(
    request: CaseRequest,
    form: InterpreterForm,
    found: projections.InterpreterNow | None,
    *,
    draft_version: int,
    theirs: bool = False,
    status: int = 200,
) -> HttpResponse:
    page = {
        "form": form if request.rights.can(SECTION, "W") else None,
        "pairs": _pairs(found),
        "noted_at": found.noted_at if found else None,
        "theirs": theirs,
        "draft": DRAFT,
        "draft_version": draft_version,
        "panels": [words.panel(rule) for rule in _PANELS],
    }
    return render(request, "intake/interpreter.html", page, status=status)


def _pairs(found: projections.InterpreterNow | None) -> list[tuple[str, Any]]:
    if found is None:
        return []
    said = {True: _("Ja"), False: _("Nei"), None: _("Vet ikke ennå")}
    pairs = [
        (words.label("interpreter_needed"), said[found.needed]),
        (_("Språk"), found.language),
        (
            words.label("interpreter_relation"),
            _(rules.RELATIONS[found.relation]) if found.relation else _("Ikke valgt ennå"),
        ),
        (
            words.label("interpreter_qualification"),
            _(rules.QUALIFICATIONS[found.qualification])
            if found.qualification
            else _("Vet ikke ennå"),
        ),
        (words.label("interpreter_ties_checked"), said[found.ties_checked]),
        (_("Navn, nummer i tolkeregisteret og avtale"), found.details),
        (_("Hvorfor en slektning eller venn"), found.reason),
    ]
    return [(name, value) for name, value in pairs if getattr(value, "is_set", True)]
