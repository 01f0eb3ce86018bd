"""Why somebody did it: the words sealed with the case, a commitment to them in the ledger."""

from forevar.casework.cases import models
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger


def keep_reason(
    *, case: refs.CaseRef, action: str, about: str, text: str, by: Actor, at: Instant
) -> str:
    """Seal a reason and give the digest that goes into the ledger in its place."""
    salt, digest = ledger.commitment(text)
    models.Reason.objects.create(
        case_code=case.code,
        kind=action,
        about=about,
        text=text,
        salt=salt,
        written_by=by.person.key,
        written_at=at,
    )
    return digest
