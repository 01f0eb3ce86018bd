"""Which class a fact of the guideline belongs to (model.md §5). Pure: the catalogue comes in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_IDENTITY_CODES: Final = frozenset({"child_age", "passport_status", "household_children_over_18"})
_PLACE_TYPES: Final = frozenset({"text", "list", "object", "address", "phone"})
_CODE_TYPES: Final = frozenset({"bool", "enum", "int", "date", "datetime"})
# Typed as plain strings in the catalogue; a unit's name is a place all the same (decisions D9),
# while the codes of a municipality or a country say nothing of where the child is now.
_PLACE_STRINGS: Final = frozenset({"placement_name"})
_CODE_STRINGS: Final = frozenset({"home_municipality", "destination_country"})
_CODE_LISTS: Final = frozenset(
    {"child_languages", "compensating_measures", "protective_measures", "reason_for_placement"}
)
_QUASI: Final = frozenset(
    {
        "child_languages",
        "child_nationalities",
        "country_background",
        "culture_religion",
        "health_mapping",
        "home_municipality",
        "home_police_district",
        "language_minority",
        "special_considerations",
    }
)
_REVEALING_ALL_THE_SAME: Final = frozenset({"emergency_home_24h_phone", "on_call_roster"})
VAULT_FACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "child_appearance": "REAL",
        "child_birth_date": "REAL",
        "child_gender": "REAL",
        "child_name": "REAL",
        "child_national_id": "REAL",
        "child_nationalities": "REAL",
        "child_phone_number": "WHERE",
        "fictive_name": "COVER",
        "fictive_number": "COVER",
        "fictive_story": "COVER",
        "mail_address": "WHERE",
        "online_accounts": "WHERE",
        "placement_address": "WHERE",
        "placement_execution_plan": "WHERE",
        "placement_name": "WHERE",
        "places_to_avoid": "WHERE",
        "publication_opt_out": "REAL",
        "pupil_folder_anonymised": "REAL",
        "routines": "WHERE",
        "school_informed_staff": "WHERE",
    }
)
"""What `fact_class` says of the catalogue's facts, for those kept in a vault (kept so by a test)."""


def fact_class(fact_type: str, sensitivity: str, fact_id: str) -> str:
    """Say where a fact is kept: REAL, COVER or WHERE in a vault; else TEXT, RISK or CASE.

    >>> fact_class("string", "identity", "child_name")
    'REAL'
    """
    if sensitivity == "identity" and not _is_code_of_identity(fact_type, fact_id):
        return "COVER" if fact_id.startswith("fictive_") else "REAL"
    if sensitivity == "whereabouts" and (fact_type in _PLACE_TYPES or fact_id in _PLACE_STRINGS):
        return "WHERE"
    if fact_type in _CODE_TYPES or fact_id in _CODE_STRINGS or fact_id in _CODE_LISTS:
        return "RISK" if sensitivity == "risk" else "CASE"
    return "TEXT"


def _is_code_of_identity(fact_type: str, fact_id: str) -> bool:
    return fact_type == "bool" or fact_id in _IDENTITY_CODES


def is_address_revealing(fact_type: str, sensitivity: str, fact_id: str) -> bool:
    """Tell whether a fact outside the vault still says something of where the child is."""
    if fact_id in _REVEALING_ALL_THE_SAME:
        return True
    return sensitivity == "whereabouts" and fact_class(fact_type, sensitivity, fact_id) != "WHERE"


def is_quasi(fact_id: str) -> bool:
    """Tell whether a fact points at one child wherever a place stands beside it."""
    return fact_id in _QUASI
