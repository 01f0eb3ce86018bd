"""What leaves this package: frozen, one shape per reader. Sealed texts travel as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from forevar.guideline import evaluate
from forevar.kernel import refs

SealedText = Any
"""A value that becomes text only where a page is allowed to open it."""

Answer = Literal["applies", "unknown", "does_not_apply"]


# ── facts and guides ────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class CaseEvaluation:
    """What the guides answer for one case, with the facts and editions it rests on."""

    case: refs.CaseRef
    evaluation: evaluate.Evaluation
    editions: tuple[str, ...]
    facts: Mapping[str, object] = field(repr=False)
    judgements: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """The cases of a caseload where a requirement applies, and those where it cannot be told."""

    applies: tuple[refs.CaseRef, ...]
    unknown: tuple[refs.CaseRef, ...]


# ── what the guides ask now ──────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing the guides ask for now: of whom, why in this case, and where it is done."""

    rule_id: str
    title: str
    who: str
    why: str
    section_label: str
    document: str
    part: str
    section: str
    deadline_text: str
    status: str
    due: date | None
    task_key: str
    is_mine: bool
    start_url_name: str | None
    role_hint: str
    start_theme: str = ""
    status_code: str = ""
    answer: Answer = "applies"
    needs_judgement: bool = False


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A question without an answer that could be used: what is known about finding it out."""

    fact_id: str
    question: str
    state: str
    who: str
    due: date | None
    theme: str


@dataclass(frozen=True, slots=True)
class DoneItem:
    """A requirement somebody has marked as done."""

    rule_id: str
    title: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class GuidePanel:
    """What the guide says here, in our words, with the law it cites and the law now."""

    text: str
    place: str
    law_cited: str
    law_now: str
    verified_on: date | None
    to_check: bool
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class GuideStatus:
    """The overview's answer to «what does the guide ask for now, and what is missing»."""

    steps: tuple[NextStep, ...]
    hidden_count: int
    unknown_count: int
    unanswered_count: int
    outdated_count: int
    missing: tuple[MissingFact, ...]
    done: tuple[DoneItem, ...]
    guide_panel: GuidePanel | None
    reassess_on: date | None = None


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement on the full list, with its answer and its reason."""

    rule_id: str
    title: str
    sentence: str
    answer: Answer
    modality: str
    who: str
    why: str
    missing: tuple[str, ...]
    citation: str
    judgement: str
    judged: str
    mark: str


@dataclass(frozen=True, slots=True)
class RequirementPhase:
    """Everything the guides say about one phase of the work."""

    phase: str
    name: str
    is_now: bool
    lines: tuple[RequirementLine, ...]


# ── the risk assessment ──────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact a person may build on, with where it comes from."""

    fact_id: str
    label: str
    value: SealedText
    source: str
    on: date | None


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """The version somebody is writing."""

    key: str
    number: int
    version: int
    texts: Mapping[str, SealedText]
    facts_chosen: tuple[str, ...]
    unknowns_chosen: tuple[str, ...]
    conclusion: str
    place_unsafe: str
    reassess_on: date | None
    corrects: int | None
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new since the version before: facts, and requirements that came or went."""

    facts: tuple[tuple[str, str, str], ...]
    began: tuple[str, ...]
    ceased: tuple[str, ...]
    from_number: int | None = None

    def __bool__(self) -> bool:
        return bool(self.facts or self.began or self.ceased)


@dataclass(frozen=True, slots=True)
class LockedAssessment:
    """A signed version, as it stood when it was signed."""

    key: str
    number: int
    state: str
    texts: Mapping[str, SealedText]
    facts_chosen: tuple[str, ...]
    unknowns_chosen: tuple[str, ...]
    conclusion: str
    place_unsafe: str
    reassess_on: date | None
    corrects: int | None
    locked_by: str
    locked_by_key: str
    locked_at: datetime
    approved_by: str
    approved_at: datetime | None
    writers: tuple[str, ...]
    texts_held: SealedText
    editions: tuple[str, ...]
    facts: Mapping[str, Mapping[str, object]]
    outcome: Mapping[str, str]
    difference: Difference


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One row in the list of versions."""

    number: int
    state: str
    conclusion: str
    locked_by: str
    locked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReducedAssessment:
    """For those who need the conclusion and whom to watch for, and nothing more."""

    conclusion: str
    locked_on: date | None
    watch_for: tuple[str, ...] = field(repr=False)
    watch_state: Literal["named", "nobody", "masked", "unknown"]


# ── the police, and disagreement ─────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PoliceLine:
    """One thing noted about the police: a discussion, a request or an answer."""

    number: int
    kind: str
    on: date
    parties: tuple[str, ...]
    outcome: str
    involved: str
    district: SealedText
    coordinator: SealedText
    form: str
    police_word: str
    valid_until: date | None
    said_by: SealedText
    text: SealedText
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """One disagreement, with both views and what holds until it is settled."""

    number: int
    version: int
    state: str
    intake_view: SealedText
    municipality_view: SealedText
    agreed_until_then: SealedText
    settled_how: SealedText
    police_asked: bool
    opened_by: str
    opened_at: datetime
    settled_by: str
    settled_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    written_by: str
    written_at: datetime
    writers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """One answer a named person gave to a question of judgement."""

    rule_id: str
    answer: str
    reason: SealedText
    by: str
    at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class JudgementQuestion:
    """A question only a person can answer, with every answer given so far."""

    rule_id: str
    title: str
    sentence: str
    question: str
    citation: str
    answers: tuple[JudgementLine, ...] = field(default=())
