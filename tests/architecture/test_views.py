"""Every address carries one mark, every mark names things that exist, and few are open to all."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from forevar.trust.access import policy
from forevar.trust.audit import actions

OPEN: Final = frozenset(
    {
        "accounts:sign_in",
        "guide:home",
        "guide:search",
        "guide:checklist",
        "guide:rule",
        "guide:section",
        "incidents:start",
        "incidents:condition",
        "shell:help",
        "shell:accessibility",
        "shell:privacy",
        "shell:language",
        "shell:health",
    }
)
"""The closed list of model.md §7: the door, the emergency page's first layer, the guide, help, the two statements, language, health."""
DOOR: Final = frozenset(
    {
        "accounts:demo_sign_in",
        "accounts:sign_out",
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)
"""The door itself: nobody is signed in yet, or any longer. The first is there in a demonstration only."""
TAKES_A_CHOICE: Final = frozenset({"shell:language"})
"""Open, and takes a form: what is chosen goes into a cookie and nowhere else."""
NOT_IN_PRODUCTION: Final = frozenset({"shell:gallery"})
"""The gallery of components answers 404 in production."""
API: Final = re.compile(r"^api")


def addresses(
    patterns: Any = None, *, space: str = "", before: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Give name, path and view of every address there is."""
    for found in patterns if patterns is not None else get_resolver().url_patterns:
        path = before + str(found.pattern)
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from addresses(found.url_patterns, space=inner, before=path)
        elif isinstance(found, URLPattern):
            yield f"{space}{found.name}", path, found.callback


def _ours() -> list[tuple[str, str, Any]]:
    return [a for a in addresses() if not API.match(a[0])]


def test_there_are_addresses_and_all_have_names() -> None:
    assert len(_ours()) > 40
    assert not [path for name, path, _ in _ours() if name.endswith("None")]


@pytest.mark.parametrize(("name", "path", "view"), _ours(), ids=lambda part: str(part)[:40])
def test_the_view_carries_one_mark_that_means_something(name: str, path: str, view: Any) -> None:
    mark = getattr(view, "page_mark", None)

    assert mark is not None, f"{name}: decorate the view with one of the four marks (web/kit/pages)"
    assert not hasattr(getattr(view, "__wrapped__", None), "page_mark"), f"{name}: two marks"
    assert ("<str:kode>" in path) == bool(mark.section) or name == "shell:task", (
        f"{name}: an address of a case names its section"
    )
    if mark.section:
        assert mark.section in policy.SECTIONS
    if mark.kind == "discloses":
        assert mark.action in actions.ACTIONS, f"{name}: what is shown is entered in the ledger"


def test_what_is_open_to_all_is_the_closed_list() -> None:
    is_open = {n for n, _, view in _ours() if not getattr(view, "login_required", True)}

    assert is_open - DOOR - NOT_IN_PRODUCTION == OPEN


def test_marked_open_and_let_in_are_the_same() -> None:
    marked = {n for n, _, view in _ours() if view.page_mark.kind == "open_page"}
    let_in = {n for n, _, view in _ours() if not getattr(view, "login_required", True)}

    assert marked - let_in == set()
    assert let_in - marked - DOOR == TAKES_A_CHOICE
