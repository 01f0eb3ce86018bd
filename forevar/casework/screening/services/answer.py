"""Answer a question, say that the answer is not known yet, or that the question does not fit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from forevar.casework.screening.projections import Noted
from forevar.casework.screening.rules import answers, themes, values
from forevar.casework.screening.services import keeping
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors


@transaction.atomic
def note_answer(
    *,
    case: CaseRef,
    fact: str,
    value: object,
    source: str,
    source_on: date | None,
    on_behalf_of: str = "",
    replaces: bool = False,
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Note what is known of a fact, where from and since when. What stood before is kept.

    Refuses a fact not asked here, a value that does not fit, a missing source, a role that does not
    supply the fact, shielded words in free text, an answer that contradicts the one that stands
    (unless it `replaces` it), and one given to what somebody else has answered since it was `seen`.
    The symbols `unknown` and `not_assessed` are no values: use `note_not_yet_known`.
    """
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(source.strip(), source_on, on_behalf_of),
        seen=seen,
        by=by,
        at=at,
    )
    checked = keeping.check_value(turn, value)
    require_source(turn)
    if turn.is_now("disputed"):
        raise keeping.Contradicts(fields={"value": keeping.Contradicts.text})
    refuse_contradiction(turn, checked, replaces=replaces)
    return keeping.add(
        turn,
        state="answered",
        action="screening.answer_noted",
        **keeping.kept(turn, checked),
    )


def require_source(turn: keeping.Turn) -> None:
    """Refuse an answer that does not say where it comes from, and when it was told."""
    missing = answers.missing_source(
        source=turn.source.text, source_on=turn.source.on, today=turn.today
    )
    if missing:
        raise keeping.FollowUpMissing(fields=missing)


def refuse_contradiction(turn: keeping.Turn, value: values.Value, *, replaces: bool) -> None:
    """Refuse another answer than the one that stands, until the person says what it means.

    Only codes are compared: two texts that differ need not disagree, and nothing is opened for it.
    """
    standing = turn.standing
    if replaces or standing is None or not turn.is_now("answered") or not standing.value:
        return
    if standing.value != values.to_text(value):
        raise keeping.Contradicts(fields={"value": keeping.Contradicts.text})


@transaction.atomic
def note_registered(
    *,
    case: CaseRef,
    fact: str,
    source: str,
    source_on: date | None,
    on_behalf_of: str = "",
    vault_number: int = 1,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Note that a fact was put in its vault elsewhere, as when the child was registered.

    For the package that registers: the value itself is not given again. Refuses a fact that no
    vault keeps.
    """
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(source.strip(), source_on, on_behalf_of),
        seen=None,
        by=by,
        at=at,
    )
    if themes.class_of(turn.fact) not in {"REAL", "WHERE"}:
        raise keeping.AskedElsewhere
    require_source(turn)
    return keeping.add(
        turn,
        state="answered",
        action="screening.answer_noted",
        vault_number=vault_number,
        entries=1,
    )


@transaction.atomic
def note_not_yet_known(
    *,
    case: CaseRef,
    fact: str,
    who: str,
    due_on: date | None,
    until_then: str,
    asked: bool = False,
    source: str = "",
    source_on: date | None = None,
    on_behalf_of: str = "",
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Note that a fact is not known yet: who finds out, by when, and what is done until then.

    `asked` tells whether they have been asked. Sets a task due that day, which the answer closes.
    Refuses when any of the three is missing.
    """
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(source.strip(), source_on, on_behalf_of),
        seen=seen,
        by=by,
        at=at,
        knows=False,
    )
    missing = answers.missing_follow_up(
        who=who, due_on=due_on, until_then=until_then, today=turn.today
    )
    if missing:
        raise keeping.FollowUpMissing(fields=missing)
    return keeping.add(
        turn,
        state="asked" if asked else "to_be_asked",
        action="screening.left_open",
        who=who,
        due_on=due_on,
        until_then=until_then.strip(),
    )


@transaction.atomic
def note_asked(
    *,
    case: CaseRef,
    facts: Iterable[str],
    who: str,
    due_on: date,
    until_then: str = "",
    by: actors.Actor,
    at: Instant,
) -> tuple[Noted, ...]:
    """Note that somebody was asked for these facts, as when a request for information is sent.

    Leaves alone what has been answered, found not applicable or disputed in the meantime. What is
    done until then may be left out where it was said when the question was first left open.
    """
    noted = []
    for fact in facts:
        turn = keeping.begin(
            case=case, fact=fact, source=keeping.Source(), seen=None, by=by, at=at, knows=False
        )
        if turn.is_now("answered", "not_applicable", "disputed"):
            continue
        said = until_then.strip() or _said_before(turn)
        missing = answers.missing_follow_up(
            who=who, due_on=due_on, until_then="" if said is None else "-", today=turn.today
        )
        if missing:
            raise keeping.FollowUpMissing(fields=missing)
        noted.append(
            keeping.add(
                turn,
                state="asked",
                action="screening.answer_asked",
                who=who,
                due_on=due_on,
                until_then=said,
            )
        )
    return tuple(noted)


def _said_before(turn: keeping.Turn) -> Any:
    """Carry over, still sealed, what was to be done until then."""
    standing = turn.standing
    return standing.until_then if standing is not None and standing.until_then.is_set else None


@transaction.atomic
def mark_not_applicable(
    *,
    case: CaseRef,
    fact: str,
    reason: str,
    source: str = "",
    source_on: date | None = None,
    on_behalf_of: str = "",
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Note that a question does not fit this child, with the reason. Refuses without one."""
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(source.strip(), source_on, on_behalf_of),
        seen=seen,
        by=by,
        at=at,
        knows=False,
    )
    if not reason.strip():
        raise keeping.FollowUpMissing(fields={"reason": answers.SAY_REASON})
    return keeping.add(
        turn,
        state="not_applicable",
        action="screening.marked_not_applicable",
        reason=reason.strip(),
    )


@transaction.atomic
def take_back(
    *,
    case: CaseRef,
    fact: str,
    reason: str,
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Take an answer back: the question is unanswered again, and the history keeps what was said.

    Refuses without a reason, and where nothing stands. What lies in a vault stays there, unused.
    """
    turn = keeping.begin(
        case=case, fact=fact, source=keeping.Source(), seen=seen, by=by, at=at, knows=False
    )
    if turn.standing is None or turn.is_now("unanswered"):
        raise keeping.NothingStands
    if not reason.strip():
        raise keeping.FollowUpMissing(fields={"reason": answers.SAY_WHY_TAKEN_BACK})
    return keeping.add(
        turn, state="unanswered", action="screening.answer_taken_back", reason=reason.strip()
    )
