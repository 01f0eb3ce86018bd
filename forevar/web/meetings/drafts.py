"""What was typed on a page of a meeting before it was saved, put back where it stood."""

import json
from typing import Any

from forevar.casework.cases import selectors as cases
from forevar.web.kit.requests import CaseRequest

_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "do"})


def typed_before(request: CaseRequest, name: str) -> tuple[dict[str, Any], int]:
    """Give the fields of a draft and its version; nothing and 0 where there is none."""
    found = cases.find_draft(form=name, by=request.actor, case=request.case)
    if found is None:
        return {}, 0
    typed = json.loads(str(found.body))
    return {key: value for key, value in typed.items() if key not in _NOT_CARRIED}, found.version


def listed(typed: dict[str, Any], *names: str) -> dict[str, Any]:
    """Give the typed fields with these as lists: one ticked box is sent as a single word."""
    lists = {
        name: [typed[name]] if isinstance(typed[name], str) else typed[name]
        for name in typed
        if name.startswith(names)
    }
    return {**typed, **lists}
