"""The six states of an answer, what each demands, who may give it, and when it has grown old."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from forevar.casework.screening.rules.themes import gettext_noop
from forevar.guideline import catalogue, truth
from forevar.kernel.clock import Instant

State = Literal["unanswered", "answered", "to_be_asked", "asked", "disputed", "not_applicable"]
STATES: Final[tuple[State, ...]] = (
    "unanswered",
    "answered",
    "to_be_asked",
    "asked",
    "disputed",
    "not_applicable",
)
WAITS: Final = frozenset({"to_be_asked", "asked", "disputed"})
"""States in which somebody is to find something out by a date."""
GAPS: Final = frozenset({"unanswered", "to_be_asked", "asked", "disputed"})
"""States in which something is not known that could be known."""
WHY: Final[Mapping[str, truth.Why]] = {
    "unanswered": "not_asked",
    "to_be_asked": "not_asked",
    "asked": "asked",
    "disputed": "disputed",
    "not_applicable": "not_applicable",
}
"""Why a fact in a state other than `answered` is not known to the guideline."""

STATE_WORDS: Final[Mapping[str, str]] = {
    "unanswered": gettext_noop("Ubesvart"),
    "answered": gettext_noop("Besvart"),
    "to_be_asked": gettext_noop("Vet ikke ennå"),
    "asked": gettext_noop("Vet ikke ennå"),
    "disputed": gettext_noop("Kildene er uenige"),
    "not_applicable": gettext_noop("Ikke aktuelt"),
}

WHO_FINDS_OUT: Final = (
    "municipality",
    "municipal_leader",
    "intake",
    "police",
    "unit",
    "home",
    "school",
)
"""The bodies (codes of `cases`) that can be asked to find something out or to settle it."""
BODY_OF: Final[Mapping[str, str]] = {
    "intake_adviser": "intake",
    "caseworker": "municipality",
    "cws_leader": "municipal_leader",
    "unit_staff": "unit",
    "unit_leader": "unit",
    "carer": "home",
    "home_consultant": "home_guidance",
}
"""The body somebody answers for, by the role they are on the case in."""
WITHOUT_ACCOUNT: Final = frozenset({"police"})
"""Bodies that can be waited for, and cannot be given a task."""
MAY_WRITE_FOR_OTHERS: Final = frozenset({"intake_adviser", "caseworker"})
OLD_AFTER: Final = timedelta(days=90)

SAY_WHO: Final = gettext_noop("Skriv hvem som finner det ut.")
SAY_WHEN: Final = gettext_noop("Velg dato for når dere skal vite det.")
SAY_UNTIL_THEN: Final = gettext_noop("Skriv hva dere gjør til da.")
SAY_WHO_SETTLES: Final = gettext_noop("Skriv hvem som avgjør det.")
SAY_REASON: Final = gettext_noop("Skriv hvorfor spørsmålet ikke er aktuelt.")
SAY_WHY_TAKEN_BACK: Final = gettext_noop("Skriv hvorfor svaret tas bort.")
SAY_SOURCE: Final = gettext_noop("Skriv hvor dere vet det fra.")
SAY_SOURCE_DATE: Final = gettext_noop("Velg datoen dere fikk vite det.")
SOURCE_AHEAD: Final = gettext_noop("Datoen kan ikke være fram i tid.")
DUE_PAST: Final = gettext_noop("Velg en dato som ikke er passert.")
SAY_ON_BEHALF: Final = gettext_noop("Velg hvem svaret kommer fra.")


def counted_as(state: str) -> Literal["answered", "not_yet", "unanswered"]:
    """Tell which of the three counts a state belongs to; a dispute is not knowledge."""
    if state in WAITS:
        return "not_yet"
    return "unanswered" if state == "unanswered" else "answered"


def missing_follow_up(
    *, who: str, due_on: date | None, until_then: str, today: date
) -> dict[str, str]:
    """Name what «Vet ikke ennå» still lacks: who finds out, by when, and what until then."""
    missing = {}
    if who not in WHO_FINDS_OUT:
        missing["who"] = SAY_WHO
    if due_on is None:
        missing["due_on"] = SAY_WHEN
    elif due_on < today:
        missing["due_on"] = DUE_PAST
    if not until_then.strip():
        missing["until_then"] = SAY_UNTIL_THEN
    return missing


def missing_settler(*, who: str, due_on: date | None, today: date) -> dict[str, str]:
    """Name what a dispute still lacks: who settles it, and by when."""
    missing = missing_follow_up(who=who, due_on=due_on, until_then="-", today=today)
    if "who" in missing:
        missing["who"] = SAY_WHO_SETTLES
    return missing


def missing_source(*, source: str, source_on: date | None, today: date) -> dict[str, str]:
    """Name what a source still lacks: what it is, and the date it told."""
    missing = {}
    if not source.strip():
        missing["source"] = SAY_SOURCE
    if source_on is None:
        missing["source_on"] = SAY_SOURCE_DATE
    elif source_on > today:
        missing["source_on"] = SOURCE_AHEAD
    return missing


def providers_of(
    fact: catalogue.Fact, roles: Mapping[str, catalogue.Role]
) -> Mapping[str, frozenset[str]]:
    """Tell who supplies a fact, and by which accounts they can do it themselves."""
    return {body: frozenset(roles[body].codes) for body in fact.provider if body in roles}


def may_answer(
    held: frozenset[str], *, providers: Mapping[str, frozenset[str]], on_behalf_of: str
) -> bool:
    """Tell whether somebody with these roles may give this answer, for themselves or another."""
    if on_behalf_of:
        return on_behalf_of in providers and bool(held & MAY_WRITE_FOR_OTHERS)
    return any(held & codes for codes in providers.values())


def owner_of_the_search(*, held: frozenset[str], who: str, asked: bool) -> str:
    """Name the body whose duty it is: those who find out, or those who wait for their answer."""
    if not asked and who not in WITHOUT_ACCOUNT:
        return who
    mine = [body for role, body in BODY_OF.items() if role in held]
    return mine[0] if mine else "municipality"


def needs_new_look(*, noted_at: Instant, at: Instant, latest_event_at: Instant | None) -> bool:
    """Tell whether an answer is older than 90 days, or than the latest incident or move."""
    if at - noted_at > OLD_AFTER:
        return True
    return latest_event_at is not None and noted_at < latest_event_at
