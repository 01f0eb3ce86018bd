"""What leaves this package: frozen, one per audience, with only what that audience may see."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from forevar.kernel import refs


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """The case without anybody's name: what other packages need to know of it."""

    case: refs.CaseRef
    name: str
    phase: str
    paragraph: str
    legal_basis: str
    urgency: str
    address_state: str
    opened_at: datetime
    closed_at: datetime | None
    municipality_org: str
    intake_org: str
    flagged_for_duty: bool
    version: int

    @property
    def is_closed(self) -> bool:
        """Tell whether the case is past its last phase."""
        return self.phase == "closed"

    @property
    def is_acute(self) -> bool:
        """Tell whether the placement is made in haste."""
        return self.urgency == "acute"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is to answer: a person in a unit, or the unit's shift when no person is named."""

    unit: refs.UnitRef
    person: refs.PersonRef | None = None


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case that was just opened."""

    case: refs.CaseRef
    name: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The line on top of every case page. The call name is sealed until the page opens it."""

    name: str
    call_name: Any = field(repr=False)
    age: int | None
    address_line: str
    kontaktperson: str
    scope_band: str
    phase: str


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One station on the line of phases."""

    code: str
    label: str
    state: str
    """`past`, `current` or `ahead`."""


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """Where the case is, what lies over it, and where it can go from here."""

    steps: tuple[PhaseStep, ...]
    overlays: tuple[str, ...]
    next_phases: tuple[tuple[str, str], ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PersonOnCase:
    """Somebody who answers for the case on behalf of a body."""

    responsibility: str
    body: str
    body_name: str
    name: str
    person: str
    unit: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person has said of one requirement in one case."""

    requirement: str
    state: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why somebody did something; sealed until the page opens it."""

    kind: str
    text: Any = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as other packages see it."""

    key: str
    case: refs.CaseRef
    title: str
    about: str
    requirement: str
    kind: str
    state: str
    owner_person: str
    owner_body: str
    due_at: datetime | None
    due_on: date | None
    waits_on: str
    asked_at: datetime | None
    reminded_at: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: the date, how long, and whether it is over or near."""

    date: str
    when: str
    kind: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of Mitt arbeid: no name, no place, no municipality, ever."""

    key: str
    case: refs.CaseRef
    case_name: str
    title: str
    requirement: str
    about: str
    source: str
    kind: str
    group: str
    due: Due
    waits_on: str
    asked_on: date | None
    reminded_on: date | None
    owner_body: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The rows under one heading, and how many there are in all."""

    code: str
    label: str
    rows: tuple[WorkRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """How much there is, counted over the whole list and not the page."""

    overdue: int = 0
    today: int = 0
    week: int = 0
    later: int = 0
    waiting: int = 0
    approvals: int = 0
    without_kontaktperson: int | None = None


@dataclass(frozen=True, slots=True)
class WorkList:
    """Mitt arbeid: what waits on me by deadline, and what I wait for."""

    groups: tuple[WorkGroup, ...]
    waiting: tuple[WorkRow, ...]
    counts: WorkCounts
    after: str
    """Where the next page begins; empty on the last."""
    next_due_on: date | None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show in this list."""
        return not any(group.rows for group in self.groups) and not self.waiting


@dataclass(frozen=True, slots=True)
class WorkFilters:
    """What the person has narrowed the list to."""

    case: str = ""
    waits_on: str = ""
    kind: str = ""
    group: str = ""

    @property
    def is_set(self) -> bool:
        """Tell whether anything is filtered away."""
        return bool(self.case or self.waits_on or self.kind or self.group)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list of cases."""

    case: refs.CaseRef
    name: str
    phase: str
    phase_name: str
    kontaktperson: str
    due: Due
    open_tasks: int
    overdue_tasks: int


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """What the person has narrowed the list of cases to."""

    phase: str = ""
    deadline: str = ""
    """`overdue` or `week`."""
    body: str = ""
    """Only the cases where I answer for this body."""
    without_kontaktperson: bool = False

    @property
    def is_set(self) -> bool:
        """Tell whether anything is filtered away."""
        return bool(self.phase or self.deadline or self.body or self.without_kontaktperson)


@dataclass(frozen=True, slots=True)
class ChildTile:
    """A child somebody looks after now: what they are called, sealed, and the case's code."""

    case: refs.CaseRef
    case_name: str
    call_name: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of the cases a person may open."""

    rows: tuple[CaseRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """Something that happened: from the ledger, or a note that is sealed until it is shown."""

    at: datetime
    who: str
    text: Any = field(repr=False)
    is_note: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of what has happened in a case, latest first."""

    rows: tuple[TimelineRow, ...]
    before: str


@dataclass(frozen=True, slots=True)
class DraftFound:
    """What somebody had typed when it was last saved."""

    body: Any = field(repr=False)
    """Sealed JSON; `drafts.read` in services opens it inside a scope."""
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """The receipt of a saved draft."""

    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ClosingSheet:
    """What holds a case open, and who still has access."""

    blocks: tuple[Any, ...]
    conditions: tuple[Any, ...]
    people: tuple[PersonOnCase, ...]
    open_tasks: int


@dataclass(frozen=True, slots=True)
class ReducedSheet:
    """The case for somebody with the reduced right: what they must do, and whom to ring."""

    tasks: tuple[WorkRow, ...]
    ring: tuple["Ring", ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring: the body, the person who answers, and the numbers of their unit."""

    body_name: str
    name: str
    numbers: tuple[tuple[str, str], ...]
