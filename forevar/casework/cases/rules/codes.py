"""Case codes: a neutral word and random digits, drawn, never derived from anything about a child."""

import secrets
from collections.abc import Callable

from forevar.casework.cases.rules import words
from forevar.kernel import errors, refs

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
SPOKEN: dict[str, str] = {word.translate(_ASCII): word for word in words.WORDS}
_SPELLINGS = tuple(SPOKEN)

EMERGENCY_NUMBERS = frozenset({110, 112, 113})
"""Never in a code: read aloud on the phone, «Lønn-112» would be heard as something else."""

DRAWS_BEFORE_FOUR_DIGITS = 20
"""So many taken codes in a row means that three digits have all but run out."""


class NoCodeLeft(errors.DomainError):
    """Every code that was drawn is taken."""

    code = "no_code_left"
    text = "Vi fant ingen ledig sakskode. Prøv en gang til."


def draw_code(
    *,
    is_taken: Callable[[refs.CaseRef], bool],
    below: Callable[[int], int] = secrets.randbelow,
) -> refs.CaseRef:
    """Draw a code nobody has: three digits, four when three have run out.

    Drawn with the system's randomness, because a code that can be guessed tells how many cases
    there are and when one was opened.
    """
    for digits in (3, 4):
        for _ in range(DRAWS_BEFORE_FOUR_DIGITS):
            drawn = _draw(digits=digits, below=below)
            if drawn is not None and not is_taken(drawn):
                return drawn
    raise NoCodeLeft


def _draw(*, digits: int, below: Callable[[int], int]) -> refs.CaseRef | None:
    word = _SPELLINGS[below(len(_SPELLINGS))]
    number = below(10**digits)
    if digits == 3 and number in EMERGENCY_NUMBERS:
        return None
    return refs.CaseRef(f"{word}-{number:0{digits}d}")


def spoken(case: refs.CaseRef) -> str:
    """Spell a code as it is said and shown: `lonn-482` is «Lønn-482»."""
    word, _, number = case.code.rpartition("-")
    return f"{SPOKEN.get(word, word).capitalize()}-{number}"
