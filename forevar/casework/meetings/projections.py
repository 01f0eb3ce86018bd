"""What leaves meetings: all of it for those who answer for the case, attended items for a guest."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forevar.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class MeetingPlanned:
    """The receipt of a meeting."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in the list. For a guest `items` counts those the guest is with on."""

    number: int
    kind: str
    state: str
    planned_for: Instant
    held_on: date | None
    items: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the case who can be asked to a meeting; shortened where a name tells a place."""

    person: str
    role: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the list of a meeting: a colleague by name, or a guest by where they come from."""

    number: int
    role: str
    body: str
    name: str = field(repr=False)
    guest_name: Any = field(repr=False)
    is_guest: bool


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to locked minutes, by whom and when."""

    number: int
    text: Any = field(repr=False)
    by: str
    at: Instant


@dataclass(frozen=True, slots=True)
class ItemNow:
    """One item in full; texts stay sealed until a page opens them."""

    number: int
    source: str
    source_id: str
    heading: Any = field(repr=False)
    minutes: Any = field(repr=False)
    decided: Any = field(repr=False)
    present: tuple[int, ...]
    left_out: bool
    follow_up_by: str
    follow_up_on: date | None
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class MeetingNow:
    """A meeting in full, for those who answer for the case."""

    number: int
    version: int
    kind: str
    state: str
    planned_for: Instant
    held_on: date | None
    police_discussed: str
    police_parties: tuple[str, ...]
    police_outcome: str
    items: tuple[ItemNow, ...]
    attendees: tuple[Attendee, ...]
    added: tuple[Added, ...]
    written_by: str
    written_at: Instant
    locked_by: str
    locked_at: Instant | None

    @property
    def has_guests(self) -> bool:
        """Tell whether somebody is there who does not answer for the case."""
        return any(attendee.is_guest for attendee in self.attendees)


@dataclass(frozen=True, slots=True)
class AttendedItem:
    """One item as a guest reads it: nothing of it before the minutes are locked but its heading."""

    number: int
    source: str
    source_id: str
    heading: Any = field(repr=False)
    minutes: Any = field(repr=False)
    decided: Any = field(repr=False)
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class MeetingAttended:
    """A meeting as a guest sees it: the guest's own items, and not who else was there."""

    number: int
    kind: str
    state: str
    planned_for: Instant
    held_on: date | None
    items: tuple[AttendedItem, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something the agenda could hold, and how many points of the guides wait for it."""

    source: str
    source_id: str
    heading: str
    theme: str
    state: str
    waits: int
