"""The verbs of the register: note that a document came, and strike out a line that was wrong."""

from datetime import date

from django.db import transaction

from forevar.casework.documents import rules
from forevar.casework.documents.models import ReceivedDocument
from forevar.kernel import decision, refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress

SECTION = "overview"


@transaction.atomic
def note_received(
    *,
    case: refs.CaseRef,
    kind: str,
    sender: str,
    received_on: date,
    note: str = "",
    by: Actor,
    at: Instant,
) -> int:
    """Note that a document came, and give its number in the case.

    Refuses words outside the lists, a day ahead, and a note with shielded words in it.
    """
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    rules.check_received(kind=kind, sender=sender, received_on=received_on, today=local_date(at))
    if note.strip() and egress.find_vault_values(note, case=case):
        raise rules.ShieldedInText(fields={"note": rules.ShieldedInText.text})
    earlier = ReceivedDocument.objects.select_for_update().filter(case=case.code)
    row = ReceivedDocument.objects.create(
        case=case.code,
        number=max(earlier.values_list("number", flat=True), default=0) + 1,
        kind=kind,
        sender=sender,
        received_on=received_on,
        note=note.strip(),
        noted_by=by.person.key,
        noted_by_name=by.name,
        noted_at=at,
    )
    _record("documents.received", row, by=by, at=at)
    return row.number


@transaction.atomic
def strike_received(*, case: refs.CaseRef, number: int, by: Actor, at: Instant) -> None:
    """Strike out a line that was noted by mistake; it stays in the register, marked."""
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    row = (
        ReceivedDocument.objects.select_for_update()
        .filter(case=case.code, number=number, struck_at=None)
        .first()
    )
    if row is None:
        raise rules.DocumentNotFound
    row.struck_by, row.struck_at = by.person.key, at
    row.save(update_fields=["struck_by", "struck_at"])
    _record("documents.struck", row, by=by, at=at)


def _record(action: str, row: ReceivedDocument, *, by: Actor, at: Instant) -> None:
    ledger.append(
        action=action,
        actor=by.person,
        at=at,
        case=row.case,
        details={"number": row.number, "kind": row.kind, "sender": row.sender},
    )
