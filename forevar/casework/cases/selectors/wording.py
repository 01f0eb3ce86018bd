"""Deadlines and titles in the words of the screen. Nothing here was ever typed by anybody."""

from datetime import date, datetime
from typing import Final, cast

from django.utils import formats
from django.utils.translation import get_language, gettext, ngettext

from forevar.casework.cases.projections import Due
from forevar.casework.cases.rules import tasks
from forevar.guideline import catalogue, loader
from forevar.kernel import clock

NEAR_DAYS: Final = 3
_LANGUAGES: Final = ("nb", "nn", "en")


def language() -> catalogue.Language:
    """Give the language of the screen, as the guides know it."""
    code = (get_language() or "nb")[:2]
    return cast(catalogue.Language, code if code in _LANGUAGES else "nb")


def task_title(*, title: str, requirement: str, about: str) -> str:
    """Give a task's title: its fixed text, the question it is about, or the requirement's title."""
    words = gettext(tasks.TITLES[title]) if title in tasks.TITLES else ""
    if not words:
        return requirement_title(requirement)
    asked = _question(about)
    return f"{words}: {asked}" if asked else words


def requirement_title(requirement: str) -> str:
    """Give the title of a requirement in the language of the screen."""
    rule = loader.load_guide().rules.get(requirement)
    if rule is None:
        return gettext("Et punkt i veilederen")
    return rule.text.title.in_language(language()) if rule.text else rule.sentence(language())


def fact_label(fact_id: str) -> str:
    """Name a fact in the language of the screen; its answer is never part of this."""
    fact = loader.load_guide().facts.get(fact_id)
    return fact.label(language()) if fact else ""


def _question(about: str) -> str:
    fact = loader.load_guide().facts.get(about) if about else None
    if fact is None:
        return ""
    return fact.question.question.in_language(language()) if fact.question else ""


def due(*, due_at: datetime | None, due_on: date | None, at: datetime) -> Due:
    """Put a deadline into words: the date, how long, and whether it is over or near."""
    if due_at is None and due_on is None:
        return Due(date="", when=gettext("uten frist"), kind="")
    group = tasks.group_of(due=tasks.sort_key(due_at=due_at, due_on=due_on), at=at)
    day = due_on or clock.local_date(cast(datetime, due_at))
    left = (day - clock.local_date(at)).days
    if group == "overdue":
        return Due(date=_day(day, due_at), when=_over(left, due_at, at), kind="over")
    kind = "naer" if left <= NEAR_DAYS else ""
    return Due(date=_day(day, due_at), when=_ahead(left, due_at, at), kind=kind)


def _day(day: date, due_at: datetime | None) -> str:
    if due_at is None:
        return formats.date_format(day, "BRIEF_DATE_FORMAT")
    local = due_at.astimezone(clock.NORWAY)
    shown = {
        "day": formats.date_format(day, "BRIEF_DAY_FORMAT"),
        "time": formats.date_format(local, "TIME_FORMAT"),
    }
    return gettext("%(day)s kl. %(time)s") % shown


def _over(left: int, due_at: datetime | None, at: datetime) -> str:
    if left < 0:
        return ngettext("%(n)s dag over fristen", "%(n)s dager over fristen", -left) % {"n": -left}
    hours = int((at - due_at).total_seconds() // 3600) if due_at else 0
    if hours < 1:
        return gettext("nettopp over fristen")
    return ngettext("%(n)s time over fristen", "%(n)s timer over fristen", hours) % {"n": hours}


def _ahead(left: int, due_at: datetime | None, at: datetime) -> str:
    if left > 0:
        return ngettext("om %(n)s dag", "om %(n)s dager", left) % {"n": left}
    if due_at is None:
        return gettext("i dag")
    hours = int((due_at - at).total_seconds() // 3600)
    if hours < 1:
        return gettext("om under en time")
    return ngettext("om %(n)s time", "om %(n)s timer", hours) % {"n": hours}
