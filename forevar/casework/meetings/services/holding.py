"""What every verb of a meeting does: find it and hold it, keep shielded words out, enter the deed."""

from collections.abc import Mapping
from typing import Any

from forevar.casework.meetings import rules
from forevar.casework.meetings.models import Meeting
from forevar.kernel import decision, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress

SECTION = "meetings"


def require_writer(case: refs.CaseRef, *, by: Actor, at: Instant) -> None:
    """Refuse whoever may not write about the meetings of this case."""
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))


def hold_row(case: refs.CaseRef, *, number: int, by: Actor, at: Instant) -> Meeting:
    """Find a meeting for a writer, and hold it until the transaction ends."""
    require_writer(case, by=by, at=at)
    row = Meeting.objects.select_for_update().filter(case=case.code, number=number).first()
    if row is None:
        raise rules.MeetingNotFound
    return row


def refuse_shielded(texts: Mapping[str, str], *, case: refs.CaseRef) -> None:
    """Refuse texts with a name, number or place of this child in them, each at its own field."""
    if not egress.find_vault_values("\n".join(texts.values()), case=case):
        return
    holds = [name for name, text in texts.items() if egress.find_vault_values(text, case=case)]
    if holds:
        raise rules.ShieldedInText(fields=dict.fromkeys(holds, rules.ShieldedInText.text))


def sign(row: Meeting, *, by: Actor, at: Instant) -> None:
    """Say who wrote last, and give the meeting its next version."""
    row.written_by, row.written_by_name, row.written_at = by.person.key, by.name, at
    row.save()


def record(action: str, row: Meeting, *, by: Actor, at: Instant, **details: Any) -> None:
    """Enter a deed; only the number of the meeting stands in the ledger, never a word from it."""
    ledger.append(
        action=action,
        actor=by.person,
        at=at,
        case=row.case,
        details={"number": row.number, **details},
    )
