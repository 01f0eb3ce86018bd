"""What every verb begins with: the row, held for this transaction, and the right to act on it."""

from forevar.casework.cases import models
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide, policy
from forevar.trust.access.actors import Actor


class CaseNotFound(errors.DomainError):
    """No case has this code; said in the same words to whoever may not know that there is one."""

    code = "case_not_found"
    text = "Vi fant ikke saken."


def require_right(
    *, case: refs.CaseRef, by: Actor, section: str, letter: str, at: Instant
) -> policy.CaseRights:
    """Refuse whoever may not do this on the case, with the policy's own reason."""
    rights = decide.rights(by, case, at)
    decision.require(rights.can(section, letter))
    return rights


def require_on_case(*, case: refs.CaseRef, by: Actor, at: Instant) -> policy.CaseRights:
    """Refuse whoever has nothing to do with the case at all."""
    rights = decide.rights(by, case, at)
    if not rights:
        decision.require(policy.NOT_HERE)
    return rights


def require_role(rights: policy.CaseRights, *roles: str) -> None:
    """Refuse whoever is on the case in none of these roles."""
    if not rights.roles & set(roles):
        decision.require(policy.NOT_HERE)


def hold_case(case: refs.CaseRef) -> models.Case:
    """Fetch the case for changing: nobody else changes it until this transaction ends."""
    found = models.Case.objects.select_for_update().filter(code=case.code).first()
    if found is None:
        raise CaseNotFound
    return found
