"""The verbs of screening. A page, the API and a command all write through these.

Start reading at `answer.py`; `keeping.py` is where a row is added, `views.py` is for conversations.
"""

from forevar.casework.screening.services.answer import (
    mark_not_applicable,
    note_answer,
    note_asked,
    note_not_yet_known,
    note_registered,
    take_back,
)
from forevar.casework.screening.services.dispute import (
    NothingToDispute,
    NothingToSettle,
    note_disputed,
    settle,
)
from forevar.casework.screening.services.keeping import (
    AnsweredMeanwhile,
    AskedElsewhere,
    Contradicts,
    FactIsComputed,
    FactNotAsked,
    FollowUpMissing,
    NothingStands,
    NotYoursToAnswer,
    ShieldedInText,
    ValueDoesNotFit,
)
from forevar.casework.screening.services.views import NotedMeanwhile, ViewsIncomplete, note_views

__all__ = [
    "AnsweredMeanwhile",
    "AskedElsewhere",
    "Contradicts",
    "FactIsComputed",
    "FactNotAsked",
    "FollowUpMissing",
    "NotedMeanwhile",
    "NothingStands",
    "NothingToDispute",
    "NothingToSettle",
    "NotYoursToAnswer",
    "ShieldedInText",
    "ValueDoesNotFit",
    "ViewsIncomplete",
    "mark_not_applicable",
    "note_answer",
    "note_asked",
    "note_disputed",
    "note_not_yet_known",
    "note_registered",
    "note_views",
    "settle",
    "take_back",
]
