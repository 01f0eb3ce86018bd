"""Taking down a municipality's enquiry: the case opens, and what was told is sealed."""

from typing import Any

from django.db import transaction

from forevar.casework.cases import projections as case_projections
from forevar.casework.cases import services as cases
from forevar.casework.intake import rules
from forevar.casework.intake.models import Enquiry
from forevar.casework.intake.projections import EnquiryRegistered
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress

SECTION = "enquiry"


class ShieldedInText(errors.DomainError):
    """A free text holds a name, number or place that is kept shielded."""

    code = "intake.shielded_in_text"
    text = "Teksten inneholder noe som er skjermet. Skriv uten navn, nummer og adresse."


class EnquiryChangedMeanwhile(errors.DomainError):
    """Somebody else changed the enquiry after it was opened. Nothing was saved."""

    code = "intake.enquiry_changed_meanwhile"
    text = "Noen andre har endret henvendelsen. Se over og lagre på nytt."


@transaction.atomic
def register_enquiry(
    *,
    told: rules.EnquiryTold,
    child: cases.NewChild,
    paragraph: str,
    urgency: str,
    municipality_org: refs.OrgRef | None = None,
    kontaktperson: case_projections.Holder | None = None,
    by: Actor,
    at: Instant,
) -> EnquiryRegistered:
    """Take down an enquiry about a child and open a case on it (II.1 «Henvendelse om tiltak»).

    What is not known yet may be left open; an acute enquiry needs no more than a name to go by.
    Refuses whoever may not register one, a date in the future, and words outside the tables.
    """
    rules.check_enquiry(told, today=local_date(at))
    opened = cases.open_case(
        by=by,
        at=at,
        child=child,
        paragraph=paragraph,
        urgency=urgency,
        municipality_org=municipality_org,
        kontaktperson=kontaktperson,
    )
    _refuse_shielded(told.told, case=opened.case)
    Enquiry.objects.create(
        case=opened.case.code,
        **_columns(told),
        registered_by=by.person.key,
        registered_at=at,
    )
    _tell_strip(opened.case, told, by=by, at=at)
    _record("intake.enquiry_registered", opened.case, by=by, at=at, channel=told.channel)
    return EnquiryRegistered(case=opened.case, name=opened.name)


@transaction.atomic
def change_enquiry(
    *, case: refs.CaseRef, told: rules.EnquiryTold, seen: int, by: Actor, at: Instant
) -> None:
    """Write the enquiry anew. Refuses when somebody changed it after version `seen`."""
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    rules.check_enquiry(told, today=local_date(at))
    _refuse_shielded(told.told, case=case)
    row = Enquiry.objects.select_for_update().get(case=case.code)
    if row.version != seen:
        raise EnquiryChangedMeanwhile
    for column, value in _columns(told).items():
        setattr(row, column, value)
    row.save()
    _tell_strip(case, told, by=by, at=at)
    _record("intake.enquiry_changed", case, by=by, at=at, channel=told.channel)


@transaction.atomic
def judge_information(
    *, case: refs.CaseRef, sufficient: bool, reason: str, by: Actor, at: Instant
) -> None:
    """Say whether intake knows enough to choose a place, and why (II.1, a person's judgement)."""
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    if len(reason.strip()) < rules.MIN_REASON:
        raise rules.EnquiryIncomplete(fields={"reason": "Skriv hvorfor, med minst 20 tegn."})
    _refuse_shielded(reason, case=case)
    row = Enquiry.objects.select_for_update().get(case=case.code)
    row.information_sufficient = sufficient
    row.sufficient_reason = reason.strip()
    row.save()
    _record("intake.enquiry_changed", case, by=by, at=at, sufficient=sufficient)


def _tell_strip(case: refs.CaseRef, told: rules.EnquiryTold, *, by: Actor, at: Instant) -> None:
    state = rules.address_state(hidden_address=told.hidden_address, grading=told.grading)
    cases.note_address_state(case=case, state=state, under=SECTION, by=by, at=at)


def _columns(told: rules.EnquiryTold) -> dict[str, Any]:
    return {
        "received_on": told.received_on,
        "channel": told.channel,
        "contact": told.contact.strip(),
        "contact_phone": told.contact_phone.strip(),
        "wanted": told.wanted,
        "hidden_address": told.hidden_address,
        "grading": told.grading,
        "told": told.told.strip(),
    }


def _refuse_shielded(text: str, *, case: refs.CaseRef) -> None:
    if text.strip() and egress.find_vault_values(text, case=case):
        raise ShieldedInText(fields={"told": ShieldedInText.text})


def _record(action: str, case: refs.CaseRef, *, by: Actor, at: Instant, **details: Any) -> None:
    ledger.append(action=action, actor=by.person, at=at, case=case, details=details)
