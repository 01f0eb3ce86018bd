"""Values that hide themselves, and the one place where they may become text.

A `Sealed` holds no text: it holds the way to it. Only inside an open scope may it be read, and the
scope refuses what must never stand together about one child.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Literal, NoReturn, Self, cast

from django.utils.html import escape
from django.utils.translation import gettext

from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.audit import ledger

NAME = "NAME"
"""The class of a call name inside a scope; its origin (REAL or COVER) stands beside it."""
QUASI = "QUASI"
"""Rare traits (language, country, home municipality): they point at a child where a place does."""

FORBIDDEN: tuple[frozenset[str], ...] = (
    frozenset({"REAL", "WHERE"}),
    frozenset({"REAL", "COVER"}),
    frozenset({NAME, "WHERE"}),
    frozenset({QUASI, "WHERE"}),
)
"""What may never be in one output about one child (model.md §5)."""


Purpose = Literal["age", "egress", "keep", "link", "search"]
"""Why a value is looked at without being shown; a closed list, used in `trust/disclosure` only."""


class LinkingSurface(StrEnum):
    """The closed list of places where name and place may meet (decisions D9)."""

    UNLOCKED_INCIDENT = "unlocked_incident"
    REGISTRY_FORM = "registry_form"
    TRIBUNAL_ANNEX = "tribunal_annex"


class DisclosureRefused(errors.DomainError):
    """A sealed value was asked to become text where it may not. Nothing of the page is shown."""

    code: ClassVar[str] = "disclosure_refused"
    text = (
        "Denne siden kan ikke vises slik den ble bedt om, for da ville skjermede opplysninger "
        "stått sammen. Gå tilbake og åpne det du trenger for seg."
    )


class ScopeAlreadyOpen(errors.DomainError):
    """One output has one scope: a second one inside it would hide what already stands there."""

    code: ClassVar[str] = "scope_already_open"


@dataclass(frozen=True, slots=True)
class Opened:
    """One value that became text: for the ledger, by codes only."""

    classes: frozenset[str]
    subject: str
    field: str


@dataclass(frozen=True, slots=True)
class LinkingUse:
    """Why this one output may link name and place: which surface, which case, who, when."""

    surface: LinkingSurface
    case: refs.CaseRef
    by: refs.PersonRef
    at: Instant


class DisclosureScope:
    """One output to one recipient: it remembers what was opened and refuses the forbidden sets."""

    __slots__ = (
        "_held",
        "_opened",
        "keys",
        "linking",
        "masked",
        "memory",
        "recipient",
        "refused",
        "surface",
    )

    def __init__(self, *, surface: str, recipient: str, linking: LinkingUse | None) -> None:
        self.surface = surface
        self.recipient = recipient
        self.linking = linking
        self.refused = False
        self.masked: list[str] = []
        self.keys: dict[tuple[str, str], bytes | None] = {}
        self.memory: dict[str, Any] = {}
        """What `disclosure` has looked up for this output, so that it asks once."""
        self._held: dict[str, frozenset[str]] = {}
        self._opened: dict[tuple[frozenset[str], str, str], None] = {}

    def admit(self, classes: frozenset[str], *, subject: str, field: str) -> None:
        """Let one value in, or refuse it because of what this output already holds."""
        before = self._held.get(subject, frozenset())
        if not classes <= before:
            held = before | classes
            if not self._may_link(subject) and any(pair <= held for pair in FORBIDDEN):
                self.refused = True
                raise DisclosureRefused
            self._held[subject] = held
        self._opened[classes, subject, field] = None

    def classes_of(self, subject: str) -> frozenset[str]:
        """Tell which classes of this child stand in the output so far."""
        return self._held.get(subject, frozenset())

    @property
    def may_link(self) -> bool:
        """Tell whether this output is on the closed list of linking surfaces."""
        return self.linking is not None

    @property
    def opened(self) -> tuple[Opened, ...]:
        """Everything that became text, in order, by codes."""
        return tuple(Opened(*value) for value in self._opened)

    @property
    def classes_opened(self) -> frozenset[str]:
        """Every class that became text, whoever it was about."""
        return frozenset().union(*self._held.values())

    def _may_link(self, subject: str) -> bool:
        return self.linking is not None and str(self.linking.case) == subject


_SCOPE: ContextVar[DisclosureScope | None] = ContextVar("disclosure_scope", default=None)


def current() -> DisclosureScope | None:
    """Give the scope that is open here, if any."""
    return _SCOPE.get()


@contextmanager
def disclosure_scope(
    *, surface: str, recipient: str = "", linking: LinkingUse | None = None
) -> Iterator[DisclosureScope]:
    """Open the one scope of an output. The whole output is made before the block ends.

    Refuses at the end if anything inside was refused, also where a template swallowed the refusal:
    never half a page. Using a linking surface is a ledger row of its own.
    """
    if _SCOPE.get() is not None:
        raise ScopeAlreadyOpen
    scope = DisclosureScope(surface=surface, recipient=recipient, linking=linking)
    if linking is not None:
        _record_linking(linking, surface=surface)
    token = _SCOPE.set(scope)
    try:
        yield scope
    finally:
        _SCOPE.reset(token)
    if scope.refused:
        raise DisclosureRefused


def _record_linking(linking: LinkingUse, *, surface: str) -> None:
    ledger.append(
        action="vaults.linking_surface_opened",
        actor=str(linking.by),
        at=linking.at,
        case=str(linking.case),
        details={"linking_surface": linking.surface.value, "surface": surface},
    )


def _refuse() -> NoReturn:
    scope = _SCOPE.get()
    if scope is not None:
        scope.refused = True
    raise DisclosureRefused


class Sealed:
    """A value that becomes text only in an open scope. Ask `is_set`; nothing else tells anything.

    Not a text, on purpose: every way Python and the templates have of looking into a value refuses
    (truth, length, comparison, iteration, joining, copying out). Immutable.
    """

    __slots__ = ("_classes", "_field", "_is_set", "_subject", "_unseal")

    _unseal: Callable[[], str | None]
    _classes: frozenset[str]
    _subject: str
    _field: str
    _is_set: bool

    def __init__(
        self,
        opener: Callable[[], str | None],
        *,
        classes: frozenset[str],
        subject: str,
        field: str,
        is_set: bool,
    ) -> None:
        put = object.__setattr__
        put(self, "_unseal", opener)
        put(self, "_classes", classes)
        put(self, "_subject", subject)
        put(self, "_field", field)
        put(self, "_is_set", is_set)

    @property
    def is_set(self) -> bool:
        """Tell whether there is a value; an empty text counts as none."""
        return self._is_set

    def __str__(self) -> str:
        scope = _SCOPE.get()
        if scope is None:
            raise DisclosureRefused
        if not self._is_set:
            return ""
        scope.admit(self._classes, subject=self._subject, field=self._field)
        text = self._unseal()
        return erased() if text is None else text

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __html__(self) -> str:
        return escape(str(self))

    def __repr__(self) -> str:
        return f"<sealed {self._field}>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a sealed value cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a sealed value cannot be changed")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __bool__(self) -> NoReturn:
        _refuse()

    def __len__(self) -> NoReturn:
        _refuse()

    def __iter__(self) -> NoReturn:
        _refuse()

    def __contains__(self, part: object) -> NoReturn:
        _refuse()

    def __eq__(self, other: object) -> NoReturn:
        _refuse()

    def __lt__(self, other: object) -> NoReturn:
        _refuse()

    __ne__ = __eq__
    __le__ = __gt__ = __ge__ = __lt__

    def __add__(self, other: object) -> NoReturn:
        _refuse()

    __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = __add__

    def __int__(self) -> NoReturn:
        _refuse()

    def __float__(self) -> NoReturn:
        _refuse()

    def __index__(self) -> NoReturn:
        _refuse()

    def __bytes__(self) -> NoReturn:
        _refuse()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        _refuse()

    def __getstate__(self) -> NoReturn:
        _refuse()

    # No `__getitem__`: Python then refuses `x[0]` itself, and templates can still ask `x.is_set`.
    __hash__ = cast(Any, None)


def erased() -> str:
    """Say that the value's key was destroyed: nobody can read it any more."""
    return gettext("slettet")


def nothing(*, subject: str, field: str) -> Sealed:
    """Give a sealed value that is not set."""
    return Sealed(lambda: "", classes=frozenset(), subject=subject, field=field, is_set=False)


# ── without showing: for `trust/disclosure` only (kept so by a test) ──────────
def compute_with(value: Sealed, *, purpose: Purpose) -> str | None:
    """Give the text for computing only. What it tells must not leave the function that asks."""
    del purpose  # named so that a reader, and the test that counts the uses, can see why
    return value._unseal() if value.is_set else None


def relabel(value: Sealed, *, subject: str, field: str, classes: Iterable[str]) -> Sealed:
    """Give the same value with the child and the classes that only `disclosure` knows."""
    return Sealed(
        value._unseal,
        classes=frozenset(classes),
        subject=subject,
        field=field,
        is_set=value.is_set,
    )


def joined(values: Sequence[Sealed], *, field: str) -> Sealed:
    """Give values of one child as one, with a space between; unset ones are left out."""
    held = [value for value in values if value.is_set]

    def opener() -> str | None:
        texts = [value._unseal() for value in held]
        return None if None in texts else " ".join(text for text in texts if text)

    return Sealed(
        opener,
        classes=frozenset().union(*(value._classes for value in held)),
        subject=values[0]._subject,
        field=field,
        is_set=bool(held),
    )
