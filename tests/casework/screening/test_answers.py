"""Answering: every state apart, nothing overwritten, and every refusal by name."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from forevar.casework.cases.models import Task
from forevar.casework.screening import facts, selectors
from forevar.casework.screening import services as screening
from forevar.casework.screening.models import Answer
from forevar.guideline import evaluate, loader, truth
from forevar.kernel.decision import NotAllowed
from forevar.trust.audit import ledger
from forevar.trust.disclosure import selectors as disclosure
from tests.casework.screening.conftest import TODAY, World


def _rows(world: World, fact: str) -> list[Answer]:
    return list(Answer.objects.filter(case=world.case.code, fact=fact).order_by("number"))


def _latest(world: World, fact: str) -> Answer:
    return Answer.objects.get(case=world.case.code, fact=fact, is_latest=True)


def test_each_state_stands_apart_in_the_database_and_before_the_guideline(world: World) -> None:
    world.answer("abductor_known", {"name": "En onkel"})
    world.answer("education_setting_changed", False)
    world.leave_open("network_near_placement")
    world.leave_open("network_in_placement_area", asked=True)
    world.answer("home_place_stay_restricted", True)
    world.dispute("home_place_stay_restricted", False)
    screening.mark_not_applicable(
        case=world.case,
        fact="education_setting",
        reason="Barnet er ett år.",
        by=world.actor("kari"),
        at=world.at,
    )
    world.answer("language_minority", True)
    screening.take_back(
        case=world.case,
        fact="language_minority",
        reason="Ført på feil sak.",
        by=world.actor("kari"),
        at=world.at,
    )

    stored = dict(
        Answer.objects.filter(case=world.case.code, is_latest=True).values_list("fact", "state")
    )
    assert set(stored.values()) == {
        "answered",
        "to_be_asked",
        "asked",
        "disputed",
        "not_applicable",
        "unanswered",
    }
    known = facts.known(world.case, at=world.at)
    assert known["education_setting_changed"] is False
    assert known["network_near_placement"] == truth.Unknown("not_asked")
    assert known["network_in_placement_area"] == truth.Unknown("asked")
    assert known["home_place_stay_restricted"] == truth.Unknown("disputed")
    assert known["education_setting"] == truth.Unknown("not_applicable")
    assert known["language_minority"] == truth.Unknown("not_asked")
    assert "passport_status" not in known


def test_what_is_known_can_be_put_before_the_guides_with_nothing_opened(world: World) -> None:
    world.answer("persons_of_risk", [{"relation": "onkel", "reason": "truet"}])
    world.answer("child_views", "Vil bo hos mormor.", by="ivar", on_behalf_of="child")
    world.answer("legal_basis", "4-2")
    world.answer("child_nationalities", ["NO", "TR"])
    world.answer("child_gender", "girl")

    known = facts.known(world.case, at=world.at)

    assert known["legal_basis"] == "emergency_order"
    assert known["child_age"] == 14
    assert "mormor" not in str(known)
    assert "TR" not in str(known)
    answers = evaluate.evaluate(loader.load_guide(), known, on=TODAY)
    assert len(answers.answers) == 496


def test_a_later_answer_supersedes_and_never_changes_the_earlier(
    world: World, reading: Callable[[object], str]
) -> None:
    first = world.answer("knowledge_of_family", "little", source="Telefon 20. november")
    later = world.later(hours=3)
    second = later.answer("knowledge_of_family", "sufficient", replaces=True)

    before, after = _rows(world, "knowledge_of_family")
    assert (before.key, before.state, json.loads(before.value)) == (first.key, "answered", "little")
    assert (before.at, before.is_latest, reading(before.source)) == (
        world.at,
        False,
        "Telefon 20. november",
    )
    assert (after.key, after.number, after.is_latest) == (second.key, 2, True)
    assert after.supersedes_id == before.key


def test_another_answer_asks_what_it_means_and_saves_nothing(world: World) -> None:
    world.answer("knowledge_of_family", "little")

    with pytest.raises(screening.Contradicts):
        world.answer("knowledge_of_family", "none")

    assert len(_rows(world, "knowledge_of_family")) == 1
    world.answer("knowledge_of_family", "little", source="Politiet")


def test_sources_that_disagree_both_stand_until_somebody_settles(
    world: World, reading: Callable[[object], str]
) -> None:
    world.answer("home_place_stay_restricted", True, source="Mor")
    world.dispute("home_place_stay_restricted", False)
    world.dispute("home_place_stay_restricted", True, source="Skolen")

    theme = selectors.get_theme(
        world.case, theme="nettverk-og-sted", actor=world.actor("kari"), at=world.at
    )
    question = next(q for q in theme.questions if q.fact == "home_place_stay_restricted")
    assert [(reading(side.source), side.value) for side in question.sides] == [
        ("Mor", True),
        ("Politiet, muntlig", False),
        ("Skolen", True),
    ]
    with pytest.raises(screening.Contradicts):
        world.answer("home_place_stay_restricted", True)
    screening.settle(
        case=world.case,
        fact="home_place_stay_restricted",
        value=False,
        source="Vedtak",
        source_on=TODAY,
        by=world.actor("kari"),
        at=world.at,
    )
    assert facts.known(world.case, at=world.at)["home_place_stay_restricted"] is False
    assert len(_rows(world, "home_place_stay_restricted")) == 4


def test_nothing_to_dispute_and_nothing_to_settle(world: World) -> None:
    with pytest.raises(screening.NothingToDispute):
        world.dispute("education_setting", "school")
    world.answer("education_setting", "school")
    with pytest.raises(screening.NothingToSettle):
        screening.settle(
            case=world.case,
            fact="education_setting",
            value="school",
            source="Skolen",
            source_on=TODAY,
            by=world.actor("kari"),
            at=world.at,
        )


def test_a_dispute_says_who_settles_it_and_when(world: World) -> None:
    world.answer("education_setting", "school")

    with pytest.raises(screening.FollowUpMissing) as refused:
        world.dispute("education_setting", "none", who="", due_on=None)

    assert refused.value.fields == {
        "who": "Skriv hvem som avgjør det.",
        "due_on": "Velg dato for når dere skal vite det.",
    }


def test_not_yet_known_says_the_three_things_in_the_guide_pages_words(world: World) -> None:
    with pytest.raises(screening.FollowUpMissing) as refused:
        world.leave_open("network_near_placement", who="", due_on=None, until_then="")

    assert list(refused.value.fields.values()) == [
        "Skriv hvem som finner det ut.",
        "Velg dato for når dere skal vite det.",
        "Skriv hva dere gjør til da.",
    ]
    assert not _rows(world, "network_near_placement")


@pytest.mark.parametrize(
    ("fact", "value", "refusal"),
    [
        ("no_such_fact", True, screening.FactNotAsked),
        ("abduction_risk", "present", screening.AskedElsewhere),
        ("child_age", 14, screening.FactIsComputed),
        ("legal_basis", "unknown", screening.ValueDoesNotFit),
        ("passport_status", "unknown", screening.ValueDoesNotFit),
        ("language_minority", "yes", screening.ValueDoesNotFit),
        ("reason_for_placement", ["violins"], screening.ValueDoesNotFit),
        ("child_national_id", "15891099998", screening.ValueDoesNotFit),
        ("child_birth_date", TODAY + timedelta(days=1), screening.ValueDoesNotFit),
    ],
)
def test_a_fact_or_value_that_does_not_belong_here_is_refused(
    world: World, fact: str, value: object, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        world.answer(fact, value)

    assert not Answer.objects.filter(case=world.case.code).exists()
    assert str(value) not in str(refused.value)


def test_an_answer_says_where_it_comes_from(world: World) -> None:
    with pytest.raises(screening.FollowUpMissing) as refused:
        world.answer("education_setting", "school", source=" ", source_on=None)

    assert set(refused.value.fields) == {"source", "source_on"}


def test_an_adviser_answers_for_the_municipality_and_says_so(world: World) -> None:
    with pytest.raises(screening.FollowUpMissing) as refused:
        world.answer("education_setting", "school", by="ivar")
    assert set(refused.value.fields) == {"on_behalf_of"}
    with pytest.raises(screening.FollowUpMissing):
        world.answer("education_setting", "school", by="ivar", on_behalf_of="police")

    world.answer("education_setting", "school", by="ivar", on_behalf_of="municipal_cws")

    assert _latest(world, "education_setting").on_behalf_of == "municipal_cws"


@pytest.mark.parametrize("name", ["rakel", "turid", "odd", "selma", "frida"])
def test_those_who_may_not_write_facts_are_refused(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        world.answer("education_setting", "school", by=name)

    assert not _rows(world, "education_setting")


def test_the_right_role_on_the_wrong_case_is_refused(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.answer("education_setting", "school", by="odd")
    world.answer("education_setting", "school", by="kari")


def test_a_home_answers_what_it_supplies_and_nothing_else(world: World) -> None:
    world.answer("child_uses_internet", True, by="berit")
    with pytest.raises(screening.NotYoursToAnswer):
        world.answer("education_setting", "school", by="berit")
    with pytest.raises(screening.NotYoursToAnswer):
        world.answer("child_uses_internet", True, by="berit", on_behalf_of="municipal_cws")
    with pytest.raises(screening.NotYoursToAnswer):
        world.leave_open("education_setting", by="berit")


@pytest.mark.parametrize("field", ["source", "value"])
def test_free_text_that_holds_what_is_shielded_is_refused(world: World, field: str) -> None:
    given: dict[str, Any] = {"source": "Notat", "value": "Familien er kjent her."}
    given[field] = "Hun heter Nora Fjellvang på skolen."

    with pytest.raises(screening.ShieldedInText) as refused:
        world.answer("prior_experience", given.pop("value"), **given)

    assert set(refused.value.fields) == {field}
    assert "Fjellvang" not in str(refused.value) + str(refused.value.fields)
    assert not _rows(world, "prior_experience")


def test_what_is_done_until_then_holds_no_place(world: World) -> None:
    world.answer("places_to_avoid", ["Kvernhusveien 12, Lillevik"], by="ivar", on_behalf_of="child")

    with pytest.raises(screening.ShieldedInText):
        world.leave_open("education_setting", until_then="Holder henne unna Kvernhusveien 12.")


def test_a_name_and_a_place_go_to_their_vaults_and_nowhere_else(
    world: World, reading: Callable[[object], str]
) -> None:
    world.answer("places_to_avoid", ["Kvernhusveien 12"], by="ivar", on_behalf_of="child")
    world.answer("child_phone_number", "+47 400 00 000", by="berit")

    for fact in ("places_to_avoid", "child_phone_number"):
        row = _latest(world, fact)
        assert row.vault_number == 1
        assert (row.value, row.written.is_set) == ("", False)
    kept = disclosure.fact(world.case, fact_id="places_to_avoid")
    assert json.loads(reading(kept)) == ["Kvernhusveien 12"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM screening_answer")
        assert "Kvernhusveien" not in str(cursor.fetchall())


def test_words_are_sealed_where_they_lie(world: World) -> None:
    world.answer("prior_experience", "Familien flyttet brått i 2019.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM screening_answer")
        stored = repr(cursor.fetchall())
    assert "flyttet" not in stored
    assert "kommunen" not in stored
    assert "prior_experience" in stored


def test_what_was_registered_elsewhere_is_noted_without_saying_it_again(world: World) -> None:
    screening.note_registered(
        case=world.case,
        fact="child_name",
        source="Henvendelsen",
        source_on=TODAY,
        on_behalf_of="municipal_cws",
        by=world.actor("ivar"),
        at=world.at,
    )

    assert _latest(world, "child_name").vault_number == 1
    with pytest.raises(screening.AskedElsewhere):
        screening.note_registered(
            case=world.case,
            fact="legal_basis",
            source="Henvendelsen",
            source_on=TODAY,
            by=world.actor("kari"),
            at=world.at,
        )


def test_somebody_who_answered_meanwhile_is_not_written_over(world: World) -> None:
    world.answer("education_setting", "school", seen="")

    with pytest.raises(screening.AnsweredMeanwhile):
        world.later(minutes=1).answer("education_setting", "none", seen="", replaces=True)

    assert len(_rows(world, "education_setting")) == 1


def test_only_one_answer_of_a_question_can_be_the_latest(world: World) -> None:
    world.answer("education_setting", "school")
    row = _latest(world, "education_setting")

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            case=row.case, fact=row.fact, number=2, state="answered", by=row.by, at=row.at
        )


def test_an_open_question_is_a_task_until_it_is_answered(world: World) -> None:
    world.leave_open("network_near_placement", by="ivar", who="municipality")
    task = Task.objects.get(case_code=world.case.code, about="network_near_placement")
    assert (task.state, task.owner_body, task.due_on) == (
        "open",
        "municipality",
        TODAY + timedelta(days=5),
    )

    world.leave_open("network_near_placement", by="ivar", who="police", asked=True)
    second = Task.objects.get(about="network_near_placement", state="open")
    assert (second.owner_body, second.waits_on) == ("intake", "police")

    world.answer("network_near_placement", "none")
    assert not Task.objects.filter(about="network_near_placement", state="open").exists()


def test_those_asked_by_a_request_keep_what_is_done_until_then(
    world: World, reading: Callable[[object], str]
) -> None:
    world.answer("education_setting", "school")
    world.leave_open("network_near_placement", until_then="Venter med valget.")
    asked = screening.note_asked(
        case=world.case,
        facts=["education_setting", "network_near_placement"],
        who="municipality",
        due_on=TODAY + timedelta(days=7),
        by=world.actor("ivar"),
        at=world.at,
    )

    assert [one.fact for one in asked] == ["network_near_placement"]
    row = _latest(world, "network_near_placement")
    assert (row.state, reading(row.until_then)) == ("asked", "Venter med valget.")
    with pytest.raises(screening.FollowUpMissing):
        screening.note_asked(
            case=world.case,
            facts=["child_has_alarm"],
            who="police",
            due_on=TODAY + timedelta(days=7),
            by=world.actor("ivar"),
            at=world.at,
        )


def test_the_case_sheet_follows_basis_and_urgency(world: World) -> None:
    from forevar.casework.cases.models import Case

    world.answer("legal_basis", "5-1")
    world.answer("placement_urgency", "acute")

    row = Case.objects.get(code=world.case.code)
    assert (row.paragraph, row.urgency) == ("5-1", "acute")


def test_every_answer_is_entered_by_codes_only(world: World) -> None:
    world.answer(
        "prior_experience", "Familien flyttet brått.", by="ivar", on_behalf_of="municipal_cws"
    )
    world.leave_open("education_setting")

    entries = [e for e in ledger.entries(case=world.case) if e.action.startswith("screening.")]
    assert [e.action for e in entries] == ["screening.left_open", "screening.answer_noted"]
    assert entries[1].details == {
        "fact": "prior_experience",
        "state": "answered",
        "number": 1,
        "on_behalf_of": "municipal_cws",
    }


def test_taking_back_needs_a_reason_and_an_answer(world: World) -> None:
    common: dict[str, Any] = {"case": world.case, "by": world.actor("kari"), "at": world.at}
    with pytest.raises(screening.NothingStands):
        screening.take_back(fact="education_setting", reason="Feil", **common)
    world.answer("education_setting", "school")
    with pytest.raises(screening.FollowUpMissing):
        screening.take_back(fact="education_setting", reason="", **common)
