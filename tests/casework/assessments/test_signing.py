"""Drafts, versions, locking, correcting, approving: who may, and what stands afterwards."""

from datetime import date

import pytest

from forevar.casework.assessments import facts, models, selectors, services
from forevar.casework.assessments.rules import writing
from forevar.casework.assessments.services.approving import NothingToApprove
from forevar.casework.assessments.services.writing import AlreadyBeingWritten
from forevar.casework.cases import selectors as cases
from forevar.casework.screening import services as screening
from forevar.guideline import loader
from forevar.guideline.truth import Unknown
from forevar.kernel.decision import NotAllowed
from forevar.trust.audit import ledger
from forevar.trust.disclosure import opening
from tests.casework.assessments.desk import NOON, REASON, Desk, days
from tests.casework.assessments.places import draft_version, read


def test_a_signed_assessment_is_what_the_guides_are_told(desk: Desk) -> None:
    number = desk.signed()

    found = selectors.get_assessment(desk.case, number=number)
    told = facts.known(desk.case)

    assert (number, found.state, found.locked_by) == (1, "locked", "Kari")
    assert read(found.texts["reason"]) == REASON
    assert told["abduction_risk"] == "present"
    assert selectors.evaluate_case(desk.case, at=NOON).facts["abduction_risk"] == "present"


def test_cannot_tell_yet_is_signed_and_stays_unknown(desk: Desk) -> None:
    desk.signed(conclusion="cannot_tell_yet")

    assert facts.known(desk.case)["abduction_risk"] == Unknown("asked")


def test_the_next_signed_one_supersedes_the_first_and_both_stay(desk: Desk) -> None:
    desk.signed()
    desk.signed(at=NOON + days(1), conclusion="none_found")

    assert [(line.number, line.state) for line in selectors.list_versions(desk.case)] == [
        (2, "locked"),
        (1, "superseded"),
    ]
    assert facts.known(desk.case)["abduction_risk"] == "none_found"
    assert read(selectors.get_assessment(desk.case, number=1).texts["reason"]) == REASON


def test_there_is_one_draft_at_a_time(desk: Desk) -> None:
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)

    with pytest.raises(AlreadyBeingWritten):
        services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)


def test_a_half_written_draft_cannot_be_locked(desk: Desk) -> None:
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)
    desk.write(child_says="", reason="")

    with opening.scope(surface="test"), pytest.raises(writing.AssessmentIsIncomplete) as refused:
        services.lock_assessment(
            case=desk.case, version=draft_version(desk.case), by=desk.actor("kari"), at=NOON
        )

    assert set(refused.value.fields) == {"child_says", "reason"}
    assert facts.known(desk.case) == {}


@pytest.mark.parametrize("name", ["ivar", "turid", "rakel", "ulf", "odd"])
def test_only_the_municipal_caseworker_on_the_case_writes_and_signs(desk: Desk, name: str) -> None:
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)
    written = desk.write()
    actor = desk.actor(name)

    with pytest.raises(NotAllowed):
        desk.write(name=name)
    with pytest.raises(NotAllowed), opening.scope(surface="test"):
        services.lock_assessment(case=desk.case, version=written.version, by=actor, at=NOON)
    with pytest.raises(NotAllowed):
        services.start_assessment(case=desk.case, by=actor, at=NOON)

    draft = selectors.find_draft(desk.case)
    assert draft is not None
    assert draft.version == written.version


def test_two_who_write_at_once_lose_nothing(desk: Desk) -> None:
    desk.town.assign("odd", "caseworker", case=desk.case)
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)
    seen_by_both = draft_version(desk.case)

    desk.write(name="kari", version=seen_by_both, known="Det Kari skrev.")
    with pytest.raises(services.SomebodyWroteMeanwhile) as meanwhile:
        desk.write(name="odd", version=seen_by_both, known="Det Odd skrev.")

    draft = selectors.find_draft(desk.case)
    assert draft is not None
    assert read(draft.texts["known"]) == "Det Kari skrev."
    assert (meanwhile.value.version, meanwhile.value.by_name) == (draft.version, "Kari")

    desk.write(name="odd", version=meanwhile.value.version, known="Det begge mente.")


def test_nobody_signs_a_draft_that_changed_after_they_read_it(desk: Desk) -> None:
    desk.town.assign("odd", "caseworker", case=desk.case)
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)
    seen = desk.write().version
    desk.write(name="odd", could_happen="Noe helt annet.")

    with pytest.raises(services.SomebodyWroteMeanwhile), opening.scope(surface="test"):
        services.lock_assessment(case=desk.case, version=seen, by=desk.actor("kari"), at=NOON)


def test_what_was_known_is_frozen_when_it_is_signed(desk: Desk) -> None:
    kari = desk.actor("kari")
    _answer(desk, "placement_urgency", "planned", by=kari)
    desk.signed()
    frozen = models.Assessment.objects.get(case=str(desk.case))
    outcome = dict(frozen.frozen_outcome)

    _answer(desk, "placement_urgency", "acute", by=kari, replaces=True)
    again = models.Assessment.objects.get(case=str(desk.case))

    assert again.frozen_facts["placement_urgency"] == {"value": "planned"}
    assert again.frozen_outcome == outcome
    assert again.editions == ["placements-2013", "moves-2024"]
    assert "acute-seek-full-picture" not in outcome
    assert (
        selectors.evaluate_case(desk.case, at=NOON)
        .evaluation.by_rule["acute-seek-full-picture"]
        .applies
    )


def test_the_snapshot_holds_the_conclusion_it_was_signed_with(desk: Desk) -> None:
    desk.signed()

    frozen = models.Assessment.objects.get(case=str(desk.case))

    assert frozen.frozen_facts["abduction_risk"] == {"value": "present"}
    assert frozen.frozen_outcome["consider-listed-measures"] == "applies"


def test_what_is_new_since_the_last_one_is_told(desk: Desk) -> None:
    kari = desk.actor("kari")
    _answer(desk, "placement_urgency", "planned", by=kari)
    desk.signed(conclusion="none_found")
    _answer(desk, "placement_urgency", "acute", by=kari, replaces=True)
    desk.signed(at=NOON + days(1))

    first = selectors.get_assessment(desk.case, number=1)
    new = selectors.get_assessment(desk.case, number=2).difference

    assert not first.difference
    assert new.from_number == 1
    assert [(before, after) for _label, before, after in new.facts] == [
        ("Det er ikke holdepunkter for risiko nå", "Det er en risiko for bortføring"),
        ("Planlagt", "Akutt"),
    ]
    assert title_of("acute-seek-full-picture") in new.began
    assert new.ceased == ()


def test_the_facts_a_writer_built_on_are_kept_in_full(desk: Desk) -> None:
    _answer(
        desk,
        "prior_experience",
        "To forsøk på henting fra skolen.",
        by=desk.actor("kari"),
    )
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)
    draft = services.Draft(
        texts={each.name: "Noe." for each in writing.WRITING_FIELDS} | {"reason": REASON},
        facts_chosen=("prior_experience",),
        conclusion="risk_present",
        reassess_on=date(2027, 1, 15),
    )
    actor = desk.actor("kari")
    written = services.write_assessment(
        case=desk.case, version=draft_version(desk.case), draft=draft, by=actor, at=NOON
    )
    with opening.scope(surface="test"):
        services.lock_assessment(case=desk.case, version=written.version, by=actor, at=NOON)

    kept = read(selectors.get_assessment(desk.case, number=1).texts_held)

    assert "To forsøk på henting fra skolen." in kept
    assert "Samtale" in kept


def test_a_correction_is_a_version_of_its_own_that_says_what_was_wrong(desk: Desk) -> None:
    desk.signed()
    actor = desk.actor("kari")
    services.start_correction(case=desk.case, number=1, by=actor, at=NOON + days(1))
    draft = selectors.find_draft(desk.case)
    assert draft is not None
    assert read(draft.texts["reason"]) == REASON

    silent = desk.write(at=NOON + days(1))
    with opening.scope(surface="test"), pytest.raises(writing.AssessmentIsIncomplete) as refused:
        services.lock_assessment(
            case=desk.case, version=silent.version, by=actor, at=NOON + days(1)
        )
    assert set(refused.value.fields) == {"what_was_corrected"}

    told = desk.write(at=NOON + days(1), what_was_corrected="Datoen for forsøket.")
    with opening.scope(surface="test"):
        services.lock_assessment(case=desk.case, version=told.version, by=actor, at=NOON + days(1))
    assert selectors.get_assessment(desk.case, number=2).corrects == 1


def test_the_leader_approves_and_only_once(desk: Desk) -> None:
    desk.signed()

    services.approve(case=desk.case, number=1, by=desk.actor("turid"), at=NOON)

    assert selectors.get_assessment(desk.case, number=1).approved_by == "Turid"
    with pytest.raises(NothingToApprove):
        services.approve(case=desk.case, number=1, by=desk.actor("turid"), at=NOON)


@pytest.mark.parametrize("name", ["kari", "ivar", "rakel", "ulf", "odd"])
def test_who_may_not_approve(desk: Desk, name: str) -> None:
    desk.signed()

    with pytest.raises(NotAllowed):
        services.approve(case=desk.case, number=1, by=desk.actor(name), at=NOON)


def test_nobody_approves_what_they_wrote_even_as_leader(desk: Desk) -> None:
    desk.town.hire("kari", "cws_leader", "bykommunen")
    desk.town.assign("kari", "cws_leader", case=desk.case)
    desk.signed(name="kari")

    with pytest.raises(NotAllowed) as refused:
        services.approve(case=desk.case, number=1, by=desk.actor("kari"), at=NOON)

    assert refused.value.denied.code == "own_work"


def test_somebody_who_only_wrote_a_line_does_not_approve_either(desk: Desk) -> None:
    desk.town.hire("odd", "cws_leader", "bykommunen")
    desk.town.assign("odd", "caseworker", case=desk.case)
    desk.town.assign("odd", "cws_leader", case=desk.case)
    kari = desk.actor("kari")
    services.start_assessment(case=desk.case, by=kari, at=NOON)
    desk.write(name="odd")
    written = desk.write(name="kari")
    with opening.scope(surface="test"):
        services.lock_assessment(case=desk.case, version=written.version, by=kari, at=NOON)

    with pytest.raises(NotAllowed):
        services.approve(case=desk.case, number=1, by=desk.actor("odd"), at=NOON)


def test_a_draft_is_not_approved(desk: Desk) -> None:
    services.start_assessment(case=desk.case, by=desk.actor("kari"), at=NOON)

    with pytest.raises(NothingToApprove):
        services.approve(case=desk.case, number=1, by=desk.actor("turid"), at=NOON)


def test_every_step_is_in_the_ledger_without_a_word_of_what_was_written(desk: Desk) -> None:
    desk.signed()
    services.approve(case=desk.case, number=1, by=desk.actor("turid"), at=NOON)

    rows = [entry for entry in ledger.entries(case=str(desk.case), action_prefix="assessments.")]

    assert [row.action for row in sorted(rows, key=lambda row: row.index)] == [
        "assessments.drafted",
        "assessments.saved",
        "assessments.locked",
        "assessments.approved",
    ]
    assert all(set(row.details) <= {"number"} for row in rows)


def test_the_date_for_a_new_look_is_a_task(desk: Desk) -> None:
    desk.signed()
    desk.signed(at=NOON + days(1))

    open_tasks = [
        task for task in cases.list_open_tasks(desk.case, at=NOON) if task.source == "assessments"
    ]

    assert [(task.title, task.due_on) for task in open_tasks] == [
        ("assess_anew", date(2027, 1, 15))
    ]


def title_of(requirement: str) -> str:
    text = loader.load_guide().rules[requirement].text
    assert text is not None
    return text.title.nb


def _answer(desk: Desk, fact: str, value: object, **more: object) -> None:
    screening.note_answer(
        case=desk.case,
        fact=fact,
        value=value,
        source="Samtale",
        source_on=NOON.date(),
        at=NOON,
        **more,  # type: ignore[arg-type]
    )
