"""What a lock needs, and what only asks."""

from dataclasses import replace
from datetime import date

import pytest

from forevar.casework.assessments.rules import writing

TODAY = date(2026, 11, 21)
FULL = writing.Written(
    number=2,
    texts={
        **{each.name: "Noe er skrevet her." for each in writing.WRITING_FIELDS},
        "reason": "Fordi to personer har sagt det samme til oss.",
    },
    conclusion="risk_present",
    reassess_on=date(2027, 1, 15),
)


def without(name: str) -> writing.Written:
    return replace(FULL, texts={key: text for key, text in FULL.texts.items() if key != name})


def test_a_full_assessment_lacks_nothing() -> None:
    assert writing.lacks(FULL, today=TODAY) == {}


@pytest.mark.parametrize("name", [each.name for each in writing.WRITING_FIELDS])
def test_each_of_the_six_fields_has_to_be_written(name: str) -> None:
    assert list(writing.lacks(without(name), today=TODAY)) == [name]


def test_what_has_changed_is_not_asked_the_first_time() -> None:
    first = replace(without("changed_since"), number=1)

    assert writing.lacks(first, today=TODAY) == {}
    assert "changed_since" not in [each.name for each in writing.fields_asked(1)]


def test_chosen_facts_stand_for_the_text_of_what_is_known() -> None:
    chosen = replace(without("known"), facts_chosen=("reason_for_placement",))

    assert writing.lacks(chosen, today=TODAY) == {}


def test_chosen_facts_do_not_stand_for_what_could_happen() -> None:
    chosen = replace(without("could_happen"), facts_chosen=("reason_for_placement",))

    assert list(writing.lacks(chosen, today=TODAY)) == ["could_happen"]


@pytest.mark.parametrize("conclusion", ["", "high", "present", "score"])
def test_only_the_three_conclusions_of_a_person_count(conclusion: str) -> None:
    assert "conclusion" in writing.lacks(replace(FULL, conclusion=conclusion), today=TODAY)


def test_the_reason_is_asked_for_in_the_words_of_the_page() -> None:
    assert writing.lacks(without("reason"), today=TODAY) == {"reason": "Begrunn vurderingen."}


@pytest.mark.parametrize("day", [None, TODAY, date(2026, 11, 20)])
def test_the_next_assessment_has_a_date_ahead(day: date | None) -> None:
    assert list(writing.lacks(replace(FULL, reassess_on=day), today=TODAY)) == ["reassess_on"]


def test_a_correction_says_what_was_corrected() -> None:
    silent = replace(FULL, corrects=1)
    told = replace(silent, texts={**FULL.texts, "what_was_corrected": "Datoen i første avsnitt."})

    assert list(writing.lacks(silent, today=TODAY)) == ["what_was_corrected"]
    assert writing.lacks(told, today=TODAY) == {}


@pytest.mark.parametrize(
    ("conclusion", "unknowns", "asks"),
    [
        ("none_found", 3, True),
        ("none_found", 0, False),
        ("risk_present", 3, False),
        ("cannot_tell_yet", 3, False),
    ],
)
def test_no_indications_beside_open_questions_asks_for_an_explanation(
    conclusion: str, unknowns: int, asks: bool
) -> None:
    assert writing.asks_for_explanation(conclusion, unknowns=unknowns) is asks


def test_the_explanation_never_blocks() -> None:
    unexplained = replace(FULL, conclusion="none_found")

    assert writing.lacks(unexplained, today=TODAY) == {}


def test_a_text_that_repeats_the_last_one_is_pointed_out() -> None:
    again = replace(FULL, earlier_texts={"reason": FULL.texts["reason"] + " "})

    assert writing.repeats_earlier(again) == ("reason",)


@pytest.mark.parametrize(
    ("state", "verb"),
    [("locked", "lock"), ("superseded", "lock"), ("superseded", "supersede"), ("draft", "unlock")],
)
def test_there_is_no_way_back_from_locked(state: str, verb: str) -> None:
    with pytest.raises(writing.AssessmentIsLocked):
        writing.next_state(state, verb)


def test_a_draft_is_locked_and_a_locked_one_superseded() -> None:
    assert writing.next_state("draft", "lock") == "locked"
    assert writing.next_state("locked", "supersede") == "superseded"
