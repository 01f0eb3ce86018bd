"""Facts meet the guides: for each requirement applies, does not apply, or cannot be told yet."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from forevar.guideline import catalogue
from forevar.guideline.evaluate import knowledge, program
from forevar.guideline.evaluate.knowledge import FactNotKnown, ValueDoesNotFit

__all__ = [
    "HOLDS_WHILE_UNKNOWN",
    "Answer",
    "Evaluation",
    "FactNotKnown",
    "JudgementNotAsked",
    "Outcome",
    "ValueDoesNotFit",
    "evaluate",
    "inputs_of",
]

Outcome = Literal["applies", "does_not_apply", "unknown"]
_OUTCOMES: Final[tuple[Outcome, ...]] = ("does_not_apply", "unknown", "applies")


# Blocks that keep something from being given out; they hold while nobody can tell.
HOLDS_WHILE_UNKNOWN: Final = frozenset(
    {
        "code6-semantics",
        "code7-semantics",
        "hidden-address-parents-not-told",
        "school-no-real-identity",
        "school-no-national-id",
        "school-inform-two-to-three",
        "anonymise-pupil-folder",
        "school-contact-only-via-cws",
        "meeting-need-to-know",
        "verify-official-caller",
    }
)


class JudgementNotAsked(LookupError):
    """Somebody answered a judgement that no requirement asks for."""

    def __init__(self, rule: str) -> None:
        self.code = "guideline.judgement_not_asked"
        self.rule = rule
        super().__init__("An answered judgement belongs to no requirement that asks for one.")


class Answer(NamedTuple):
    """What one requirement asks in one case.

    ``because`` names the facts that decided, ``missing`` those that could still decide;
    ``judgement`` is a question only a named person can answer, while it is open.
    """

    rule: catalogue.Rule
    outcome: Outcome
    because: tuple[str, ...]
    missing: tuple[str, ...]
    judgement: str | None

    @property
    def applies(self) -> bool:
        """Whether it is asked of somebody now."""
        return self.outcome == "applies"

    @property
    def unknown(self) -> bool:
        """Whether it cannot be told yet."""
        return self.outcome == "unknown"

    @property
    def does_not_apply(self) -> bool:
        """Whether it is known not to be asked."""
        return self.outcome == "does_not_apply"

    @property
    def enforcement(self) -> str | None:
        """What the software does now; None where it does nothing.

        A block or warning that cannot be told yet warns; a block that keeps something from being
        given out holds. Nothing here ever holds up a 112 call, bringing a child to safety, or an
        acute placement.
        """
        if self.outcome == "applies":
            return self.rule.enforcement
        if self.outcome == "does_not_apply" or self.rule.enforcement not in ("block", "warn"):
            return None
        return "block" if self.rule.id in HOLDS_WHILE_UNKNOWN else "warn"


@dataclass(frozen=True)
class Evaluation:
    """One answer to every requirement, in catalogue order. There is no score and no level.

    ``values`` holds what was known, derived facts included.
    """

    guide: catalogue.Guide
    on: date
    answers: tuple[Answer, ...]
    values: Mapping[str, object]

    @functools.cached_property
    def applies(self) -> tuple[Answer, ...]:
        """What is asked now."""
        return tuple(each for each in self.answers if each.outcome == "applies")

    @functools.cached_property
    def unknown(self) -> tuple[Answer, ...]:
        """What cannot be told yet."""
        return tuple(each for each in self.answers if each.outcome == "unknown")

    @functools.cached_property
    def does_not_apply(self) -> tuple[Answer, ...]:
        """What is known not to be asked."""
        return tuple(each for each in self.answers if each.outcome == "does_not_apply")

    @functools.cached_property
    def by_rule(self) -> Mapping[str, Answer]:
        """The answers by requirement id."""
        return {each.rule.id: each for each in self.answers}

    @functools.cached_property
    def hard_rules(self) -> tuple[str, ...]:
        """The hard rules that have a requirement which applies or cannot be told yet."""
        return hard_rules_of(self.answers, guide=self.guide)


def hard_rules_of(answers: tuple[Answer, ...], *, guide: catalogue.Guide) -> tuple[str, ...]:
    """Return the hard rules that some of these answers keep in force, in catalogue order."""
    in_force = {
        hard_rule
        for answer in answers
        if answer.outcome != "does_not_apply"
        for hard_rule in guide.hard_rules_by_rule.get(answer.rule.id, ())
    }
    return tuple(each for each in guide.hard_rules if each in in_force)


def inputs_of(fact: str) -> tuple[str, ...]:
    """Return the facts a derived fact rests on; nothing for a fact that is only stated."""
    return knowledge.INPUTS.get(fact, ())


def evaluate(
    guide: catalogue.Guide,
    facts: Mapping[str, object],
    *,
    on: date,
    judgements: Mapping[str, bool] | None = None,
) -> Evaluation:
    """Answer every requirement of the guide for one case on one day.

    A fact that is absent, or ``truth.Unknown(why)``, is missing; missing is never reassuring.
    ``judgements`` holds a named person's answers by requirement id. Refuses a fact or value the
    catalogue does not have, and an answer to a judgement nobody asks for.
    """
    compiled = program.compiled(guide)
    answered = judgements or {}
    for rule_id in answered:
        if rule_id not in guide.rules or guide.rules[rule_id].trigger.judgement is None:
            raise JudgementNotAsked(rule_id)
    known = knowledge.settle(facts, catalogue_facts=guide.facts, on=on)
    case = program.Case(known, program=compiled)
    verdicts = [_verdict(condition, case=case) for condition in compiled.conditions]
    answers = tuple(
        [
            # Built as the plain tuple it is: five hundred of them are made for every case.
            _new(Answer, (rule, *verdicts[index], None))
            if rule.trigger.judgement is None
            else _judged(rule, verdict=verdicts[index], answer=answered.get(rule.id))
            for rule, index in compiled.rules
        ]
    )
    return Evaluation(guide=guide, on=on, answers=answers, values=known.values)


_new = tuple.__new__
_Verdict = tuple[Outcome, tuple[str, ...], tuple[str, ...]]


def _verdict(condition: program.Node, *, case: program.Case) -> _Verdict:
    outcome = _OUTCOMES[case.ranks[condition.index]]
    return outcome, case.because(condition), case.missing(condition)


def _judged(rule: catalogue.Rule, *, verdict: _Verdict, answer: bool | None) -> Answer:
    """Join the condition with the judgement: unknown until a named person has answered it."""
    outcome, because, missing = verdict
    if outcome == "does_not_apply" or answer is True:
        return Answer(rule, outcome, because, missing, None)
    if answer is False:
        return Answer(rule, "does_not_apply", because, (), None)
    return Answer(rule, "unknown", because, missing, rule.trigger.judgement)
