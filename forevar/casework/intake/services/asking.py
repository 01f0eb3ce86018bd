"""Asking for what is missing: a request is drafted, sent, reminded of and answered line by line."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.intake import rules
from forevar.casework.intake.models import InformationRequest, RequestLine
from forevar.casework.intake.services.enquiry import ShieldedInText
from forevar.guideline import loader
from forevar.kernel import decision, refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress

SECTION = "enquiry"


@transaction.atomic
def draft_request(
    *,
    case: refs.CaseRef,
    to: str,
    facts: Collection[str],
    covering: str = "",
    by: Actor,
    at: Instant,
) -> int:
    """Put together a request from what is missing, and give its number in the case.

    Refuses one that asks for nothing, and a covering text with shielded words in it.
    """
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    rules.check_request(to=to, facts=facts, known=loader.load_guide().facts)
    if covering.strip() and egress.find_vault_values(covering, case=case):
        raise ShieldedInText(fields={"covering": ShieldedInText.text})
    earlier = InformationRequest.objects.select_for_update().filter(case=case.code)
    number = max(earlier.values_list("number", flat=True), default=0) + 1
    row = InformationRequest.objects.create(
        case=case.code,
        number=number,
        to=to,
        covering=covering.strip(),
        drafted_by=by.person.key,
        drafted_at=at,
    )
    RequestLine.objects.bulk_create(
        RequestLine(request=row, fact=fact) for fact in dict.fromkeys(facts)
    )
    _record("intake.information_drafted", row, by=by, at=at)
    return number


@transaction.atomic
def send_request(
    *, case: refs.CaseRef, number: int, due_on: date | None, by: Actor, at: Instant
) -> None:
    """Say that a request was sent, and by when it should be answered; a task waits for it."""
    row = _hold(case, number, by=by, at=at)
    if row.sent_at is not None:
        raise rules.RequestAlreadySent
    if due_on is None or due_on <= local_date(at):
        raise rules.RequestDateMissing(fields={"due_on": rules.RequestDateMissing.text})
    row.sent_at, row.due_on = at, due_on
    row.task = cases.set_task(
        case=case,
        source="intake",
        title="answer_from_municipality",
        about=str(number),
        owner_person=by.person,
        due_on=due_on,
        waits_on=row.to,
        under=SECTION,
        by=by,
        at=at,
    ).key
    row.save()
    _record("intake.information_asked", row, by=by, at=at)


@transaction.atomic
def remind_request(*, case: refs.CaseRef, number: int, by: Actor, at: Instant) -> None:
    """Note that those who were asked have been reminded."""
    row = _hold_sent(case, number, by=by, at=at)
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    cases.remind(case=case, task=row.task, by=by, at=at)


@transaction.atomic
def note_request_answered(
    *, case: refs.CaseRef, number: int, facts: Collection[str], by: Actor, at: Instant
) -> None:
    """Tick off what has been answered; the task ends when nothing is left."""
    row = _hold_sent(case, number, by=by, at=at)
    row.lines.filter(fact__in=facts, answered_at=None).update(answered_at=at)
    open_task = cases_now.find_task(case, source="intake", about=str(number))
    if open_task is not None and not row.lines.filter(answered_at=None).exists():
        cases.finish_task(case=case, task=open_task.key, by=by, at=at)
    _record("intake.information_answered", row, by=by, at=at)


def _hold(case: refs.CaseRef, number: int, *, by: Actor, at: Instant) -> InformationRequest:
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    row = (
        InformationRequest.objects.select_for_update().filter(case=case.code, number=number).first()
    )
    if row is None:
        raise rules.RequestNotFound
    return row


def _hold_sent(case: refs.CaseRef, number: int, *, by: Actor, at: Instant) -> InformationRequest:
    row = _hold(case, number, by=by, at=at)
    if row.sent_at is None:
        raise rules.RequestNotSent
    return row


def _record(action: str, row: InformationRequest, *, by: Actor, at: Instant) -> None:
    ledger.append(
        action=action,
        actor=by.person,
        at=at,
        case=refs.CaseRef(row.case),
        details={"number": row.number, "to": row.to},
    )
