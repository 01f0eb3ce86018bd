"""`forevar guide trace` against the real product: every claim holds, and a planted false one does not."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import include, path

from forevar.guideline import coverage, loader
from forevar.guideline.coverage import Claim, Row, Way
from forevar.ops.guide import guide, places

GUIDE = loader.load_guide()
CLAIMS = coverage.read_claims(GUIDE)
HERE = "tests/guideline/test_trace.py::test_every_claim_that_ships_holds"
OPEN_RULE = "media-talking-points"
PAGE = Way("screen", "cases:overview")


@cache
def the_product() -> places.Product:
    return places.product()


@cache
def every_test() -> frozenset[str]:
    files = {test.split("::", 1)[0] for claim in CLAIMS.values() for test in claim.tests}
    return places.collected_tests(tuple(sorted({*files, HERE.split("::", 1)[0]})))


def rows(claims: Mapping[str, Claim] = CLAIMS) -> tuple[Row, ...]:
    return coverage.trace(
        GUIDE, claims=claims, exists=the_product().checkers(), collected=every_test()
    )


def planted(claim: Claim) -> Row:
    return next(row for row in rows({OPEN_RULE: claim}) if row.rule.id == OPEN_RULE)


def test_every_claim_that_ships_holds() -> None:
    doubted = {row.rule.id: row.doubts for row in rows() if row.doubts}

    assert doubted == {}
    assert {row.rule.id for row in rows() if row.met} == set(CLAIMS)
    assert len(CLAIMS) >= 58


def test_a_true_claim_about_the_real_product_is_met() -> None:
    assert planted(Claim(by=(PAGE,), tests=(HERE,))).met


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("screen", "network:map"),
        ("screen", "overview"),
        ("screen", "cases/nothing.html"),
        ("document", "brev.typ"),
        ("document", "guide/nothing.html"),
        ("help", "guide:nothing"),
        ("help", "media-talking-points"),
        ("help", "post"),
        ("block", "hr-media-never-unprepared"),
        ("block", "intake.child_as_translator"),
        ("warning", "hr-shield-everywhere"),
        ("block", "child-never-interpreter"),
        ("warning", "cases:overview"),
        ("warning", ""),
        ("screen", ""),
        ("help", ""),
    ],
)
def test_a_place_that_is_not_there_is_not_met(kind: str, where: str) -> None:
    row = planted(Claim(by=(PAGE, Way(kind, where)), tests=(HERE,)))

    assert not row.met
    assert row.doubts == (f"{kind} «{where}» is not there",)


@pytest.mark.parametrize(
    "test",
    [
        "tests/guideline/test_trace.py::test_that_nobody_wrote",
        "tests/guideline/test_gone.py::test_every_claim_that_ships_holds",
        "tests/guideline/test_trace.py",
        "tests/guideline/test_trace.py::the_product",
        f"{HERE}[media-talking-points]",
    ],
)
def test_a_test_that_pytest_does_not_collect_shows_nothing(test: str) -> None:
    row = planted(Claim(by=(PAGE,), tests=(HERE, test)))

    assert not row.met
    assert row.doubts == (f"test «{test}» is not collected",)


def test_a_test_that_names_a_rule_shows_that_rule() -> None:
    for rule_id, claim in CLAIMS.items():
        for test in claim.tests:
            named = re.search(r"\[([a-z0-9-]+)\]$", test)
            if named is not None and named[1] in GUIDE.rules:
                assert named[1] == rule_id, test


def test_nothing_is_claimed_for_packages_that_are_not_there() -> None:
    later = ("placements-2013/", "II.7", "vedlegg")
    claimed = {GUIDE.rules[rule].source.label for rule in CLAIMS}

    assert claimed.isdisjoint(later)
    assert not any(GUIDE.rules[rule].phase in {"media", "incident", "visit"} for rule in CLAIMS)


def test_a_block_is_claimed_by_the_refusal_that_holds_it() -> None:
    assert the_product().is_wired("intake.child_as_interpreter")
    assert the_product().is_wired("disclosure_refused")


def test_a_refusal_that_nobody_raises_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "casework").mkdir()
    (tmp_path / "casework" / "rules.py").write_text(
        "class Raised(Exception):\n    code = 'moves.too_early'\n\n"
        "class Typed(Exception):\n    code: str = 'moves.no_ground'\n\n"
        "class Idle(Exception):\n    code = 'moves.never_raised'\n\n"
        "def check(bad):\n    if bad:\n        raise Raised(fields={})\n    raise rules.Typed\n",
        encoding="utf-8",
    )
    empty = type("Resolver", (), {"url_patterns": [path("x/", include([]))]})()

    product = places.product(package=tmp_path, resolver=empty)

    assert product.refusals == {"moves.too_early", "moves.no_ground"}
    assert product.is_wired("moves.no_ground")
    assert not product.is_wired("moves.never_raised")


# ── the command ────────────────────────────────────────────────────────────────────────────────


@cache
def ran(*arguments: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(guide, ["trace", *arguments])
    return answer.exit_code, answer.stdout, answer.stderr


@pytest.mark.slow
def test_the_command_counts_honestly_by_section_and_in_all() -> None:
    code, text, _errors = ran()
    lines = text.splitlines()
    counted = [re.fullmatch(r"[AB] .+: (\d+) of (\d+) met", line) for line in lines]
    sums = [(int(one[1]), int(one[2])) for one in counted if one]

    assert code == 0
    assert sum(of for _met, of in sums) == 496
    assert sum(met for met, _of in sums) == len(CLAIMS)
    share = 100 * len(CLAIMS) / 496
    assert lines[-1] == f"{len(CLAIMS)} of 496 met ({share:.1f} %); 0 claims do not hold."
    assert f"{OPEN_RULE}: not yet" in lines


@pytest.mark.slow
def test_the_command_gives_every_requirement_as_json() -> None:
    listed = json.loads(ran("--format", "json")[1])

    assert [row["id"] for row in listed] == list(GUIDE.rules)
    assert {row["id"] for row in listed if row["met"]} == set(CLAIMS)
    keys = ["id", "document", "part", "section", "heading", "met", "by", "tests"]
    assert all(list(row) == keys for row in listed)
    assert all(set(way) == {"kind", "where"} for row in listed for way in row["by"])


@pytest.mark.slow
def test_the_command_fails_below_the_wanted_share() -> None:
    share = 100 * len(CLAIMS) / 496

    assert ran("--fail-under", str(share - 0.1))[0] == 0
    code, _text, errors = ran("--fail-under", str(share + 0.1))
    assert code == 1
    assert "below" in errors
