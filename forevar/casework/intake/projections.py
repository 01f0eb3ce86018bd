"""What leaves intake: the enquiry, requests and the interpreter, as somebody may see them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef


@dataclass(frozen=True, slots=True)
class EnquiryRegistered:
    """A case was opened from an enquiry."""

    case: CaseRef
    name: str


@dataclass(frozen=True, slots=True)
class EnquiryNow:
    """The enquiry as it stands; `told` and the reason are sealed until a page opens them."""

    received_on: date
    channel: str
    contact: str
    contact_phone: str
    wanted: str
    hidden_address: str
    grading: str
    address_who: str
    address_due_on: date | None
    address_until_then: Any = field(repr=False)
    told: Any = field(repr=False)
    information_sufficient: bool | None
    sufficient_reason: Any = field(repr=False)
    version: int


@dataclass(frozen=True, slots=True)
class RequestLineNow:
    """One thing asked for: a fact, and whether the answer has come."""

    fact: str
    answered_at: Instant | None


@dataclass(frozen=True, slots=True)
class RequestNow:
    """A request for information, with how far it has come."""

    number: int
    to: str
    state: str
    due_on: date | None
    drafted_at: Instant
    sent_at: Instant | None
    reminded_at: Instant | None
    is_late: bool
    covering: Any = field(repr=False)
    lines: tuple[RequestLineNow, ...]


@dataclass(frozen=True, slots=True)
class InterpreterNow:
    """Whether an interpreter is needed and who it is; unknown is None or empty."""

    needed: bool | None
    language: Any = field(repr=False)
    relation: str
    qualification: str
    ties_checked: bool | None
    details: Any = field(repr=False)
    reason: Any = field(repr=False)
    noted_at: Instant
    version: int
