"""The names of what the vaults hold, and which vault each belongs to. Pure."""

from typing import Final

GIVEN_NAME: Final = "given_name"
SURNAME: Final = "surname"
BIRTH_DATE: Final = "child_birth_date"
NATIONAL_NUMBER: Final = "child_national_id"
GENDER: Final = "child_gender"
NAME_IN_USE: Final = "fictive_name"
STORY: Final = "fictive_story"
FICTIVE_NUMBER: Final = "fictive_number"
CALL_NAME: Final = "call_name"
CHILD_NAME: Final = "child_name"

REAL_NAMES: Final = (GIVEN_NAME, SURNAME)
REVEALED_AS_NAME: Final = (GIVEN_NAME, SURNAME, NATIONAL_NUMBER)


def shown_as(field: str, *, key_class: str) -> frozenset[str]:
    """Say which classes a value counts as when it is shown: a name in use is also a name."""
    if field in {NAME_IN_USE, *REAL_NAMES}:
        return frozenset({"NAME", key_class})
    return frozenset({key_class})
