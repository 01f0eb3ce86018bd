"""Yes, No and Unknown(why), and the strong Kleene tables that join them."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, get_args

Why = Literal["not_asked", "asked", "disputed", "not_applicable"]
REASONS: Final[frozenset[str]] = frozenset(get_args(Why))


class Truth(IntEnum):
    """A truth value; the order is no < unknown < yes, so the tables are minimum and maximum.

    >>> Truth.NO < Truth.UNKNOWN < Truth.YES
    True
    """

    NO = 0
    UNKNOWN = 1
    YES = 2


Yes: Final = Truth.YES
No: Final = Truth.NO


class ReasonNotKnown(ValueError):
    """Somebody gave a reason for not knowing that is none of the four."""

    def __init__(self, why: str) -> None:
        self.code = "guideline.reason_not_known"
        super().__init__(f"A missing fact is one of {', '.join(sorted(REASONS))}.")
        self.why = why


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that is not known, and why; never None, never False.

    >>> Unknown("asked").truth
    <Truth.UNKNOWN: 1>
    >>> Unknown("asked")
    Unknown(why='asked')
    >>> bool(Unknown("asked"))
    Traceback (most recent call last):
    ...
    TypeError: Not knowing is neither yes nor no; ask for .truth
    """

    why: Why = "not_asked"

    def __post_init__(self) -> None:
        """Refuse a reason outside the closed list."""
        if self.why not in REASONS:
            raise ReasonNotKnown(self.why)

    def __bool__(self) -> bool:
        """Refuse to be read as a yes or a no."""
        raise TypeError("Not knowing is neither yes nor no; ask for .truth")

    @property
    def truth(self) -> Truth:
        """The truth value of something not known."""
        return Truth.UNKNOWN


def both(*parts: Truth) -> Truth:
    """``and``: the least of its parts; true of no parts at all.

    >>> both(Truth.YES, Truth.UNKNOWN), both(Truth.NO, Truth.UNKNOWN)
    (<Truth.UNKNOWN: 1>, <Truth.NO: 0>)
    >>> both()
    <Truth.YES: 2>
    """
    return min(parts, default=Truth.YES)


def either(*parts: Truth) -> Truth:
    """``or``: the greatest of its parts; false of no parts at all.

    >>> either(Truth.NO, Truth.UNKNOWN), either(Truth.YES, Truth.UNKNOWN)
    (<Truth.UNKNOWN: 1>, <Truth.YES: 2>)

    The connective sees truth values only: one thing or its opposite is still unknown.

    >>> either(Truth.UNKNOWN, negate(Truth.UNKNOWN))
    <Truth.UNKNOWN: 1>
    """
    return max(parts, default=Truth.NO)


def negate(part: Truth) -> Truth:
    """``not``: swaps yes and no, leaves unknown alone.

    >>> negate(Truth.NO), negate(Truth.UNKNOWN)
    (<Truth.YES: 2>, <Truth.UNKNOWN: 1>)
    """
    return Truth(2 - part)
