"""Reads of the case file. Each gives a projection; a page's lists come in a fixed number of queries."""

from forevar.casework.cases.selectors.case_list import list_cases, list_children
from forevar.casework.cases.selectors.closing import get_closing_sheet
from forevar.casework.cases.selectors.people import is_on_case, list_people, list_ring
from forevar.casework.cases.selectors.reduced import get_reduced_sheet
from forevar.casework.cases.selectors.sheet import (
    catalogue_phases,
    find_sheet,
    get_phase_line,
    get_scope_band,
    get_sheet,
    get_strip,
    phases_until_now,
)
from forevar.casework.cases.selectors.tasks import find_task, get_task, list_open_tasks
from forevar.casework.cases.selectors.timeline import list_timeline
from forevar.casework.cases.selectors.words import (
    find_draft,
    find_explanation,
    list_marks,
    list_reasons,
)
from forevar.casework.cases.selectors.work import (
    list_approvals,
    list_waiting,
    list_work,
    list_work_cases,
)

__all__ = (
    "catalogue_phases",
    "phases_until_now",
    "find_draft",
    "find_explanation",
    "find_sheet",
    "find_task",
    "get_closing_sheet",
    "get_phase_line",
    "get_scope_band",
    "get_reduced_sheet",
    "get_sheet",
    "get_strip",
    "get_task",
    "is_on_case",
    "list_approvals",
    "list_cases",
    "list_children",
    "list_marks",
    "list_open_tasks",
    "list_people",
    "list_reasons",
    "list_ring",
    "list_timeline",
    "list_waiting",
    "list_work",
    "list_work_cases",
)
