"""Who may read and write which answer on a case: the provider, and those who hold the whole."""

from collections.abc import Mapping
from typing import Final

from forevar.casework.screening.rules import answers, themes
from forevar.guideline import catalogue

HOLD_THE_WHOLE: Final = frozenset({"intake_adviser", "caseworker", "cws_leader"})
MAY_REVEAL_NAME: Final = HOLD_THE_WHOLE | {"unit_staff", "unit_leader", "home_consultant"}
MAY_REVEAL_PLACE: Final = HOLD_THE_WHOLE
"""Who learns that an answer lies in the vault; everyone else is told that it is shielded."""


def may_read(
    fact: catalogue.Fact, *, held: frozenset[str], providers: Mapping[str, frozenset[str]]
) -> bool:
    """Tell whether these roles see the answer to a fact, or only that there is one.

    Whoever answers a question may read its answer. Free texts, risk and rare traits are for those
    who hold the whole case; the rest learn risk in words from the plan (model.md §2).
    """
    kept_as = themes.class_of(fact)
    if kept_as == "REAL":
        return bool(held & MAY_REVEAL_NAME)
    if kept_as == "WHERE":
        return bool(held & MAY_REVEAL_PLACE)
    if held & HOLD_THE_WHOLE or any(held & codes for codes in providers.values()):
        return True
    return kept_as == "CASE" and not themes.is_quasi(fact)


def may_write(*, held: frozenset[str], providers: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether these roles may answer, for themselves or on behalf of another."""
    return bool(held & answers.MAY_WRITE_FOR_OTHERS) or any(
        held & codes for codes in providers.values()
    )
