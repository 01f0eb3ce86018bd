"""A question only a person can answer: yes or no, with a reason and a name."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.assessments import selectors, services
from forevar.kernel import errors
from forevar.web.assessments import words
from forevar.web.assessments.forms import JudgementForm
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest


@writes(section="overview", sees="S", needs="W", action="assessments.judgement_viewed")
def answer(request: CaseRequest, krav: str) -> HttpResponse:
    """The question, the answers given before, and the form for a new one."""
    question = selectors.get_judgement(request.case, rule_id=krav, lang=words.language())
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_judgement(
                case=request.case,
                rule=krav,
                answer=form.cleaned_data["answer"] == "yes",
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=request.at,
            )
        except errors.DomainError as refused:
            form.refuse(refused.fields, otherwise=refused.text)
        else:
            frame.tell(request, _("Svaret er notert."))
            return redirect("assessments:requirements", kode=str(request.case))
    return render(
        request,
        "assessments/judgement.html",
        {
            "question": question,
            "form": form,
            "may_answer": bool(request.rights.can("overview", "W")),
            "panel": words.panel(krav),
        },
        status=422 if form.is_bound else 200,
    )
