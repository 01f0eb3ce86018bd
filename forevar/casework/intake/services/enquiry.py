"""Taking down a municipality's enquiry: the case opens, and what was told is sealed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from forevar.casework.cases import projections as case_projections
from forevar.casework.cases import selectors as cases_now
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
ABOUT_ADDRESS = "hidden_address_decision"


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
    child: cases.NewChild | None,
    paragraph: str,
    urgency: str,
    municipality_org: refs.OrgRef | None = None,
    kontaktperson: case_projections.Holder | None = None,
    by: Actor,
    at: Instant,
) -> EnquiryRegistered:
    """Take down an enquiry about a child and open a case on it (II.1 «Henvendelse om tiltak»).

    What is not known yet may be left open, even the name: in a crisis the code is enough to go by.
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
        intake_org=_own_region(by),
        kontaktperson=kontaktperson,
    )
    _take_down(opened.case, told, by=by, at=at)
    _record("intake.enquiry_registered", opened.case, by=by, at=at, channel=told.channel)
    return EnquiryRegistered(case=opened.case, name=opened.name)


@transaction.atomic
def change_enquiry(
    *, case: refs.CaseRef, told: rules.EnquiryTold, seen: int, by: Actor, at: Instant
) -> None:
    """Write the enquiry anew; 0 as `seen` takes down one that the case began without.

    Refuses when somebody changed it after version `seen`.
    """
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    rules.check_enquiry(told, today=local_date(at))
    row = Enquiry.objects.select_for_update().filter(case=case.code).first()
    if (row.version if row else 0) != seen:
        raise EnquiryChangedMeanwhile
    if row is None:
        _take_down(case, told, by=by, at=at)
    else:
        _refuse_shielded(_texts(told), case=case)
        for column, value in _columns(told).items():
            setattr(row, column, value)
        row.address_task = _mind_the_task(case, told, by=by, at=at)
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
        raise rules.EnquiryIncomplete(fields={"reason": rules.SAY_WHY_ENOUGH})
    _refuse_shielded({"reason": reason}, case=case)
    row = Enquiry.objects.select_for_update().filter(case=case.code).first()
    if row is None:
        raise rules.EnquiryNotTakenDown
    row.information_sufficient = sufficient
    row.sufficient_reason = reason.strip()
    row.save()
    _record("intake.enquiry_changed", case, by=by, at=at, sufficient=sufficient)


def _own_region(by: Actor) -> refs.OrgRef | None:
    return next((one.org for one in by.memberships if one.role == "intake_adviser"), None)


def _take_down(case: refs.CaseRef, told: rules.EnquiryTold, *, by: Actor, at: Instant) -> None:
    _refuse_shielded(_texts(told), case=case)
    Enquiry.objects.create(
        case=case.code,
        **_columns(told),
        address_task=_mind_the_task(case, told, by=by, at=at),
        registered_by=by.person.key,
        registered_at=at,
    )
    _tell_strip(case, told, by=by, at=at)


def _tell_strip(case: refs.CaseRef, told: rules.EnquiryTold, *, by: Actor, at: Instant) -> None:
    state = rules.address_state(hidden_address=told.hidden_address, grading=told.grading)
    cases.note_address_state(case=case, state=state, under=SECTION, by=by, at=at)


def _mind_the_task(case: refs.CaseRef, told: rules.EnquiryTold, *, by: Actor, at: Instant) -> str:
    """Keep the duty to find out whether the address is shielded in step with what is known."""
    standing = cases_now.find_task(case, source="intake", about=ABOUT_ADDRESS)
    left = told.address_open
    wanted = left is not None and not told.knows_address
    if standing is not None:
        if wanted and left is not None and standing.due_on == left.due_on:
            return standing.key
        cases.finish_task(case=case, task=standing.key, by=by, at=at)
    if left is None or not wanted:
        return ""
    return cases.set_task(
        case=case,
        source="intake",
        title="find_out",
        about=ABOUT_ADDRESS,
        owner_body=left.who,
        due_on=left.due_on,
        under=SECTION,
        by=by,
        at=at,
    ).key


def _columns(told: rules.EnquiryTold) -> dict[str, Any]:
    left = None if told.knows_address else told.address_open
    return {
        "received_on": told.received_on,
        "channel": told.channel,
        "contact": told.contact.strip(),
        "contact_phone": told.contact_phone.strip(),
        "wanted": told.wanted,
        "hidden_address": told.hidden_address,
        "grading": told.grading,
        "address_who": left.who if left else "",
        "address_due_on": left.due_on if left else None,
        "address_until_then": left.until_then.strip() if left else "",
        "told": told.told.strip(),
    }


def _texts(told: rules.EnquiryTold) -> dict[str, str]:
    left = told.address_open
    return {"told": told.told, "address-until_then": left.until_then if left else ""}


def _refuse_shielded(texts: Mapping[str, str], *, case: refs.CaseRef) -> None:
    """Refuse a text with a name, number or place of this child in it, at its own field."""
    holds = [
        name
        for name, text in texts.items()
        if text.strip() and egress.find_vault_values(text, case=case)
    ]
    if holds:
        raise ShieldedInText(fields=dict.fromkeys(holds, ShieldedInText.text))


def _record(action: str, case: refs.CaseRef, *, by: Actor, at: Instant, **details: Any) -> None:
    ledger.append(action=action, actor=by.person, at=at, case=case, details=details)
