"""Answers as sentences: what is asked, by whom, why, by when, and what is missing."""

from collections.abc import Mapping
from typing import Final

from forevar.guideline import catalogue, evaluate
from forevar.guideline.catalogue import Language, Text

PHASE_NAMES: Final[Mapping[str, Text]] = {
    "always": Text("Alltid", "Alltid", "Always"),
    "intake": Text("Henvendelse og inntak", "Førespurnad og inntak", "Enquiry and intake"),
    "assessment": Text("Risikovurdering", "Risikovurdering", "Risk assessment"),
    "decision": Text("Vedtak og valg av tiltak", "Vedtak og val av tiltak", "Decision"),
    "placement": Text("Plassering", "Plassering", "Placement"),
    "daily-life": Text("Hverdag", "Kvardag", "Daily life"),
    "visit": Text("Samvær", "Samvær", "Contact visits"),
    "incident": Text("Hendelse", "Hending", "Incident"),
    "after-incident": Text("Etter hendelsen", "Etter hendinga", "After the incident"),
    "move": Text("Flytting", "Flytting", "Move"),
    "media": Text("Mediekontakt", "Mediekontakt", "Media"),
    "closing": Text("Avslutning", "Avslutning", "Closing"),
}
MODALITY_NAMES: Final[Mapping[str, Text]] = {
    "must": Text("Skal", "Skal", "Must"),
    "must-not": Text("Skal ikke", "Skal ikkje", "Must not"),
    "should": Text("Bør", "Bør", "Should"),
    "should-not": Text("Bør ikke", "Bør ikkje", "Should not"),
    "may": Text("Kan", "Kan", "May"),
    "inform": Text("Å vite", "Å vite", "To know"),
}
DEADLINE_NAMES: Final[Mapping[str, Text]] = {
    "immediately": Text("straks", "straks", "immediately"),
    "as soon as possible": Text("så snart som mulig", "så snart som råd", "as soon as possible"),
    "max three years": Text("høyst tre år", "høgst tre år", "three years at most"),
    "30 min": Text("30 minutter", "30 minutt", "30 minutes"),
    "15 min": Text("15 minutter", "15 minutt", "15 minutes"),
    "sooner than ordinary cases; see safety plan: 30 min": Text(
        "tidligere enn ellers; sikkerhetsplanen sier 30 minutter",
        "tidlegare enn elles; tryggingsplanen seier 30 minutt",
        "sooner than in other cases; the safety plan says 30 minutes",
    ),
    "immediately after the child is secured": Text(
        "straks barnet er i sikkerhet", "straks barnet er trygt", "as soon as the child is safe"
    ),
}
_YES_NO: Final[Mapping[bool, Text]] = {
    True: Text("ja", "ja", "yes"),
    False: Text("nei", "nei", "no"),
}
_GIVEN: Final = Text("oppgitt", "oppgjeve", "given")
_NOT_KNOWN: Final = Text("vet ikke ennå", "veit ikkje enno", "not known yet")
_GUIDE: Final = Text("Veilederen", "Rettleiaren", "The guide,")
_MOVE_GUIDE: Final = Text("Flytteveilederen", "Flytterettleiaren", "The guide on moves")
_NOW: Final = Text("nå", "no", "now")
_MUST_BE_CHECKED: Final = Text(
    "hjemmel må kontrolleres", "heimelen må kontrollerast", "to be checked by a lawyer"
)


def phase(name: str, *, language: Language) -> str:
    """Name a phase."""
    return PHASE_NAMES[name].in_language(language)


def modality(name: str, *, language: Language) -> str:
    """Name the force of a requirement."""
    return MODALITY_NAMES[name].in_language(language)


def citation(source: catalogue.Source, *, language: Language) -> str:
    """Cite a place in a guide; the move guide has headings and no numbers."""
    if source.part is None:
        return f"{_MOVE_GUIDE.in_language(language)}, «{source.heading}»"
    label = source.label
    if language == "en":
        label = label.replace("vedlegg", "attachment")
    return f"{_GUIDE.in_language(language)} {label}"


def deadline(rule: catalogue.Rule, *, language: Language) -> str | None:
    """Say by when, where the guide gives a time."""
    if rule.deadline is None:
        return None
    named = DEADLINE_NAMES.get(rule.deadline)
    return named.in_language(language) if named else rule.deadline


def who(rule: catalogue.Rule, *, guide: catalogue.Guide, language: Language) -> str:
    """Name those the requirement is asked of."""
    return ", ".join(guide.roles[actor].name.in_language(language) for actor in rule.actor)


def because(
    answer: evaluate.Answer, *, evaluation: evaluate.Evaluation, language: Language
) -> tuple[str, ...]:
    """Say which facts decided, one sentence each."""
    return tuple(
        fact_sentence(fact, evaluation=evaluation, language=language) for fact in answer.because
    )


def missing(
    answer: evaluate.Answer, *, evaluation: evaluate.Evaluation, language: Language
) -> tuple[str, ...]:
    """Say which facts could still decide, one sentence each."""
    return tuple(
        fact_sentence(fact, evaluation=evaluation, language=language) for fact in answer.missing
    )


def fact_sentence(fact_id: str, *, evaluation: evaluate.Evaluation, language: Language) -> str:
    """Say what is known of one fact; a person's text, number or address is never repeated."""
    fact = evaluation.guide.facts[fact_id]
    value = evaluation.values.get(fact_id)
    written = fact.question.because if fact.question else {}
    key = _key(value)
    if key in written:
        return written[key].in_language(language)
    return f"{fact.label(language)}: {_value(value, fact=fact, language=language)}"


def _key(value: object) -> str:
    if value is None:
        return "missing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(value: object, *, fact: catalogue.Fact, language: Language) -> str:
    if value is None:
        return _NOT_KNOWN.in_language(language)
    if isinstance(value, bool):
        return _YES_NO[value].in_language(language)
    if isinstance(value, str) and fact.admits_symbol(value):
        return symbol(value, fact=fact, language=language)
    if isinstance(value, (list, tuple)) and fact.symbols:
        return ", ".join(symbol(str(each), fact=fact, language=language) for each in value) or "0"
    if isinstance(value, int) and not fact.is_discreet:
        return str(value)
    return _GIVEN.in_language(language)


def symbol(value: str, *, fact: catalogue.Fact, language: Language) -> str:
    """Name one of the values a fact can have."""
    if fact.question and value in fact.question.values:
        return fact.question.values[value].in_language(language)
    return value.replace("_", " ")


def law(rule: catalogue.Rule, *, guide: catalogue.Guide, language: Language) -> tuple[str, ...]:
    """Show each place in the law as the guide cites it, and what is in force now."""
    return tuple(_law_line(row, language=language) for row in guide.law_now(rule))


def _law_line(row: catalogue.LawRow, *, language: Language) -> str:
    line = row.cited
    if row.now:
        line += f" → {_NOW.in_language(language)}: {row.now}"
    if row.status == "must be checked":
        line += f" ({_MUST_BE_CHECKED.in_language(language)})"
    return line
