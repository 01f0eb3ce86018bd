"""What the guides ask for now in one case: the first few steps, what is missing, what is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forevar.casework.assessments.models import Assessment
from forevar.casework.assessments.projections import (
    CaseEvaluation,
    DoneItem,
    GuideStatus,
    MissingFact,
    NextStep,
)
from forevar.casework.assessments.rules import next_steps, records, start_pages, writing
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.casework.assessments.selectors import evaluation as evaluations
from forevar.casework.assessments.selectors import wording
from forevar.casework.cases import projections as case_projections
from forevar.casework.cases import selectors as cases
from forevar.casework.screening import projections as screening_projections
from forevar.casework.screening import selectors as screening
from forevar.guideline import catalogue, evaluate, explain, loader, truth
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.refs import CaseRef
from forevar.trust.access import actors, decide, policy

OF_THE_MUNICIPALITY = _("Dette er kommunens oppgave. Du kan minne om den.")
OF_OTHERS = _("Dette er en oppgave for andre. Du kan minne om den.")


@dataclass(frozen=True, slots=True)
class _Signed:
    """The assessment in force: when to assess anew, and when its conclusion was a new one."""

    reassess_on: date | None = None
    judged_anew_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class _Desk:
    """Everything one overview is made from, read once."""

    found: CaseEvaluation
    guide: catalogue.Guide
    roles: frozenset[str]
    phases: frozenset[str]
    marks: Mapping[str, case_projections.Mark]
    tasks: Mapping[str, case_projections.TaskFacts]
    gaps: tuple[screening_projections.Gap, ...]
    lines: tuple[screening_projections.ThemeLine, ...]
    themes: Mapping[str, str]
    """The page of questions, by its address, where each missing fact is asked."""
    signed: "_Signed"
    event_at: Instant | None
    today: date
    lang: catalogue.Language

    @property
    def known(self) -> frozenset[str]:
        """The facts that have an answer; what is asked, disputed or left open has none."""
        told = self.found.facts.items()
        return frozenset(fact for fact, value in told if not isinstance(value, truth.Unknown))


def get_guide_status(
    case: CaseRef,
    *,
    actor: actors.Actor,
    at: Instant,
    lang: catalogue.Language = "nb",
    extra: Mapping[str, object] | None = None,
    latest_event_at: Instant | None = None,
    rights: policy.CaseRights | None = None,
) -> GuideStatus:
    """Say what the guides ask for now, of whom, why in this case, and what is missing.

    At most five steps; the rest is counted and found on the full list. A requirement that cannot be
    told yet is a step when it would stop or warn: not knowing is no reason to go on. A page that has
    asked for the person's rights already gives them along.
    """
    roles = (rights or decide.rights(actor, case, at)).roles
    desk = _desk(case, roles=roles, at=at, lang=lang, extra=extra, latest_event_at=latest_event_at)
    asked = {each.rule_id: each for each in _candidates(desk)}
    queue = next_steps.in_order(
        (each for each in asked.values() if next_steps.is_next(each, phases=desk.phases)),
        today=desk.today,
    )
    steps = tuple(_step(each, desk=desk) for each in queue[: next_steps.MOST_SHOWN])
    first = desk.guide.rules[steps[0].rule_id] if steps else None
    return GuideStatus(
        steps=steps,
        hidden_count=max(0, len(queue) - next_steps.MOST_SHOWN),
        unknown_count=sum(line.not_yet for line in desk.lines),
        unanswered_count=sum(line.unanswered for line in desk.lines),
        outdated_count=sum(line.outdated for line in desk.lines),
        missing=_missing(desk),
        done=_done(desk),
        guide_panel=wording.panel(first, guide=desk.guide, lang=lang) if first else None,
        reassess_on=desk.signed.reassess_on,
    )


def _desk(
    case: CaseRef,
    *,
    roles: frozenset[str],
    at: Instant,
    lang: catalogue.Language,
    extra: Mapping[str, object] | None,
    latest_event_at: Instant | None,
) -> _Desk:
    tasks = cases.list_open_tasks(case)
    gaps, lines = screening.list_gaps_and_themes(case, at=at, latest_event_at=latest_event_at)
    slugs = {line.code: line.slug for line in lines}
    return _Desk(
        found=evaluations.evaluate_case(case, at=at, extra=extra),
        guide=loader.load_guide(),
        roles=roles,
        phases=cases.phases_until_now(case),
        marks={mark.requirement: mark for mark in cases.list_marks(case)},
        tasks={task.requirement: task for task in tasks if task.requirement},
        gaps=gaps,
        lines=lines,
        themes={gap.fact: slugs[gap.theme] for gap in gaps},
        signed=_signed(case),
        event_at=latest_event_at,
        today=local_date(at),
        lang=lang,
    )


def _candidates(desk: _Desk) -> list[next_steps.Candidate]:
    known = desk.known
    return [
        _candidate(answer, place=place, desk=desk)
        for place, answer in enumerate(desk.found.evaluation.answers)
        if answer.outcome != "does_not_apply"
        and next_steps.is_asked_in(
            desk.phases, phase=answer.rule.phase, enforcement=answer.rule.enforcement
        )
        and not records.is_shown(answer.rule.id, known=known)
    ]


def _candidate(answer: evaluate.Answer, *, place: int, desk: _Desk) -> next_steps.Candidate:
    rule = answer.rule
    mark = desk.marks.get(rule.id)
    task = desk.tasks.get(rule.id)
    page, _theme = start_pages.page_of(rule.id, missing=answer.missing, themes=desk.themes)
    return next_steps.Candidate(
        rule_id=rule.id,
        place=place,
        phase=rule.phase,
        modality=rule.modality,
        enforcement=rule.enforcement,
        deadline=rule.deadline or "",
        answer="applies" if answer.applies else "unknown",
        holds_always=not answer.because and not answer.missing,
        is_mine=is_asked_of(desk.roles, rule=rule, guide=desk.guide),
        needs_judgement=answer.judgement is not None and not answer.missing,
        has_page=bool(page),
        mark=mark.state if mark else "",
        look_again=mark is not None
        and next_steps.must_be_looked_at_again(
            mark.at,
            rests_on=answer.because,
            judged_anew_at=desk.signed.judged_anew_at,
            event_at=desk.event_at,
        ),
        task_is_open=task is not None and not task.waits_on,
        task_waits=task is not None and bool(task.waits_on),
        due=task.due_on if task else None,
    )


def is_asked_of(roles: frozenset[str], *, rule: catalogue.Rule, guide: catalogue.Guide) -> bool:
    """Tell whether a requirement is asked of somebody in one of these roles."""
    return any(roles & set(guide.roles[actor].codes) for actor in rule.actor)


def _step(candidate: next_steps.Candidate, *, desk: _Desk) -> NextStep:
    answer = desk.found.evaluation.by_rule[candidate.rule_id]
    rule, task = answer.rule, desk.tasks.get(candidate.rule_id)
    page, theme = start_pages.page_of(rule.id, missing=answer.missing, themes=desk.themes)
    code = next_steps.status(candidate)
    return NextStep(
        rule_id=rule.id,
        title=wording.title(rule, lang=desk.lang),
        who=wording.who(rule, guide=desk.guide, lang=desk.lang),
        why=wording.why(answer, evaluation=desk.found.evaluation, lang=desk.lang),
        section_label=explain.citation(rule.source, language=desk.lang),
        document=rule.source.document,
        part=rule.source.part or "",
        section=rule.source.section or "",
        deadline_text=explain.deadline(rule, language=desk.lang) or "",
        status=next_steps.WORDS[code],
        due=candidate.due,
        task_key=task.key if task else "",
        is_mine=candidate.is_mine,
        start_url_name=page or None,
        role_hint="" if candidate.is_mine else _hint(rule),
        start_theme=theme,
        status_code=code,
        answer=candidate.answer,
        needs_judgement=candidate.needs_judgement,
    )


def _hint(rule: catalogue.Rule) -> str:
    return OF_THE_MUNICIPALITY if rule.actor == ("municipal_cws",) else OF_OTHERS


def _missing(desk: _Desk) -> tuple[MissingFact, ...]:
    return tuple(
        MissingFact(
            fact_id=gap.fact,
            question=question_of(desk.guide.facts[gap.fact], lang=desk.lang),
            state=gap.state,
            who=gap.who,
            due=gap.due_on,
            theme=gap.theme,
        )
        for gap in desk.gaps
    )


def question_of(fact: catalogue.Fact, *, lang: catalogue.Language) -> str:
    """Give a fact as the question it is asked by."""
    return fact.question.question.in_language(lang) if fact.question else fact.label(lang)


def _done(desk: _Desk) -> tuple[DoneItem, ...]:
    """List what was marked as done, and then what is shown by the answers themselves."""
    marked = [
        DoneItem(
            rule_id=mark.requirement,
            title=wording.title(desk.guide.rules[mark.requirement], lang=desk.lang),
            by=mark.by,
            on=local_date(mark.at),
        )
        for mark in desk.marks.values()
        if mark.state == "done" and mark.requirement in desk.guide.rules
    ]
    shown = [
        DoneItem(
            rule_id=rule_id,
            title=wording.title(desk.guide.rules[rule_id], lang=desk.lang),
            by="",
            on=None,
        )
        for rule_id in records.SHOWN_BY
        if rule_id not in desk.marks and records.is_shown(rule_id, known=desk.known)
    ]
    return (*marked, *shown)


def _signed(case: CaseRef) -> _Signed:
    rows = Assessment.objects.filter(case=str(case)).exclude(state=writing.DRAFT)
    latest = rows.order_by("-number").values_list("reassess_on", "conclusion", "locked_at")[:2]
    if not latest:
        return _Signed()
    reassess_on, conclusion, locked_at = latest[0]
    is_new = len(latest) == 1 or latest[1][1] != conclusion
    return _Signed(reassess_on, locked_at if is_new else None)
