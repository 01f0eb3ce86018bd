"""The generated reference pages are what the code would write today."""

import pytest

from forevar.ops import describe


@pytest.mark.parametrize("name", ["rights.md", "states.md", "guides.md", "addresses.md"])
def test_a_generated_page_is_true(name: str) -> None:
    kept = (describe.PLACE / name).read_text(encoding="utf-8")

    assert kept == describe.pages()[name], "run: make docs"


def test_a_page_that_was_changed_by_hand_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describe, "pages", lambda: {"rights.md": "something else"})

    assert not describe._is_kept("rights.md", "something else", write=False)
