"""Case files from outside are read strictly, refused as a whole, and never repeated back."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.guideline import advice, loader, truth

ON = "2026-11-21"
CANARY = "Nora Kanarifugl"


def facts(**given_facts: Any) -> str:
    return json.dumps({"on": ON, "facts": given_facts})


def raw_facts(text: str) -> str:
    return '{"on": "' + ON + '", "facts": {' + text + "}}"


def nested(levels: int) -> str:
    return raw_facts('"contact_arrangement": {"form": ' + "[" * levels + "]" * levels + "}")


BROKEN: dict[str, tuple[bytes | str, str]] = {
    "empty": (b"", "$"),
    "blank": ("   \n", "$"),
    "no JSON": ("hei", "$"),
    "cut off": ('{"on": "2026-11-21", "facts": {', "$"),
    "two documents": (facts() + facts(), "$"),
    "trailing comma": ('{"on": "2026-11-21", "facts": {},}', "$"),
    "comment": ('{"on": "2026-11-21", "facts": {}} // hei', "$"),
    "single quotes": ("{'on': '2026-11-21', 'facts': {}}", "$"),
    "control character": ('{"on": "2026-11-21", "facts": {"child_views": "a\nb"}}', "$"),
    "byte order mark": (b"\xef\xbb\xbf" + facts().encode(), "$"),
    "broken UTF-8": (b'{"on": "2026-11-21", "facts": {"child_views": "\xff"}}', "$"),
    "UTF-16": (facts().encode("utf-16"), "$"),
    "binary": (bytes(range(256)), "$"),
    "null byte": (b"\x00", "$"),
    "too large": (facts(child_views="x" * 1_048_576), "$"),
    "33 levels": (nested(30), "$"),
    "very deep": ("[" * 100_000, "$"),
    "deep and closed": ("[" * 5_000 + "]" * 5_000, "$"),
    "a list": ("[]", "$"),
    "a text": ('"hei"', "$"),
    "a number": ("17", "$"),
    "null": ("null", "$"),
    "NaN alone": ("NaN", "$"),
    "no facts": (json.dumps({"on": ON}), "$"),
    "no date": (json.dumps({"facts": {}}), "$"),
    "a third key": (json.dumps({"on": ON, "facts": {}, "case": "lonn-482"}), "$"),
    "key in capitals": (json.dumps({"On": ON, "facts": {}}), "$"),
    "date is null": (json.dumps({"on": None, "facts": {}}), "$.on"),
    "date is a number": (json.dumps({"on": 20261121, "facts": {}}), "$.on"),
    "date without dashes": (json.dumps({"on": "20261121", "facts": {}}), "$.on"),
    "a week": (json.dumps({"on": "2026-W47-6", "facts": {}}), "$.on"),
    "30 February": (json.dumps({"on": "2026-02-30", "facts": {}}), "$.on"),
    "29 February": (json.dumps({"on": "2026-02-29", "facts": {}}), "$.on"),
    "month 13": (json.dumps({"on": "2026-13-01", "facts": {}}), "$.on"),
    "year 0": (json.dumps({"on": "0000-01-01", "facts": {}}), "$.on"),
    "time of day": (json.dumps({"on": "2026-11-21T10:00", "facts": {}}), "$.on"),
    "date with newline": (json.dumps({"on": "2026-11-21\n", "facts": {}}), "$.on"),
    "Arabic digits": (json.dumps({"on": "٢٠٢٦-١١-٢١", "facts": {}}), "$.on"),
    "facts is a list": (json.dumps({"on": ON, "facts": []}), "$.facts"),
    "facts is null": (json.dumps({"on": ON, "facts": None}), "$.facts"),
    "unknown fact": (facts(no_such_fact=True), "$.facts.no_such_fact"),
    "misspelt fact": (facts(abduction_risc="present"), "$.facts.abduction_risc"),
    "a name as a fact": (facts(**{CANARY: True}), "$.facts"),
    "empty key": (facts(**{"": True}), "$.facts"),
    "fact twice": (
        raw_facts('"abduction_risk": "present", "abduction_risk": "none_found"'),
        "$.facts.abduction_risk",
    ),
    "on twice": ('{"on": "2026-11-21", "on": "2026-11-21", "facts": {}}', "$.on"),
    "field twice": (
        raw_facts('"abductor_known": {"name": "x", "name": "y"}'),
        "$.facts.abductor_known.name",
    ),
    "fact is null": (facts(abduction_risk=None), "$.facts.abduction_risk"),
    "null in a list": (facts(places_to_avoid=[None]), "$.facts.places_to_avoid[0]"),
    "NaN": (raw_facts('"minutes_overdue": NaN'), "$.facts.minutes_overdue"),
    "Infinity": (raw_facts('"minutes_overdue": Infinity'), "$.facts.minutes_overdue"),
    "minus Infinity": (raw_facts('"minutes_overdue": -Infinity'), "$.facts.minutes_overdue"),
    "overflow": (raw_facts('"minutes_overdue": 1e999'), "$.facts.minutes_overdue"),
    "bool as text": (facts(police_involved="true"), "$.facts.police_involved"),
    "bool as number": (facts(police_involved=1), "$.facts.police_involved"),
    "bool as zero": (facts(police_involved=0), "$.facts.police_involved"),
    "bool with foreign symbol": (facts(police_involved="unknown"), "$.facts.police_involved"),
    "bool as list": (facts(police_involved=[True]), "$.facts.police_involved"),
    "enum in capitals": (facts(abduction_risk="Present"), "$.facts.abduction_risk"),
    "enum with a space": (facts(abduction_risk="present "), "$.facts.abduction_risk"),
    "enum of another fact": (facts(abduction_risk="high"), "$.facts.abduction_risk"),
    "enum as bool": (facts(abduction_risk=True), "$.facts.abduction_risk"),
    "enum as list": (facts(abduction_risk=["present"]), "$.facts.abduction_risk"),
    "enum empty": (facts(abduction_risk=""), "$.facts.abduction_risk"),
    "int as text": (facts(minutes_overdue="15"), "$.facts.minutes_overdue"),
    "int as bool": (facts(minutes_overdue=True), "$.facts.minutes_overdue"),
    "int as decimal": (facts(minutes_overdue=15.0), "$.facts.minutes_overdue"),
    "int with exponent": (raw_facts('"minutes_overdue": 1e1'), "$.facts.minutes_overdue"),
    "int below zero": (facts(minutes_overdue=-1), "$.facts.minutes_overdue"),
    "int without end": (raw_facts('"child_age": ' + "9" * 5000), "$.facts.child_age"),
    "list as text": (facts(reason_for_placement="violence"), "$.facts.reason_for_placement"),
    "list with foreign symbol": (
        facts(reason_for_placement=["violence", "divorce"]),
        "$.facts.reason_for_placement",
    ),
    "list with repeats": (
        facts(reason_for_placement=["violence", "violence"]),
        "$.facts.reason_for_placement",
    ),
    "list with a list": (
        facts(reason_for_placement=[["violence"]]),
        "$.facts.reason_for_placement",
    ),
    "list of texts with a number": (facts(places_to_avoid=[1]), "$.facts.places_to_avoid"),
    "list of objects with texts": (facts(persons_of_risk=["far"]), "$.facts.persons_of_risk"),
    "list of objects as object": (facts(persons_of_risk={}), "$.facts.persons_of_risk"),
    "list of objects, foreign key": (
        facts(persons_of_risk=[{"nickname": "x"}]),
        "$.facts.persons_of_risk",
    ),
    "object as list": (facts(abductor_known=[]), "$.facts.abductor_known"),
    "object with foreign key": (facts(abductor_known={"age": 3}), "$.facts.abductor_known"),
    "text as number": (facts(child_views=3), "$.facts.child_views"),
    "text as bool": (facts(child_name=True), "$.facts.child_name"),
    "text as object": (facts(child_name={"first": "x"}), "$.facts.child_name"),
    "birth date 31 April": (facts(child_birth_date="2012-04-31"), "$.facts.child_birth_date"),
    "birth date after the day": (facts(child_birth_date="2026-11-22"), "$.facts.child_birth_date"),
    "birth date as number": (facts(child_birth_date=2012), "$.facts.child_birth_date"),
    "unknown, other reason": (
        facts(abduction_risk={"unknown": "not_asked"}),
        "$.facts.abduction_risk",
    ),
    "unknown and more": (
        facts(abduction_risk={"unknown": "asked", "by": "x"}),
        "$.facts.abduction_risk",
    ),
    "unknown as bool": (facts(abductor_known={"unknown": True}), "$.facts.abductor_known"),
    "unknown in capitals": (facts(abduction_risk={"Unknown": "asked"}), "$.facts.abduction_risk"),
    "lone surrogate": (raw_facts('"child_views": "\\ud800"'), "$.facts.child_views"),
    "lone surrogate as key": (raw_facts('"\\udfff": true'), "$.facts"),
    "surrogate in the text itself": ('{"on": "\ud800"}', "$"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_case_file_is_refused_with_its_place(name: str) -> None:
    raw, path = BROKEN[name]

    with pytest.raises(advice.BadCaseFile) as refused:
        advice.read_case(raw)

    assert refused.value.path == path
    assert refused.value.message
    assert refused.value.in_language("nb").startswith(f"{path}: ")
    assert refused.value.in_language("en") == f"{path}: {refused.value.message}"


@pytest.mark.parametrize("fact", ["child_name", "placement_address", "child_age", "placement_name"])
@pytest.mark.parametrize("value", [[CANARY], {"x": CANARY}, {CANARY: 1}, {"unknown": CANARY}])
def test_a_refusal_never_repeats_a_value(fact: str, value: object) -> None:
    with pytest.raises(advice.BadCaseFile) as refused:
        advice.read_case(facts(**{fact: value}))

    for text in (str(refused.value), refused.value.in_language("nb"), repr(refused.value.args)):
        assert CANARY not in text


def test_a_misspelt_fact_is_met_with_a_suggestion() -> None:
    with pytest.raises(advice.BadCaseFile, match="abduction_risk"):
        advice.read_case(facts(abduction_risc="present"))


def test_every_kind_of_value_is_read() -> None:
    case = advice.read_case(
        facts(
            abduction_risk="present",
            police_involved=False,
            hidden_address_decision="unknown",
            minutes_overdue=0,
            reason_for_placement=["violence", "threats"],
            persons_of_risk=[{"relation": "onkel"}, {}],
            places_to_avoid=["torget", "torget"],
            abductor_known={"relation": "onkel"},
            child_birth_date=ON,
            child_views="",
            agreed_return_time="2026-11-21T22:00",
            destination_country="unknown",
            registry_grading={"unknown": "asked"},
        )
    )

    assert case.on == date(2026, 11, 21)
    assert case.facts["child_birth_date"] == date(2026, 11, 21)
    assert case.facts["registry_grading"] == truth.Unknown("asked")
    assert case.facts["minutes_overdue"] == 0
    assert case.facts["destination_country"] == "unknown"
    assert case.facts["persons_of_risk"] == [{"relation": "onkel"}, {}]


def test_asked_and_unanswered_fits_every_fact() -> None:
    for fact in loader.load_guide().facts:
        case = advice.read_case(facts(**{fact: {"unknown": "asked"}}))
        assert case.facts == {fact: truth.Unknown("asked")}


def test_exactly_one_mebibyte_and_32_levels_are_read() -> None:
    empty = len(facts(child_views=""))

    largest = facts(child_views="x" * (1_048_576 - empty))
    assert len(largest) == 1_048_576
    assert advice.read_case(largest).facts
    assert advice.read_case(nested(29)).facts


def test_brackets_inside_texts_are_no_levels() -> None:
    assert advice.read_case(facts(child_views='[[[{"' * 50)).facts


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(raw: bytes) -> None:
    with pytest.raises(advice.BadCaseFile):
        advice.read_case(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(loader.load_guide().facts)), JSON, max_size=4))
def test_any_json_under_known_facts_is_read_or_refused(given_facts: dict[str, Any]) -> None:
    try:
        case = advice.read_case(facts(**given_facts))
    except advice.BadCaseFile:
        return
    assert advice.advise(case)["editions"] == ["placements-2013", "moves-2024"]
