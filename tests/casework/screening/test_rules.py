"""The rules of screening: themes, states, follow-ups, values, and who may read what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.casework.screening.rules import (
    answers,
    legal_basis,
    participation,
    reading,
    themes,
    values,
)
from forevar.guideline import catalogue, loader

GUIDE = loader.load_guide()
TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _fact(fact_id: str) -> catalogue.Fact:
    return GUIDE.facts[fact_id]


def test_every_fact_stands_in_one_theme_and_in_the_catalogue() -> None:
    listed = [fact for theme in themes.THEMES for fact in theme.facts]

    assert len(listed) == len(set(listed)) == 45
    assert set(listed) <= set(GUIDE.facts)
    assert not set(listed) & themes.COMPUTED
    assert set(GUIDE.facts) >= themes.COMPUTED


def test_every_question_has_words() -> None:
    assert all(_fact(fact).question is not None for fact in themes.FACTS)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("child_name", "REAL"),
        ("child_birth_date", "REAL"),
        ("child_nationalities", "REAL"),
        ("places_to_avoid", "WHERE"),
        ("online_accounts", "WHERE"),
        ("child_phone_number", "WHERE"),
        ("home_municipality", "CASE"),
        ("child_languages", "TEXT"),
        ("destination_country", "TEXT"),
        ("persons_of_risk", "TEXT"),
        ("network_near_placement", "RISK"),
        ("education_setting", "CASE"),
    ],
)
def test_the_class_of_a_fact(fact: str, expected: str) -> None:
    assert themes.class_of(_fact(fact)) == expected


def test_a_theme_that_can_hold_a_place_never_holds_a_name() -> None:
    for theme in themes.THEMES:
        kept_as = {themes.class_of(_fact(fact)) for fact in theme.facts}
        assert not {"REAL", "WHERE"} <= kept_as
        assert theme.name_stays_out == ("WHERE" in kept_as)


def test_every_state_but_answered_tells_why_it_is_not_known() -> None:
    assert set(answers.WHY) == set(answers.STATES) - {"answered"}


def test_not_yet_known_needs_who_when_and_what_until_then() -> None:
    missing = answers.missing_follow_up(who="", due_on=None, until_then=" ", today=TODAY)

    assert missing == {
        "who": "Skriv hvem som finner det ut.",
        "due_on": "Velg dato for når dere skal vite det.",
        "until_then": "Skriv hva dere gjør til da.",
    }


def test_a_date_that_is_gone_is_no_date_to_know_by() -> None:
    missing = answers.missing_follow_up(
        who="police", due_on=TODAY - timedelta(days=1), until_then="Venter.", today=TODAY
    )

    assert list(missing) == ["due_on"]


def test_a_source_is_told_and_not_ahead() -> None:
    assert set(answers.missing_source(source="", source_on=None, today=TODAY)) == {
        "source",
        "source_on",
    }
    ahead = answers.missing_source(source="Mor", source_on=TODAY + timedelta(1), today=TODAY)
    assert ahead == {"source_on": answers.SOURCE_AHEAD}
    assert not answers.missing_source(source="Mor", source_on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("held", "on_behalf_of", "may"),
    [
        ({"caseworker"}, "", True),
        ({"intake_adviser"}, "", False),
        ({"intake_adviser"}, "municipal_cws", True),
        ({"intake_adviser"}, "police", False),
        ({"unit_staff"}, "", False),
        ({"unit_staff"}, "municipal_cws", False),
        (set(), "", False),
    ],
)
def test_who_may_answer_what_the_municipality_supplies(
    held: set[str], on_behalf_of: str, may: bool
) -> None:
    providers = answers.providers_of(_fact("network_near_placement"), GUIDE.roles)

    assert (
        answers.may_answer(frozenset(held), providers=providers, on_behalf_of=on_behalf_of) is may
    )


@pytest.mark.parametrize(
    ("fact", "held", "may"),
    [
        ("child_name", "carer", False),
        ("child_name", "unit_staff", True),
        ("places_to_avoid", "unit_staff", False),
        ("places_to_avoid", "caseworker", True),
        ("documented_danger", "unit_staff", False),
        ("documented_danger", "cws_leader", True),
        ("network_near_placement", "carer", False),
        ("home_area_peers_at_institution", "unit_leader", True),
        ("persons_of_risk", "carer", True),
        ("legal_basis", "carer", True),
        ("home_municipality", "carer", False),
        ("language_minority", "carer", False),
    ],
)
def test_who_may_read_an_answer(fact: str, held: str, may: bool) -> None:
    providers = answers.providers_of(_fact(fact), GUIDE.roles)

    assert reading.may_read(_fact(fact), held=frozenset({held}), providers=providers) is may


def test_an_answer_grows_old_after_ninety_days_or_by_an_event() -> None:
    def old(days: int, event: datetime | None = None) -> bool:
        noted = AT - timedelta(days=days)
        return answers.needs_new_look(noted_at=noted, at=AT, latest_event_at=event)

    assert not old(90)
    assert old(91)
    assert old(3, AT - timedelta(days=2))
    assert not old(3, AT - timedelta(days=4))


GOOD: dict[str, list[object]] = {
    "bool": [True, False],
    "text": ["Noe"],
    "string": ["Noe"],
    "document": ["Dom av 2024"],
    "phone": ["+47 400 00 000"],
}


@pytest.mark.parametrize("fact_id", themes.FACTS)
def test_every_fact_refuses_what_is_no_value_of_it(fact_id: str) -> None:
    fact = _fact(fact_id)
    for wrong in (None, "", 3.5, object(), {"unknown": "asked"}, "unknown", "not_assessed"):
        if fact.type in {"text", "string", "document"} and wrong in ("unknown", "not_assessed"):
            continue
        with pytest.raises(values.WrongShape):
            values.checked(fact, wrong, today=TODAY)


@pytest.mark.parametrize("fact_id", themes.FACTS)
def test_every_fact_takes_its_values_and_gives_them_back(fact_id: str) -> None:
    fact = _fact(fact_id)
    for value in good_values(fact):
        native = values.checked(fact, value, today=TODAY)
        assert values.from_text(fact, values.to_text(native)) == native


def good_values(fact: catalogue.Fact) -> list[object]:
    if fact.id == "home_municipality":
        return ["0301"]
    if fact.id == "child_national_id":
        return ["15891099999"]
    if fact.allowed_values is not None:
        known = [each for each in fact.allowed_values if each not in catalogue.MISSING_SYMBOLS]
        return [[], list(known)] if fact.type == "list" else list(known)
    if fact.fields is not None:
        record = {fact.fields[0]: "Noe"}
        return [[], [record, record]] if fact.type == "list" else [record]
    if fact.type == "list":
        return [[], ["norsk", "tyrkisk"]]
    if fact.type == "date":
        return [date(2012, 2, 29), "2012-02-29"]
    return GOOD[fact.type]


def test_a_list_has_no_repeats_and_only_its_symbols() -> None:
    fact = _fact("reason_for_placement")
    for wrong in (["violence", "violence"], ["violins"], "violence"):
        with pytest.raises(values.WrongShape):
            values.checked(fact, wrong, today=TODAY)


def test_a_birth_date_is_not_ahead_and_the_refusal_does_not_repeat_it() -> None:
    with pytest.raises(values.WrongShape) as refusal:
        values.checked(_fact("child_birth_date"), date(2027, 1, 2), today=TODAY)

    assert "2027" not in str(refusal.value) + refusal.value.text


@given(st.lists(st.text(min_size=1).filter(str.strip).map(str.strip), unique=True, max_size=20))
def test_any_list_of_words_survives_being_kept(words: list[str]) -> None:
    fact = _fact("child_languages")
    native = values.checked(fact, words, today=TODAY)

    assert values.from_text(fact, values.to_text(native)) == native
    assert values.entries_in(native) == len(words)


def test_every_paragraph_stands_for_a_symbol_of_the_guide() -> None:
    symbols = _fact("legal_basis").symbols

    assert set(legal_basis.SYMBOL_OF.values()) == symbols
    for paragraph in legal_basis.SYMBOL_OF:
        assert values.checked(_fact("legal_basis"), paragraph, today=TODAY) == paragraph


def test_a_conversation_says_what_was_told_and_said_and_who_reads_it() -> None:
    words = participation.Words(heard=True, held_on=TODAY)
    missing = participation.missing(voice="child", words=words, today=TODAY)

    assert set(missing) == {"told", "said", "wording", "who_reads"}
    parent = participation.missing(voice="mother", words=words, today=TODAY)
    assert set(parent) == {"told", "said"}


def test_a_conversation_that_did_not_happen_says_why() -> None:
    words = participation.Words(heard=False, held_on=TODAY)

    missing = participation.missing(voice="child", words=words, today=TODAY)

    assert missing == {"not_heard_because": participation.SAY_WHY_NOT}
    assert set(participation.missing(voice="", words=words, today=TODAY)) >= {"voice"}


def test_a_conversation_held_never_says_that_participation_was_not_limited() -> None:
    words = participation.Words(heard=True, held_on=TODAY, told="a", said="b", weight="c")
    told = {fact: value for fact, value, _ in participation.facts_of("child", words)}

    assert told == {"child_views": "b", "child_views_weight": "c"}
