"""What intake can tell the guideline. Absent means that nobody has said."""

from collections.abc import Iterable, Mapping
from typing import Final

from forevar.casework.intake.models import Enquiry, Interpreter
from forevar.kernel.refs import CaseRef

FACTS: Final = (
    "information_sufficient",
    "interpreter_needed",
    "interpreter_relation",
    "interpreter_qualification",
    "interpreter_ties_checked",
    "hidden_address_decision",
    "registry_grading",
    "placement_type",
)
"""The last three are told by the municipality until shielding and placements own them."""

Known = dict[str, object]


def known(case: CaseRef) -> Known:
    """Tell what intake knows of one case, in two queries."""
    return known_of([case])[case.code]


def known_of(cases: Iterable[CaseRef]) -> Mapping[str, Known]:
    """Tell what intake knows of many cases, in two queries, by case code."""
    codes = [case.code for case in cases]
    found: dict[str, Known] = {code: {} for code in codes}
    for enquiry in Enquiry.objects.filter(case__in=codes).only(
        "case", "hidden_address", "grading", "wanted", "information_sufficient"
    ):
        found[enquiry.case].update(_of_enquiry(enquiry))
    for note in Interpreter.objects.filter(case__in=codes, is_latest=True).only(
        "case", "needed", "relation", "qualification", "ties_checked"
    ):
        found[note.case].update(_of_interpreter(note))
    return found


def _of_enquiry(enquiry: Enquiry) -> Known:
    told: Known = {}
    if enquiry.hidden_address:
        told["hidden_address_decision"] = enquiry.hidden_address == "yes"
    if enquiry.grading:
        told["registry_grading"] = enquiry.grading
    if enquiry.wanted:
        told["placement_type"] = enquiry.wanted
    if enquiry.information_sufficient is not None:
        told["information_sufficient"] = enquiry.information_sufficient
    return told


def _of_interpreter(note: Interpreter) -> Known:
    told: Known = {}
    if note.needed is not None:
        told["interpreter_needed"] = note.needed
    if note.relation:
        told["interpreter_relation"] = note.relation
    if note.qualification:
        told["interpreter_qualification"] = note.qualification
    if note.ties_checked is not None:
        told["interpreter_ties_checked"] = note.ties_checked
    return told
