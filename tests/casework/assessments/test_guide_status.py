"""What the overview says the guides ask for now."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forevar.casework.assessments import selectors, services
from forevar.casework.assessments.rules import next_steps
from forevar.casework.cases import services as cases
from forevar.casework.screening import services as screening
from forevar.guideline.truth import Unknown
from tests.casework.assessments.desk import NOON, REASON, Desk, days

TODAY = NOON.date()


def status(desk: Desk, name: str = "kari", **more: Any) -> Any:
    return selectors.get_guide_status(desk.case, actor=desk.actor(name), at=NOON, **more)


def answer(desk: Desk, fact: str, value: object, **more: Any) -> None:
    screening.note_answer(
        case=desk.case,
        fact=fact,
        value=value,
        source="Samtale",
        source_on=TODAY,
        by=desk.actor("kari"),
        at=NOON,
        **more,
    )


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def fill(desk: Desk) -> None:
    """Give the case a little of everything."""
    answer(desk, "placement_urgency", "acute")
    answer(desk, "language_minority", True)
    answer(desk, "reason_for_placement", ["violence", "threats"])
    desk.signed()
    services.note_agreement(case=desk.case, by=desk.actor("kari"), at=NOON)
    services.answer_judgement(
        case=desk.case,
        rule="hidden-address-parents-not-told",
        answer=True,
        reason=REASON,
        by=desk.actor("kari"),
        at=NOON,
    )
    for requirement in ("qualified-interpreter", "cws-main-task", "child-always-heard"):
        cases.mark_requirement(
            case=desk.case, requirement=requirement, state="done", by=desk.actor("kari"), at=NOON
        )


def test_at_most_five_are_shown_and_the_rest_is_counted(desk: Desk) -> None:
    found = status(desk)

    assert len(found.steps) == 5
    assert found.hidden_count > 5
    assert all(step.title and step.who and step.why and step.status for step in found.steps)


def test_a_step_tells_of_this_case_why_it_is_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_steps, "MOST_SHOWN", 500)
    answer(desk, "language_minority", True)

    steps = {step.rule_id: step for step in status(desk, "ivar").steps}

    assert steps["check-norwegian-skills"].why == (
        "Barnet eller familien har et annet førstespråk enn norsk."
    )


def test_one_s_own_duties_stand_before_those_of_others(desk: Desk) -> None:
    fill(desk)

    for name in ("kari", "ivar"):
        found = status(desk, name)
        mine = [step.is_mine for step in found.steps if not step.deadline_text]
        assert mine == sorted(mine, reverse=True)


def test_what_others_must_do_says_whose_it_is(desk: Desk) -> None:
    found = [step for step in status(desk, "turid").steps if not step.is_mine]

    assert all(step.role_hint and step.status == "Venter på andre" for step in found)


def test_as_soon_as_possible_comes_first(desk: Desk) -> None:
    assert status(desk).steps[0].deadline_text == "så snart som mulig"


def test_what_is_done_leaves_the_list_and_stands_among_the_done(desk: Desk) -> None:
    first = status(desk).steps[0]
    cases.mark_requirement(
        case=desk.case, requirement=first.rule_id, state="done", by=desk.actor("kari"), at=NOON
    )

    found = status(desk)

    assert first.rule_id not in [step.rule_id for step in found.steps]
    marked = [(item.rule_id, item.by, item.on) for item in found.done if item.by]
    assert marked == [(first.rule_id, "Kari", TODAY)]


def test_what_an_answer_shows_is_done_without_a_tick(desk: Desk) -> None:
    answer(desk, "prior_experience", "Barnet er hentet på skolen før.")

    found = status(desk, "ivar")

    assert "collect-prior-experience" in [item.rule_id for item in found.done]


def test_not_knowing_yet_never_counts_as_done(desk: Desk) -> None:
    found = status(desk, "ivar")

    assert "collect-prior-experience" not in [item.rule_id for item in found.done]


def test_a_new_conclusion_brings_back_what_rests_on_the_risk(desk: Desk) -> None:
    first = status(desk).steps[0]
    cases.mark_requirement(
        case=desk.case, requirement=first.rule_id, state="done", by=desk.actor("kari"), at=NOON
    )
    desk.signed(at=NOON + days(1))

    again = {step.rule_id: step for step in status(desk).steps}[first.rule_id]

    assert again.status == "Må ses på igjen"


def test_what_is_not_relevant_leaves_the_list(desk: Desk) -> None:
    first = status(desk).steps[0]
    cases.mark_requirement(
        case=desk.case,
        requirement=first.rule_id,
        state="not_relevant",
        reason="Gjelder et annet barn i søskenflokken.",
        by=desk.actor("kari"),
        at=NOON,
    )

    assert first.rule_id not in [step.rule_id for step in status(desk).steps]


def test_an_unknown_that_would_stop_or_warn_is_a_step_and_says_what_it_waits_for(
    desk: Desk,
) -> None:
    phases = selectors.list_requirements(desk.case, at=NOON, phase="assessment")
    unknown = [line for line in phases[0].lines if line.answer == "unknown"]

    assert unknown
    assert all(line.missing or line.judgement for line in unknown)


def test_a_task_gives_its_date_and_its_state(desk: Desk) -> None:
    first = status(desk).steps[0]
    task = cases.set_task(
        case=desk.case,
        source="assessments",
        requirement=first.rule_id,
        owner_body="municipality",
        due_on=date(2026, 11, 25),
        by=desk.actor("kari"),
        at=NOON,
    )

    again = {step.rule_id: step for step in status(desk).steps}[first.rule_id]

    assert (again.task_key, again.due, again.status) == (
        task.key,
        date(2026, 11, 25),
        "Påbegynt",
    )


def test_the_counts_are_those_of_the_questions(desk: Desk) -> None:
    before = status(desk)
    answer(desk, "language_minority", True)
    screening.note_not_yet_known(
        case=desk.case,
        fact="network_near_placement",
        who="municipality",
        due_on=date(2026, 11, 26),
        until_then="Velger sted i en annen region.",
        by=desk.actor("kari"),
        at=NOON,
    )

    after = status(desk)

    assert after.unanswered_count == before.unanswered_count - 2
    assert after.unknown_count == before.unknown_count + 1
    gap = next(each for each in after.missing if each.fact_id == "network_near_placement")
    assert (gap.state, gap.who, gap.due, gap.theme) == (
        "to_be_asked",
        "municipality",
        date(2026, 11, 26),
        "network_and_place",
    )


def test_the_margin_shows_the_guide_on_the_first_step(desk: Desk) -> None:
    found = status(desk)

    assert found.guide_panel is not None
    assert found.guide_panel.rule_id == found.steps[0].rule_id
    assert found.guide_panel.place.startswith(("Veilederen", "Flytteveilederen"))


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_it_reads_in_three_languages(desk: Desk, lang: Any) -> None:
    titles = [step.title for step in status(desk, lang=lang).steps]

    assert len(set(titles)) == 5


def test_steps_lead_to_pages_that_are_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_steps, "MOST_SHOWN", 500)
    answer(desk, "language_minority", True)

    steps = {step.rule_id: step for step in status(desk, "ivar").steps}

    assert steps["check-norwegian-skills"].start_url_name == "intake:interpreter"


def test_the_next_assessment_is_dated(desk: Desk) -> None:
    assert status(desk).reassess_on is None
    desk.signed()
    assert status(desk).reassess_on == date(2027, 1, 15)


def test_the_number_of_queries_does_not_follow_how_much_is_known(desk: Desk) -> None:
    actor = desk.actor("kari")

    def evaluate() -> object:
        return selectors.evaluate_case(desk.case, at=NOON)

    def overview() -> object:
        return selectors.get_guide_status(desk.case, actor=actor, at=NOON)

    def everything() -> object:
        return selectors.list_requirements(desk.case, at=NOON)

    empty = [queries(each) for each in (evaluate, overview, everything)]
    fill(desk)
    full = [queries(each) for each in (evaluate, overview, everything)]

    assert full[0] <= 8
    assert [after - before for before, after in zip(empty, full, strict=True)] == [0, 1, 1]


def test_extra_facts_come_in_from_above_and_a_contradiction_is_no_knowledge(desk: Desk) -> None:
    answer(desk, "placement_urgency", "acute")

    told = selectors.evaluate_case(desk.case, at=NOON, extra={"move_considered": True})
    torn = selectors.gather_facts(desk.case, at=NOON, extra={"placement_urgency": "planned"})

    assert told.evaluation.by_rule["b-document-child-views-and-weight"].outcome != "does_not_apply"
    assert torn["placement_urgency"] == Unknown("disputed")


def test_the_age_reaches_the_guides_and_the_birth_date_does_not(desk: Desk) -> None:
    told = selectors.gather_facts(desk.case, at=NOON)

    assert told["child_age"] == 14
    assert "child_birth_date" not in told
    assert "child_name" not in told or told["child_name"] == "(registrert)"


def test_every_requirement_of_both_guides_is_on_the_full_list_once(desk: Desk) -> None:
    lines = [
        line.rule_id
        for phase in selectors.list_requirements(desk.case, at=NOON)
        for line in phase.lines
    ]

    assert len(lines) == len(set(lines)) == 496
