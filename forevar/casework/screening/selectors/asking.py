"""The questions as they stand: by theme, all of them, what is missing and what has grown old."""

from dataclasses import dataclass
from datetime import date

from forevar.casework.screening.models import Answer
from forevar.casework.screening.projections import Gap, QuestionNow, ThemeLine, ThemeNow
from forevar.casework.screening.rules import answers, reading, themes
from forevar.casework.screening.selectors import in_words
from forevar.guideline import loader
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors, decide, policy


class NoSuchTheme(DomainError):
    """There is no theme of that name."""

    code = "no_such_theme"
    text = "Dette temaet finnes ikke."


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
    asked = find_theme(theme)
    if asked is None:
        raise NoSuchTheme
    rows = _latest(case)
    stands = {row.fact: (row.state, row.at) for row in rows.values()}
    lines = _theme_lines(stands, at=at, latest_event_at=latest_event_at)
    reader = _Reader(case, decide.rights(actor, case, at), at, latest_event_at)
    return ThemeNow(
        line=next(line for line in lines if line.code == asked.code),
        questions=_questions(asked.facts, rows=rows, reader=reader),
        themes=lines,
        name_stays_out=asked.name_stays_out,
    )


def list_questions(
    case: CaseRef,
    *,
    actor: actors.Actor,
    at: Instant,
    latest_event_at: Instant | None = None,
) -> tuple[QuestionNow, ...]:
    """List every question of every theme as this person may see it, at the cost of one theme."""
    reader = _Reader(case, decide.rights(actor, case, at), at, latest_event_at)
    return _questions(themes.FACTS, rows=_latest(case), reader=reader)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody looking at a case: what they may, when, and what has happened there since."""

    case: CaseRef
    rights: policy.CaseRights
    at: Instant
    latest_event_at: Instant | None


def _questions(
    facts: tuple[str, ...], *, rows: dict[str, Answer], reader: _Reader
) -> tuple[QuestionNow, ...]:
    disputed = [fact for fact in facts if fact in rows and rows[fact].state == "disputed"]
    sides = _sides(reader.case, disputed)
    shown = [rows[fact] for fact in facts if fact in rows]
    names = in_words.names([*shown, *(row for each in sides.values() for row in each)])
    return tuple(
        _question(fact, row=rows.get(fact), sides=sides.get(fact, []), names=names, reader=reader)
        for fact in facts
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


def _question(
    fact_id: str,
    *,
    row: Answer | None,
    sides: list[Answer],
    names: dict[str, str],
    reader: _Reader,
) -> QuestionNow:
    guide = loader.load_guide()
    fact = guide.facts[fact_id]
    providers = answers.providers_of(fact, guide.roles)
    held, theme = reader.rights.roles, themes.THEME_OF[fact_id]
    masked = row is not None and not reading.may_read(fact, held=held, providers=providers)
    may_write = reading.may_write(held=held, providers=providers)
    return QuestionNow(
        fact=fact_id,
        number=theme.facts.index(fact_id) + 1,
        field_class=themes.class_of(fact),
        state="unanswered" if row is None else row.state,
        seen="" if row is None else row.key,
        answer=None if row is None or masked else in_words.answer(row, fact=fact, names=names),
        sides=() if masked else tuple(in_words.answer(s, fact=fact, names=names) for s in sides),
        is_masked=masked,
        may_write=may_write and bool(reader.rights.can("facts", "W")),
        is_outdated=row is not None and _is_outdated(row, reader=reader),
        is_overdue=row is not None and _is_overdue(row.state, row.due_on, at=reader.at),
        providers=tuple(providers),
        may_speak_for_others=bool(held & answers.MAY_WRITE_FOR_OTHERS),
        on_behalf_only=not any(held & codes for codes in providers.values()),
    )


def _is_outdated(row: Answer, *, reader: _Reader) -> bool:
    return row.state == "answered" and answers.needs_new_look(
        noted_at=row.at, at=reader.at, latest_event_at=reader.latest_event_at
    )


def _is_overdue(state: str, due_on: date | None, *, at: Instant) -> bool:
    return state in answers.WAITS and due_on is not None and due_on < local_date(at)


def list_gaps(case: CaseRef, *, at: Instant) -> tuple[Gap, ...]:
    """List what is not known, in the order of the themes: what, who finds out and by when."""
    rows = Answer.objects.filter(case=case.code, is_latest=True).values_list(
        "fact", "state", "who", "due_on"
    )
    return _gaps({fact: (state, who, due_on) for fact, state, who, due_on in rows}, at=at)


def list_gaps_and_themes(
    case: CaseRef, *, at: Instant, latest_event_at: Instant | None = None
) -> tuple[tuple[Gap, ...], tuple[ThemeLine, ...]]:
    """List what is not known, and count each theme's answers, in one reading of them."""
    rows = Answer.objects.filter(case=case.code, is_latest=True).values_list(
        "fact", "state", "who", "due_on", "at"
    )
    found = list(rows)
    gaps = _gaps({fact: (state, who, on) for fact, state, who, on, _ in found}, at=at)
    stands = {fact: (state, noted_at) for fact, state, _, _, noted_at in found}
    return gaps, _theme_lines(stands, at=at, latest_event_at=latest_event_at)


def _gaps(stands: dict[str, tuple[str, str, date | None]], *, at: Instant) -> tuple[Gap, ...]:
    facts = loader.load_guide().facts
    gaps = []
    for fact, theme in themes.THEME_OF.items():
        state, who, due_on = stands.get(fact, ("unanswered", "", None))
        if state in answers.GAPS:
            overdue = _is_overdue(state, due_on, at=at)
            gaps.append(Gap(fact, theme.code, state, who, due_on, overdue, facts[fact].provider))
    return tuple(gaps)
