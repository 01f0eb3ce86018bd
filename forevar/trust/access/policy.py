"""May this person do this on this case? The whole rule, pure: a role opens a section, a grant a case."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Final

from forevar.kernel.clock import Instant, Period
from forevar.kernel.decision import Allowed, Decision, Denied
from forevar.kernel.refs import OrgRef, PersonRef, UnitRef
from forevar.trust.accounts import roles

STEP_UP_SECONDS: Final = 300
"""How long a fresh proof of who you are holds, for what asks for one."""
EMERGENCY_MINUTES: Final = 60
EXPLANATION_HOURS: Final = 24

LETTERS: Final = ("s", "S", "W", "A", "D")
_ALSO: Final = {"s": "s", "S": "sS", "W": "sSW", "A": "sSA", "D": "sSD"}
"""Who writes, approves or discloses also sees; who sees all also sees the reduced form."""

Matrix = Mapping[str, Mapping[str, frozenset[str]]]


class MatrixIsBroken(ValueError):
    """`rights.csv` holds a word the rule does not know. Nothing may start on a guess."""


def _cell(text: str) -> frozenset[str]:
    if text == "–":
        return frozenset()
    if text == "yes":
        return frozenset({"yes"})
    if not text or set(text) - set(LETTERS):
        raise MatrixIsBroken(f"a cell holds {text!r}")
    return frozenset(letter for given in text for letter in _ALSO[given])


def read_matrix(lines: Iterable[str]) -> Matrix:
    """Read section × role → letters, each letter with those it includes."""
    matrix: dict[str, Mapping[str, frozenset[str]]] = {}
    for row in csv.DictReader(lines, strict=True):
        section = row.pop("section")
        if not section or section in matrix:
            raise MatrixIsBroken(f"the section {section!r} stands twice or has no name")
        if None in row or None in row.values() or set(row) - set(roles.BY_SHORT):
            raise MatrixIsBroken(f"the row of {section} does not have the columns of the roles")
        matrix[section] = MappingProxyType(
            {roles.BY_SHORT[short].code: _cell(text) for short, text in row.items()}
        )
    return MappingProxyType(matrix)


MATRIX: Final = read_matrix(
    resources.files("forevar.trust.access")
    .joinpath("rights.csv")
    .read_text(encoding="utf-8")
    .splitlines()
)
SECTIONS: Final = tuple(section for section in MATRIX if section != "emergency")
CASE_ROLES: Final = frozenset(MATRIX["overview"])
EMERGENCY_ROLES: Final = frozenset(r for r, cell in MATRIX["emergency"].items() if "yes" in cell)

BASES: Final = ("assigned", "unit", "duty", "emergency", "control")
"""Strongest first. The first that opens something is the basis a page and the ledger name."""
NAMED_BASES: Final = frozenset({"assigned", "emergency", "control"})
ROLES_ON_BASIS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "assigned": CASE_ROLES,
        "unit": frozenset({"unit_staff", "unit_leader", "home_consultant"}),
        "duty": frozenset({"duty_officer"}),
        "emergency": EMERGENCY_ROLES,
        "control": roles.LEADERS | {"privacy_officer"},
    }
)
# What a basis opens when it does not follow the matrix: emergency access is the same few pages
# for everyone who may start it (D10), and control is the ledger rows and no content.
_FIXED: Final[Mapping[str, Mapping[str, frozenset[str]]]] = MappingProxyType(
    {
        "emergency": MappingProxyType(
            {
                "overview": _cell("s"),
                "nodkort": _cell("S"),
                "plan_institution": _cell("s"),
                "plan_home": _cell("s"),
                "plan_school": _cell("s"),
                "plan_young": _cell("s"),
                "incident": _cell("W"),
            }
        ),
        "control": MappingProxyType({"who_has_seen": _cell("S")}),
    }
)


@dataclass(frozen=True, slots=True)
class MembershipFact:
    """A role somebody has in a unit at the instant the actor was loaded."""

    role: str
    unit: UnitRef
    org: OrgRef
    org_kind: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person, the roles in force, and the units where a shift runs."""

    person: PersonRef
    name: str = field(repr=False)
    memberships: tuple[MembershipFact, ...] = ()
    on_shift: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """The role codes in force."""
        return frozenset(fact.role for fact in self.memberships)

    def __str__(self) -> str:
        return self.person.key


@dataclass(frozen=True, slots=True)
class GrantFact:
    """A need to know on one case: a named person in a role in a unit, or a whole unit."""

    basis: str
    unit: UnitRef
    period: Period
    person: PersonRef | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """One way in: a role that a grant let through, on its basis, in a unit."""

    role: str
    basis: str
    unit: UnitRef
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class CaseRights:
    """What one person may do on one case at one instant, and why."""

    openings: tuple[Opening, ...] = ()
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.cells)

    @property
    def basis(self) -> str:
        """The strongest basis; empty when nothing is open."""
        return self.openings[0].basis if self.openings else ""

    @property
    def roles(self) -> frozenset[str]:
        """The roles the person is on this case in, whatever other roles they have elsewhere."""
        return frozenset(opening.role for opening in self.openings)

    @property
    def emergency_until(self) -> Instant | None:
        """When emergency access ends, for somebody who has no other way in."""
        return self.openings[0].until if self.basis == "emergency" else None

    def can(self, section: str, letter: str) -> Decision:
        """Answer for one section and one letter of the matrix, with the basis."""
        basis = self.cells.get((section, letter))
        return NOT_HERE if basis is None else Allowed(basis)

    def letters(self, section: str) -> frozenset[str]:
        """Give every letter that is open in a section."""
        return frozenset(letter for found, letter in self.cells if found == section)


NOT_HERE: Final = Denied("not_here")
"""The one refusal of strangers: the same for no grant, a block and a code that never existed."""
NO_RIGHTS: Final = CaseRights()


def rights_on_case(
    actor: Actor, grants: Iterable[GrantFact], blocked: bool, at: Instant
) -> CaseRights:
    """Weigh an actor's roles against the grants on one case.

    A person in the child's network gets nothing, emergency access included, and is not told so.
    """
    if blocked is not False:
        return NO_RIGHTS
    found = {opening for grant in grants for opening in _openings(actor, grant, at)}
    openings = tuple(sorted(found, key=lambda way: (BASES.index(way.basis), way.role, str(way))))
    cells: dict[tuple[str, str], str] = {}
    for opening in openings:
        for section, letters in letters_of(opening.role, opening.basis).items():
            for letter in letters:
                cells.setdefault((section, letter), opening.basis)
    return CaseRights(openings, MappingProxyType(cells)) if cells else NO_RIGHTS


def _openings(actor: Actor, grant: GrantFact, at: Instant) -> Iterator[Opening]:
    if not grant.period.holds(at) or not _is_held_by(actor, grant):
        return
    for fact in actor.memberships:
        if fact.unit == grant.unit and _fits(fact, grant):
            yield Opening(fact.role, grant.basis, grant.unit, grant.period.end)


def _is_held_by(actor: Actor, grant: GrantFact) -> bool:
    """A named basis asks for the person; a unit's asks for a shift there that runs now."""
    if grant.basis in NAMED_BASES:
        return grant.person == actor.person
    return grant.person is None and grant.unit.key in actor.on_shift


def _fits(fact: MembershipFact, grant: GrantFact) -> bool:
    return (
        fact.role in ROLES_ON_BASIS.get(grant.basis, frozenset())
        and (grant.basis not in NAMED_BASES or fact.role == grant.role)
        and roles.works_in(fact.role, organisation_kind=fact.org_kind)
    )


def letters_of(role: str, basis: str) -> Mapping[str, frozenset[str]]:
    """Give section → letters for a role that came in on a basis; nothing for unknown words."""
    if role not in ROLES_ON_BASIS.get(basis, frozenset()):
        return MappingProxyType({})
    if basis in _FIXED:
        return _FIXED[basis]
    return MappingProxyType({section: MATRIX[section][role] for section in SECTIONS})


def roles_with(section: str, letter: str, *, basis: str) -> frozenset[str]:
    """Give the roles that a basis lets through to a cell: the same rule asked the other way."""
    return frozenset(
        role
        for role in ROLES_ON_BASIS.get(basis, frozenset())
        if letter in letters_of(role, basis).get(section, frozenset())
    )


# ── questions that are not about one page of one case ────────────────────────
def may_approve(actor: Actor, author: PersonRef) -> Decision:
    """Nobody approves what they wrote. The letter A is asked for besides."""
    if actor.person == author:
        return Denied(
            "own_work", roles.gettext_noop("Du kan ikke godkjenne det du selv har skrevet.")
        )
    return Allowed("another_person")


def works_as(actor: Actor, *codes: str) -> Decision:
    """Tell whether one of the roles is in force, for pages that belong to no case."""
    return Allowed("role") if actor.roles & set(codes) else NOT_HERE


def opens_section(actor: Actor, section: str, letter: str) -> Decision:
    """Tell whether a role in force reaches a cell at all: the first key without the second.

    For verbs that have no case yet, such as registering an enquiry.
    """
    able = roles_with(section, letter, basis="assigned")
    return works_as(actor, *able) if able else NOT_HERE


def may_start_emergency(actor: Actor) -> Decision:
    """Tell whether a role in force may break the glass; which case and which block come after."""
    return works_as(actor, *EMERGENCY_ROLES)


STEWARDS: Final = frozenset({"intake_adviser", "caseworker"}) | roles.LEADERS
"""Those who answer for a case: they let others in, and they are told of emergency access."""
FOUNDERS: Final = frozenset(role for role, cell in MATRIX["enquiry"].items() if "W" in cell)
"""Those whose enquiry starts a case, and so are its first."""


def may_let_in(giver: Actor, rights: CaseRights, *, person: PersonRef | None) -> Decision:
    """Tell whether somebody on the case may give, end or block access for another.

    Nobody lets themselves in: the first on a case is the one who registered it.
    """
    if person == giver.person:
        return Denied("own_access", roles.gettext_noop("Du kan ikke gi deg selv tilgang."))
    for opening in rights.openings:
        if opening.basis == "assigned" and opening.role in STEWARDS:
            return Allowed(opening.basis)
    return NOT_HERE


@dataclass(frozen=True, slots=True)
class Reviewable:
    """What decides who may review an emergency access: where it came from and who was near it."""

    opener: PersonRef
    unit: UnitRef
    organisations: frozenset[OrgRef]
    involved: frozenset[PersonRef]


def may_review(actor: Actor, emergency: Reviewable, *, blocked: bool) -> Decision:
    """Tell whether somebody may review: a privacy officer, or a leader of another unit.

    Both in an organisation on the case, or the opener's; never who was involved in it.
    """
    if blocked is not False or actor.person in emergency.involved | {emergency.opener}:
        return NOT_HERE
    for fact in actor.memberships:
        if fact.org not in emergency.organisations:
            continue
        if fact.role == "privacy_officer":
            return Allowed("control")
        if fact.role in roles.LEADERS and fact.unit != emergency.unit:
            return Allowed("control")
    return NOT_HERE
