"""Note a conversation with the child or a parent, and let its facts follow."""

from datetime import date

from django.db import transaction

from forevar.casework.screening.models import ViewsNote
from forevar.casework.screening.projections import ViewsNoted
from forevar.casework.screening.rules import participation
from forevar.casework.screening.services import keeping
from forevar.kernel import errors
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.decision import require
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors, decide
from forevar.trust.audit import ledger

SECTION = "participation"


class ViewsIncomplete(errors.DomainError):
    """Something the note must say is missing; `fields` names it."""

    code = "screening.views_incomplete"
    text = "Noe mangler i notatet."


class NotedMeanwhile(errors.DomainError):
    """Somebody else wrote a newer version after the person opened it. Nothing was saved."""

    code = "screening.noted_meanwhile"
    text = "Noen andre har skrevet det samme."


@transaction.atomic
def note_views(
    *,
    case: CaseRef,
    voice: str,
    words: participation.Words,
    seen: str | None = None,
    by: actors.Actor,
    at: Instant,
) -> ViewsNoted:
    """Note what a child or parent was told and said, what it weighed, or why it was not possible.

    The latest note of a voice is the version that holds; earlier ones are kept. The facts on views
    and participation follow it. Refuses when the conversation took place and what was told or said
    is missing, when it did not and the reason is missing, and shielded words in any text.
    """
    require(decide.rights(by, case, at).can(SECTION, "W"))
    missing = participation.missing(voice=voice, words=words, today=local_date(at))
    if missing:
        raise ViewsIncomplete(fields=missing)
    keeping.check_texts(case, words.texts())
    row = _added(case, voice=voice, words=words, seen=seen, by=by, at=at)
    _let_facts_follow(case, voice=voice, words=words, by=by, at=at)
    ledger.append(
        action="screening.views_noted",
        actor=str(by.person),
        at=at,
        case=case.code,
        subject=row.key,
        details={"voice": voice, "number": row.number, "heard": words.heard},
    )
    return ViewsNoted(key=row.key, number=row.number, voice=voice)


def _added(
    case: CaseRef,
    *,
    voice: str,
    words: participation.Words,
    seen: str | None,
    by: actors.Actor,
    at: Instant,
) -> ViewsNote:
    notes = ViewsNote.objects.select_for_update().filter(case=case.code)
    standing = notes.filter(voice=voice, is_latest=True).first()
    if seen is not None and seen != (standing.key if standing else ""):
        raise NotedMeanwhile
    if standing is not None:
        notes.filter(pk=standing.pk).update(is_latest=False)
    row = ViewsNote(
        case=case.code,
        number=notes.count() + 1,
        voice=voice,
        by=by.person.key,
        at=at,
        supersedes=standing,
        **words.columns(),
    )
    row.save(force_insert=True)
    return row


def _let_facts_follow(
    case: CaseRef,
    *,
    voice: str,
    words: participation.Words,
    by: actors.Actor,
    at: Instant,
) -> None:
    """Answer the facts this note answers, as the voice heard and with the day it was heard."""
    for fact, value, body in participation.facts_of(voice, words):
        _answer(case, fact=fact, value=value, body=body, on=words.held_on, by=by, at=at)


def _answer(
    case: CaseRef,
    *,
    fact: str,
    value: object,
    body: str,
    on: date | None,
    by: actors.Actor,
    at: Instant,
) -> None:
    turn = keeping.begin(
        case=case,
        fact=fact,
        source=keeping.Source(participation.SOURCE, on, body),
        seen=None,
        by=by,
        at=at,
        section=SECTION,
    )
    checked = keeping.check_value(turn, value)
    keeping.add(
        turn, state="answered", action="screening.answer_noted", **keeping.kept(turn, checked)
    )
