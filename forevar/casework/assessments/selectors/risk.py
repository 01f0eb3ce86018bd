"""The service's own risk assessment: what is being written, what was signed, what is new since."""

from collections.abc import Mapping
from typing import Final, Literal

from forevar.casework.assessments.models import Assessment
from forevar.casework.assessments.projections import (
    AssessmentDraft,
    Difference,
    KnownFact,
    LockedAssessment,
    MissingFact,
    ReducedAssessment,
    VersionLine,
)
from forevar.casework.assessments.rules import merging, writing
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.casework.assessments.selectors.guide_status import question_of
from forevar.casework.screening import projections as screening_projections
from forevar.casework.screening import selectors as screening
from forevar.guideline import catalogue, loader
from forevar.kernel import errors
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors

IN_A_VAULT = _("Registrert")
"""Stands where a value is kept in a vault: that it is known, and nothing more."""
WATCHED_FOR: Final = "persons_of_risk"
_TO_KNOW_THEM_BY: Final = ("name", "relation", "description", "vehicle")


class NoSuchAssessment(errors.DomainError):
    """The case has no signed assessment with that number."""

    code = "assessments.no_such_version"
    text = _("Vi fant ikke denne vurderingen.")


def find_draft(case: CaseRef) -> AssessmentDraft | None:
    """Find the version that is being written, if any; the texts stay sealed."""
    row = Assessment.objects.filter(case=str(case), state=writing.DRAFT).first()
    if row is None:
        return None
    return AssessmentDraft(
        key=row.key,
        number=row.number,
        version=row.version,
        texts=_texts(row),
        facts_chosen=tuple(row.facts_chosen),
        unknowns_chosen=tuple(row.unknowns_chosen),
        conclusion=row.conclusion,
        place_unsafe=row.place_unsafe,
        reassess_on=row.reassess_on,
        corrects=row.corrects,
        written_by=row.written_by_name,
        written_at=row.written_at,
    )


def _texts(row: Assessment) -> dict[str, object]:
    return {name: getattr(row, name) for name in writing.TEXTS}


def list_versions(case: CaseRef) -> tuple[VersionLine, ...]:
    """List every version, latest first."""
    rows = Assessment.objects.filter(case=str(case)).order_by("-number")
    return tuple(
        VersionLine(*values)
        for values in rows.values_list(
            "number", "state", "conclusion", "locked_by_name", "locked_at"
        )
    )


def get_assessment(
    case: CaseRef, *, number: int, lang: catalogue.Language = "nb"
) -> LockedAssessment:
    """Give one signed version as it stood, with what was new since the one signed before it."""
    rows = Assessment.objects.filter(case=str(case), number__lte=number)
    signed = list(rows.exclude(state=writing.DRAFT).order_by("-number")[:2])
    if not signed or signed[0].number != number:
        raise NoSuchAssessment
    row = signed[0]
    return LockedAssessment(
        key=row.key,
        number=row.number,
        state=row.state,
        texts=_texts(row),
        facts_chosen=tuple(row.facts_chosen),
        unknowns_chosen=tuple(row.unknowns_chosen),
        conclusion=row.conclusion,
        place_unsafe=row.place_unsafe,
        reassess_on=row.reassess_on,
        corrects=row.corrects,
        locked_by=row.locked_by_name,
        locked_by_key=row.locked_by,
        locked_at=row.locked_at,  # type: ignore[arg-type]  # a constraint: signed has a time
        approved_by=row.approved_by_name,
        approved_at=row.approved_at,
        writers=tuple(row.writers),
        texts_held=row.frozen_texts,
        editions=tuple(row.editions),
        facts=row.frozen_facts,
        outcome=row.frozen_outcome,
        difference=_difference(row, earlier=signed[1] if len(signed) > 1 else None, lang=lang),
    )


def _difference(
    row: Assessment, *, earlier: Assessment | None, lang: catalogue.Language
) -> Difference:
    if earlier is None:
        return Difference((), (), ())
    guide = loader.load_guide()
    before, after = earlier.frozen_facts, row.frozen_facts
    applied = {rule for rule, answer in earlier.frozen_outcome.items() if answer == "applies"}
    applies = {rule for rule, answer in row.frozen_outcome.items() if answer == "applies"}
    return Difference(
        facts=tuple(
            (
                guide.facts[fact].label(lang),
                _in_words(before.get(fact), fact=guide.facts[fact], lang=lang),
                _in_words(after.get(fact), fact=guide.facts[fact], lang=lang),
            )
            for fact in merging.changed(before, after)
            if fact in guide.facts and fact not in _TOLD_ELSEWHERE
        ),
        began=_titles(applies - applied, guide=guide, lang=lang),
        ceased=_titles(applied - applies, guide=guide, lang=lang),
        from_number=earlier.number,
    )


_TOLD_ELSEWHERE = frozenset({"municipal_risk_assessment"})
"""It changes with every version, and says nothing that the version does not say."""
_NOT_KNOWN = {"nb": "Vet ikke ennå", "nn": "Veit ikkje enno", "en": "Not known yet"}
_NOT_ASKED = {"nb": "Ubesvart", "nn": "Ikkje svart på", "en": "Not asked"}
_KNOWN = {"nb": "Registrert", "nn": "Registrert", "en": "Recorded"}
_NONE = {"nb": "Ingen", "nn": "Ingen", "en": "None"}


def _in_words(
    frozen: Mapping[str, object] | None, *, fact: catalogue.Fact, lang: catalogue.Language
) -> str:
    if frozen is None:
        return _NOT_ASKED[lang]
    if "value" not in frozen:
        return _NOT_KNOWN[lang]
    return value_in_words(frozen["value"], fact=fact, lang=lang)


def value_in_words(value: object, *, fact: catalogue.Fact, lang: catalogue.Language) -> str:
    """Say a coded value in words; of a text it says only that there is one."""
    if isinstance(value, (list, tuple)):
        if not value:
            return _NONE[lang]
        if fact.symbols:
            return ", ".join(value_in_words(each, fact=fact, lang=lang) for each in value)
        return f"{_KNOWN[lang]} ({len(value)})"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    key = str(value).lower() if isinstance(value, bool) else str(value)
    if fact.question and key in fact.question.values:
        return fact.question.values[key].in_language(lang)
    return _KNOWN[lang]


def _titles(
    rules: set[str], *, guide: catalogue.Guide, lang: catalogue.Language
) -> tuple[str, ...]:
    return tuple(
        rule.text.title.in_language(lang) if rule.text else rule.sentence(lang)
        for rule in guide.rules.values()
        if rule.id in rules
    )


# ── what a person may build on ───────────────────────────────────────────────
def list_known(
    case: CaseRef, *, actor: actors.Actor, at: Instant, lang: catalogue.Language = "nb"
) -> tuple[KnownFact, ...]:
    """List the answers this person may build on, with source and date. Needs an open scope.

    Who the child is, and where people come from, is no ground for seeing a risk, so neither is
    offered. A place kept in a vault is only said to be known.
    """
    facts = loader.load_guide().facts
    return tuple(
        _known(question, fact=facts[question.fact], lang=lang)
        for question in screening.list_questions(case, actor=actor, at=at)
        if question.state == "answered"
        and question.answer is not None
        and question.field_class != "REAL"
        and question.fact not in writing.NO_GROUND
    )


def _known(
    question: screening_projections.QuestionNow,
    *,
    fact: catalogue.Fact,
    lang: catalogue.Language,
) -> KnownFact:
    answer = question.answer
    assert answer is not None  # noqa: S101 - the caller has looked
    return KnownFact(
        fact_id=fact.id,
        label=fact.label(lang),
        value=_value_shown(answer, fact=fact, lang=lang),
        source=answer.source,
        on=answer.source_on or local_date(answer.at),
    )


def _value_shown(
    answer: screening_projections.AnswerNow, *, fact: catalogue.Fact, lang: catalogue.Language
) -> str:
    if answer.in_vault:
        return IN_A_VAULT
    if answer.value is not None:
        return value_in_words(answer.value, fact=fact, lang=lang)
    value = screening.read_value(answer)
    if isinstance(value, str):
        return value
    return IN_A_VAULT if value is None else value_in_words(value, fact=fact, lang=lang)


def list_unknown(
    case: CaseRef, *, at: Instant, lang: catalogue.Language = "nb"
) -> tuple[MissingFact, ...]:
    """List what is not known: a person names what matters, and none is chosen beforehand."""
    facts = loader.load_guide().facts
    return tuple(
        MissingFact(
            fact_id=gap.fact,
            question=question_of(facts[gap.fact], lang=lang),
            state=gap.state,
            who=gap.who,
            due=gap.due_on,
            theme=gap.theme,
        )
        for gap in screening.list_gaps(case, at=at)
    )


def get_reduced(case: CaseRef, *, actor: actors.Actor, at: Instant) -> ReducedAssessment:
    """Give the conclusion and whom to watch for, for those who need no more. Needs an open scope."""
    in_force = Assessment.objects.filter(case=str(case), state=writing.LOCKED)
    conclusion, locked_at = in_force.values_list("conclusion", "locked_at").first() or ("", None)
    watched = next(
        question
        for question in screening.list_questions(case, actor=actor, at=at)
        if question.fact == WATCHED_FOR
    )
    persons = _persons(watched)
    return ReducedAssessment(
        conclusion=conclusion,
        locked_on=local_date(locked_at) if locked_at else None,
        watch_for=persons,
        watch_state=_watch_state(watched, is_anybody=bool(persons)),
    )


def _persons(watched: screening_projections.QuestionNow) -> tuple[str, ...]:
    """Say who they are and how to know them; where they live is no business of this page."""
    if watched.state != "answered" or watched.answer is None:
        return ()
    value = screening.read_value(watched.answer)
    return tuple(
        ", ".join(str(person[name]) for name in _TO_KNOW_THEM_BY if person.get(name))
        for person in (value if isinstance(value, list) else [])
        if isinstance(person, dict)
    )


def _watch_state(
    watched: screening_projections.QuestionNow, *, is_anybody: bool
) -> Literal["named", "nobody", "masked", "unknown"]:
    if watched.is_masked:
        return "masked"
    if watched.state != "answered":
        return "unknown"
    return "named" if is_anybody else "nobody"
