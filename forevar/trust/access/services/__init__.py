"""Verbs of need to know: let in, end, block, break the glass, explain, review, note a refusal.

Each is one transaction that reads the rights anew and has its row in the ledger as the last word.
`by` is the actor, or None for the command line that lays out made-up cases.
"""

from forevar.trust.access.services.blocks import ask_to_lift, block, lift_block
from forevar.trust.access.services.denials import record_denial
from forevar.trust.access.services.emergencies import (
    end_emergency,
    explain_emergency,
    open_emergency,
    renew_emergency,
    review_emergency,
)
from forevar.trust.access.services.gate import (
    AlreadyHasAccess,
    CaseIsNotThere,
    NothingToEnd,
    PersonIsBlocked,
    RoleIsNotHeld,
)
from forevar.trust.access.services.grants import (
    end,
    end_all,
    flag_for_duty,
    give,
    give_control,
    give_unit,
)

__all__ = [
    "AlreadyHasAccess",
    "CaseIsNotThere",
    "NothingToEnd",
    "PersonIsBlocked",
    "RoleIsNotHeld",
    "ask_to_lift",
    "block",
    "end",
    "end_all",
    "end_emergency",
    "explain_emergency",
    "flag_for_duty",
    "give",
    "give_control",
    "give_unit",
    "lift_block",
    "open_emergency",
    "record_denial",
    "renew_emergency",
    "review_emergency",
]
