"""Showing a real name or a place for a short while: who may, why, and that it was done."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar, Final, Literal

from django.db import transaction

from forevar.kernel import clock, decision, errors, refs
from forevar.trust.access.actors import Actor
from forevar.trust.access.policy import CaseRights
from forevar.trust.audit import ledger
from forevar.trust.disclosure import fields, links, selectors
from forevar.trust.vaults import scope
from forevar.trust.vaults.identity import store as identity
from forevar.trust.vaults.whereabouts import store as whereabouts

Kind = Literal["name", "place"]
SHOWN_FOR: Final = timedelta(seconds=60)
REASONS: Final = ("call", "letter", "meeting", "other")
NAME_ROLES: Final = frozenset(
    {"intake_adviser", "caseworker", "cws_leader", "unit_staff", "unit_leader", "home_consultant"}
)
PLACE_ROLES: Final = frozenset({"intake_adviser", "caseworker", "cws_leader"})
APPROVER: Final = "region_leader"
_LASTING_BASES: Final = frozenset({"assigned", "unit", "duty"})


class NoSuchReason(errors.DomainError):
    """A reveal needs one of the coded reasons."""

    code: ClassVar[str] = "no_such_reason"
    text = "Velg hvorfor du trenger å se dette."


@dataclass(frozen=True, slots=True)
class Revealed:
    """What may stand on the page until then; still sealed, so the page's own scope decides."""

    kind: Kind
    until: clock.Instant
    values: tuple[tuple[str, scope.Sealed], ...] = field(repr=False)


def may_reveal(kind: Kind, *, rights: CaseRights, is_approving: bool = False) -> decision.Decision:
    """Say whether somebody may see the real name, or the place (model.md §2, Secrets).

    A regional leader sees the place while approving. Emergency access opens neither here.
    """
    roles = {way.role: way.basis for way in rights.openings if way.basis in _LASTING_BASES}
    wanted = NAME_ROLES if kind == "name" else PLACE_ROLES
    if kind == "place" and is_approving:
        wanted |= {APPROVER}
    fit = sorted(wanted & roles.keys())
    if not fit:
        return decision.Denied("not_yours_to_reveal", "Rollen din kan ikke se dette.")
    return decision.Allowed(roles[fit[0]])


def reveal(
    *,
    case: refs.CaseRef,
    kind: Kind,
    rights: CaseRights,
    by: Actor,
    at: clock.Instant,
    reason: str,
    is_approving: bool = False,
) -> Revealed:
    """Show the real name, or the place, for 60 seconds, and enter it in the ledger.

    Refuses whoever the matrix does not name, and a reason that is not one of the codes. The view
    has asked who it is once more (step-up) before it comes here.
    """
    if reason not in REASONS:
        raise NoSuchReason
    basis = decision.require(may_reveal(kind, rights=rights, is_approving=is_approving)).basis
    values = _names(case) if kind == "name" else _places(case)
    with transaction.atomic():
        ledger.append(
            action="disclosure.revealed",
            actor=by.person,
            at=at,
            case=case,
            details={
                "kind": kind,
                "reason": reason,
                "basis": basis,
                "fields": [name for name, _ in values],
            },
        )
    return Revealed(kind=kind, until=at + SHOWN_FOR, values=values)


def _names(case: refs.CaseRef) -> tuple[tuple[str, scope.Sealed], ...]:
    subjects = links.find(case)
    if subjects is None:
        return ()
    rows = identity.latest([subjects.rid], fields=fields.REVEALED_AS_NAME)
    return tuple(
        (name, selectors.shown(rows[subjects.rid, name], case=case, key_class="REAL"))
        for name in fields.REVEALED_AS_NAME
        if (subjects.rid, name) in rows
    )


def _places(case: refs.CaseRef) -> tuple[tuple[str, scope.Sealed], ...]:
    subjects = links.find(case)
    if subjects is None:
        return ()
    rows = whereabouts.latest([subjects.wid])
    return tuple(
        (kind, selectors.shown(row, case=case, key_class="WHERE"))
        for (_, kind), row in sorted(rows.items())
    )
