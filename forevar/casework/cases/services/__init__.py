"""The verbs of the case file. Each names who acts and when, and enters the ledger last."""

from forevar.casework.cases.services.closing import close, reopen
from forevar.casework.cases.services.drafts import drop_draft, save_draft
from forevar.casework.cases.services.marks import mark_requirement, undo_mark
from forevar.casework.cases.services.notes import explain_emergency, write_note
from forevar.casework.cases.services.opening import NewChild, open_case
from forevar.casework.cases.services.people import assign, hand_over, unassign
from forevar.casework.cases.services.sheet import change_phase, note_address_state, note_sheet
from forevar.casework.cases.services.tasks import (
    drop_task,
    finish_task,
    move_deadline,
    remind,
    set_task,
)

__all__ = (
    "NewChild",
    "assign",
    "change_phase",
    "close",
    "drop_draft",
    "drop_task",
    "explain_emergency",
    "finish_task",
    "hand_over",
    "mark_requirement",
    "move_deadline",
    "note_address_state",
    "note_sheet",
    "open_case",
    "remind",
    "reopen",
    "save_draft",
    "set_task",
    "unassign",
    "undo_mark",
    "write_note",
)
