"""Every fact of both guides has a class, and those of a vault are the ones the vault takes."""

import pytest

from forevar.guideline import loader
from forevar.trust.disclosure import classes

FACTS = loader.load_guide().facts
CLASS = {f.id: classes.fact_class(f.type, f.sensitivity, f.id) for f in FACTS.values()}


def test_all_151_facts_have_one_of_six_classes() -> None:
    assert len(CLASS) == 151
    assert set(CLASS.values()) == {"REAL", "COVER", "WHERE", "TEXT", "RISK", "CASE"}


def test_the_vaults_take_exactly_the_facts_of_their_classes() -> None:
    vaulted = {fact: found for fact, found in CLASS.items() if found in {"REAL", "COVER", "WHERE"}}

    assert vaulted == dict(classes.VAULT_FACTS)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("child_name", "REAL"),
        ("child_gender", "REAL"),
        ("child_appearance", "REAL"),
        ("child_age", "CASE"),
        ("passport_status", "CASE"),
        ("household_children_over_18", "CASE"),
        ("household_own_children_present", "CASE"),
        ("school_needs_national_id", "CASE"),
        ("fictive_name_decided", "CASE"),
        ("fictive_story", "COVER"),
        ("placement_name", "WHERE"),
        ("placement_address", "WHERE"),
        ("child_phone_number", "WHERE"),
        ("routines", "WHERE"),
        ("home_municipality", "CASE"),
        ("registry_grading", "CASE"),
        ("agreed_return_time", "CASE"),
        ("address_revealed", "CASE"),
        ("abduction_risk", "RISK"),
        ("staff_violence_risk", "RISK"),
        ("persons_of_risk", "TEXT"),
        ("protective_measures", "RISK"),
        ("reason_for_placement", "CASE"),
        ("child_views", "TEXT"),
        ("legal_basis", "CASE"),
        ("health_mapping", "TEXT"),
    ],
)
def test_a_fact_is_kept_where_the_model_says(fact: str, expected: str) -> None:
    assert CLASS[fact] == expected


def test_what_says_something_of_the_place_outside_the_vault_is_flagged() -> None:
    flagged = {
        f.id for f in FACTS.values() if classes.is_address_revealing(f.type, f.sensitivity, f.id)
    }

    assert {"education_setting", "agreed_return_time", "on_call_roster"} <= flagged
    assert not flagged & set(classes.VAULT_FACTS)


def test_rare_traits_are_flagged() -> None:
    assert classes.is_quasi("home_municipality")
    assert classes.is_quasi("child_languages")
    assert not classes.is_quasi("abduction_risk")
    assert {fact for fact in classes._QUASI} <= set(CLASS)
