"""Marked words in every protected field, looked for in every answer to everybody.

Every page × everybody × page, fragment and refused form. Who is on the case may read some of it,
never a forbidden set; who is not reads nothing, and gets byte for byte what a code that never was
gives. The titles, addresses, headers, cookies and logs are watched by `tests/guards` meanwhile.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from forevar.kernel.refs import CaseRef
from tests import cast as casts
from tests.architecture import test_views
from tests.matrix import reading, world

pytestmark = pytest.mark.django_db
Ask = Callable[[Client, str], Any]

SURFACES: Final[dict[str, Ask]] = {
    "page": lambda client, url: client.get(url),
    "fragment": lambda client, url: client.get(url, headers={"HX-Request": "true"}),
    "refused form": lambda client, url: client.post(url, {}),
}
FEWEST_CELLS: Final = 40_000


def _rows() -> list[dict[str, str]]:
    table = Path(__file__).with_name("roles.csv").read_text(encoding="utf-8").splitlines()
    there = {name for name, _, _ in test_views.addresses()}
    return [row for row in csv.DictReader(table) if row["page"] in there]


@dataclass
class Tally:
    """What was read so far, over all pages."""

    responses: int = 0
    cells: int = 0
    shown: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


def leaks(cast: casts.Cast, column: str, url: str, *, tally: Tally) -> Iterator[str]:
    """Give everything that is wrong with what somebody gets from an address."""
    theirs = _children_of(column)
    for surface, ask in SURFACES.items():
        response = ask(world.browser(cast, column), url)
        told = reading.read(reading.whole(response))
        for child, values in reading.CHILDREN.items():
            seen = reading.among(told, values)
            tally.responses += child == "nora"
            tally.cells += len(values)
            tally.shown |= {f"{child} {kind}" for kind in reading.classes(seen)}
            if seen and child not in theirs:
                yield f"{column}, {surface}: a word of {child}'s"
            yield from (f"{column}, {surface}: {pair}" for pair in reading.meetings(seen))


def _children_of(column: str) -> frozenset[str]:
    if column == world.ANOTHER_CASE:
        return frozenset({"elias"})
    on_cases = {*casts.ROLES} - {"org_admin", "privacy_officer", "press_officer"}
    return frozenset({"nora"}) if column in on_cases else frozenset()


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["page"])
def test_nobody_reads_what_is_not_theirs_or_must_not_meet(
    row: dict[str, str], cast: casts.Cast, tally: Tally
) -> None:
    url = world.address(row["page"], cast, cast.nora)

    assert [w for c in world.COLUMNS for w in leaks(cast, c, url, tally=tally)] == []


@pytest.mark.parametrize("row", [r for r in _rows() if r["section"]], ids=lambda row: row["page"])
def test_a_stranger_gets_what_a_code_that_never_was_gives(
    row: dict[str, str], cast: casts.Cast
) -> None:
    unused = _unused(cast.nora)
    codes = (cast.nora.code, unused.code)
    there, never = (world.address(row["page"], cast, c) for c in (cast.nora, unused))

    for column in world.COLUMNS:
        if row[column] not in {"404", "in"}:
            continue
        for surface, ask in SURFACES.items():
            got, expected = (ask(world.browser(cast, column), url) for url in (there, never))
            assert got.status_code in ({302} if row[column] == "in" else {404, 405})
            assert reading.comparable(got, without=codes) == reading.comparable(
                expected, without=codes
            ), (column, surface)


def _unused(case: CaseRef) -> CaseRef:
    """Give a code as long as a real one that no case ever had."""
    word, _, number = case.code.partition("-")
    return CaseRef(f"{word}-{(int(number) - 99) % 900 + 100}")


@pytest.mark.parametrize("column", world.COLUMNS)
def test_a_search_tells_a_stranger_nothing(column: str, cast: casts.Cast) -> None:
    client = world.browser(cast, column)

    def search(query: str) -> str:
        answer = client.post("/saker/sok/", {"query": query})
        return reading.comparable(answer, without=(query, query.replace("-", " ")))

    child, case = casts.ELIAS, cast.elias
    if column == world.ANOTHER_CASE:
        child, case = casts.NORA, cast.nora
    known = [child.surname, child.given_name, child.called, child.number, case.code]
    unknown = [*(word[::-1] for word in known[:4]), _unused(case).code]
    for there, never in zip(known, unknown, strict=True):
        assert search(there) == search(never), column


def test_what_may_be_read_is_read_somewhere(cast: casts.Cast) -> None:
    """The matrix is not green because nothing is ever shown."""
    tally = Tally()
    for page in ("cases:overview", "cases:timeline", "screening:theme", "assessments:assessment"):
        url = world.address(page, cast, cast.nora)
        assert not [w for c in ("caseworker", "carer") for w in leaks(cast, c, url, tally=tally)]

    assert "nora COVER" in tally.shown


def test_the_whole_matrix_was_read(tally: Tally) -> None:
    """Stands after the matrix in this file; says how large it was."""
    if tally.responses:
        print(f"\ncanaries: {tally.responses} responses, {tally.cells} cells")  # noqa: T201
        assert tally.cells >= FEWEST_CELLS or len(_rows()) < 60


# ── the defects the matrix is there to find ──────────────────────────────────
def _all_leaks(cast: casts.Cast, pages: tuple[str, ...]) -> list[str]:
    tally = Tally()
    return [
        leak
        for page in pages
        for column in world.COLUMNS
        for leak in leaks(cast, column, world.address(page, cast, cast.nora), tally=tally)
    ]


def test_without_the_second_barrier_free_text_leaks_and_is_found(
    cast: casts.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forevar.trust.disclosure.egress.guard_response", lambda *a, **k: ())

    found = _all_leaks(cast, ("cases:timeline", "screening:participation"))

    assert any("NAME + WHERE" in leak for leak in found)
    assert any("COVER + REAL" in leak for leak in found)


def test_a_page_that_says_a_name_to_everybody_is_found(
    cast: casts.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    surname = property(lambda frame: casts.NORA.surname)
    monkeypatch.setattr("forevar.web.kit.frame.Frame.who", surname)

    assert any(leak.startswith("carer") for leak in _all_leaks(cast, ("shell:more",))) is False
    assert any("press_officer" in leak for leak in _all_leaks(cast, ("shell:more",)))


def test_a_refusal_that_admits_the_case_is_found(
    cast: casts.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forevar.web.kit import pages

    def admit(request: Any, case: Any, rights: Any, section: str, letter: str) -> None:
        if not rights.can(section, letter) and case != casts.NEVER:
            raise pages.OnCaseButNotThis

    monkeypatch.setattr("forevar.web.kit.pages._let_through", admit)
    row = next(row for row in _rows() if row["page"] == "cases:overview")
    test: Any = test_a_stranger_gets_what_a_code_that_never_was_gives

    with pytest.raises(AssertionError):
        test(row, cast)


@pytest.mark.parametrize(
    "hidden",
    [
        "tindskarholt",
        "TINDSKARHOLTS",
        "Tind<b>skar</b>holt",
        "Tind&shy;skarholt",
        "T&#105;ndskarholt",
        "148312 50128",
        "1483-12-50-128",
        "Bjørnemyras",
    ],
)
def test_a_value_is_read_in_every_spelling(hidden: str) -> None:
    assert reading.found(f"<p>Det står {hidden} her.</p>", reading.CHILDREN["nora"])
