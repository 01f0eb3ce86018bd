"""Refused attempts, written down by the interface after everything else was rolled back."""

from typing import Final

from django.db import transaction

from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.access.services import gate

_WANTED: Final = {"s": "reduced", "S": "see", "W": "write", "A": "approve", "D": "disclose"}


@transaction.atomic
def record_denial(
    *,
    actor: policy.Actor,
    case: CaseRef | None,
    section: str,
    letter: str = "",
    code: str = policy.NOT_HERE.code,
    at: Instant,
) -> None:
    """Enter that somebody was refused, in a transaction of its own.

    The row is the same whether the case exists or not, so writing it tells nothing either.
    """
    gate.enter(
        "access.denied",
        case="" if case is None else case,
        by=actor,
        at=at,
        section=section,
        wanted=_WANTED.get(letter, ""),
        code=code,
    )
