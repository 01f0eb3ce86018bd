"""Sentences say what the answers say, in three languages, and keep names and places to themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forevar.guideline import catalogue, evaluate, explain, loader

GUIDE = loader.load_guide()
ON = date(2026, 11, 21)
LANGUAGES: tuple[catalogue.Language, ...] = ("nb", "nn", "en")


def about(fact: str, value: Any = None, *, language: catalogue.Language = "nb") -> str:
    given = {} if value is None else {fact: value}
    evaluation = evaluate.evaluate(GUIDE, given, on=ON)
    return explain.fact_sentence(fact, evaluation=evaluation, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", [each for each in GUIDE.facts if each != "address_blocked"])
def test_every_fact_has_a_sentence_for_not_knowing(fact: str, language: catalogue.Language) -> None:
    sentence = about(fact, language=language)

    assert sentence.strip()
    assert "None" not in sentence


@pytest.mark.parametrize("fact", GUIDE.facts)
def test_every_value_of_a_closed_list_has_a_sentence(fact: str) -> None:
    known = GUIDE.facts[fact]
    for value in sorted(known.symbols - catalogue.MISSING_SYMBOLS):
        given = [value] if known.type == "list" else value
        for language in LANGUAGES:
            sentence = about(fact, given, language=language)
            assert sentence.strip()
            assert "_" not in sentence, (fact, value, sentence)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("child_name", "Nora Kanarifugl"),
        ("placement_address", "Kanariveien 7"),
        ("child_views", "Kanari sier nei"),
        ("child_age", 14),
        ("minutes_overdue", 17),
        ("persons_of_risk", [{"name": "Kanari"}]),
        ("abductor_known", {"name": "Kanari"}),
        ("places_to_avoid", ["Kanari torg"]),
    ],
)
def test_what_a_person_wrote_is_never_repeated(fact: str, value: object) -> None:
    for language in LANGUAGES:
        sentence = about(fact, value, language=language)
        assert "anari" not in sentence
        assert "14" not in sentence
        assert "17" not in sentence


@pytest.mark.parametrize(
    ("fact", "value", "sentence"),
    [
        ("abduction_risk", None, "Risiko for bortføring: vet ikke ennå"),
        ("police_involved", True, "ja"),
        ("threat_level", "particularly_high", "particularly high"),
        ("reason_for_placement", ["honour_violence"], "honour violence"),
        ("reason_for_placement", [], "0"),
        ("child_age", 14, "oppgitt"),
        ("child_views", "Kanari", "oppgitt"),
    ],
)
def test_without_written_words_the_label_and_the_value_are_told(
    fact: str, value: object, sentence: str
) -> None:
    bare = replace(
        GUIDE, facts={key: replace(each, question=None) for key, each in GUIDE.facts.items()}
    )
    evaluation = evaluate.evaluate(bare, {} if value is None else {fact: value}, on=ON)

    told = explain.fact_sentence(fact, evaluation=evaluation, language="nb")

    assert told.startswith(f"{GUIDE.facts[fact].label_nb}: ")
    assert told.endswith(sentence.split(": ")[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_requirement_can_be_told(language: catalogue.Language) -> None:
    for rule in GUIDE.rules.values():
        assert explain.who(rule, guide=GUIDE, language=language) or not rule.actor
        assert explain.phase(rule.phase, language=language)
        assert explain.modality(rule.modality, language=language)
        assert explain.citation(rule.source, language=language)
        assert (explain.deadline(rule, language=language) is None) == (rule.deadline is None)
        assert rule.sentence(language)
        assert rule.title(language)


def test_every_deadline_has_its_words() -> None:
    deadlines = {rule.deadline for rule in GUIDE.rules.values()} - {None}

    assert deadlines == set(explain.DEADLINE_NAMES)


def test_the_law_is_shown_as_a_pair() -> None:
    rule = GUIDE.rules["hidden-address-by-cws-leader"]

    lines = explain.law(rule, guide=GUIDE, language="nb")

    assert lines[0] == "bvl (1992) § 4-6 annet ledd → nå: bvl § 4-2"
    assert (
        "(hjemmel må kontrolleres)"
        in explain.law(GUIDE.rules["state-protects-against-abduction"], guide=GUIDE, language="nb")[
            0
        ]
    )


def test_places_are_cited_in_the_readers_language() -> None:
    part_two = GUIDE.rules["crisis-call-police-directly"].source
    log = GUIDE.rules["log-01-contact-child"].source
    moves = GUIDE.rules["b-move-only-on-ground"].source

    assert explain.citation(part_two, language="nb") == "Veilederen II"
    assert explain.citation(log, language="en") == "The guide, attachment 3"
    assert explain.citation(moves, language="nn").startswith("Flytterettleiaren, «")
    assert part_two.citation == "Veilederen II"
