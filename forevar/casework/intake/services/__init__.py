"""The verbs of intake: take down an enquiry, ask for what is missing, note the interpreter.

Start reading at `enquiry.py`.
"""

from forevar.casework.intake.services.asking import (
    draft_request,
    note_request_answered,
    remind_request,
    send_request,
)
from forevar.casework.intake.services.enquiry import (
    EnquiryChangedMeanwhile,
    ShieldedInText,
    change_enquiry,
    judge_information,
    register_enquiry,
)
from forevar.casework.intake.services.interpreter import (
    InterpreterChangedMeanwhile,
    note_interpreter,
)

__all__ = [
    "EnquiryChangedMeanwhile",
    "InterpreterChangedMeanwhile",
    "ShieldedInText",
    "change_enquiry",
    "draft_request",
    "judge_information",
    "note_interpreter",
    "note_request_answered",
    "register_enquiry",
    "remind_request",
    "send_request",
]
