"""The head of the municipal service has seen a signed assessment. Never their own."""

from typing import ClassVar

from django.db import transaction

from forevar.casework.assessments.rules import writing
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.casework.assessments.services.writing import SECTION, get_row
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.kernel.decision import require
from forevar.trust.access import actors, decide, policy
from forevar.trust.audit import ledger


class NothingToApprove(errors.DomainError):
    """The version is a draft, or has been approved already."""

    code: ClassVar[str] = "assessments.nothing_to_approve"
    text = _("Denne vurderingen venter ikke på godkjenning.")


@transaction.atomic
def approve(*, case: refs.CaseRef, number: int, by: actors.Actor, at: Instant) -> None:
    """Approve a locked version.

    Refuses everybody who wrote in it, whoever signed: nobody approves what they wrote.
    """
    require(decide.rights(by, case, at).can(SECTION, "A"))
    row = get_row(case, number=number)
    if row.state == writing.DRAFT or row.approved_by:
        raise NothingToApprove
    for writer in {*row.writers, row.locked_by}:
        require(policy.may_approve(by, refs.PersonRef(writer)))
    row.approved_by, row.approved_by_name, row.approved_at = str(by.person), by.name, at
    row.save(force_update=True, update_fields=["approved_by", "approved_by_name", "approved_at"])
    ledger.append(
        action="assessments.approved",
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": number},
    )
