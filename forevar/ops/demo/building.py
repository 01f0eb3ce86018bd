"""Builds the made-up world through the same verbs the pages use, each by somebody who may."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from forevar.kernel.clock import Instant
from forevar.ops.demo import casebuilding
from forevar.ops.demo.cast import Cast
from forevar.trust.accounts import selectors as account_selectors
from forevar.trust.accounts import services as accounts

WORLD = Path(__file__).with_name("world.yaml")
Tell = Callable[[int, int], None]
BEGAN_DAYS_AGO = 1000
SHIFT_HOURS = 24 * 30
"""A demonstration may stand for a month; a real shift never lasts that long."""


@cache
def world() -> Mapping[str, Any]:
    """Read the made-up world."""
    found: Mapping[str, Any] = yaml.safe_load(WORLD.read_text(encoding="utf-8"))
    return found


def is_built() -> bool:
    """Tell whether the made-up world stands already."""
    return account_selectors.has_made_up()


@transaction.atomic
def build_world(*, at: Instant, tell: Tell) -> int:
    """Build organisations, the standing cast and the twelve cases; give the number of cases."""
    cast = build_cast(at=at)
    cases = world()["cases"]
    for number, told in enumerate(cases, start=1):
        casebuilding.build_case(told, cast=cast, number=number, now=at)
        tell(number, len(cases))
    return len(cases)


def build_cast(*, at: Instant) -> Cast:
    """Build the organisations and the people who work in them."""
    began = at - timedelta(days=BEGAN_DAYS_AGO)
    cast = Cast()
    for told in world()["organisations"]:
        _build_organisation(told, cast=cast, at=began)
    for told in world()["people"]:
        _build_person(told, cast=cast, began=began, now=at)
    return cast


def _build_organisation(told: Mapping[str, Any], *, cast: Cast, at: Instant) -> None:
    org = accounts.add_organisation(
        kind=told["kind"],
        name=told["name"],
        municipality=told["municipality"],
        made_up=True,
        by=None,
        at=at,
    )
    cast.orgs[told["id"]] = org
    for unit in told["units"]:
        made = accounts.add_unit(
            org=org,
            kind=unit["kind"],
            name=unit["name"],
            municipality=told["municipality"],
            by=None,
            at=at,
        )
        cast.units[unit["id"]] = made
        cast.org_of_unit[unit["id"]] = org
        for label, number in unit.get("phones", ()):
            accounts.add_phone_number(unit=made, label=label, number=number, by=None, at=at)


def _build_person(told: Mapping[str, Any], *, cast: Cast, began: Instant, now: Instant) -> None:
    person = accounts.add_person(login=told["id"], name=told["name"], by=None, at=began)
    cast.people[told["id"]] = person
    for role, unit in told["memberships"]:
        accounts.add_membership(
            person=person, unit=cast.units[unit], role=role, from_at=began, by=None, at=began
        )
        cast.unit_of_person[told["id"]] = cast.units[unit]
    if "shift" in told:
        accounts.start_shift(
            person=person,
            unit=cast.units[told["shift"]],
            from_at=now - timedelta(hours=1),
            until_at=now + timedelta(hours=SHIFT_HOURS),
            by=None,
            at=now,
        )


def birth_date(age: int, *, today: date) -> date:
    """Give a birth date that makes somebody this old, some months ago."""
    return date(today.year - age, max(1, today.month - 4), 12)
