"""Reads of intake: the enquiry, the requests, the interpreter."""

from datetime import date

from forevar.casework.intake import rules
from forevar.casework.intake.models import Enquiry, InformationRequest, Interpreter
from forevar.casework.intake.projections import (
    EnquiryNow,
    InterpreterNow,
    RequestLineNow,
    RequestNow,
)
from forevar.kernel.refs import CaseRef


def find_enquiry(case: CaseRef) -> EnquiryNow | None:
    """Find what the municipality asked for, or nothing where the case began elsewhere."""
    row = Enquiry.objects.filter(case=case.code).first()
    if row is None:
        return None
    return EnquiryNow(
        received_on=row.received_on,
        channel=row.channel,
        contact=row.contact,
        contact_phone=row.contact_phone,
        wanted=row.wanted,
        hidden_address=row.hidden_address,
        grading=row.grading,
        address_who=row.address_who,
        address_due_on=row.address_due_on,
        address_until_then=row.address_until_then,
        told=row.told,
        information_sufficient=row.information_sufficient,
        sufficient_reason=row.sufficient_reason,
        version=row.version,
    )


def find_interpreter(case: CaseRef) -> InterpreterNow | None:
    """Find what is known of the interpreter, or nothing where nobody has said."""
    row = Interpreter.objects.filter(case=case.code, is_latest=True).first()
    if row is None:
        return None
    return InterpreterNow(
        needed=row.needed,
        language=row.language,
        relation=row.relation,
        qualification=row.qualification,
        ties_checked=row.ties_checked,
        details=row.details,
        reason=row.reason,
        noted_at=row.noted_at,
        version=row.number,
    )


def list_requests(case: CaseRef, *, today: date) -> tuple[RequestNow, ...]:
    """List the requests for information, newest first, in two queries."""
    rows = (
        InformationRequest.objects.filter(case=case.code)
        .prefetch_related("lines")
        .order_by("-number")
    )
    return tuple(_shown(row, today=today) for row in rows)


def get_request(case: CaseRef, *, number: int, today: date) -> RequestNow:
    """Give one request with its lines. Refuses a number the case does not have."""
    row = (
        InformationRequest.objects.filter(case=case.code, number=number)
        .prefetch_related("lines")
        .first()
    )
    if row is None:
        raise rules.RequestNotFound
    return _shown(row, today=today)


def _shown(row: InformationRequest, *, today: date) -> RequestNow:
    lines = tuple(
        RequestLineNow(fact=line.fact, answered_at=line.answered_at)
        for line in sorted(row.lines.all(), key=lambda line: line.pk)
    )
    state = rules.state_of_request(
        sent=row.sent_at is not None, answered=(line.answered_at is not None for line in lines)
    )
    return RequestNow(
        number=row.number,
        to=row.to,
        state=state,
        due_on=row.due_on,
        drafted_at=row.drafted_at,
        sent_at=row.sent_at,
        reminded_at=row.reminded_at,
        is_late=rules.is_late(state=state, due_on=row.due_on, today=today),
        covering=row.covering,
        lines=lines,
    )
