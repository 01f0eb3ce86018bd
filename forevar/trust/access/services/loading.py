"""Many grants at once, for the demonstration and the benchmarks: one ledger row for each batch."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef, PersonRef, UnitRef, new_key
from forevar.trust.access.models import Grant
from forevar.trust.accounts.services import SYSTEM
from forevar.trust.audit import ledger


@dataclass(frozen=True, slots=True)
class Given:
    """A named person let in on a made-up case, in a role they have in a unit."""

    case: CaseRef
    person: PersonRef
    unit: UnitRef
    role: str


@transaction.atomic
def give_many(*, grants: Sequence[Given], at: Instant) -> list[str]:
    """Let people in on new, made-up cases and give the grants' keys. No block can exist on them."""
    rows = [
        Grant(
            key=new_key(),
            case=given.case.code,
            basis="assigned",
            person_id=given.person.key,
            unit_id=given.unit.key,
            role=given.role,
            from_at=at,
        )
        for given in grants
    ]
    Grant.objects.bulk_create(rows, batch_size=2000)
    ledger.append(action="access.granted", actor=SYSTEM, at=at, details={"count": len(rows)})
    return [row.key for row in rows]
