"""Many answers at once on made-up cases: codes only, so that nothing is sealed and nothing opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forevar.casework.screening.models import Answer
from forevar.casework.screening.rules import values
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger


@dataclass(frozen=True, slots=True)
class AnswerToLoad:
    """A code answered on a made-up case, or a question left open with who and by when."""

    case: CaseRef
    fact: str
    value: values.Value | None = None
    who: str = ""
    due_on: date | None = None


@transaction.atomic
def note_many(*, answers: Sequence[AnswerToLoad], by: Actor, at: Instant) -> None:
    """Note the first answers of many made-up cases, with one ledger row for them all."""
    Answer.objects.bulk_create([_row(told, by=by, at=at) for told in answers], batch_size=1000)
    ledger.append(
        action="screening.answer_noted",
        actor=by.person,
        at=at,
        details={"count": len(answers)},
    )


def _row(told: AnswerToLoad, *, by: Actor, at: Instant) -> Answer:
    known = told.value is not None
    return Answer(
        case=told.case.code,
        fact=told.fact,
        number=1,
        state="answered" if known else "to_be_asked",
        value=values.to_text(told.value) if told.value is not None else "",
        who="" if known else told.who,
        due_on=None if known else told.due_on,
        by=by.person.key,
        at=at,
    )
