"""An evaluation as the JSON of `forevar advise` and of the API."""

from collections.abc import Callable
from typing import Any

from forevar.guideline import catalogue, evaluate

Json = dict[str, Any]


class NoSuchFilter(ValueError):
    """A phase or actor was asked for that the guides do not have."""

    def __init__(self, kind: str, *, known: tuple[str, ...]) -> None:
        self.code = "guideline.no_such_filter"
        self.kind = kind
        self.known = known
        super().__init__(f"No such {kind}. These exist: {', '.join(known)}.")


def selection(
    guide: catalogue.Guide, *, phase: str | None, actor: str | None
) -> Callable[[catalogue.Rule], bool]:
    """Return what keeps the requirements of a phase or an actor; refuse unknown ones."""
    if phase is not None and phase not in catalogue.PHASES:
        raise NoSuchFilter("phase", known=catalogue.PHASES)
    if actor is not None and actor not in guide.roles:
        raise NoSuchFilter("actor", known=tuple(guide.roles))

    def keeps(rule: catalogue.Rule) -> bool:
        return (phase is None or rule.phase == phase) and (actor is None or actor in rule.actor)

    return keeps


def as_json(evaluation: evaluate.Evaluation, *, answers: tuple[evaluate.Answer, ...]) -> Json:
    """Return the answers as plain values, in catalogue order."""
    guide = evaluation.guide
    return {
        "editions": [edition.id for edition in guide.editions],
        "applies": [
            {**_entry(each.rule, guide=guide), "because": list(each.because)}
            for each in answers
            if each.applies
        ],
        "unknown": [
            {
                **_entry(each.rule, guide=guide),
                "missing": list(each.missing),
                "judgement": each.judgement,
            }
            for each in answers
            if each.unknown
        ],
        "does_not_apply": [each.rule.id for each in answers if each.does_not_apply],
        "hard_rules": list(evaluate.hard_rules_of(answers, guide=guide)),
    }


def _entry(rule: catalogue.Rule, *, guide: catalogue.Guide) -> Json:
    return {
        "id": rule.id,
        "document": rule.source.document,
        "part": rule.source.part,
        "section": rule.source.section,
        "heading": rule.source.heading,
        "modality": rule.modality,
        "actor": list(rule.actor),
        "phase": rule.phase,
        "deadline": rule.deadline,
        "enforcement": rule.enforcement,
        "text": {language: rule.sentence(language) for language in ("nb", "nn", "en")},
        "law": _law(rule, guide=guide),
    }


def _law(rule: catalogue.Rule, *, guide: catalogue.Guide) -> Json | None:
    if rule.law is None:
        return None
    return {
        "cited": rule.law,
        "now": [
            {
                "cited": row.cited,
                "now": row.now,
                "status": row.status,
                "verified_on": row.verified_on.isoformat() if row.verified_on else None,
                "pending_change": row.pending_change,
            }
            for row in guide.law_now(rule)
        ],
    }
