"""How each kind of fact is asked: its kind, its choices in order, and its words in the language."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from forevar.casework.cases.rules import paragraphs
from forevar.casework.screening.rules import legal_basis
from forevar.guideline import catalogue, loader

Kind = Literal[
    "choice", "symbols", "lines", "rows", "record", "date", "number", "text", "line", "phone"
]

KNOWN: Final = "known"
EMPTY: Final = "empty"
NOT_YET: Final = "not_yet"
NOT_APPLICABLE: Final = "not_applicable"

_KINDS: Final[dict[str, Kind]] = {
    "date": "date",
    "int": "number",
    "string": "line",
    "datetime": "line",
    "address": "text",
    "document": "text",
    "phone": "phone",
    "text": "text",
}
ASK_AGAIN: Final = {
    "network_near_placement": gettext_noop("Svar på om noen i nettverket har bosted nær stedet."),
}
"""What is said when nothing was chosen, where the question has words of its own for it."""


def language() -> catalogue.Language:
    """Tell which of the three languages the page is in."""
    found = (get_language() or "nb")[:2]
    return cast(catalogue.Language, found if found in {"nb", "nn", "en"} else "nb")


def said(text: catalogue.Text | None) -> str:
    """Give a text of the catalogue in the language of the page."""
    return "" if text is None else text.in_language(language())


def fact_of(fact_id: str) -> catalogue.Fact:
    """Give the fact."""
    return loader.load_guide().facts[fact_id]


def kind_of(fact: catalogue.Fact) -> Kind:
    """Tell how a fact is asked."""
    if fact.type in {"bool", "enum"}:
        return "choice"
    if fact.type == "object":
        return "record"
    if fact.type == "list":
        return "rows" if fact.fields else ("symbols" if fact.allowed_values else "lines")
    return _KINDS[fact.type]


def title_of(fact: catalogue.Fact) -> str:
    """Give the question itself."""
    return said(fact.question.question) if fact.question else fact.label(language())


def hint_of(fact: catalogue.Fact) -> str:
    """Give the hint that stands under the question."""
    return said(fact.question.hint) if fact.question else ""


def name_of(body: str) -> str:
    """Give the name of somebody who supplies facts."""
    return said(loader.load_guide().roles[body].name)


def value_word(fact: catalogue.Fact, value: object) -> str:
    """Give one value of a fact in words: yes, no, a symbol; anything else as it is."""
    key = (
        {True: "true", False: "false"}.get(value, str(value))
        if isinstance(value, bool)
        else str(value)
    )
    if fact.id == legal_basis.FACT and key in legal_basis.SYMBOL_OF:
        return paragraph_word(fact, key)
    words = fact.question.values.get(key) if fact.question else None
    return said(words) if words is not None else key


def paragraph_word(fact: catalogue.Fact, paragraph: str) -> str:
    """Give a paragraph with what it is about."""
    symbol = legal_basis.SYMBOL_OF[paragraph]
    words = said(fact.question.values.get(symbol)) if fact.question else symbol
    return f"{paragraphs.shown(paragraph)}: {words.partition(' (')[0]}"


def field_word(fact: catalogue.Fact, field: str) -> str:
    """Give the label of one field of a record."""
    words = fact.question.fields.get(field) if fact.question else None
    return said(words) if words is not None else field


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button."""

    code: str
    label: str


def choices_of(fact: catalogue.Fact) -> tuple[Choice, ...]:
    """List the radio buttons: what can be known, then «Vet ikke ennå», then «Ikke aktuelt».

    The order never changes and nothing is chosen beforehand (ux.md §4.1).
    """
    return (
        *_known_choices(fact),
        Choice(NOT_YET, _("Vet ikke ennå")),
        Choice(NOT_APPLICABLE, _("Ikke aktuelt")),
    )


def _known_choices(fact: catalogue.Fact) -> tuple[Choice, ...]:
    kind = kind_of(fact)
    if fact.id == legal_basis.FACT:
        return tuple(Choice(each, paragraph_word(fact, each)) for each in legal_basis.SYMBOL_OF)
    if kind == "choice":
        return tuple(Choice(each, value_word(fact, each)) for each in symbols_of(fact))
    known = Choice(KNOWN, _("Dette vet vi"))
    return (known, Choice(EMPTY, _("Ingen"))) if fact.type == "list" else (known,)


def symbols_of(fact: catalogue.Fact) -> tuple[str, ...]:
    """List the values that can be known, yes before no, as they are sent by a form."""
    allowed = [each for each in fact.allowed_values or () if each not in catalogue.MISSING_SYMBOLS]
    sent = [str(each).lower() if isinstance(each, bool) else each for each in allowed]
    return tuple(sorted(sent, key=lambda each: _says_no(fact, each)))


def _says_no(fact: catalogue.Fact, symbol: str) -> bool:
    words = fact.question.values.get(symbol) if fact.question else None
    return words is not None and words.nb.partition(",")[0] == "Nei"


def asks_again(fact: catalogue.Fact) -> str:
    """Say what is missing when nothing was chosen."""
    return _(ASK_AGAIN.get(fact.id, "Velg et svar. Velg «Vet ikke ennå» hvis dere ikke vet det."))
