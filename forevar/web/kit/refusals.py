"""Every refusal as a page: the one table from broken promises to answers (house-style §5.5).

A stranger gets the page of an address that never was; somebody on the case gets the reason.
"""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.kernel import decision, errors

Respond = Callable[[HttpRequest], HttpResponse]

NOT_FOUND: Final = frozenset(
    {"not_here", "case_not_found", "task_not_found", "note_not_found", "person_not_known"}
    | {"notice_not_yours", "no_such_theme", "no_such_question", "no_such_requirement"}
    | {"assessments.no_such_version", "assessments.no_such_judgement"}
)
"""Codes that say «there is nothing here for you», whether there is or not."""
FORBIDDEN: Final = frozenset(
    {"not_allowed", "not_this_section", "own_work", "not_yours_to_change", "not_for_yourself"}
    | {"role_not_held", "disclosure_refused", "screening.not_yours_to_answer"}
)
OUR_OWN: Final = ("ledger_", "keys_", "seal_", "scope_already_open", "no_such_class")
"""Beginnings of codes that no person could have caused: they are logged, and shown as our fault."""

_TITLES: Final = {
    400: gettext_noop("Vi forsto ikke det som ble sendt"),
    403: gettext_noop("Du kan ikke gjøre dette"),
    404: gettext_noop("Vi fant ikke siden"),
    409: gettext_noop("Noe har endret seg"),
    422: gettext_noop("Noe må rettes"),
    429: gettext_noop("Det ble for mange forsøk"),
    500: gettext_noop("Det er vi som har en feil"),
}


class Refusals:
    """Turn what the domain raises into a page with the right status, and into nothing else."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to be logged as a fault of ours."""
        if isinstance(exception, Http404):
            return not_found(request)
        if not isinstance(exception, errors.DomainError):
            return None
        status = status_of(exception)
        if status == 404:
            return not_found(request)
        return None if status == 500 else refused(request, exception, status=status)


def status_of(error: errors.DomainError) -> int:
    """Give the status that fits a broken promise."""
    code = error.denied.code if isinstance(error, decision.NotAllowed) else error.code
    if code in NOT_FOUND:
        return 404
    if isinstance(error, decision.NotAllowed) or code in FORBIDDEN:
        return 403
    if code.startswith(OUR_OWN):
        return 500
    return 422 if error.fields else 409


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer the same for what never was, what is gone, and what is none of the asker's business.

    The page holds nothing of the request: no path, no menu, no name, no error id.
    """
    return page(request, status=404, text=_("Adressen er feil, eller siden er ikke for deg."))


def refused(request: HttpRequest, error: errors.DomainError, *, status: int) -> HttpResponse:
    """Say why, in the error's own discreet words, and how to come back."""
    faults = [_(text) for text in error.fields.values() if text != error.text]
    return page(request, status=status, text=_(error.text), faults=faults)


def page(request: HttpRequest, *, status: int, text: str, **more: Any) -> HttpResponse:
    """Make the plain page that every fault and refusal is shown on."""
    words = {
        "title": _(_TITLES[status]),
        "text": text,
        "faults": (),
        "error_id": "",
        "status": status,
        **more,
    }
    return render(request, "shell/refusal.html", words, status=status)
