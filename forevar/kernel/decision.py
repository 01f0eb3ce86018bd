"""An answer to «may this be done?» that carries its reason and works in an `if`."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from forevar.kernel import errors


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes, on this basis (`assigned`, `unit`, `duty`, `emergency`, `control`, `author` …)."""

    basis: str

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, with a stable code for the ledger and a kind text for the person."""

    code: str
    text: str = "Du har ikke tilgang til dette."

    def __bool__(self) -> Literal[False]:
        return False


Decision = Allowed | Denied


class NotAllowed(errors.DomainError):
    """Somebody asked for what the decision denied."""

    code: ClassVar[str] = "not_allowed"

    def __init__(self, denied: Denied) -> None:
        super().__init__(denied.text)
        self.denied = denied


def require(decision: Decision) -> Allowed:
    """Give the decision back when it allows; raise `NotAllowed` with its reason when not."""
    if isinstance(decision, Denied):
        raise NotAllowed(decision)
    return decision
