"""Thirteen roles, seven kinds of organisation, and where each role works."""

import pytest
from django.core.management import call_command
from django.db import models

from forevar.trust.access import models as access
from forevar.trust.accounts import models as accounts
from forevar.trust.accounts import roles
from forevar.trust.notices import models as notices

MODEL = """
|`intake_adviser`|IA|Inntaksrådgiver|R1|bufetat_region|
|`caseworker`|CW|Kontaktperson i barnevernstjenesten|R2|municipality|
|`cws_leader`|CL|Barnevernleder|R5|municipality|
|`region_leader`|RL|Avdelings- eller regiondirektør|R5|bufetat_region|
|`unit_staff`|US|Miljøpersonale|R3|institution|
|`unit_leader`|UL|Institusjonsleder|R5|institution|
|`carer`|CA|Beredskapshjem, fosterhjem|R4|care_home|
|`home_consultant`|HC|Beredskapshjemkonsulent|R7|bufetat_region|
|`school_contact`|SC|Skolekontakt|R6|school|
|`duty_officer`|DO|Vakt|R7|out_of_hours, bufetat_region|
|`org_admin`|OA|Administrator|R9|any|
|`privacy_officer`|PO|Personvernombud|R10|any|
|`press_officer`|PR|Kommunikasjonsansvarlig|R11|bufetat_region, directorate|
"""
KINDS = {
    "municipality",
    "bufetat_region",
    "institution",
    "care_home",
    "school",
    "out_of_hours",
    "directorate",
}


def _rows() -> list[tuple[str, str, str, set[str]]]:
    cells = [line.strip("|").split("|") for line in MODEL.split("\n") if line]
    return [
        (code.strip("`"), short, screen, KINDS if works == "any" else set(works.split(", ")))
        for code, short, screen, _, works in cells
    ]


def test_the_roles_are_those_of_the_model() -> None:
    found = [
        (role.code, role.short, role.screen, set(role.organisation_kinds))
        for role in roles.ROLES.values()
    ]

    assert found == _rows()
    assert len(found) == 13


def test_the_kinds_of_organisation_are_those_of_the_model() -> None:
    assert set(roles.ORGANISATION_KINDS) == KINDS


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[1])
def test_a_role_works_only_where_the_model_says(row: tuple[str, str, str, set[str]]) -> None:
    works = {kind for kind in KINDS if roles.works_in(row[0], organisation_kind=kind)}

    assert works == row[3]
    assert roles.BY_SHORT[row[1]].code == row[0]


def test_words_nobody_knows_are_never_a_yes() -> None:
    assert not roles.works_in("wizard", organisation_kind="municipality")
    assert not roles.works_in("caseworker", organisation_kind="castle")
    assert not roles.works_in("org_admin", organisation_kind="castle")


_TABLES: list[type[models.Model]] = [
    accounts.Organisation,
    accounts.Unit,
    accounts.PhoneNumber,
    accounts.Person,
    accounts.Membership,
    accounts.Shift,
    access.Grant,
    access.EmergencyAccess,
    access.EmergencyTold,
    access.NetworkBlock,
    notices.Notice,
]


@pytest.mark.parametrize("table", _TABLES, ids=lambda table: table.__name__)
def test_every_column_is_classified_and_none_is_for_a_vault(table: type[models.Model]) -> None:
    classes: dict[str, str] = table.field_classes  # type: ignore[attr-defined]

    assert set(classes) == {column.name for column in table._meta.concrete_fields}
    assert set(classes.values()) <= {"OPEN", "STAFF", "CASE"}


@pytest.mark.django_db
def test_the_migrations_hold_every_change() -> None:
    call_command(
        "makemigrations",
        "accounts",
        "access",
        "notices",
        check=True,
        dry_run=True,
        verbosity=0,
        skip_checks=True,
    )
