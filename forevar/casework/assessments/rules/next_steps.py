"""Which requirements stand first on the overview, and with which word: order, never weight.

Nothing here measures danger. The order is: what has to be done at once, what is over its date, what
is about this case before what holds in every case, what is one's own to do, what applies before
what cannot be told yet, what has a page here to do it on, must before should, and then the order of the
guides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.kernel.clock import Instant

Answer = Literal["applies", "unknown"]
Status = Literal["not_started", "started", "waiting", "cannot_start", "look_again", "done"]

MOST_SHOWN: Final = 5
ASKED_OF_PEOPLE: Final = frozenset({"task", "warn", "block"})
HELD_WHILE_UNKNOWN: Final = frozenset({"warn", "block"})
WORDS: Final[dict[str, str]] = {
    "not_started": _("Ikke startet"),
    "started": _("Påbegynt"),
    "waiting": _("Venter på andre"),
    "cannot_start": _("Kan ikke starte ennå"),
    "look_again": _("Må ses på igjen"),
    "done": _("Gjort"),
}
_MODALITIES: Final = ("must", "must-not", "should", "should-not", "may", "inform")
_AT_ONCE: Final = ("immediately", "15 min", "30 min", "sooner than")
_SOON: Final = "as soon as possible"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One requirement that might be shown, with what the choice is made on."""

    rule_id: str
    place: int
    phase: str
    modality: str
    enforcement: str
    deadline: str
    answer: Answer
    holds_always: bool
    is_mine: bool
    has_page: bool = False
    needs_judgement: bool = False
    mark: str = ""
    look_again: bool = False
    task_is_open: bool = False
    task_waits: bool = False
    due: date | None = None


def is_next(candidate: Candidate, *, phases: frozenset[str]) -> bool:
    """Tell whether a requirement is asked of somebody now, or has to be asked about.

    A requirement that cannot be told yet is shown when it would stop or warn: not knowing is not
    a reason to go on. One that waits for a person's judgement only is shown as well.
    """
    if not is_asked_in(phases, phase=candidate.phase, enforcement=candidate.enforcement):
        return False
    if candidate.mark == "not_relevant" or (candidate.mark == "done" and not candidate.look_again):
        return False
    return candidate.answer == "applies" or candidate.enforcement in HELD_WHILE_UNKNOWN


def is_asked_in(phases: frozenset[str], *, phase: str, enforcement: str) -> bool:
    """Tell whether a requirement of that phase and kind is asked of people in these phases at all."""
    return enforcement in ASKED_OF_PEOPLE and (phase == "always" or phase in phases)


def in_order(candidates: Iterable[Candidate], *, today: date) -> list[Candidate]:
    """Sort what is to be done; the first is what a person should look at first."""
    return sorted(candidates, key=lambda each: _place(each, today))


def _place(candidate: Candidate, today: date) -> tuple[int | bool, ...]:
    return (
        urgency(candidate.deadline),
        not (candidate.due is not None and candidate.due < today),
        candidate.holds_always,
        not candidate.is_mine,
        candidate.answer == "unknown" and not candidate.needs_judgement,
        not candidate.has_page,
        _MODALITIES.index(candidate.modality),
        candidate.place,
    )


def urgency(deadline: str) -> int:
    """Read the guide's own timing: at once, as soon as possible, or not said."""
    if deadline.startswith(_AT_ONCE):
        return 0
    return 1 if deadline.startswith(_SOON) else 2


def must_be_looked_at_again(
    marked_at: Instant,
    *,
    rests_on: Iterable[str],
    judged_anew_at: Instant | None,
    event_at: Instant | None,
) -> bool:
    """Tell whether something done was done before what it rests on changed.

    Two things change it: an incident or a move, and a new conclusion about the risk where the
    requirement follows from the risk.
    """
    since_event = event_at is not None and marked_at < event_at
    since_judged = judged_anew_at is not None and marked_at < judged_anew_at
    return since_event or (since_judged and "abduction_risk" in rests_on)


def status(candidate: Candidate) -> Status:
    """Give the state of one step, for its word on the screen."""
    if candidate.mark == "done":
        return "look_again" if candidate.look_again else "done"
    if candidate.task_waits:
        return "waiting"
    if candidate.mark == "started" or candidate.task_is_open:
        return "started"
    if candidate.answer == "unknown" and not candidate.needs_judgement:
        return "cannot_start"
    return "not_started" if candidate.is_mine else "waiting"
