"""What leaves documents: lines about what was received, and where what was made here is read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from forevar.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class Received:
    """One received document: that it came, not what it says. The note stays sealed until shown."""

    number: int
    kind: str
    sender: str
    received_on: date
    note: Any = field(repr=False)
    noted_by: str
    noted_at: Instant
    is_struck: bool


@dataclass(frozen=True, slots=True)
class Produced:
    """One document made here, by the package that holds it and its number there."""

    kind: Literal["request", "assessment", "minutes"]
    number: int
    detail: str
    """To whom, for a request; the kind of meeting, for minutes."""
    on: date
