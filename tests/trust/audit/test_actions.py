"""Every entry can be read by a person."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from forevar.trust.audit import actions, leaf

AT = datetime(2026, 11, 21, tzinfo=UTC)


def entry(action: str, **details: str) -> leaf.Entry:
    return leaf.Entry(3, AT, "system", action, "lonn-482", "", MappingProxyType(details))


@pytest.mark.parametrize("action", actions.ACTIONS)
def test_every_action_has_words(action: str) -> None:
    sentence = actions.describe(entry(action))

    assert sentence.what
    assert sentence.what[0].isupper()
    assert not sentence.what.endswith(".")
    assert sentence.who == "system"


@pytest.mark.parametrize("action", actions.ACTIONS)
def test_every_action_fits_its_column(action: str) -> None:
    assert len(action) <= leaf.COLUMNS["action"][1]
    assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", action)


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("assigned", "Ansvar for saken"),
        ("unit", "Ansvar for saken"),
        ("duty", "Vakt"),
        ("emergency", "Nødtilgang"),
        ("control", "Kontroll"),
    ],
)
def test_the_basis_is_said_in_its_own_words(basis: str, words: str) -> None:
    assert actions.describe(entry("cases.overview_viewed", basis=basis)).basis == words


def test_no_basis_is_no_words() -> None:
    assert actions.describe(entry("cases.overview_viewed")).basis == ""


def test_a_reveal_says_what_was_revealed() -> None:
    assert actions.describe(entry("disclosure.revealed", kind="name")).what == "Viste barnets navn"
    assert (
        actions.describe(entry("disclosure.revealed", kind="place")).what == "Viste hvor barnet er"
    )


def test_every_closer_word_belongs_to_a_known_action() -> None:
    assert {action for action, _name, _value in actions.CLOSER} <= set(actions.ACTIONS)


def test_an_entry_nobody_can_read_is_an_error() -> None:
    with pytest.raises(actions.UnknownAction, match=r"cases\.vanished"):
        actions.describe(entry("cases.vanished"))
    with pytest.raises(actions.UnknownAction, match="basis"):
        actions.describe(entry("cases.opened", basis="curiosity"))


def test_a_prefix_gives_its_actions_only() -> None:
    found = actions.codes("access.emergency_")

    assert "access.emergency_opened" in found
    assert all(code.startswith("access.emergency_") for code in found)
    assert actions.codes("nothing.") == []


def test_the_table_is_sorted_under_its_headings() -> None:
    lines = Path(actions.__file__).read_text(encoding="utf-8").splitlines()
    codes = [found[1] for line in lines if (found := re.match(r'\s+"([a-z]+\.[a-z_]+)":', line))]

    assert codes == sorted(codes)
    assert len(codes) == len(set(codes)) == len(actions.ACTIONS)
