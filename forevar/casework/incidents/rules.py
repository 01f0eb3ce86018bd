"""The clock and the steps of an incident, pure: zero is the agreed time, never the tap (ux §0)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SEARCH_AFTER: Final = timedelta(minutes=15)
CALL_AFTER: Final = timedelta(minutes=30)
"""The guide's ceilings (attachment 1). A plan may shorten them; nothing here lengthens them."""
LONGEST_AGO: Final = timedelta(hours=12)
"""Further back than this, an agreed time that was typed is taken to be tomorrow's mistake."""


def gettext_noop(text: str) -> str:
    """Mark a text for translation; the page that shows it translates."""
    return text


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that may be happening, with the steps anybody can take, most urgent first."""

    code: str
    slug: str
    title: str
    steps: tuple[str, ...] = ()
    lead: str = ""
    has_clock: bool = False
    calls_112: bool = True


NOT_ARRIVED: Final = Condition(
    "no_show",
    "barnet-er-ikke-kommet",
    gettext_noop("Barnet er ikke kommet"),
    has_clock=True,
)
CONDITIONS: Final = (
    NOT_ARRIVED,
    Condition(
        "runaway",
        "barnet-har-gaatt",
        gettext_noop("Barnet har gått"),
        (
            gettext_noop("Ring barnet."),
            gettext_noop("Er det fare for at noen tar barnet med seg? Ring 112."),
            gettext_noop("Si fra til barnevernstjenesten."),
            gettext_noop("Skriv det som har skjedd."),
        ),
        has_clock=True,
    ),
    Condition(
        "removal_attempt",
        "noen-prover-aa-ta-med-barnet",
        gettext_noop("Noen prøver å ta med barnet"),
        (
            gettext_noop("Sikre barnet."),
            gettext_noop("Ring 112."),
            gettext_noop("Lås dørene."),
            gettext_noop("Vær rolig. Be dem ringe barnevernstjenesten."),
            gettext_noop("Be dem vente til i morgen."),
        ),
    ),
    Condition(
        "abduction",
        "barnet-er-tatt-med",
        gettext_noop("Barnet er tatt med"),
        (
            gettext_noop("Si: bil, regnummer, retning, hvor mange."),
            gettext_noop("Ring barnevernstjenesten."),
            gettext_noop("Ring inntak."),
            gettext_noop("Skriv det som har skjedd."),
        ),
        lead=gettext_noop("Ring 112 nå."),
    ),
    Condition(
        "suspicious_observation",
        "noe-er-mistenkelig",
        gettext_noop("Noe er mistenkelig"),
        (
            gettext_noop("Sikre barnet."),
            gettext_noop("Ring 112."),
            gettext_noop("Ring barnevernstjenesten."),
        ),
    ),
    Condition(
        "address_revealed",
        "stedet-kan-vaere-kjent",
        gettext_noop("Stedet kan være kjent"),
        (
            gettext_noop("Ring inntak nå."),
            gettext_noop("Hvem vet det? Hvordan fikk de vite det?"),
            gettext_noop("Skriv det ned. «Vet ikke ennå» er et svar."),
            gettext_noop("Kommunen bestemmer om barnet må flytte."),
        ),
    ),
    Condition(
        "confrontation",
        "noen-truer-oss",
        gettext_noop("Noen truer oss"),
        (
            gettext_noop("Vær rolig. Gjør ikke motstand."),
            gettext_noop("Få barnet i trygghet."),
            gettext_noop("Ring 112."),
            gettext_noop("Lås dørene. Bli inne til politiet kommer."),
            gettext_noop("Ute? Gå inn i nærmeste butikk."),
        ),
    ),
)
SMALLER: Final = (
    Condition(
        "caller",
        "noen-ringer-og-spor",
        gettext_noop("Noen ringer og spør"),
        (
            gettext_noop("Si: Det kan jeg ikke svare på."),
            gettext_noop("Ikke bekreft. Ikke avkreft."),
            gettext_noop("Vet de at barnet er flyttet? Be dem ringe barnevernstjenesten."),
            gettext_noop(
                "Sier de at de er fra skolen eller BUP? Ring dem opp på et nummer du kjenner."
            ),
        ),
        calls_112=False,
    ),
    Condition(
        "media",
        "en-journalist-tar-kontakt",
        gettext_noop("En journalist tar kontakt"),
        (
            gettext_noop("Si: Jeg kan ikke svare nå. Noen ringer deg innen en halv time."),
            gettext_noop("Skriv ned navn, redaksjon og telefon."),
            gettext_noop("Ikke bekreft at et barn finnes her."),
            gettext_noop("Gi beskjed til kommunikasjon."),
        ),
        calls_112=False,
    ),
)
BY_SLUG: Final = {condition.slug: condition for condition in (*CONDITIONS, *SMALLER)}


@dataclass(frozen=True, slots=True)
class Clock:
    """How long it is since the agreed time, and what that asks for now."""

    agreed_at: datetime
    now: datetime

    @property
    def elapsed(self) -> timedelta:
        """Time since the agreed time; never negative."""
        return max(self.now - self.agreed_at, timedelta())

    @property
    def stage(self) -> str:
        """Say `waiting`, `due_15` or `due_30`."""
        if self.elapsed >= CALL_AFTER:
            return "due_30"
        return "due_15" if self.elapsed >= SEARCH_AFTER else "waiting"

    @property
    def search_at(self) -> datetime:
        """When to go to where the child should be, at the latest."""
        return self.agreed_at + SEARCH_AFTER

    @property
    def call_at(self) -> datetime:
        """When to call 112, at the latest. Earlier is always right."""
        return self.agreed_at + CALL_AFTER

    @property
    def minutes_and_seconds(self) -> str:
        """Show the time as the clock does, such as `17:41`."""
        seconds = int(self.elapsed.total_seconds())
        return f"{seconds // 60:02d}:{seconds % 60:02d}"


def agreed_time(text: str, *, now: datetime) -> datetime | None:
    """Read `2200` or `22.00` as the latest such time before now, in the zone of `now`.

    Gives None for anything else, and for a time so long ago that it must be a slip.

    >>> from datetime import UTC
    >>> agreed_time("22.00", now=datetime(2026, 11, 22, 0, 10, tzinfo=UTC)).isoformat()
    '2026-11-21T22:00:00+00:00'
    """
    digits = text.replace(".", "").replace(":", "").strip()
    if len(digits) != 4 or not digits.isascii() or not digits.isdigit():
        return None
    hour, minute = int(digits[:2]), int(digits[2:])
    if hour > 23 or minute > 59:
        return None
    agreed = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if agreed > now:
        agreed -= timedelta(days=1)
    return agreed if now - agreed <= LONGEST_AGO else None
