"""Reads of what is known: themes, questions, gaps, history, and notes on views."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from forevar.casework.screening.models import Answer, ViewsNote
from forevar.casework.screening.projections import (
    AnswerNow,
    Gap,
    QuestionNow,
    ThemeLine,
    ThemeNow,
    ViewsLine,
)
from forevar.casework.screening.rules import answers, reading, themes, values
from forevar.guideline import catalogue, loader
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import actors, decide, policy
from forevar.trust.accounts import selectors as accounts


class NoSuchTheme(DomainError):
    """There is no theme of that name."""

    code = "no_such_theme"
    text = "Dette temaet finnes ikke."


class NoSuchQuestion(DomainError):
    """The fact is not asked here."""

    code = "no_such_question"
    text = "Dette spørsmålet finnes ikke her."


def find_theme(slug: str) -> themes.Theme | None:
    """Find a theme by what stands in its address."""
    return themes.BY_SLUG.get(slug)


def list_themes(
    case: CaseRef, *, at: Instant, latest_event_at: Instant | None = None
) -> tuple[ThemeLine, ...]:
    """Count each theme's answers: known, not known yet, never considered, grown old."""
    rows = Answer.objects.filter(case=case.code, is_latest=True).values_list("fact", "state", "at")
    stands = {fact: (state, noted_at) for fact, state, noted_at in rows}
    return _theme_lines(stands, at=at, latest_event_at=latest_event_at)


def _theme_lines(
    stands: dict[str, tuple[str, Instant]], *, at: Instant, latest_event_at: Instant | None
) -> tuple[ThemeLine, ...]:
    lines = []
    for number, theme in enumerate(themes.THEMES, start=1):
        states = [stands[fact] for fact in theme.facts if fact in stands]
        counted = [answers.counted_as(state) for state, _ in states]
        lines.append(
            ThemeLine(
                number=number,
                code=theme.code,
                slug=theme.slug,
                title=theme.title,
                answered=counted.count("answered"),
                not_yet=counted.count("not_yet"),
                unanswered=len(theme.facts) - len(states) + counted.count("unanswered"),
                outdated=sum(
                    state == "answered"
                    and answers.needs_new_look(
                        noted_at=noted_at, at=at, latest_event_at=latest_event_at
                    )
                    for state, noted_at in states
                ),
            )
        )
    return tuple(lines)


def outdated_count(case: CaseRef, *, at: Instant, latest_event_at: Instant | None = None) -> int:
    """Count the answers that must be looked at again."""
    return sum(line.outdated for line in list_themes(case, at=at, latest_event_at=latest_event_at))


def get_theme(
    case: CaseRef,
    *,
    theme: str,
    actor: actors.Actor,
    at: Instant,
    latest_event_at: Instant | None = None,
) -> ThemeNow:
    """Give one theme, by slug, with what this person may see and answer of each question."""
    asked = themes.BY_SLUG.get(theme)
    if asked is None:
        raise NoSuchTheme
    rows = _latest(case)
    stands = {row.fact: (row.state, row.at) for row in rows.values()}
    lines = _theme_lines(stands, at=at, latest_event_at=latest_event_at)
    rights = decide.rights(actor, case, at)
    sides = _sides(case, [f for f in asked.facts if f in rows and rows[f].state == "disputed"])
    shown = [rows[fact] for fact in asked.facts if fact in rows]
    names = _names([*shown, *(row for each in sides.values() for row in each)])
    questions = tuple(
        _question(
            fact,
            number=number,
            row=rows.get(fact),
            sides=sides.get(fact, []),
            names=names,
            rights=rights,
            at=at,
            latest_event_at=latest_event_at,
        )
        for number, fact in enumerate(asked.facts, start=1)
    )
    return ThemeNow(
        line=next(line for line in lines if line.code == asked.code),
        questions=questions,
        themes=lines,
        name_stays_out=asked.name_stays_out,
    )


def _latest(case: CaseRef) -> dict[str, Answer]:
    return {row.fact: row for row in Answer.objects.filter(case=case.code, is_latest=True)}


def _sides(case: CaseRef, facts: list[str]) -> dict[str, list[Answer]]:
    """Give what the sources say of each disputed fact: the answer they dispute, and each after."""
    if not facts:
        return {}
    sides: dict[str, list[Answer]] = {fact: [] for fact in facts}
    for row in Answer.objects.filter(case=case.code, fact__in=facts).order_by("number"):
        if row.state != "disputed":
            sides[row.fact].clear()
        sides[row.fact].append(row)
    return sides


def _names(rows: Iterable[Answer | ViewsNote]) -> dict[str, str]:
    return accounts.names({PersonRef(row.by) for row in rows})


def _question(
    fact_id: str,
    *,
    number: int,
    row: Answer | None,
    sides: list[Answer],
    names: dict[str, str],
    rights: policy.CaseRights,
    at: Instant,
    latest_event_at: Instant | None,
) -> QuestionNow:
    guide = loader.load_guide()
    fact = guide.facts[fact_id]
    providers = answers.providers_of(fact, guide.roles)
    held = rights.roles
    masked = row is not None and not reading.may_read(fact, held=held, providers=providers)
    state = "unanswered" if row is None else row.state
    return QuestionNow(
        fact=fact_id,
        number=number,
        field_class=themes.class_of(fact),
        state=state,
        seen="" if row is None else row.key,
        answer=None if row is None or masked else _answer_now(row, fact=fact, names=names),
        sides=() if masked else tuple(_answer_now(s, fact=fact, names=names) for s in sides),
        is_masked=masked,
        may_write=bool(rights.can("facts", "W"))
        and reading.may_write(held=held, providers=providers),
        is_outdated=row is not None
        and state == "answered"
        and answers.needs_new_look(noted_at=row.at, at=at, latest_event_at=latest_event_at),
        is_overdue=row is not None and _is_overdue(row.state, row.due_on, at=at),
        providers=tuple(providers),
        may_speak_for_others=bool(held & answers.MAY_WRITE_FOR_OTHERS),
        on_behalf_only=not any(held & codes for codes in providers.values()),
    )


def _is_overdue(state: str, due_on: date | None, *, at: Instant) -> bool:
    return state in answers.WAITS and due_on is not None and due_on < local_date(at)


def _answer_now(row: Answer, *, fact: catalogue.Fact, names: dict[str, str]) -> AnswerNow:
    return AnswerNow(
        key=row.key,
        fact=row.fact,
        number=row.number,
        state=row.state,
        value=values.from_text(fact, row.value) if row.value else None,
        written=row.written,
        in_vault=row.vault_number > 0,
        entries=row.entries,
        source=row.source,
        source_on=row.source_on,
        on_behalf_of=row.on_behalf_of,
        who=row.who,
        due_on=row.due_on,
        until_then=row.until_then,
        reason=row.reason,
        by=row.by,
        by_name=names.get(row.by, ""),
        at=row.at,
        is_latest=row.is_latest,
    )


def read_value(answer: AnswerNow) -> values.Value | None:
    """Open the value of an answer inside a scope; None when there is none, or it is in a vault."""
    if answer.value is not None:
        return answer.value  # type: ignore[no-any-return]  # native since `from_text`
    if not answer.written.is_set:
        return None
    return values.from_text(loader.load_guide().facts[answer.fact], str(answer.written))


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
    names = _names(rows)
    return tuple(_answer_now(row, fact=guide.facts[fact], names=names) for row in rows)


def list_gaps(case: CaseRef, *, at: Instant) -> tuple[Gap, ...]:
    """List what is not known, in the order of the themes: what, who finds out and by when."""
    rows = Answer.objects.filter(case=case.code, is_latest=True).values_list(
        "fact", "state", "who", "due_on"
    )
    stands = {fact: (state, who, due_on) for fact, state, who, due_on in rows}
    facts = loader.load_guide().facts
    gaps = []
    for fact, theme in themes.THEME_OF.items():
        state, who, due_on = stands.get(fact, ("unanswered", "", None))
        if state in answers.GAPS:
            overdue = _is_overdue(state, due_on, at=at)
            gaps.append(Gap(fact, theme.code, state, who, due_on, overdue, facts[fact].provider))
    return tuple(gaps)


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
    names = _names(rows)
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
