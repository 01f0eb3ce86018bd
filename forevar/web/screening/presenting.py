"""What the pages say of a question: its state in words, its answer, its source, who answers.

Sealed texts are opened here, inside the scope of the page; what lies in a vault is only named.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forevar.casework.cases.rules import bodies
from forevar.casework.screening import selectors
from forevar.casework.screening.projections import AnswerNow, QuestionNow, ThemeLine
from forevar.casework.screening.rules import answers, values
from forevar.guideline import catalogue
from forevar.kernel import clock
from forevar.kernel.refs import CaseRef
from forevar.web.screening import questions


@dataclass(frozen=True, slots=True)
class Said:
    """One source in a dispute."""

    who: str
    value: str
    when: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer in words."""

    state: str
    """`yes`, `open`, `disputed`, `not_applicable`, `unanswered` or `masked`: how it looks."""
    word: str
    lines: tuple[str, ...]
    waits: str
    until_then: str
    reason: str
    source: str
    noted: str
    sides: tuple[Said, ...]
    settled_by: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question in the list of a theme."""

    fact: str
    title: str
    answer: AnswerCard
    action: str
    url: str
    history_url: str
    is_outdated: bool
    is_overdue: bool


def day(on: date | None) -> str:
    """Spell a date."""
    return "" if on is None else date_format(on, "DATE_FORMAT")


def o_clock(at: datetime) -> str:
    """Spell a time of day, as people here do."""
    return date_format(at.astimezone(clock.NORWAY), "TIME_FORMAT")


def card(question: QuestionNow, *, case: CaseRef, theme: ThemeLine) -> QuestionCard:
    """Put one question into words for the list."""
    fact = questions.fact_of(question.fact)
    here = reverse("screening:theme", kwargs={"kode": str(case), "tema": theme.slug})
    history = reverse(
        "screening:history", kwargs={"kode": str(case), "tema": theme.slug, "fact": fact.id}
    )
    return QuestionCard(
        fact=fact.id,
        title=questions.title_of(fact),
        answer=answer_of(question, fact=fact),
        action=_action(question),
        url=f"{here}?sporsmal={fact.id}#sporsmal",
        history_url=history if question.answer is not None and question.answer.number > 1 else "",
        is_outdated=question.is_outdated,
        is_overdue=question.is_overdue,
    )


def _action(question: QuestionNow) -> str:
    if not question.may_write:
        return ""
    if question.state == "disputed":
        return _("Avgjør")
    return _("Endre") if question.state in {"answered", "not_applicable"} else _("Svar")


def answer_of(question: QuestionNow, *, fact: catalogue.Fact) -> AnswerCard:
    """Put what stands into words, or say that it is shielded or unanswered."""
    if question.is_masked:
        return _empty("masked", _("Skjermet"), _("Det finnes et svar. Du kan ikke se det."))
    if question.answer is None or question.state == "unanswered":
        return _empty("unanswered", _("Ubesvart"), _("Ingen har vurdert spørsmålet ennå."))
    return in_words(question.answer, fact=fact, sides=question.sides)


def _empty(state: str, word: str, line: str) -> AnswerCard:
    return AnswerCard(state, word, (line,), "", "", "", "", "", (), "")


def in_words(
    answer: AnswerNow, *, fact: catalogue.Fact, sides: tuple[AnswerNow, ...] = ()
) -> AnswerCard:
    """Put one answer into words, opening what is sealed."""
    word, lines = value_words(answer, fact=fact)
    state = {"answered": "yes", "to_be_asked": "open", "asked": "open"}.get(
        answer.state, answer.state
    )
    is_known = answer.state == "answered"
    return AnswerCard(
        state=state,
        word=word if is_known else _(answers.STATE_WORDS[answer.state]),
        lines=lines if is_known else (),
        waits=_waits(answer) if answer.state in {"to_be_asked", "asked"} else "",
        until_then=str(answer.until_then),
        reason=str(answer.reason),
        source=_source(answer),
        noted=_noted(answer),
        sides=tuple(_side(side, fact=fact) for side in sides),
        settled_by=_settled_by(answer) if answer.state == "disputed" else "",
    )


def value_words(answer: AnswerNow, *, fact: catalogue.Fact) -> tuple[str, tuple[str, ...]]:
    """Give the answer as one word, and what is to be read beside it."""
    if answer.in_vault:
        return _("Registrert"), ()
    value = selectors.read_value(answer)
    if value is None:
        return "", ()
    return words_of(fact, value)


def words_of(fact: catalogue.Fact, value: values.Value) -> tuple[str, tuple[str, ...]]:
    """Put a value into a word and the lines beside it."""
    if value == []:
        return _("Ingen"), ()
    if isinstance(value, dict):
        return _("Besvart"), _record(fact, value)
    if isinstance(value, list):
        return _("Besvart"), tuple(_entry(fact, each) for each in value)
    if isinstance(value, date):
        return day(value), ()
    if questions.kind_of(fact) == "choice" or fact.id == "home_municipality":
        return questions.value_word(fact, value), ()
    return _("Besvart"), (str(value),)


def _entry(fact: catalogue.Fact, entry: object) -> str:
    if isinstance(entry, dict):
        return " · ".join(_record(fact, entry))
    return questions.value_word(fact, entry)


def _record(fact: catalogue.Fact, record: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{questions.field_word(fact, name)}: {text}" for name, text in record.items())


def _waits(answer: AnswerNow) -> str:
    who = _(bodies.NAMES.get(answer.who, ""))
    if answer.state == "asked":
        return _("%(who)s er spurt. Svar innen %(date)s.") % {
            "who": who,
            "date": day(answer.due_on),
        }
    return _("%(who)s finner det ut innen %(date)s.") % {"who": who, "date": day(answer.due_on)}


def _settled_by(answer: AnswerNow) -> str:
    return _("%(who)s innen %(date)s.") % {
        "who": _(bodies.NAMES.get(answer.who, "")),
        "date": day(answer.due_on),
    }


def _source(answer: AnswerNow) -> str:
    source = str(answer.source)
    return ", ".join(part for part in (_(source) if source else "", day(answer.source_on)) if part)


def _noted(answer: AnswerNow) -> str:
    told = {
        "date": day(clock.local_date(answer.at)),
        "who": answer.by_name,
        "body": questions.name_of(answer.on_behalf_of) if answer.on_behalf_of else "",
    }
    if answer.on_behalf_of:
        return _("Skrevet %(date)s av %(who)s, på vegne av: %(body)s.") % told
    return _("Skrevet %(date)s av %(who)s.") % told


def _side(answer: AnswerNow, *, fact: catalogue.Fact) -> Said:
    word, lines = value_words(answer, fact=fact)
    return Said(
        who=str(answer.source) or questions.name_of(answer.on_behalf_of or fact.provider[0]),
        value=", ".join(lines) or word,
        when=day(answer.source_on),
    )
