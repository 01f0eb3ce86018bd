"""The same pages with nothing to read: every answer was there before the request. The floor."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from forevar.casework.cases import selectors as cases
from forevar.web.cases import overviews

_KEPT: dict[Any, Any] = {}


@contextmanager
def nothing_read() -> Iterator[None]:
    """Serve pages from what was put together before, for as long as the block lasts."""
    with ExitStack() as stack:
        for owner, name in (
            (overviews, "whole"),
            (cases, "list_work"),
            (cases, "list_work_cases"),
            (cases, "list_cases"),
        ):
            stack.enter_context(mock.patch.object(owner, name, _kept(name, getattr(owner, name))))
        yield


def _kept(name: str, make: Any) -> Any:
    def give(who: Any, **asked: Any) -> Any:
        here = getattr(who, "case", None) or who.person  # a request on a case, or somebody
        key = (name, str(here), who.actor.person if hasattr(who, "actor") else here)
        if key not in _KEPT:
            _KEPT[key] = make(who, **asked)
        return _KEPT[key]

    return give
