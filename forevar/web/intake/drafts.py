"""What was typed on a case's page before it was saved, put back where it stood."""

import json
from typing import Any

from forevar.casework.cases import selectors as cases
from forevar.web.kit.requests import CaseRequest

_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "version", "do"})


def typed_before(request: CaseRequest, name: str) -> tuple[dict[str, Any], int]:
    """Give the fields of a draft and its version; nothing and 0 where there is none."""
    found = cases.find_draft(form=name, by=request.actor, case=request.case)
    if found is None:
        return {}, 0
    typed = json.loads(str(found.body))
    kept = {key: value for key, value in typed.items() if key not in _NOT_CARRIED}
    return kept, found.version
