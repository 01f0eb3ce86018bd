"""Reads: what the guides ask in a case, and what people have judged, said and signed."""

from forevar.casework.assessments.selectors.caseload import (
    compile_rule,
    compile_trigger,
    find_cases,
    list_not_in_stock,
)
from forevar.casework.assessments.selectors.evaluation import (
    evaluate_case,
    gather_facts,
    gather_many,
)
from forevar.casework.assessments.selectors.guide_status import get_guide_status
from forevar.casework.assessments.selectors.judgements import get_judgement, list_judgements
from forevar.casework.assessments.selectors.police import (
    find_disagreement,
    list_disagreements,
    list_police_lines,
)
from forevar.casework.assessments.selectors.requirements import list_requirements
from forevar.casework.assessments.selectors.risk import (
    find_draft,
    get_assessment,
    get_reduced,
    list_known,
    list_unknown,
    list_versions,
)
from forevar.casework.assessments.selectors.wording import panel

__all__ = (
    "compile_rule",
    "compile_trigger",
    "evaluate_case",
    "find_cases",
    "find_disagreement",
    "find_draft",
    "gather_facts",
    "gather_many",
    "get_assessment",
    "get_guide_status",
    "get_judgement",
    "get_reduced",
    "list_disagreements",
    "list_judgements",
    "list_known",
    "list_not_in_stock",
    "list_police_lines",
    "list_requirements",
    "list_unknown",
    "list_versions",
    "panel",
)
