"""Reads of the register: what came, and what was made here and may be read by whoever asks."""

from forevar.casework.assessments import selectors as assessments
from forevar.casework.documents.models import ReceivedDocument
from forevar.casework.documents.projections import Produced, Received
from forevar.casework.intake import selectors as intake
from forevar.casework.meetings import selectors as meetings
from forevar.kernel import decision
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.refs import CaseRef
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor

SECTION = "overview"


def list_received(case: CaseRef, *, reader: Actor, at: Instant) -> tuple[Received, ...]:
    """List what was received, the latest first, with what was struck out marked as such."""
    decision.require(decide.rights(reader, case, at).can(SECTION, "S"))
    rows = ReceivedDocument.objects.filter(case=case.code).order_by("-received_on", "-number")
    return tuple(
        Received(
            number=row.number,
            kind=row.kind,
            sender=row.sender,
            received_on=row.received_on,
            note=row.note,
            noted_by=row.noted_by_name,
            noted_at=row.noted_at,
            is_struck=row.struck_at is not None,
        )
        for row in rows
    )


def list_produced(case: CaseRef, *, reader: Actor, at: Instant) -> tuple[Produced, ...]:
    """List requests that were sent, signed assessments and locked minutes, the latest first.

    Each only for somebody who may read it where it is kept.
    """
    rights = decide.rights(reader, case, at)
    decision.require(rights.can(SECTION, "S"))
    found: list[Produced] = []
    if rights.can("enquiry", "S"):
        found += _requests(case, at=at)
    if rights.can("risk_assessment", "S"):
        found += _assessments(case)
    if rights.can("meetings", "S"):
        found += _minutes(case, reader=reader, at=at)
    return tuple(sorted(found, key=lambda one: (one.on, one.number), reverse=True))


def _requests(case: CaseRef, *, at: Instant) -> list[Produced]:
    return [
        Produced("request", one.number, one.to, local_date(one.sent_at))
        for one in intake.list_requests(case, today=local_date(at))
        if one.sent_at is not None
    ]


def _assessments(case: CaseRef) -> list[Produced]:
    return [
        Produced("assessment", one.number, "", local_date(one.locked_at))
        for one in assessments.list_versions(case)
        if one.locked_at is not None
    ]


def _minutes(case: CaseRef, *, reader: Actor, at: Instant) -> list[Produced]:
    return [
        Produced("minutes", one.number, one.kind, one.held_on)
        for one in meetings.list_meetings(case, reader=reader, at=at)
        if one.state == "locked" and one.held_on is not None
    ]
