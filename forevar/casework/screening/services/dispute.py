"""Two sources say different things: keep both, name who settles it by when, and settle it."""

from datetime import date

from django.db import transaction

from forevar.casework.screening.projections import Noted
from forevar.casework.screening.rules import answers, themes
from forevar.casework.screening.services import answer, keeping
from forevar.kernel import errors
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors


class NothingToDispute(errors.DomainError):
    """No answer stands, so the new one contradicts nothing."""

    code = "screening.nothing_to_dispute"
    text = "Det er ikke noe annet svar å være uenig med. Svar på spørsmålet."


class NothingToSettle(errors.DomainError):
    """The sources do not disagree."""

    code = "screening.nothing_to_settle"
    text = "Det er ikke noe å avgjøre her. Svar på spørsmålet."


@transaction.atomic
def note_disputed(
    *,
    case: CaseRef,
    fact: str,
    value: object,
    source: str,
    source_on: date | None,
    who: str,
    due_on: date | None,
    until_then: str = "",
    on_behalf_of: str = "",
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Note that another source says something else than the answer that stands.

    The earlier answer is the other side and stays as it was, with its source and date. Refuses when
    nothing stands, or when it is not said who settles it and by when. A second value is not put in
    a vault: of a name or a place it is noted only that, and where, somebody says otherwise.
    """
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(source.strip(), source_on, on_behalf_of),
        seen=seen,
        by=by,
        at=at,
    )
    if not turn.is_now("answered", "disputed"):
        raise NothingToDispute
    columns = _other_side(turn, value)
    answer.require_source(turn)
    missing = answers.missing_settler(who=who, due_on=due_on, today=turn.today)
    if missing:
        raise keeping.FollowUpMissing(fields=missing)
    return keeping.add(
        turn,
        state="disputed",
        action="screening.answer_disputed",
        who=who,
        due_on=due_on,
        until_then=until_then.strip(),
        **columns,
    )


def _other_side(turn: keeping.Turn, value: object) -> dict[str, object]:
    if themes.class_of(turn.fact) in {"REAL", "WHERE"}:
        return {"vault_number": turn.standing.vault_number if turn.standing else 0}
    return keeping.kept(turn, keeping.check_value(turn, value))


@transaction.atomic
def settle(
    *,
    case: CaseRef,
    fact: str,
    value: object,
    source: str,
    source_on: date | None,
    on_behalf_of: str = "",
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> Noted:
    """Settle a dispute with the answer that holds, and what it rests on. Refuses without one."""
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(source.strip(), source_on, on_behalf_of),
        seen=seen,
        by=by,
        at=at,
    )
    if not turn.is_now("disputed"):
        raise NothingToSettle
    checked = keeping.check_value(turn, value)
    answer.require_source(turn)
    return keeping.add(
        turn,
        state="answered",
        action="screening.dispute_settled",
        **keeping.kept(turn, checked),
    )
