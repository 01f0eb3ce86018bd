"""Keeping out those who have an account and belong to the child's network."""

from django.db import transaction

from forevar.kernel import decision
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import decide, policy
from forevar.trust.access.models import NetworkBlock
from forevar.trust.access.services import gate
from forevar.trust.accounts import roles


class NeedsAnother(decision.NotAllowed):
    """Lifting a block takes two people; this one has already asked."""

    def __init__(self) -> None:
        super().__init__(
            decision.Denied(
                "needs_another", roles.gettext_noop("En annen må bekrefte at sperringen oppheves.")
            )
        )


@transaction.atomic
def block(*, case: CaseRef, person: PersonRef, by: policy.Actor | None, at: Instant) -> str:
    """Keep a person out of everything on a case, emergency access included, and do not tell them.

    Somebody on the case may say it of themselves. A second block on the same person is the same.
    """
    basis = _require_one_on_the_case(by, case, at, person=person)
    gate.hold(person)
    standing = gate.find_block(person, case)
    if standing is not None:
        return standing.key
    row = NetworkBlock.objects.create(
        case=case.code,
        person_id=person.key,
        set_by=gate.SYSTEM if by is None else by.person.key,
        set_at=at,
    )
    gate.enter("access.blocked", case=case, by=by, at=at, subject=person.key, basis=basis)
    return row.key


@transaction.atomic
def ask_to_lift(*, case: CaseRef, person: PersonRef, by: policy.Actor, at: Instant) -> None:
    """Ask that a block be lifted; it stands until another person agrees."""
    basis = gate.require_steward(by, case, at, person=person)
    row = _standing(person, case)
    row.lift_asked_by_id, row.lift_asked_at = by.person.key, at
    row.save(update_fields=["lift_asked_by", "lift_asked_at"])
    gate.enter("access.unblock_asked", case=case, by=by, at=at, subject=person.key, basis=basis)


@transaction.atomic
def lift_block(*, case: CaseRef, person: PersonRef, by: policy.Actor, at: Instant) -> None:
    """Lift a block that somebody else has asked to have lifted. Refuses the one who asked."""
    basis = gate.require_steward(by, case, at, person=person)
    row = _standing(person, case)
    if row.lift_asked_by_id is None or row.lift_asked_by_id == by.person.key:
        raise NeedsAnother
    row.lifted_by_id, row.lifted_at = by.person.key, at
    row.save(update_fields=["lifted_by", "lifted_at"])
    gate.enter("access.unblocked", case=case, by=by, at=at, subject=person.key, basis=basis)


def _standing(person: PersonRef, case: CaseRef) -> NetworkBlock:
    row = gate.find_block(person, case)
    if row is None:
        raise gate.NothingToEnd
    return row


def _require_one_on_the_case(
    by: policy.Actor | None, case: CaseRef, at: Instant, *, person: PersonRef
) -> str:
    """Those who answer for the case may block, and anybody on it may block themselves."""
    if by is not None and by.person == person:
        rights = decide.rights(by, case, at)
        if not rights:
            raise gate.CaseIsNotThere
        return rights.basis
    return gate.require_steward(by, case, at, person=person)
