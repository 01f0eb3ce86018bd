"""From what people noted to what the guides are told."""

from datetime import date

import pytest

from forevar.casework.assessments.rules import disagreement, merging, police, stated
from forevar.guideline import loader
from forevar.guideline.truth import Unknown

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("conclusion", "value"),
    [("risk_present", "present"), ("none_found", "none_found"), ("cannot_tell_yet", None)],
)
def test_a_signed_conclusion_is_the_fact_and_not_knowing_is_none(
    conclusion: str, value: str | None
) -> None:
    told = stated.from_assessment(number=2, conclusion=conclusion, place_unsafe="", on=DAY)

    assert told["abduction_risk"].value == value
    assert "measure_judged_unsafe" not in told


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("no", False)])
def test_the_place_is_judged_by_a_person(word: str, value: bool) -> None:
    told = stated.from_assessment(number=1, conclusion="risk_present", place_unsafe=word, on=DAY)

    assert told["measure_judged_unsafe"].value is value


def test_a_no_about_the_police_still_shows_that_it_was_discussed() -> None:
    told = stated.from_discussion(outcome="not_now", parties=("municipality",), on=DAY)

    assert dict(told["police_involvement_discussed"].value) == {  # type: ignore[arg-type]
        "date": "2026-11-21",
        "parties": "municipality",
        "outcome": "not_now",
    }


def test_asking_the_police_takes_no_level_back() -> None:
    first = stated.from_request(on=DAY, word_is_stated=False)
    again = stated.from_request(on=DAY, word_is_stated=True)

    assert first["threat_level"].value is None
    assert "threat_level" not in again


def test_a_refusal_from_the_police_takes_no_level_back_but_an_answer_without_one_does() -> None:
    declined = stated.from_answer(form="declined", word="not_given", on=DAY, word_is_stated=True)
    answered = stated.from_answer(form="written", word="not_given", on=DAY, word_is_stated=True)

    assert "threat_level" not in declined
    assert answered["threat_level"].value is None


def test_a_dont_know_about_the_police_states_nothing() -> None:
    assert stated.from_involvement("unknown", on=DAY) == {}


@pytest.mark.parametrize(
    ("state", "value"), [("open", True), ("settled", False), ("agreed", False)]
)
def test_disagreement_is_true_while_it_is_open(state: str, value: bool) -> None:
    assert stated.from_disagreement(state, on=DAY)["risk_disagreement"].value is value


def test_every_word_of_the_police_is_one_the_catalogue_knows() -> None:
    facts = loader.load_guide().facts

    assert facts["threat_level"].symbols - {"not_assessed"} == police.NAMED
    assert set(police.FORMS) <= facts["police_threat_assessment"].symbols
    assert set(stated.OWNED) <= set(facts)


def test_what_two_records_tell_differently_is_not_known() -> None:
    together = merging.joined([{"legal_basis": "voluntary"}, {"legal_basis": "care_order"}])

    assert together == {"legal_basis": Unknown("disputed")}


def test_a_third_record_does_not_settle_a_dispute() -> None:
    together = merging.joined(
        [{"legal_basis": word} for word in ("voluntary", "care_order", "voluntary")]
    )

    assert together == {"legal_basis": Unknown("disputed")}


def test_what_is_known_beats_what_is_not() -> None:
    together = merging.joined(
        [
            {"police_involved": Unknown("asked"), "language_minority": True},
            {"police_involved": False, "language_minority": Unknown("asked")},
        ]
    )

    assert together == {"police_involved": False, "language_minority": True}


def test_facts_freeze_to_codes() -> None:
    frozen = merging.as_frozen(
        {"child_age": 14, "places_to_avoid": ["(registrert)"], "abductor_known": Unknown("asked")}
    )

    assert frozen == {
        "abductor_known": {"why": "asked"},
        "child_age": {"value": 14},
        "places_to_avoid": {"value": ["(registrert)"]},
    }
    assert merging.changed(frozen, {**frozen, "child_age": {"value": 15}}) == ("child_age",)


@pytest.mark.parametrize(
    ("form", "word", "said_by", "missing"),
    [
        ("written", "high", "Vakthavende", set()),
        ("written", "not_given", "Vakthavende", set()),
        ("written", "", "Vakthavende", {"police_word"}),
        ("declined", "", "Vakthavende", set()),
        ("declined", "low", "Vakthavende", {"police_word"}),
        ("oral", "dangerous", "Vakthavende", {"police_word"}),
        ("", "low", "Vakthavende", {"form"}),
        ("oral", "low", " ", {"said_by"}),
    ],
)
def test_an_answer_from_the_police_says_how_what_and_who(
    form: str, word: str, said_by: str, missing: set[str]
) -> None:
    assert set(police.lacks_in_answer(form=form, word=word, said_by=said_by)) == missing


def test_a_discussion_has_somebody_and_an_outcome() -> None:
    assert set(police.lacks_in_discussion(parties=(), outcome="")) == {"parties", "outcome"}
    assert set(police.lacks_in_discussion(parties=("mother",), outcome="involve")) == {"parties"}
    assert police.lacks_in_discussion(parties=("intake",), outcome="not_now") == {}


def test_a_disagreement_has_a_view_and_something_agreed_meanwhile() -> None:
    assert set(disagreement.lacks(views={}, agreed_until_then=" ")) == {
        "intake_view",
        "agreed_until_then",
    }
    assert disagreement.lacks(views={"intake": "Vi ser risiko."}, agreed_until_then="Følge.") == {}


def test_each_side_writes_its_own_view() -> None:
    assert disagreement.may_write("intake", roles=frozenset({"intake_adviser"}))
    assert not disagreement.may_write("intake", roles=frozenset({"caseworker"}))


def test_a_view_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="two sides"):
        disagreement.lacks(views={"police": "Vi ser risiko."}, agreed_until_then="Følge.")
