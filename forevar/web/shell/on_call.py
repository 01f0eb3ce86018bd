"""Whom to ring around the clock: the duty desks nearest to where somebody works."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forevar.trust.access import policy
from forevar.trust.accounts import selectors as accounts

_MOST: Final = 3
_DESK: Final = "duty_desk"


@dataclass(frozen=True, slots=True)
class OnCallNumber:
    """A number to ring. Never with the desk's name: the page may hold what a child is called."""

    label: str
    number: str

    @property
    def shown(self) -> str:
        """The number in pairs, as Norwegians read eight figures."""
        plain = self.number.removeprefix("+47")
        if len(plain) != 8:
            return self.number
        return " ".join(plain[start : start + 2] for start in range(0, 8, 2))


def list_numbers(actor: policy.Actor) -> tuple[OnCallNumber, ...]:
    """List numbers of the actor's own duty desks; else of out-of-hours services near by."""
    found = list(_own(actor)) or list(_near(actor))
    return tuple(found[:_MOST])


def _own(actor: policy.Actor) -> Iterator[OnCallNumber]:
    for org in dict.fromkeys(fact.org for fact in actor.memberships):
        yield from _of(accounts.list_units(org=org))


def _near(actor: policy.Actor) -> Iterator[OnCallNumber]:
    places = {
        unit.municipality
        for fact in actor.memberships
        if (unit := accounts.find_unit(fact.unit)) is not None
    }
    desks = accounts.list_units(org_kind="out_of_hours")
    near = tuple(desk for desk in desks if desk.municipality in places)
    yield from _of(near or desks)


def _of(units: tuple[accounts.UnitLine, ...]) -> Iterator[OnCallNumber]:
    for unit in units:
        if unit.kind == _DESK:
            for number in unit.numbers:
                yield OnCallNumber(number.label, number.number)
