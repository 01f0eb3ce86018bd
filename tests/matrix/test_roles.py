"""Every page × every role is a row somebody decided, and what the product answers.

The rows follow the matrix of rights and the cells say what a GET gives: `ok`, `in` (to the door),
`on` (somewhere else), or the status. Strangers get 404, and people on the case who may see but not
do this get 403. A page without a row fails.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests import cast as casts
from tests.architecture import test_views
from tests.matrix import world

pytestmark = pytest.mark.django_db
TABLE: Final = Path(__file__).with_name("roles.csv")
_TO_THE_DOOR: Final = ("/?next=", "/?neste=")


def rows() -> list[dict[str, str]]:
    """Read the matrix."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(response: Any) -> str:
    """Say in one word what somebody got."""
    if response.status_code == 200:
        return "ok"
    if 300 <= response.status_code < 400:
        return "in" if response["Location"].startswith(_TO_THE_DOOR) else "on"
    return str(response.status_code)


def _pages() -> dict[str, str]:
    return {n: path for n, path, _ in test_views.addresses() if not n.startswith("api")}


def test_every_page_has_one_row_and_every_row_a_page() -> None:
    named = [row["page"] for row in rows()]

    assert sorted(named) == sorted(set(named))
    assert set(_pages()) - set(named) == set(), "add a row to tests/matrix/roles.csv"
    assert set(named) - set(_pages()) == set(), "a row without a page"


def test_every_row_answers_for_everybody() -> None:
    for row in rows():
        assert set(row) == {"page", "section", "letter", *world.COLUMNS}
        assert {row[c] for c in world.COLUMNS} <= {"ok", "in", "on", "403", "404", "405"}, row


def _known() -> list[dict[str, str]]:
    return [row for row in rows() if row["page"] in _pages()]


@pytest.mark.parametrize("row", _known(), ids=lambda row: row["page"])
def test_everybody_gets_what_the_matrix_says(row: Mapping[str, str], cast: casts.Cast) -> None:
    url = world.address(row["page"], cast, cast.nora)
    got = {c: answer(world.browser(cast, c).get(url)) for c in world.COLUMNS}

    assert got == {c: row[c] for c in world.COLUMNS}


@pytest.mark.parametrize(
    "row", [row for row in _known() if row["section"]], ids=lambda row: row["page"]
)
def test_the_right_role_on_another_case_finds_nothing(
    row: Mapping[str, str], cast: casts.Cast
) -> None:
    url = world.address(row["page"], cast, cast.nora)

    for role, (_, other) in casts.ROLES.items():
        assert answer(cast.browser(other).get(url)) == "404", role


@pytest.mark.parametrize(
    "row", [row for row in _known() if row["section"]], ids=lambda row: row["page"]
)
def test_a_form_lets_in_nobody_the_page_keeps_out(row: Mapping[str, str], cast: casts.Cast) -> None:
    url = world.address(row["page"], cast, cast.nora)

    for column in world.COLUMNS:
        if row[column] in {"403", "404", "in"}:
            got = answer(world.browser(cast, column).post(url))
            assert got in {row[column], "405"}, column


def test_a_change_in_the_table_is_seen(cast: casts.Cast) -> None:
    """The comparison bites: a page that opens for somebody the row keeps out is not accepted."""
    row = next(row for row in rows() if row["page"] == "cases:overview")
    planted = {**row, "carer": "404"}
    test: Any = test_everybody_gets_what_the_matrix_says

    with pytest.raises(AssertionError):
        test(planted, cast)
