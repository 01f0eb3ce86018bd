"""The pages of facts: seven themes, one question at a time, earlier answers; and participation."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from forevar.casework.screening import selectors
from forevar.casework.screening.projections import QuestionNow, ThemeNow
from forevar.kernel import errors
from forevar.web.kit import frame
from forevar.web.kit.pages import discloses, writes
from forevar.web.kit.requests import CaseRequest
from forevar.web.screening import answering, forms, guidance, participating, presenting, questions

UNPROCESSABLE = 422
CONFLICT = 409


@discloses(section="facts", needs="S", action="screening.themes_viewed")
def themes(request: CaseRequest) -> HttpResponse:
    """The seven themes, each with what is answered, not known yet and never considered."""
    lines = selectors.list_themes(request.case, at=request.at)
    return render(
        request,
        "screening/themes.html",
        {
            "themes": lines,
            "untouched": all(line.unanswered == line.total for line in lines),
        },
    )


@writes(section="facts", needs="W", sees="S", action="screening.theme_viewed")
def theme(request: CaseRequest, tema: str) -> HttpResponse:
    """One theme: the question that is open, the others, and what the guide says."""
    shown = selectors.get_theme(request.case, theme=tema, actor=request.actor, at=request.at)
    question = _open_question(request, shown)
    places_or_names = question is not None and question.field_class in {"REAL", "WHERE"}
    request.name_stays_out = shown.name_stays_out or places_or_names
    if request.method != "POST":
        form = answering.blank(request, question) if question else None
        return _theme_page(request, shown, question, answering.Shown(form))
    if question is None or not question.may_write:
        raise Http404
    done = answering.take(request, question)
    if done.saved:
        frame.tell(request, _("Svaret er lagret."))
        return HttpResponseRedirect(_onward(request, shown, question))
    if done.conflict is not None:
        return _conflict_page(request, shown, question, done)
    return _theme_page(request, shown, question, done)


def _open_question(request: CaseRequest, shown: ThemeNow) -> QuestionNow | None:
    """Give the question that was asked for, else the first nobody has considered."""
    wanted = request.POST.get("sporsmal") or request.GET.get("sporsmal")
    if wanted:
        for question in shown.questions:
            if question.fact == wanted:
                return question if question.may_write else None
        raise Http404
    waiting = (one for one in shown.questions if one.state == "unanswered" and one.may_write)
    return next(waiting, None)


def _onward(request: CaseRequest, shown: ThemeNow, answered: QuestionNow) -> str:
    """Give the next question nobody has considered, after this one; else the theme itself."""
    here = reverse("screening:theme", kwargs={"kode": str(request.case), "tema": shown.line.slug})
    after = [*shown.questions[answered.number :], *shown.questions[: answered.number - 1]]
    for question in after:
        if question.state == "unanswered" and question.may_write:
            return f"{here}?sporsmal={question.fact}#sporsmal"
    return here


def _theme_page(
    request: CaseRequest,
    shown: ThemeNow,
    question: QuestionNow | None,
    done: answering.Shown,
) -> HttpResponse:
    number = shown.line.number
    fact = questions.fact_of(question.fact) if question else None
    page = {
        "theme": shown.line,
        "themes": shown.themes,
        "before": shown.themes[number - 2] if number > 1 else None,
        "after": shown.themes[number] if number < len(shown.themes) else None,
        "cards": [
            presenting.card(one, case=request.case, theme=shown.line)
            for one in shown.questions
            if one is not question
        ],
        "open": presenting.card(question, case=request.case, theme=shown.line)
        if question
        else None,
        "question": question,
        "form": done.form,
        "done": done,
        "panel": guidance.panel_of(fact) if fact else None,
        "draft": answering.draft_form(question) if question else "",
        "draft_version": answering.draft_version(request, question) if question else 0,
        "providers": [questions.name_of(one) for one in question.providers] if question else [],
    }
    status = UNPROCESSABLE if done.is_refused else 200
    return render(request, "screening/theme.html", page, status=status)


def _conflict_page(
    request: CaseRequest, shown: ThemeNow, question: QuestionNow, done: answering.Shown
) -> HttpResponse:
    page = {
        "theme": shown.line,
        "question": presenting.card(question, case=request.case, theme=shown.line),
        "conflict": done.conflict,
    }
    return render(request, "screening/conflict.html", page, status=CONFLICT)


@discloses(section="facts", needs="S", action="screening.history_viewed")
def history(request: CaseRequest, tema: str, fact: str) -> HttpResponse:
    """Every answer one question ever had, latest first."""
    theme = selectors.find_theme(tema)
    if theme is None or fact not in theme.facts:
        raise Http404
    asked = questions.fact_of(fact)
    request.name_stays_out = theme.name_stays_out
    rows = selectors.list_history(request.case, fact=fact, actor=request.actor, at=request.at)
    page = {
        "theme": theme,
        "title": questions.title_of(asked),
        "answers": [presenting.in_words(row, fact=asked) for row in rows],
    }
    return render(request, "screening/history.html", page)


@writes(section="participation", needs="W", sees="S", action="screening.views_viewed")
def participation(request: CaseRequest) -> HttpResponse:
    """What child and parents were told and said, how it weighed, or why it was not possible."""
    if request.method != "POST":
        return _participation_page(request, participating.blank(request))
    form = participating.sent(request)
    try:
        saved = participating.save(request, form)
    except errors.DomainError as refused:
        form.add_refusals(refused.fields or {"voice": refused.text})
        saved = False
    if not saved:
        return _participation_page(request, form, status=UNPROCESSABLE)
    frame.tell(request, _("Notatet er lagret."))
    here = reverse("screening:participation", kwargs={"kode": str(request.case)})
    return HttpResponseRedirect(here)


def _participation_page(
    request: CaseRequest, form: forms.ViewsForm, *, status: int = 200
) -> HttpResponse:
    may_write = bool(request.rights.can("participation", "W"))
    page = {
        "form": form if may_write else None,
        "notes": participating.in_words(request),
        "panels": participating.advice(),
        "draft": participating.DRAFT,
        "draft_version": participating.draft_version(request),
    }
    return render(request, "screening/participation.html", page, status=status)
