"""The verbs of meetings: plan, note that it was held, write the minutes, lock them, add to them.

Start reading at `planning.py`.
"""

from forevar.casework.meetings.services.locking import add_to_minutes, lock_minutes
from forevar.casework.meetings.services.planning import (
    add_guest,
    add_item,
    add_person,
    hold_meeting,
    plan_meeting,
)
from forevar.casework.meetings.services.writing import SomebodyWroteMeanwhile, write_meeting

__all__ = (
    "SomebodyWroteMeanwhile",
    "add_guest",
    "add_item",
    "add_person",
    "add_to_minutes",
    "hold_meeting",
    "lock_minutes",
    "plan_meeting",
    "write_meeting",
)
