"""What screening can tell the guideline. What is absent was never asked; nothing is opened for it.

The guides' triggers compare codes only. Of sealed and vaulted answers they need to know that there
is one, so a mark stands in their place and the texts stay sealed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from forevar.casework.screening.models import Answer
from forevar.casework.screening.rules import answers, legal_basis, themes, values
from forevar.guideline import catalogue, loader, truth
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.refs import CaseRef
from forevar.trust.disclosure import selectors as disclosure

MARK: Final = "(registrert)"
"""Stands where a sealed text is: that there is an answer, and nothing of what it says."""

Known = dict[str, object]


def known(case: CaseRef, *, at: Instant) -> Known:
    """Tell what is known of one case, with the child's age on that day."""
    facts = known_of([case])[case.code]
    age = disclosure.child_age(case, on=local_date(at))
    if age is not None:
        facts["child_age"] = age
    return facts


def known_of(cases: Iterable[CaseRef]) -> Mapping[str, Known]:
    """Tell what is known of many cases in one query, by case code; ages are left out."""
    codes = [case.code for case in cases]
    found: dict[str, Known] = defaultdict(dict)
    rows = Answer.objects.filter(case__in=codes, is_latest=True).values_list(
        "case", "fact", "state", "value", "entries"
    )
    catalogued = loader.load_guide().facts
    for case, fact, state, value, entries in rows:
        told = _told(catalogued[fact], state=state, value=value, entries=entries)
        if told is not None:
            found[case][fact] = told
    return {code: found[code] for code in codes}


def _told(fact: catalogue.Fact, *, state: str, value: str, entries: int) -> object | None:
    if state != "answered":
        return truth.Unknown(answers.WHY[state])
    if value:
        native = values.from_text(fact, value)
        if fact.id == legal_basis.FACT:
            return legal_basis.symbol_of(str(native))
        return native
    return _mark(fact, entries=entries)


def _mark(fact: catalogue.Fact, *, entries: int) -> object | None:
    """Stand in for a value that is sealed, in the shape the guideline expects of the fact."""
    if fact.type == "list":
        return [MARK] * entries
    if fact.type == "object":
        return {}
    if fact.type in {"date", "enum"}:
        return None  # the birth date gives the age; no trigger asks for the rest
    return MARK


FACTS: Final = themes.FACTS
"""The facts this package answers for."""
