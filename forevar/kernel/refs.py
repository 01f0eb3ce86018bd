"""References: opaque, typed and safe to print, so a name never has to stand in for one."""

import re
import secrets
from dataclasses import dataclass

_CASE_CODE = re.compile(r"^[a-z]{2,24}-[0-9]{3,4}$")
_KEY = re.compile(r"^[A-Za-z0-9_-]{22}$")


def new_key() -> str:
    """Give 128 random bits as 22 URL-safe characters: an identifier that tells nothing."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class CaseRef:
    """One case by its meaningless code, such as `lonn-482`.

    Refuses anything that does not look like a code, so that free text can never pass as one.

    >>> str(CaseRef("lonn-482"))
    'lonn-482'
    """

    code: str

    def __post_init__(self) -> None:
        if not _CASE_CODE.match(self.code):
            raise ValueError("a case code is a nature word, a hyphen and three or four digits")

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class _KeyRef:
    key: str

    def __post_init__(self) -> None:
        if not _KEY.match(self.key):
            raise ValueError("a key is 22 URL-safe characters")

    def __str__(self) -> str:
        return self.key


class PersonRef(_KeyRef):
    """One member of staff, carer or school contact: somebody with an account."""


class UnitRef(_KeyRef):
    """One team, department or home."""


class OrgRef(_KeyRef):
    """One organisation."""
