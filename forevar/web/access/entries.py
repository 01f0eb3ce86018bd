"""Lines of the ledger in words: who, in which role, what, when, and on which basis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.casework.cases.rules import codes
from forevar.kernel import refs
from forevar.kernel.clock import Instant, Period
from forevar.trust.accounts import roles
from forevar.trust.accounts import selectors as accounts
from forevar.trust.audit import actions, ledger

PAGE: Final = 50
KINDS: Final = (
    ("", gettext_noop("Alt")),
    ("disclosure.revealed", gettext_noop("Navn og sted som ble vist")),
    ("access.", gettext_noop("Tilgang og nødtilgang")),
    ("cases.", gettext_noop("Saken")),
    ("intake.", gettext_noop("Henvendelse og tolk")),
    ("screening.", gettext_noop("Fakta og medvirkning")),
    ("assessments.", gettext_noop("Risikovurdering og politi")),
)
"""What a reader can narrow the list to: beginnings of action codes."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry as a person reads it."""

    at: datetime
    who: str
    role: str
    what: str
    basis: str
    case_name: str


def kind_of(wanted: str) -> str:
    """Give the kind when it is one of the list; else everything."""
    return wanted if any(wanted == code for code, _word in KINDS) else ""


def kinds() -> list[tuple[str, str]]:
    """List the kinds in words."""
    return [(code, _(word)) for code, word in KINDS]


def in_words(found: Sequence[ledger.Entry], *, skip: str = "") -> list[LogLine]:
    """Put entries into words; names in one query, roles for those who stand on the page."""
    people = {entry.actor for entry in found if len(entry.actor) == _KEY}
    named = accounts.names(refs.PersonRef(key) for key in people)
    held = {key: accounts.list_memberships(refs.PersonRef(key)) for key in sorted(named)}
    lines = []
    for entry in found:
        said = actions.describe(entry)
        lines.append(
            LogLine(
                at=entry.at,
                who=named.get(entry.actor, _("Systemet")),
                role=_role(held.get(entry.actor, ()), at=entry.at),
                what=_(said.what),
                basis=_(said.basis) if said.basis else "",
                case_name=codes.spoken(refs.CaseRef(entry.case))
                if entry.case and entry.case != skip
                else "",
            )
        )
    return lines


_KEY: Final = 22
"""The length of a person's key; anything else acted without an account."""


def _role(held: Iterable[accounts.MembershipLine], *, at: Instant) -> str:
    """Name the roles somebody had at the time, as the entry was written under one of them."""
    then = [line.role for line in held if Period(line.from_at, line.until_at).holds(at)]
    return ", ".join(_(roles.ROLES[role].screen) for role in dict.fromkeys(then))
