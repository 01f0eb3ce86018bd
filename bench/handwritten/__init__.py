"""The same three pages with SQL written by hand: what a page costs when nobody uses the ORM for it.

Middleware, the kit's marks (rights, ledger), the vaults, the rules, the projections and the
templates are the product's own; every read between them is replaced. Each table is read once and
in as few statements as a patient person would write. The bench compares the pages byte for byte.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from bench.handwritten import lists, overview
from forevar.casework.assessments.selectors import evaluation, guide_status
from forevar.casework.cases import selectors as cases
from forevar.casework.screening import selectors as screening
from forevar.web.cases import overviews

_REPLACED = (
    (guide_status, "_signed", overview.signed),
    (evaluation, "evaluate_case", overview.evaluate),
    (screening, "list_gaps_and_themes", overview.gaps_and_themes),
    (cases, "list_open_tasks", overview.open_tasks),
    (cases, "phases_until_now", overview.phases),
    (cases, "list_marks", overview.marks),
    (cases, "get_sheet", overview.sheet),
    (cases, "list_people", overview.people),
    (cases, "list_timeline", overview.deeds),
    (cases, "get_strip", overview.strip),
    (cases, "list_work", lists.list_work),
    (cases, "list_work_cases", lists.list_work_cases),
    (cases, "list_cases", lists.list_cases),
)


@contextmanager
def written_by_hand() -> Iterator[None]:
    """Serve the pages with the reads of this package for as long as the block lasts."""
    whole = overviews.whole

    def freshly_read(request: Any) -> Any:
        overview.READ.clear()
        overview.READ.update(overview.read_case(request.case))
        return whole(request)

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(overviews, "whole", freshly_read))
        for owner, name, ours in _REPLACED:
            stack.enter_context(mock.patch.object(owner, name, ours))
        yield
