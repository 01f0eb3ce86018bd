"""The paragraph a placement rests on, and the legal basis it stands for in the guides.

The paragraph is stored and the symbol derived, so that a change in the law is a change in one row.
"""

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors

BASIS_OF: dict[str, str] = {
    "5-1": "care_order",
    "4-2": "emergency_order",
    "4-3": "no_move_interim",
    "old-4-8": "no_move_order",
    "3-1": "voluntary",
    "3-2": "voluntary",
    "4-1": "voluntary",
    "4-4": "behaviour",
    "6-1": "behaviour",
    "6-2": "behaviour",
    "6-3": "behaviour",
    "4-5": "trafficking_protection",
    "6-6": "trafficking_protection",
}
"""Barnevernsloven (2021); `old-4-8` is the old Act, and only in cases that began under it."""

ONLY_IN_OLD_CASES = frozenset({"old-4-8"})

OUTSIDE_ABDUCTION: dict[str, str] = {
    "voluntary": gettext_noop(
        "Plasseringen er frivillig. Veilederens ord «bortføring» gjelder ikke her. "
        "Planer og klokke kan likevel brukes."
    ),
    "behaviour": gettext_noop(
        "Plasseringen er etter reglene om atferd. Veilederens ord «bortføring» gjelder ikke her. "
        "Planer og klokke kan likevel brukes."
    ),
}


class NoSuchParagraph(errors.DomainError):
    """The paragraph is not one a placement can rest on."""

    code = "no_such_paragraph"
    text = "Velg en av hjemlene i listen."


def legal_basis(paragraph: str) -> str:
    """Give the symbol of a paragraph; nothing when the basis is not known yet."""
    return BASIS_OF.get(paragraph, "")


def check_paragraph(paragraph: str) -> None:
    """Refuse a paragraph outside the table; an empty one means «vet ikke ennå»."""
    if paragraph and paragraph not in BASIS_OF:
        raise NoSuchParagraph(fields={"paragraph": NoSuchParagraph.text})


def shown(paragraph: str) -> str:
    """Spell a paragraph for the screen, with the old Act named where it is the old Act."""
    if paragraph.startswith("old-"):
        return f"bvl. (1992) § {paragraph.removeprefix('old-')}"
    return f"bvl. § {paragraph}" if paragraph else ""


def band_outside_abduction(paragraph: str) -> str:
    """Give the text of the band for cases the guide's word «bortføring» does not cover."""
    return OUTSIDE_ABDUCTION.get(legal_basis(paragraph), "")
