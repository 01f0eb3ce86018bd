"""The paragraph a placement rests on, and the symbol the guides know it by (model.md §3)."""

from collections.abc import Mapping
from typing import Final

FACT: Final = "legal_basis"
SYMBOL_OF: Final[Mapping[str, str]] = {
    "3-1": "voluntary",
    "3-2": "voluntary",
    "4-1": "voluntary",
    "4-2": "emergency_order",
    "4-3": "no_move_interim",
    "4-4": "behaviour",
    "4-5": "trafficking_protection",
    "5-1": "care_order",
    "6-1": "behaviour",
    "6-2": "behaviour",
    "6-3": "behaviour",
    "6-6": "trafficking_protection",
    "old-4-8": "no_move_order",
}
"""Paragraph → symbol. `old-4-8` is the old Act; a travel ban (4-6, 5-13) stands beside the basis."""


def symbol_of(stored: str) -> str:
    """Give the guides' symbol for a stored paragraph; a stored symbol is its own.

    >>> symbol_of("4-2"), symbol_of("voluntary")
    ('emergency_order', 'voluntary')
    """
    return SYMBOL_OF.get(stored, stored)
