"""A person judges. No column, name or text here is a score, a level or a colour of risk."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import forevar
from forevar.casework.assessments import models
from forevar.casework.assessments.rules import police, writing

ROOT = Path(forevar.__file__).parent
OURS = (ROOT / "casework" / "assessments", ROOT / "web" / "assessments")
PAGES = ROOT / "web" / "templates" / "assessments"
MEASURES = re.compile(
    r"(^|_)(scores?|scoring|levels?|colou?rs?|grades?|ratings?|severity|points|percent|weights?|"
    r"probability|traffic_light|red|amber|green)(_|$)",
    re.IGNORECASE,
)


def names_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name
            case ast.keyword(arg=str(name)):
                yield name


def measures_in(source: str) -> list[str]:
    return sorted({name for name in names_in(source) if MEASURES.search(name)})


def modules() -> list[Path]:
    return [path for folder in OURS for path in sorted(folder.rglob("*.py"))]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_in_the_code_is_a_measure_of_risk(path: Path) -> None:
    assert measures_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "risk_score = 3",
        "class Row:\n    threat_level: str",
        "def colour_of(row): return row",
        "save(severity=2)",
        "row.risk_grade",
    ],
)
def test_a_planted_measure_is_found(planted: str) -> None:
    assert measures_in(planted)


@pytest.mark.parametrize(
    "model",
    [
        models.Assessment,
        models.PoliceThreat,
        models.Disagreement,
        models.JudgementAnswer,
        models.StatedFact,
    ],
)
def test_no_column_is_a_measure_of_risk(model: type) -> None:
    columns = [field.name for field in model._meta.concrete_fields]  # type: ignore[attr-defined]

    assert [name for name in columns if MEASURES.search(name)] == []
    assert set(model.field_classes) == set(columns)  # type: ignore[attr-defined]


def test_a_conclusion_is_one_of_three_sentences_without_order_or_number() -> None:
    assert list(writing.CONCLUSIONS) == ["risk_present", "none_found", "cannot_tell_yet"]
    assert not any(re.search(r"\d|%", words) for words in writing.CONCLUSIONS.values())


def test_the_words_for_the_threat_are_the_police_s_and_are_only_copied() -> None:
    source = (ROOT / "casework" / "assessments" / "rules" / "stated.py").read_text("utf-8")

    assert not any(f'"{word}"' in source for word in police.NAMED)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_no_page_shows_the_conclusion_by_colour(path: Path) -> None:
    markup = path.read_text(encoding="utf-8")

    assert "data-color" not in markup or path.name == "_field.html"
    assert "<meter" not in markup
    assert "<progress" not in markup
    assert len(markup.splitlines()) <= 120
