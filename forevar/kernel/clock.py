"""Time: the only module that may ask the system what the time is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Instant = datetime
"""A point in time; always aware."""

NORWAY = ZoneInfo("Europe/Oslo")


def now() -> Instant:
    """Read the system clock, in UTC. Interfaces call this once and pass the answer on."""
    return datetime.now(UTC)


def local_date(at: Instant) -> date:
    """Tell which date it is in Norway at that instant."""
    return at.astimezone(NORWAY).date()


def days(number: float) -> timedelta:
    """Give a span of that many times 24 hours."""
    return timedelta(days=number)


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open period: it holds its start and never its end. `end=None` lasts until ended.

    >>> start = datetime(2026, 11, 21, 12, tzinfo=UTC)
    >>> Period(start, start).holds(start)
    False
    >>> Period(start).holds(start)
    True
    """

    start: Instant
    end: Instant | None = None

    def holds(self, at: Instant) -> bool:
        """Tell whether the instant lies inside."""
        return self.start <= at and (self.end is None or at < self.end)
