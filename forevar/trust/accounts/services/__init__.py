"""Verbs of who works where. Each is one transaction with its row in the ledger as the last word.

`by` is the person who does it, or None for the command line that lays the first stones.
"""

from forevar.trust.accounts.services.authority import (
    SYSTEM,
    AlreadyThere,
    EntryIsNotRight,
    HasEnded,
    HasNoRoleHere,
    NotForYourself,
    NotYoursToChange,
    RoleDoesNotFit,
)
from forevar.trust.accounts.services.organisations import (
    add_organisation,
    add_phone_number,
    add_unit,
    note_number_tried,
)
from forevar.trust.accounts.services.people import (
    add_membership,
    add_person,
    end_membership,
    end_sessions,
    settle_lapsed,
)
from forevar.trust.accounts.services.rota import end_shift, start_shift

__all__ = [
    "SYSTEM",
    "AlreadyThere",
    "EntryIsNotRight",
    "HasEnded",
    "HasNoRoleHere",
    "NotForYourself",
    "NotYoursToChange",
    "RoleDoesNotFit",
    "add_membership",
    "add_organisation",
    "add_person",
    "add_phone_number",
    "add_unit",
    "end_membership",
    "end_sessions",
    "end_shift",
    "note_number_tried",
    "settle_lapsed",
    "start_shift",
]
