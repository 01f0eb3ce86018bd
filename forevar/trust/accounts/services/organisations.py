"""Organisations, units and the numbers people ring."""

import re
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q

from forevar.kernel.clock import Instant
from forevar.kernel.refs import OrgRef, PersonRef, UnitRef
from forevar.trust.accounts import roles, sorting
from forevar.trust.accounts.models import Organisation, PhoneNumber, Unit
from forevar.trust.accounts.services import authority

_NUMBER: Final = re.compile(r"^\+?[0-9]{3,15}$")
_MUNICIPALITY: Final = re.compile(r"^([0-9]{4})?$")
_LABEL_LENGTH: Final = 60
_CHOOSE: Final = roles.gettext_noop("Velg ett av alternativene.")


@transaction.atomic
def add_organisation(
    *, kind: str, name: str, municipality: str = "", made_up: bool = False, by: None, at: Instant
) -> OrgRef:
    """Add an organisation. Only the command line does: no account stands above organisations."""
    authority.refuse_wrong(
        kind=None if kind in roles.ORGANISATION_KINDS else _CHOOSE,
        name=authority.name_fault(name),
        municipality=_municipality_fault(municipality),
    )
    row = Organisation.objects.create(
        kind=kind,
        name=name.strip(),
        name_sort=sorting.sort_key(name),
        municipality=municipality,
        made_up=made_up,
    )
    authority.enter("accounts.organisation_added", row.key, by=by, at=at, kind=kind)
    return OrgRef(row.key)


@transaction.atomic
def add_unit(
    *,
    org: OrgRef,
    kind: str,
    name: str,
    municipality: str = "",
    by: PersonRef | None,
    at: Instant,
) -> UnitRef:
    """Add a unit to an organisation. Refuses anybody but its administrator."""
    authority.require_admin(by, org.key, at)
    authority.refuse_wrong(
        kind=None if kind in roles.UNIT_KINDS else _CHOOSE,
        name=authority.name_fault(name),
        municipality=_municipality_fault(municipality),
    )
    row = Unit.objects.create(
        organisation_id=org.key,
        kind=kind,
        name=name.strip(),
        name_sort=sorting.sort_key(name),
        municipality=municipality,
    )
    authority.enter("accounts.unit_added", row.key, by=by, at=at, kind=kind, organisation=org.key)
    return UnitRef(row.key)


@transaction.atomic
def add_phone_number(
    *, unit: UnitRef, label: str, number: str, by: PersonRef | None, at: Instant
) -> str:
    """Add a number to a unit and give its key. Refuses what cannot be rung."""
    authority.require_admin(by, authority.organisation_of(unit), at)
    plain = re.sub(r"[\s-]", "", number)
    authority.refuse_wrong(
        label=None if 0 < len(label.strip()) <= _LABEL_LENGTH else authority.WRITE_NAME,
        number=None if _NUMBER.match(plain) else roles.gettext_noop("Skriv et telefonnummer."),
    )
    if PhoneNumber.objects.filter(unit=unit.key, number=plain).exists():
        raise authority.AlreadyThere
    row = PhoneNumber.objects.create(unit_id=unit.key, label=label.strip(), number=plain)
    authority.enter("accounts.number_added", row.key, by=by, at=at, unit=unit.key)
    return row.key


@transaction.atomic
def note_number_tried(*, number: str, on: date, by: PersonRef, at: Instant) -> None:
    """Note that somebody rang a number and it worked. Refuses those with no role in the unit's
    organisation, and a day that is earlier than the last.
    """
    row = PhoneNumber.objects.select_for_update().select_related("unit").filter(key=number).first()
    if row is None:
        raise authority.HasEnded
    in_organisation = Q(unit__organisation=row.unit.organisation_id)
    if not authority.has_role(by, in_organisation, at):
        raise authority.NotYoursToChange
    if row.last_tried_on is not None and row.last_tried_on > on:
        raise authority.AlreadyThere
    row.last_tried_on = on
    row.save(update_fields=["last_tried_on"])
    authority.enter("accounts.number_tried", row.key, by=by, at=at, on=on.isoformat())


def _municipality_fault(number: str) -> str | None:
    return None if _MUNICIPALITY.match(number) else roles.gettext_noop("Velg en kommune.")
