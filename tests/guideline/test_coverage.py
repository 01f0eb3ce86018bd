"""A requirement counts as met only when its place exists and its tests are collected."""

from pathlib import Path

import pytest

from forevar.guideline import coverage, loader
from forevar.guideline.coverage import Claim, Row, Way

GUIDE = loader.load_guide()
RULE = "mail-via-municipality"
TEST = "tests/casework/test_mail.py::test_it_goes_via_the_municipality"
HERE = {"screen:mail", "mail.typ", "hr-mail-via-cws"}
SCREEN = Way("screen", "screen:mail")


def row(claim: Claim | None, *, collected: tuple[str, ...] = (TEST,)) -> Row:
    rows = coverage.trace(
        GUIDE,
        claims={} if claim is None else {RULE: claim},
        exists=dict.fromkeys(coverage.KINDS, HERE.__contains__),
        collected=collected,
    )
    assert [each.rule.id for each in rows] == list(GUIDE.rules)
    return next(each for each in rows if each.rule.id == RULE)


def test_a_place_that_exists_and_a_collected_test_meet_it() -> None:
    met = row(Claim(by=(SCREEN, Way("block", "hr-mail-via-cws")), tests=(TEST,)))

    assert met.met
    assert met.doubts == ()
    assert met.as_json()["by"][0] == {"kind": "screen", "where": "screen:mail"}
    assert list(met.as_json()) == [
        *("id", "document", "part", "section", "heading", "met", "by", "tests")
    ]


def test_a_parametrised_test_counts_as_collected() -> None:
    assert row(Claim(by=(SCREEN,), tests=(TEST,)), collected=(f"{TEST}[nb]",)).met


@pytest.mark.parametrize(
    "claim",
    [
        None,
        Claim(by=(), tests=()),
        Claim(by=(SCREEN,), tests=()),
        Claim(by=(), tests=(TEST,)),
        Claim(by=(Way("screen", "screen:nowhere"),), tests=(TEST,)),
        Claim(by=(SCREEN, Way("document", "gone.typ")), tests=(TEST,)),
        Claim(by=(SCREEN,), tests=(TEST, "tests/casework/test_mail.py::test_nobody_wrote")),
    ],
)
def test_a_false_or_half_claim_is_not_met(claim: Claim | None) -> None:
    assert not row(claim).met


def test_a_false_claim_says_what_speaks_against_it() -> None:
    doubted = row(Claim(by=(Way("screen", "screen:nowhere"),), tests=("t.py::t",)))

    assert doubted.doubts == (
        "screen «screen:nowhere» is not there",
        "test «t.py::t» is not collected",
    )


def test_the_share_counts_every_requirement() -> None:
    met = row(Claim(by=(SCREEN,), tests=(TEST,)))
    open_ = row(None)

    assert coverage.share_met((met, open_, open_, open_)) == 25.0
    assert coverage.share_met(()) == 0.0


def write(folder: Path, text: str) -> Path:
    file = folder / "coverage.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_claims_are_read(tmp_path: Path) -> None:
    file = write(
        tmp_path, f"{RULE}:\n  by: [{{kind: screen, where: 'screen:mail'}}]\n  tests: ['{TEST}']\n"
    )

    assert coverage.read_claims(GUIDE, file=file) == {RULE: Claim(by=(SCREEN,), tests=(TEST,))}


@pytest.mark.parametrize(
    "text",
    [
        "no-such-rule: {by: [], tests: []}",
        f"{RULE}: true",
        f"{RULE}: {{by: screen, tests: []}}",
        f"{RULE}: {{by: [{{kind: rumour, where: x}}], tests: [t]}}",
        f"{RULE}: {{by: [{{kind: screen}}], tests: [t]}}",
        f"{RULE}: {{by: [{{kind: screen, where: x, met: true}}], tests: [t]}}",
        f"{RULE}: {{by: [{{kind: screen, where: x}}], tests: t}}",
        f"{RULE}: {{by: [{{kind: screen, where: x}}], tests: [t], met: true}}",
        f"{RULE}: {{by: [], tests: []}}\n{RULE}: {{by: [], tests: []}}",
        "{",
    ],
)
def test_a_claim_that_is_no_claim_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(loader.CatalogueError, match=r"coverage\.yaml:\d+: "):
        coverage.read_claims(GUIDE, file=write(tmp_path, text))


def test_the_claims_that_ship_are_readable() -> None:
    assert set(coverage.read_claims(GUIDE)) <= set(GUIDE.rules)


def test_a_file_without_claims_claims_nothing(tmp_path: Path) -> None:
    assert coverage.read_claims(GUIDE, file=write(tmp_path, "# nothing yet\n")) == {}
