"""Tasks: their states, what «over fristen» means, and which heading a deadline stands under."""

import functools
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import clock, errors

ARROWS: dict[str, tuple[str, ...]] = {
    "open": ("done", "not_relevant"),
    "done": (),
    "not_relevant": (),
}
KINDS = ("duty", "approval")

TITLES: dict[str, str] = {
    "answer_from_municipality": gettext_noop("Etterspør opplysninger"),
    "answer_overdue": gettext_noop("Vet ikke ennå – fristen er ute"),
    "approve_reduced_shielding": gettext_noop("Godkjenn at skjermingen senkes"),
    "approve_view_of_risk": gettext_noop("Godkjenn hvordan uenigheten er løst"),
    "assess_anew": gettext_noop("Vurder risikoen på nytt"),
    "assess_risk": gettext_noop("Skriv risikovurdering"),
    "ask_police": gettext_noop("Be politiet om trusselvurdering"),
    "book_interpreter": gettext_noop("Bestill tolk"),
    "check_interpreter_ties": gettext_noop("Sjekk om tolken kjenner familien"),
    "explain_emergency": gettext_noop("Forklar hvorfor du brukte nødtilgang"),
    "find_out": gettext_noop("Finn svar"),
    "follow_up_meeting": gettext_noop("Følg opp det som ble bestemt i møtet"),
    "hold_clarification_meeting": gettext_noop("Hold avklaringsmøte"),
    "hold_cooperation_meeting": gettext_noop("Hold samarbeidsmøte"),
    "police_answer": gettext_noop("Svar på trusselvurdering"),
    "review_emergency": gettext_noop("Gjennomgå en nødtilgang"),
    "settle_dispute": gettext_noop("Avklar hvilken kilde som stemmer"),
    "talk_with_child": gettext_noop("Snakk med barnet"),
}
"""Every title a task can have, unless it carries a requirement's own. Features add a line here:
a title that is typed could hold a name, and Mitt arbeid is read over people's shoulders."""

Group = Literal["overdue", "today", "week", "later"]
GROUPS: dict[Group, str] = {
    "overdue": gettext_noop("Over fristen"),
    "today": gettext_noop("I dag"),
    "week": gettext_noop("Denne uka"),
    "later": gettext_noop("Senere"),
}
DAYS_IN_THE_WEEK_AHEAD = 7

WITHOUT_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)
"""Sorts a task without a deadline after every other, in one index."""

REASON_LENGTH = 20
"""The fewest characters a reason may have (ux.md §4.2)."""


class NoSuchTitle(errors.DomainError):
    """A task was to be set with words of its own."""

    code = "no_such_title"
    text = "Oppgaven mangler en fast tittel."


class TaskIsNotOpen(errors.DomainError):
    """The task was finished or taken away by somebody else meanwhile."""

    code = "task_not_open"
    text = "Oppgaven er ikke åpen lenger. Noen andre kan ha gjort den."


class DeadlineNotAhead(errors.DomainError):
    """A deadline can only be moved forward from today."""

    code = "deadline_not_ahead"
    text = "Velg en dato etter i dag."


class ReasonTooShort(errors.DomainError):
    """The reason is missing or says too little to be of use to a reader."""

    code = "reason_too_short"
    text = "Skriv litt mer, minst 20 tegn."


class TwoDeadlines(errors.DomainError):
    """A task has a time or a date, not both."""

    code = "two_deadlines"
    text = "Velg enten et klokkeslett eller en dato."


class NobodyOwnsIt(errors.DomainError):
    """A task needs a person or a body that does it."""

    code = "nobody_owns_it"
    text = "Velg hvem som skal gjøre det."


def sort_key(*, due_at: datetime | None, due_on: date | None) -> datetime:
    """Give the last moment the task is in time, whether it is due at a time or on a date."""
    if due_at is not None and due_on is not None:
        raise TwoDeadlines
    if due_at is not None:
        return due_at
    if due_on is not None:
        return end_of_day(due_on)
    return WITHOUT_DEADLINE


def end_of_day(day: date) -> datetime:
    """Give the last moment of a day in Norway, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.NORWAY)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


@functools.lru_cache(maxsize=16)
def bounds(at: datetime) -> tuple[datetime, datetime]:
    """Give the last moment of today and of the seventh day from today."""
    today = clock.local_date(at)
    return end_of_day(today), end_of_day(today + timedelta(days=DAYS_IN_THE_WEEK_AHEAD))


def group_of(*, due: datetime, at: datetime) -> Group:
    """Tell which heading a deadline stands under."""
    today, week = bounds(at)
    if due < at:
        return "overdue"
    if due <= today:
        return "today"
    return "week" if due <= week else "later"


def check_new_deadline(*, new: date, at: datetime) -> None:
    """Refuse a deadline that is today or gone."""
    if new <= clock.local_date(at):
        raise DeadlineNotAhead(fields={"due_on": DeadlineNotAhead.text})


def check_reason(reason: str, *, missing: str) -> None:
    """Refuse an empty reason with the question's own words, and one too short to mean anything."""
    if not reason.strip():
        raise ReasonTooShort(missing, fields={"reason": missing})
    if len(reason.strip()) < REASON_LENGTH:
        raise ReasonTooShort(fields={"reason": ReasonTooShort.text})


def check_title(title: str, *, requirement: str) -> None:
    """Refuse a title outside the table; a requirement brings its own."""
    if title not in TITLES and not (requirement and not title):
        raise NoSuchTitle


def check_open(state: str) -> None:
    """Refuse to change a task that is no longer open."""
    if state != "open":
        raise TaskIsNotOpen
