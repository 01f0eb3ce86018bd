"""Loading is checked: whatever is wrong stops it, and the message names file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from forevar.guideline import catalogue, loader

RULES = "editions/placements-2013/rules/del-2-13-sikkerhetsplaner.yaml"
FACTS = "editions/placements-2013/facts.yaml"
MOVE_FACTS = "editions/moves-2024/facts.yaml"
EDITION = "editions/placements-2013/edition.yaml"
TEXTS = "editions/placements-2013/texts/del-i.yaml"
QUESTIONS = "editions/placements-2013/questions/abroad.yaml"
HARD_RULES = "editions/placements-2013/hard_rules.yaml"

Break = Callable[[str], str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy = tmp_path / "guideline"
    shutil.copytree(loader.HERE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def replacing(old: str, new: str) -> Break:
    def change(text: str) -> str:
        assert old in text, f"nothing to break: {old}"
        return text.replace(old, new, 1)

    return change


DEFECTS: dict[str, tuple[str, Break, str]] = {
    "unknown fact": (
        RULES,
        replacing("trigger: abduction_risk == present", "trigger: abduction_risc == present"),
        "no fact is called «abduction_risc»",
    ),
    "unparsable trigger": (
        RULES,
        replacing("trigger: abduction_risk == present", "trigger: abduction_risk = present"),
        "not an expression",
    ),
    "code as trigger": (
        RULES,
        replacing("trigger: abduction_risk == present", "trigger: exit()"),
        "Call is not in the grammar",
    ),
    "symbol nobody allows": (
        RULES,
        replacing("abduction_risk == present", "abduction_risk == certain"),
        "«certain» is no value of «abduction_risk»",
    ),
    "symbol for not knowing": (
        RULES,
        replacing("abduction_risk == present", "abduction_risk == not_assessed"),
        "cannot be compared with",
    ),
    "enum alone": (
        RULES,
        replacing("trigger: abduction_risk == present", "trigger: abduction_risk"),
        "alone is neither true nor false",
    ),
    "number for an enum": (
        RULES,
        replacing("abduction_risk == present", "abduction_risk > 3"),
        "is not a number",
    ),
    "symbol in an enum": (
        RULES,
        replacing("abduction_risk == present", "present in abduction_risk"),
        "is of type enum",
    ),
    "duplicate id": (
        RULES,
        replacing("- id: intake-offers-safety-plan-help", "- id: safety-plan-examples"),
        "stands already at",
    ),
    "missing sentence": (
        RULES,
        replacing("  paraphrase_en: Examples of", "  paraphrase_xx: Examples of"),
        "«paraphrase_en» is missing",
    ),
    "misspelt key": (
        RULES,
        replacing("  evidence: offer", "  evidense: offer"),
        "«evidense» is not",
    ),
    "missing source": (RULES, replacing("heading: Sikkerhetsplaner", "title: x"), "«heading» is"),
    "missing place in the guide": (
        RULES,
        replacing("  lines: 399-400\n", ""),
        "«lines» is missing",
    ),
    "part without scope": (
        RULES,
        replacing("part: Del II", "part: Del IV"),
        "no scope is laid down",
    ),
    "unknown actor": (
        RULES,
        replacing("actor: [bufetat_intake]", "actor: [bufetat_outtake]"),
        "who is nobody",
    ),
    "unknown phase": (RULES, replacing("phase: assessment", "phase: later"), "cannot be «later»"),
    "unknown force": (RULES, replacing("modality: should", "modality: shall"), "cannot be «shall»"),
    "justification as a word": (
        RULES,
        replacing("needs_justification: false", "needs_justification: perhaps"),
        "must be true or false",
    ),
    "law without a row": (
        RULES,
        replacing("law: null", "law: bvl (1992) § 9-9"),
        "which has no row in law.yaml",
    ),
    "judgement without words": (
        RULES,
        replacing("trigger: always", "trigger: 'judgement: it is wise'"),
        "disagree about a judgement",
    ),
    "key twice": (RULES, replacing("  law: null", "  law: null\n  law: null"), "stands twice"),
    "broken YAML": (RULES, replacing("rules:", "rules: ["), "cannot be read"),
    "rules that are no list": (
        RULES,
        replacing("rules:\n", "rules: none\nrest:\n"),
        "must be a list",
    ),
    "fact twice": (FACTS, replacing("- id: child_gender", "- id: child_name"), "stands already at"),
    "fact of no type": (FACTS, replacing("type: string", "type: strong"), "cannot be «strong»"),
    "fact of nobody": (
        FACTS,
        replacing("provider: [municipal_cws]", "provider: [santa]"),
        "who is nobody",
    ),
    "fact of no sensitivity": (
        FACTS,
        replacing("sensitivity: identity", "sensitivity: some"),
        "cannot be «some»",
    ),
    "shared fact without master": (
        MOVE_FACTS,
        replacing("- id: legal_basis", "- id: legal_bases"),
        "is not the same fact",
    ),
    "shared fact of another type": (
        MOVE_FACTS,
        replacing("  type: bool\n  same_as", "  type: enum\n  same_as"),
        "is not the same fact",
    ),
    "text for nothing": (TEXTS, replacing("cws-main-task:", "cws-side-task:"), "is no requirement"),
    "text in two languages": (
        TEXTS,
        replacing('nn: "Gi utsette', 'xx: "Gi utsette'),
        "«nn» is missing",
    ),
    "question for nothing": (
        QUESTIONS,
        replacing("country_background:", "country_foreground:"),
        "is no fact",
    ),
    "actor without names": (
        "roles.yaml",
        replacing("police:", "polise:"),
        "has no row in roles.yaml",
    ),
    "hard rule for nothing": (
        HARD_RULES,
        replacing("no-name-on-door-or-mailbox", "no-name-on-floor"),
        "which does not exist",
    ),
    "allowed values that are no words": (
        FACTS,
        replacing("allowed_values: [girl, boy,", "allowed_values: [1, boy,"),
        "must be a list of words",
    ),
    "the same allowed value twice": (
        FACTS,
        replacing("allowed_values: [girl, boy,", "allowed_values: [boy, boy,"),
        "the same value stands twice",
    ),
    "provider that is no list": (
        FACTS,
        replacing("provider: [municipal_cws]", "provider: municipal_cws"),
        "must be a list",
    ),
    "provider that is no word": (
        FACTS,
        replacing("provider: [municipal_cws]", "provider: [1]"),
        "words",
    ),
    "facts that are no list": (FACTS, replacing("- id: child_name", "id: child_name"), "cannot be"),
    "facts that are one entry": (FACTS, lambda _: "id: child_name", "a list of entries"),
    "an edition without a date": (
        EDITION,
        replacing("dated: '2013-04-08'", "dated: null"),
        "«dated» is missing",
    ),
    "an edition on no day": (
        EDITION,
        replacing("dated: '2013-04-08'", "dated: '2013-04-31'"),
        "must be a date",
    ),
    "an edition on a number": (
        EDITION,
        replacing("dated: '2013-04-08'", "dated: 2013"),
        "must be a date",
    ),
    "an edition of a few lines": (
        EDITION,
        replacing("lines_total: 1204", "lines_total: few"),
        "must be a whole number",
    ),
    "a scope that asks a person": (
        EDITION,
        replacing("Del I: always", "Del I: 'judgement: it seems so'"),
        "a scope cannot ask for a judgement",
    ),
    "a symbol in a list nobody allows": (
        "editions/placements-2013/rules/del-3-18-ved-romming.yaml",
        replacing("incident_type == runaway", "incident_type in [runaway, late]"),
        "«late» is no value of «incident_type»",
    ),
    "a key that is no word": (
        QUESTIONS,
        replacing("country_background:", "[a]:"),
        "must be a word",
    ),
    "a question with nothing under it": (
        QUESTIONS,
        lambda text: "country_background: later\n",
        "has nothing written under it",
    ),
    "a question in no language": (
        QUESTIONS,
        lambda text: "country_background: {label: {}, question: {}}\n",
        "«nb» is missing",
    ),
    "law of no status": (
        "editions/law.yaml",
        replacing("status: checked", "status: fine"),
        "cannot be «fine»",
    ),
    "law on no day": (
        "editions/law.yaml",
        replacing("verified_on: 2026-06-20", "verified_on: 2026-02-30"),
        "not a plain value",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_stops_the_load_and_is_named_with_file_and_line(
    root: Path, name: str
) -> None:
    file, change, message = DEFECTS[name]
    path = root / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(loader.CatalogueError) as stopped:
        loader.read_guide(root)

    told = [problem for problem in stopped.value.problems if message in problem.message]
    assert told, str(stopped.value)
    assert all(problem.place.line >= 1 for problem in told)
    assert any(problem.place.file.endswith(".yaml") for problem in told)


def test_the_line_is_the_line(root: Path) -> None:
    path = root / RULES
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines, start=1) if "phase: assessment" in line)
    lines[at - 1] = "  phase: later"
    path.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(loader.CatalogueError) as stopped:
        loader.read_guide(root)

    assert [str(problem) for problem in stopped.value.problems] == [
        f"{RULES}:{at}: «phase» cannot be «later»"
    ]


def test_all_problems_are_told_at_once(root: Path) -> None:
    path = root / RULES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("phase: assessment", "phase: later"), encoding="utf-8")

    with pytest.raises(loader.CatalogueError) as stopped:
        loader.read_guide(root)

    assert len(stopped.value.problems) == 2


def test_a_missing_file_is_told(root: Path) -> None:
    (root / "editions/law.yaml").unlink()

    with pytest.raises(loader.CatalogueError, match=r"law\.yaml:1: cannot be read"):
        loader.read_guide(root)


def test_without_the_words_for_screens_it_still_loads(root: Path) -> None:
    for folder in ("texts", "questions"):
        for edition in loader.EDITIONS:
            shutil.rmtree(root / "editions" / edition / folder)

    guide = loader.read_guide(root)

    rule, fact = guide.rules["cws-main-task"], guide.facts["legal_basis"]
    assert rule.title("nn") == rule.sentence("nn") == rule.paraphrase_nb
    assert fact.label("nn") == fact.label_nb


def test_everything_of_both_guides_is_there() -> None:
    guide = loader.load_guide()

    counts = {edition.document: len(edition.rules) for edition in guide.editions}
    assert counts == {"A": 430, "B": 66}
    assert len(guide.facts) == 151
    assert [len(edition.facts) for edition in guide.editions] == [123, 34]
    assert [len(edition.definitions) for edition in guide.editions] == [23, 5]
    assert [len(edition.systems) for edition in guide.editions] == [17, 0]
    assert [len(edition.artefacts) for edition in guide.editions] == [18, 4]
    assert [len(edition.references) for edition in guide.editions] == [41, 2]
    assert [len(edition.hard_rules) for edition in guide.editions] == [40, 5]
    assert [len(edition.open_questions) for edition in guide.editions] == [36, 8]
    assert len(guide.roles) == 82
    assert guide.editions[0].process is not None
    assert len(guide.editions[0].process.phases) == 11
    assert len(guide.editions[0].process.transitions) == 21


def test_the_counts_by_force_are_those_of_the_catalogue() -> None:
    guide = loader.load_guide()

    def counted(document: str) -> dict[str, int]:
        forces = [rule.modality for rule in guide.edition(document).rules]
        return {force: forces.count(force) for force in catalogue.MODALITIES}

    assert list(counted("A").values()) == [161, 10, 115, 12, 75, 57]
    assert list(counted("B").values()) == [30, 1, 12, 0, 11, 12]
    assert sum(rule.deadline is not None for rule in guide.rules.values()) == 27
    assert sum(rule.needs_justification for rule in guide.rules.values()) == 5


def test_an_edition_is_found_by_id_or_document_and_a_wrong_one_is_refused() -> None:
    guide = loader.load_guide()

    assert guide.edition("A") is guide.edition("placements-2013")
    with pytest.raises(catalogue.EditionNotFound, match="placements-2013, moves-2024"):
        guide.edition("placements-2014")


def test_every_law_citation_has_what_is_in_force_now() -> None:
    guide = loader.load_guide()

    for rule in guide.rules.values():
        assert len(guide.law_now(rule)) == len(rule.citations)
    hidden = guide.law["bvl (1992) § 4-19"]
    assert hidden.now is not None
    assert "§ 7-2 tredje ledd" in hidden.now


def test_every_actor_maps_to_account_roles_of_the_closed_list() -> None:
    codes = {code for role in loader.load_guide().roles.values() for code in role.codes}

    assert codes == {
        *("intake_adviser", "caseworker", "cws_leader", "region_leader", "unit_staff"),
        *("unit_leader", "carer", "home_consultant", "school_contact", "duty_officer"),
        "press_officer",
    }
