"""`forevar guide`: lint, show, list, diff and trace, and what they refuse."""

import json
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from forevar.guideline import coverage, loader
from forevar.ops import guide as command
from forevar.ops.guide import places, reading

GUIDE = loader.load_guide()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command.guide, list(arguments))


def test_lint_finds_no_errors_over_all_requirements() -> None:
    ran = run("lint")

    assert ran.exit_code == 0
    assert ran.stdout.splitlines()[-1].startswith("496 requirements, 151 facts: 0 errors")
    assert json.loads(run("lint", "--format", "json").stdout)[0]["level"] == "warning"


def test_a_catalogue_that_cannot_be_loaded_is_told_line_by_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = loader.Problem(GUIDE.rules["cws-main-task"].place, "«law» is missing")

    def broken() -> None:
        raise loader.CatalogueError((problem,))

    monkeypatch.setattr(loader, "load_guide", broken)
    ran = run("lint")

    assert ran.exit_code == 1
    assert str(problem) in ran.stderr
    assert "Traceback" not in ran.output


def test_show_tells_one_requirement() -> None:
    ran = run("show", "hidden-address-by-cws-leader", "--lang", "en")

    assert ran.exit_code == 0
    for word in ("cws_leader", "legal_basis in [emergency_order, no_move_interim]", "→ now: bvl"):
        assert word in ran.stdout


def test_show_as_json_holds_the_sentence_in_three_languages() -> None:
    content = json.loads(run("show", "live-normally", "--format", "json").stdout)

    assert content["scope"] == "abduction_risk != none_found or address_blocked"
    assert set(content["text"]) == {"nb", "nn", "en"}


def test_show_refuses_an_id_nobody_has() -> None:
    ran = run("show", "no-such-rule")

    assert ran.exit_code == 2
    assert ran.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 496),
        (["--document", "A"], 430),
        (["--document", "moves-2024"], 66),
        (["--section", "II.6.1"], 2),
        (["--section", "Del II 6.1"], 2),
        (["--section", "vedlegg 3"], 29),
        (["--section", "Oppdatert informasjon"], 21),
        (["--section", "Del III"], 122),
        (["--section", "II"], 179),
        (["--phase", "media"], 13),
        (["--phase", "closing", "--document", "A"], 1),
        (["--section", "no such section"], 0),
    ],
)
def test_list_narrows(arguments: list[str], count: int) -> None:
    assert len(json.loads(run("list", "--format", "json", *arguments).stdout)) == count
    assert run("list", *arguments).stdout.splitlines()[-1] == f"{count} of 496 requirements."


def test_list_narrows_by_actor() -> None:
    listed = json.loads(run("list", "--actor", "interpreter", "--format", "json").stdout)

    expected = [rule.id for rule in GUIDE.rules.values() if "interpreter" in rule.actor]
    assert [each["id"] for each in listed] == expected


@pytest.mark.parametrize(
    "arguments", [["--actor", "nobody"], ["--document", "C"], ["--phase", "christmas"]]
)
def test_list_refuses_what_does_not_exist(arguments: list[str]) -> None:
    assert run("list", *arguments).exit_code == 2


def test_diff_tells_what_each_edition_has_alone() -> None:
    content = json.loads(run("diff", "A", "moves-2024", "--format", "json").stdout)

    assert len(content["only_in_first"]) == 430
    assert len(content["only_in_second"]) == 66
    assert len(content["shared_facts"]) == 6
    assert "430 only in placements-2013" in run("diff", "A", "B").stdout
    assert run("diff", "A", "C").exit_code == 2


def test_diff_tells_what_changed_in_both() -> None:
    from dataclasses import replace

    old = GUIDE.edition("B")
    new = replace(old, rules=(replace(old.rules[0], modality="may"), *old.rules[1:]))

    found = reading.differences(GUIDE, old=old, new=new)

    assert found["changed"] == {old.rules[0].id: ["modality"]}


# ── trace ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small product with one page, one document, one wired rule and one help text."""
    files = {
        "casework/measures/rules.py": '''
            """hr-only-in-a-docstring"""
            # hr-only-in-a-comment
            WIRED = "hr-no-name-on-door"
        ''',
        "casework/documents/rendering.py": 'TEMPLATE = "card.typ"',
        "casework/documents/card.typ": "#let card = 1",
        "casework/documents/unused.typ": "#let unused = 1",
        "web/templates/guide/page.html": '{% include "guide/_part.html" %}{% rule "live-normally" %}',
        "web/templates/guide/_part.html": '{# "restart-school" #}<!-- "continue-activities" -->',
        "ops/demo.py": 'NAMED = "hr-only-in-demo"',
        "guideline/data.py": 'NAMED = "hr-only-in-data"',
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
    return tmp_path


@pytest.fixture
def product(package: Path) -> places.Product:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    cases = ([path("sak/", view, name="overview")], "cases")
    patterns = [path("", include(cases)), path("hjelp/", view, name="help"), path("x/", view)]
    return places.product(package=package, resolver=SimpleNamespace(url_patterns=patterns))


@pytest.mark.parametrize(
    ("kind", "where", "there"),
    [
        ("screen", "cases:overview", True),
        ("screen", "help", True),
        ("screen", "overview", False),
        ("screen", "cases:nowhere", False),
        ("screen", "guide/_part.html", True),
        ("screen", "guide/page.html", False),
        ("document", "card.typ", True),
        ("document", "unused.typ", False),
        ("document", "gone.typ", False),
        ("block", "hr-no-name-on-door", True),
        ("warning", "hr-no-name-on-door", True),
        ("block", "hr-mail-via-cws", False),
        ("block", "hr-only-in-a-docstring", False),
        ("block", "hr-only-in-a-comment", False),
        ("block", "hr-only-in-demo", False),
        ("block", "hr-only-in-data", False),
        ("help", "live-normally", True),
        ("help", "restart-school", False),
        ("help", "continue-activities", False),
        ("help", "help", True),
    ],
)
def test_a_place_counts_only_when_it_is_there_and_in_use(
    product: places.Product, kind: str, where: str, there: bool
) -> None:
    assert product.checkers()[kind](where) is there


def test_only_tests_that_pytest_collects_are_collected(tmp_path: Path) -> None:
    (tmp_path / "test_real.py").write_text("def test_here():\n    pass\n", encoding="utf-8")
    (tmp_path / "test_broken.py").write_text("import no_such_module\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:django\n", encoding="utf-8")

    found = places.collected_tests(("test_real.py", "test_broken.py", "gone.py"), root=tmp_path)

    assert found == {"test_real.py::test_here"}
    assert places.collected_tests(("gone.py",), root=tmp_path) == frozenset()


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch, product: places.Product) -> None:
    claims = {
        "live-normally": coverage.Claim(
            by=(coverage.Way("screen", "cases:overview"),), tests=("t.py::test_here",)
        ),
        "restart-school": coverage.Claim(
            by=(coverage.Way("screen", "cases:nowhere"),), tests=("t.py::test_gone",)
        ),
    }
    monkeypatch.setattr(coverage, "read_claims", lambda read: claims)
    monkeypatch.setattr(places, "product", lambda: product)
    monkeypatch.setattr(places, "collected_tests", lambda files: frozenset({"t.py::test_here"}))


@pytest.mark.usefixtures("traced")
def test_trace_counts_only_claims_that_hold() -> None:
    rows = json.loads(run("trace", "--format", "json").stdout)

    assert len(rows) == 496
    assert [row["id"] for row in rows if row["met"]] == ["live-normally"]
    text = run("trace", "--doubts").stdout
    assert "1 of 496 met (0.2 %); 1 claims do not hold." in text
    assert "test «t.py::test_gone» is not collected" in text
    assert "cws-main-task: not yet" in text


@pytest.mark.usefixtures("traced")
def test_trace_fails_below_the_wanted_share() -> None:
    assert run("trace", "--fail-under", "0.2").exit_code == 0
    failed = run("trace", "--fail-under", "50")
    assert failed.exit_code == 1
    assert "below 50 %" in failed.stderr


def test_trace_says_so_when_the_product_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> places.Product:
        raise places.ProductCannotStart(ImportError("no pages"))

    monkeypatch.setattr(places, "product", broken)
    ran = run("trace")

    assert ran.exit_code == 2
    assert "cannot be looked at" in ran.stderr
