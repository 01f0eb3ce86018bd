"""One enquiry, one transaction: the case opens, and the first answers stand in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import Holder
from forevar.casework.intake import services as intake
from forevar.casework.screening import services as screening
from forevar.kernel import errors, refs
from forevar.kernel.clock import local_date
from forevar.web.intake import words
from forevar.web.intake.forms import FOLLOW_UP, NewEnquiryForm
from forevar.web.kit.requests import StaffRequest

DRAFT: Final = "intake.new"
ONE_DAY: Final = timedelta(days=1)
_ADDRESS: Final = frozenset({"hidden_address_decision", "registry_grading"})
"""Kept with the enquiry itself, which set the task for them already."""
_FIELD_OF: Final = {
    "child_name": "given_name",
    "child_birth_date": "birth_date",
    "child_national_id": "national_number",
    "prior_experience": "experience_text",
    "country_background": "country_text",
    "child_languages": "languages",
    "persons_of_risk": "person-0-name",
    "placement_urgency": "urgency",
    "legal_basis": "paragraph",
    "language_minority": "language",
}


class NotRegistered(errors.DomainError):
    """Something in the form was refused; `fields` are the form's own names."""

    code = "intake.not_registered"
    text = "Se over feltene som er merket."


@transaction.atomic
def register(request: StaffRequest, form: NewEnquiryForm) -> refs.CaseRef:
    """Open the case and enter what the municipality told, on its behalf; all of it or nothing."""
    case = _open(request, form)
    for fact, value in form.identity_facts().items():
        _note_identity(request, form, case=case, fact=fact, value=value)
    for fact, value in form.answers().items():
        answer = {"fact": fact, "value": value, **_source(form, fact)}
        _try(request, screening.note_answer, case=case, form=form, names=_answered(fact), **answer)
    for fact, question in form.left_open().items():
        if fact not in _ADDRESS:
            _leave_open(request, form, case=case, fact=fact, question=question)
    _note_interpreter(request, form, case=case)
    if form.is_acute:
        _mind_what_was_skipped(request, form, case=case)
    cases.drop_draft(form=DRAFT, by=request.actor, at=request.at)
    return case


def _open(request: StaffRequest, form: NewEnquiryForm) -> refs.CaseRef:
    sent = form.cleaned_data
    unit, _sep, person = sent["kontaktperson"].partition(":")
    try:
        return intake.register_enquiry(
            told=form.told_now(),
            child=form.new_child(),
            paragraph=form.answers().get("legal_basis", ""),
            urgency=form.answers().get("placement_urgency", ""),
            municipality_org=refs.OrgRef(sent["municipality"]) if sent["municipality"] else None,
            kontaktperson=Holder(unit=refs.UnitRef(unit), person=refs.PersonRef(person))
            if person
            else None,
            by=request.actor,
            at=request.at,
        ).case
    except errors.DomainError as refused:
        raise _as_form(refused, names={}, form=form) from None


def _note_identity(
    request: StaffRequest, form: NewEnquiryForm, *, case: refs.CaseRef, fact: str, value: Any
) -> None:
    """Say that a name or a number is known: it lies in the vault already, or goes there now."""
    answer = {"fact": fact, **_source(form, fact)}
    verb: Callable[..., Any] = screening.note_registered
    if form.new_child() is None:
        verb, answer["value"] = screening.note_answer, value
    _try(request, verb, case=case, form=form, names=_answered(fact), **answer)


def _leave_open(
    request: StaffRequest, form: NewEnquiryForm, *, case: refs.CaseRef, fact: str, question: str
) -> None:
    left = form.follow(question)
    own = {part: bool(form.cleaned_data[f"{question}-{part}"]) for part in FOLLOW_UP}
    _try(
        request,
        screening.note_not_yet_known,
        case=case,
        form=form,
        names={part: f"{question if own[part] else 'shared'}-{part}" for part in FOLLOW_UP},
        fact=fact,
        who=left.who,
        due_on=left.due_on,
        until_then=left.until_then,
    )


def _note_interpreter(request: StaffRequest, form: NewEnquiryForm, *, case: refs.CaseRef) -> None:
    if form.cleaned_data["language"] != "yes":
        return
    _try(
        request,
        intake.note_interpreter,
        case=case,
        form=form,
        names={"language": "languages"},
        needed=form.interpreter_needed(),
        language=form.cleaned_data["languages"],
    )


def _mind_what_was_skipped(
    request: StaffRequest, form: NewEnquiryForm, *, case: refs.CaseRef
) -> None:
    """Leave the adviser one open task the next day for what an acute enquiry did not ask."""
    if not form.skipped():
        return
    cases.set_task(
        case=case,
        source="intake",
        title="answer_from_municipality",
        about="acute",
        owner_person=request.actor.person,
        due_on=local_date(request.at) + ONE_DAY,
        under="enquiry",
        by=request.actor,
        at=request.at,
    )


def _source(form: NewEnquiryForm, fact: str) -> dict[str, Any]:
    sent = form.cleaned_data
    return {
        "source": _("Henvendelsen, %(who)s") % {"who": sent["contact"]},
        "source_on": sent["received_on"],
        "on_behalf_of": words.provider_of(fact),
    }


def _answered(fact: str) -> dict[str, str]:
    return {"value": _FIELD_OF[fact], "source": "contact", "source_on": "received_on"}


def _try(
    request: StaffRequest,
    verb: Callable[..., Any],
    *,
    form: NewEnquiryForm,
    names: dict[str, str],
    **told: Any,
) -> None:
    try:
        verb(by=request.actor, at=request.at, **told)
    except errors.DomainError as refused:
        raise _as_form(refused, names=names, form=form) from None


def _as_form(
    refused: errors.DomainError, *, names: dict[str, str], form: NewEnquiryForm
) -> NotRegistered:
    """Point a refusal at the fields of the form; what was only asked once is named once."""
    fields = {names.get(field, field): text for field, text in refused.fields.items()}
    for field in [each for each in fields if each.startswith("address-")]:
        if not form.cleaned_data.get(field):
            fields[field.replace("address-", "shared-")] = fields.pop(field)
    return NotRegistered(refused.text, fields=fields)
