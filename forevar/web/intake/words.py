"""The catalogue's words as these pages need them: questions, values, and the guide's margin."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forevar.casework.screening.rules import legal_basis
from forevar.guideline import catalogue, explain, loader
from forevar.web.kit import guide_links


@dataclass(frozen=True, slots=True)
class Panel:
    """What the guide says of one requirement, in our words, with the law then and now."""

    text: str
    place: str
    law_cited: str
    law_now: str
    verified_on: date | None
    to_check: bool
    url: str


def language() -> catalogue.Language:
    """Tell which of the three languages the page is in."""
    code = (get_language() or "nb")[:2]
    return cast(catalogue.Language, code if code in {"nb", "nn", "en"} else "nb")


def panel(rule_id: str) -> Panel:
    """Give what stands in the margin about one requirement."""
    guide = loader.load_guide()
    rule = guide.rules[rule_id]
    rows = guide.law_now(rule)
    first = rows[0] if rows else None
    return Panel(
        text=rule.sentence(language()),
        place=explain.citation(rule.source, language=language()),
        law_cited=first.cited if first else "",
        law_now=(first.now or "") if first else "",
        verified_on=first.verified_on if first else None,
        to_check=any(row.status == "must be checked" for row in rows),
        url=guide_links.section_url(rule.source, rule_id=rule.id),
    )


def question(fact_id: str) -> str:
    """Give a fact as the question it is asked by."""
    fact = loader.load_guide().facts[fact_id]
    asked = fact.question
    return asked.question.in_language(language()) if asked else fact.label(language())


def hint(fact_id: str) -> str:
    """Give the hint that belongs to the question."""
    asked = loader.load_guide().facts[fact_id].question
    return asked.hint.in_language(language()) if asked and asked.hint else ""


def label(fact_id: str) -> str:
    """Give the short name of a fact."""
    return loader.load_guide().facts[fact_id].label(language())


def paragraphs() -> list[tuple[str, str]]:
    """List the paragraphs a placement can rest on now, each with what it is about."""
    asked = loader.load_guide().facts[legal_basis.FACT].question
    values = asked.values if asked else {}
    return [
        (paragraph, f"{_('bvl.')} § {paragraph}: {values[symbol].in_language(language())}")
        for paragraph, symbol in legal_basis.SYMBOL_OF.items()
        if symbol != "no_move_order"  # the old Act: no enquiry begins under it now
    ]


def provider_of(fact_id: str) -> str:
    """Name the body whose answer intake enters: the municipality where it can give one."""
    providers = loader.load_guide().facts[fact_id].provider
    return "municipal_cws" if "municipal_cws" in providers else providers[0]
