"""What was answered and said before, and the source somebody gave a moment ago."""

from datetime import date
from typing import Any

from forevar.casework.screening.models import Answer, ViewsNote
from forevar.casework.screening.projections import AnswerNow, ViewsLine
from forevar.casework.screening.rules import answers, reading, themes
from forevar.casework.screening.selectors import in_words
from forevar.guideline import loader
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import actors, decide


class NoSuchQuestion(DomainError):
    """The fact is not asked here."""

    code = "no_such_question"
    text = "Dette spørsmålet finnes ikke her."


def list_history(
    case: CaseRef, *, fact: str, actor: actors.Actor, at: Instant
) -> tuple[AnswerNow, ...]:
    """List every answer a question ever had, latest first; nothing for those who may not see it."""
    guide = loader.load_guide()
    if fact not in themes.THEME_OF:
        raise NoSuchQuestion
    providers = answers.providers_of(guide.facts[fact], guide.roles)
    held = decide.rights(actor, case, at).roles
    if not reading.may_read(guide.facts[fact], held=held, providers=providers):
        return ()
    rows = list(Answer.objects.filter(case=case.code, fact=fact).order_by("-number"))
    names = in_words.names(rows)
    return tuple(in_words.answer(row, fact=guide.facts[fact], names=names) for row in rows)


def latest_source(case: CaseRef, *, by: PersonRef, on: date) -> tuple[Any, date | None] | None:
    """Find the source somebody gave for their latest answer today, so as not to type it again."""
    row = (
        Answer.objects.filter(case=case.code, by=by.key, source_on__isnull=False)
        .order_by("-at", "-number")
        .first()
    )
    if row is None or local_date(row.at) != on or not row.source.is_set:
        return None
    return row.source, row.source_on


def list_views(case: CaseRef) -> tuple[ViewsLine, ...]:
    """List every note on what child and parents were told and said, latest first."""
    rows = list(ViewsNote.objects.filter(case=case.code).order_by("-number"))
    names = in_words.names(rows)
    return tuple(_views_line(row, names=names) for row in rows)


def _views_line(row: ViewsNote, *, names: dict[str, str]) -> ViewsLine:
    return ViewsLine(
        key=row.key,
        number=row.number,
        voice=row.voice,
        heard=row.heard,
        held_on=row.held_on,
        told=row.told,
        said=row.said,
        wording=row.wording,
        weight=row.weight,
        not_heard_because=row.not_heard_because,
        parents_unaware=row.parents_unaware,
        told_who_reads=row.told_who_reads,
        who_reads=row.who_reads,
        by=row.by,
        by_name=names.get(row.by, ""),
        at=row.at,
        is_latest=row.is_latest,
    )
