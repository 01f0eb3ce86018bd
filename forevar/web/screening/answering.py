"""From a posted question to the verb it asks for, and back to the page with nothing lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.casework.cases.projections import DraftFound
from forevar.casework.screening import selectors, services
from forevar.casework.screening.projections import QuestionNow
from forevar.kernel import errors
from forevar.kernel.clock import local_date
from forevar.web.kit.requests import CaseRequest
from forevar.web.screening import forms, presenting, questions

SEALED_ELSEWHERE: Final = frozenset({"REAL", "WHERE"})
_SAVES: Final = frozenset({"save", "replace", "dispute", "use-mine"})
_BUTTONS: Final = frozenset({"csrfmiddlewaretoken", "do", "sporsmal"})
_NOT_CARRIED: Final = _BUTTONS | {"version"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people answered the same: both texts, and what a form needs to go on."""

    mine: tuple[str, ...]
    mine_at: str
    theirs: presenting.AnswerCard
    their_name: str
    their_time: str
    carried: tuple[tuple[str, str], ...]
    version: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a form: saved, refused, in conflict, or only shown again with another row."""

    form: forms.AnswerForm | None
    saved: bool = False
    is_refused: bool = False
    contradicts: bool = False
    conflict: Conflict | None = None
    theirs: presenting.AnswerCard | None = None
    """The other person's answer, while the two are being merged."""


def draft_form(question: QuestionNow) -> str:
    """Name the draft of a question; none where what is typed belongs in a vault."""
    return "" if question.field_class in SEALED_ELSEWHERE else f"screening.answer:{question.fact}"


def blank(request: CaseRequest, question: QuestionNow) -> forms.AnswerForm:
    """Give the form as it starts: the draft if there is one, else the answer that stands."""
    initial = {**_source_said_today(request), **_speaks_for(question), **_standing(question)}
    typed = {"version": question.seen, **_typed_before(request, question)}
    return _form(question, None, initial={**initial, **typed})


def _form(
    question: QuestionNow, data: Mapping[str, Any] | None, *, initial: Mapping[str, Any]
) -> forms.AnswerForm:
    rows = str(initial.get("rows", ""))
    return forms.AnswerForm(
        data,
        fact=questions.fact_of(question.fact),
        providers=question.providers,
        speaks_for_others=question.on_behalf_only,
        offers_on_behalf=question.may_speak_for_others,
        initial=initial,
        rows=int(rows) if rows.isdigit() else None,
    )


def _standing(question: QuestionNow) -> dict[str, Any]:
    answer = question.answer
    if answer is None or answer.state == "unanswered":
        return {}
    if answer.state == "not_applicable":
        return {"choice": questions.NOT_APPLICABLE, "reason": str(answer.reason)}
    if answer.state in {"to_be_asked", "asked"}:
        return {
            "choice": questions.NOT_YET,
            "who": answer.who,
            "due_on": answer.due_on,
            "until_then": str(answer.until_then),
            "asked": answer.state == "asked",
        }
    if answer.state == "disputed":
        return {"source": "", "source_on": None}
    fact = questions.fact_of(question.fact)
    return {
        **forms.initial_of(fact, selectors.read_value(answer)),
        "source": str(answer.source),
        "source_on": answer.source_on,
        "on_behalf_of": answer.on_behalf_of,
    }


def _speaks_for(question: QuestionNow) -> dict[str, Any]:
    """Name the one body the answer can only come from."""
    only = question.on_behalf_only and len(question.providers) == 1
    return {"on_behalf_of": question.providers[0]} if only else {}


def _source_said_today(request: CaseRequest) -> dict[str, Any]:
    """Spare whoever sits with the telephone from typing the same source thirty times."""
    person, today = request.actor.person, local_date(request.at)
    found = selectors.latest_source(request.case, by=person, on=today)
    return {"source": str(found[0]), "source_on": found[1]} if found else {}


def _draft(request: CaseRequest, question: QuestionNow) -> DraftFound | None:
    name = draft_form(question)
    return cases.find_draft(form=name, by=request.actor, case=request.case) if name else None


def draft_version(request: CaseRequest, question: QuestionNow) -> int:
    """Tell which version of the draft the page knows of; 0 for none."""
    found = _draft(request, question)
    return found.version if found else 0


def _typed_before(request: CaseRequest, question: QuestionNow) -> dict[str, Any]:
    """Give what was being typed, with the answer it was typed against, so that conflicts show."""
    found = _draft(request, question)
    if found is None:
        return {}
    typed: dict[str, Any] = json.loads(str(found.body))
    if isinstance(typed.get("symbols"), str):
        typed["symbols"] = [typed["symbols"]]
    return {key: value for key, value in typed.items() if key not in _BUTTONS}


def take(request: CaseRequest, question: QuestionNow) -> Shown:
    """Do what the pressed button says."""
    pressed = request.POST.get("do", "save")
    if pressed == "add-row" or pressed.startswith("drop-row-"):
        return Shown(_form(question, _other_rows(request, question, pressed), initial={}))
    form = _form(question, request.POST, initial={})
    if pressed == "merge":
        return _merging(question, form)
    if pressed not in _SAVES or not form.is_valid():
        return Shown(form, is_refused=True)
    return _tried(request, question, form, pressed=pressed)


def _tried(
    request: CaseRequest, question: QuestionNow, form: forms.AnswerForm, *, pressed: str
) -> Shown:
    try:
        _save(request, question, form, pressed=pressed)
    except services.AnsweredMeanwhile:
        return Shown(form, conflict=_conflict(request, question, form))
    except services.Contradicts:
        return Shown(form, is_refused=True, contradicts=True)
    except errors.DomainError as refused:
        if not refused.fields:
            raise
        form.add_refusals(_renamed(refused.fields, pressed))
        return Shown(form, is_refused=True)
    if name := draft_form(question):
        case_verbs.drop_draft(form=name, by=request.actor, at=request.at, case=request.case)
    return Shown(form, saved=True)


def _other_rows(request: CaseRequest, question: QuestionNow, pressed: str) -> dict[str, Any]:
    """Give what was sent with one row more or less; everything typed stays."""
    sent = {key: request.POST[key] for key in request.POST}
    form = _form(question, sent, initial={})
    rows = [
        [sent.get(f"row-{row.index}-{place}", "") for place in range(len(row.fields))]
        for row in form.rows_shown
    ]
    if pressed == "add-row":
        rows.append([])
    else:
        place = pressed.removeprefix("drop-row-")
        if place.isascii() and place.isdigit() and int(place) < len(rows):
            del rows[int(place)]
    kept = {key: text for key, text in sent.items() if not key.startswith("row-")}
    kept["rows"] = str(max(1, len(rows)))
    for row, texts in enumerate(rows):
        kept.update({f"row-{row}-{place}": text for place, text in enumerate(texts)})
    return kept


def _save(
    request: CaseRequest, question: QuestionNow, form: forms.AnswerForm, *, pressed: str
) -> None:
    sent = form.cleaned_data
    turn: dict[str, Any] = {
        "case": request.case,
        "fact": question.fact,
        "seen": sent["version"],
        "by": request.actor,
        "at": request.at,
    }
    if sent["choice"] == questions.NOT_YET:
        services.note_not_yet_known(
            **turn,
            who=sent["who"],
            due_on=sent["due_on"],
            until_then=sent["until_then"],
            asked=sent["asked"],
        )
    elif sent["choice"] == questions.NOT_APPLICABLE:
        services.mark_not_applicable(**turn, reason=sent["reason"])
    else:
        _save_known(question, form, turn, pressed=pressed)


def _save_known(
    question: QuestionNow, form: forms.AnswerForm, turn: dict[str, Any], *, pressed: str
) -> None:
    sent = form.cleaned_data
    turn |= {
        "value": form.value(),
        "source": sent["source"],
        "source_on": sent["source_on"],
        "on_behalf_of": sent["on_behalf_of"],
    }
    if pressed == "dispute":
        services.note_disputed(**turn, who=sent["settles"], due_on=sent["settled_by"])
    elif question.state == "disputed":
        services.settle(**turn)
    else:
        services.note_answer(**turn, replaces=pressed in {"replace", "use-mine"})


def _renamed(fields: Mapping[str, str], pressed: str) -> dict[str, str]:
    """Point at the fields of the dispute where it is the dispute that lacks something."""
    names = {"who": "settles", "due_on": "settled_by"} if pressed == "dispute" else {}
    return {names.get(name, name): text for name, text in fields.items()}


def _conflict(request: CaseRequest, question: QuestionNow, form: forms.AnswerForm) -> Conflict:
    """Put both texts side by side; what is mine is carried along, so that nothing is lost."""
    theirs = question.answer
    carried = [
        (name, text)
        for name in request.POST
        if name not in _NOT_CARRIED
        for text in request.POST.getlist(name)
    ]
    return Conflict(
        mine=_mine(question, form),
        mine_at=presenting.o_clock(request.at),
        theirs=presenting.answer_of(question, fact=questions.fact_of(question.fact)),
        their_name=theirs.by_name if theirs else "",
        their_time=presenting.o_clock(theirs.at) if theirs else "",
        carried=tuple(carried),
        version=question.seen,
    )


def _mine(question: QuestionNow, form: forms.AnswerForm) -> tuple[str, ...]:
    sent = form.cleaned_data
    if sent["choice"] == questions.NOT_YET:
        return (_("Vet ikke ennå"), sent["until_then"])
    if sent["choice"] == questions.NOT_APPLICABLE:
        return (_("Ikke aktuelt"), sent["reason"])
    if question.field_class in SEALED_ELSEWHERE:
        return (_("Svaret du skrev"),)
    value: Any = form.value()
    word, lines = presenting.words_of(questions.fact_of(question.fact), value)
    return (word, *lines, sent["source"])


def _merging(question: QuestionNow, form: forms.AnswerForm) -> Shown:
    """Show my text again with theirs above it, ready to be made into one."""
    answer = question.answer
    theirs = presenting.in_words(answer, fact=questions.fact_of(question.fact)) if answer else None
    if theirs is not None and form.kind in {"text", "lines"} and theirs.lines:
        both = {key: form.data[key] for key in form.data}
        both["value"] = "\n".join([both.get("value", ""), *theirs.lines])
        form = _form(question, both, initial={})
    return Shown(form, theirs=theirs)
