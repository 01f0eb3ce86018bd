"""`forevar advise`: the JSON of the contract, a letter to read, and clear refusals."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forevar.guideline import advice, catalogue, loader
from forevar.ops.advise import advise

GUIDE = loader.load_guide()
CASE = {
    "on": "2026-11-21",
    "facts": {
        "abduction_risk": "present",
        "legal_basis": "care_order",
        "placement_status": "requested",
        "hidden_address_decision": {"unknown": "asked"},
        "child_name": "Nora Kanarifugl",
        "placement_name": "Kanarihuset",
    },
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "case.json"
    written.write_text(json.dumps(CASE), encoding="utf-8")
    return written


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(advise, [str(each) for each in arguments], input=stdin)


def told(**filters: Any) -> advice.Json:
    return advice.advise(advice.read_case(json.dumps(CASE)), **filters)


def test_the_json_has_exactly_the_keys_of_the_contract(file: Path) -> None:
    ran = run(file, "--format", "json")

    content = json.loads(ran.stdout)
    assert ran.exit_code == 0
    assert list(content) == ["editions", "applies", "unknown", "does_not_apply", "hard_rules"]
    assert content["editions"] == ["placements-2013", "moves-2024"]
    common = {"id", "document", "section", "modality", "actor", "phase", "deadline"}
    assert all(common | {"because"} <= set(entry) for entry in content["applies"])
    assert all(common | {"missing", "judgement"} <= set(entry) for entry in content["unknown"])


def test_every_requirement_stands_in_exactly_one_of_the_three_lists_in_order() -> None:
    content = told()

    lists = [
        [entry["id"] for entry in content["applies"]],
        [entry["id"] for entry in content["unknown"]],
        content["does_not_apply"],
    ]
    assert sorted(sum(lists, [])) == sorted(GUIDE.rules)
    order = list(GUIDE.rules)
    assert all(each == sorted(each, key=order.index) for each in lists)


def test_hard_rules_are_those_with_a_requirement_that_applies_or_is_open() -> None:
    content = told()

    alive = {entry["id"] for key in ("applies", "unknown") for entry in content[key]}
    expected = [
        hard_rule.id
        for hard_rule in GUIDE.hard_rules.values()
        if alive & set(hard_rule.requirements)
    ]
    assert content["hard_rules"] == expected


def test_derived_facts_and_what_they_rest_on_are_named_as_reasons() -> None:
    content = told()

    because = {entry["id"]: entry["because"] for entry in content["applies"]}
    assert because["duty-prevent-removal"] == ["care_taken_over", "legal_basis"]
    assert because["cws-main-task"] == []


@pytest.mark.parametrize("phase", catalogue.PHASES)
def test_a_phase_narrows_every_list(phase: str) -> None:
    content = told(phase=phase)

    ids = [entry["id"] for key in ("applies", "unknown") for entry in content[key]]
    ids += content["does_not_apply"]
    assert sorted(ids) == sorted(rule.id for rule in GUIDE.rules.values() if rule.phase == phase)


def test_an_actor_narrows_every_list() -> None:
    content = told(actor="bufetat_intake")

    assert content["applies"]
    assert all("bufetat_intake" in entry["actor"] for entry in content["applies"])


def test_an_unknown_phase_or_actor_is_refused(file: Path) -> None:
    with pytest.raises(advice.NoSuchFilter):
        told(phase="christmas")
    with pytest.raises(advice.NoSuchFilter):
        told(actor="nobody")
    assert run(file, "--phase", "christmas").exit_code == 2
    refused = run(file, "--actor", "nobody")
    assert refused.exit_code == 2
    assert "No such actor" in refused.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nb",
            ["GJELDER NÅ", "Hvem: Inntak i Bufetat", "Hvorfor:", "Veilederen II.1", "→ nå: bvl"],
        ),
        ("en", ["APPLIES NOW", "Who: Bufetat intake", "Why:", "The guide, II.1", "→ now: bvl"]),
        ("nn", ["GJELD NO", "Kven: Inntak i Bufetat", "Kvifor:", "Rettleiaren II.1", "→ no: bvl"]),
    ],
)
def test_the_letter_says_what_who_why_and_where(
    file: Path, language: str, words: list[str]
) -> None:
    ran = run(file, "--lang", language)

    assert ran.exit_code == 0
    for word in words:
        assert word in ran.stdout


def test_the_letter_lists_what_is_missing_and_the_questions_for_a_person(file: Path) -> None:
    letter = run(file).stdout

    assert "VET IKKE ENNÅ" in letter
    assert "NOEN MÅ VURDERE" in letter
    assert "Må det deles for å avverge fare for liv eller helse?" in letter
    assert "(incident_type)" in letter


def test_neither_form_repeats_who_or_where(file: Path) -> None:
    for arguments in ([], ["--format", "json"], ["--lang", "en"]):
        assert "anari" not in run(file, *arguments).stdout


def test_nothing_computes_a_score_or_a_level(file: Path) -> None:
    keys = {key for entry in told()["applies"] + told()["unknown"] for key in entry}

    assert not keys & {"score", "level", "points", "severity", "probability", "colour"}


def test_standard_input_is_read_with_a_dash() -> None:
    ran = run("-", "--format", "json", stdin=json.dumps(CASE).encode())

    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["applies"]


@pytest.mark.parametrize("name", ["missing.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_refused_without_a_traceback(
    tmp_path: Path, name: str
) -> None:
    ran = run(f"{tmp_path}/{name}")

    assert ran.exit_code == 2
    assert ran.stderr == "Filen kan ikke leses.\n"
    assert ran.stdout == ""


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[" * 99_999, b"{}", b"\xef\xbb\xbf{}"])
def test_a_bad_case_file_is_refused_with_place_and_exit_code(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(raw)

    ran = run(file, "--lang", "en")

    assert ran.exit_code == 2
    assert ran.stderr.startswith("$: ")
    assert isinstance(ran.exception, SystemExit)
    assert ran.stdout == ""


def test_a_file_that_never_ends_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    endless = tmp_path / "endless.json"
    with endless.open("wb") as stream:
        stream.truncate(3_000_000_000)

    assert "1 MiB" in run(endless).stderr
