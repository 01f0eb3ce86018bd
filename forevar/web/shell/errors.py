"""The pages shown when something fails: plain words, what to do next, and an error id of ours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from forevar.web.kit import refusals


def _error_id(request: HttpRequest) -> str:
    return getattr(request, "error_id", "")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: what was sent could not be read."""
    text = _("Gå tilbake og prøv en gang til.")
    return refusals.page(request, status=400, text=text, error_id=_error_id(request))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: known here, but not for this person."""
    text = _("Du har ikke tilgang til dette. Spør kontaktpersonen i saken om du trenger det.")
    return refusals.page(request, status=403, text=text, error_id=_error_id(request))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: the same page for everything that is not there."""
    return refusals.not_found(request)


def too_many(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """429: too many tries in a short time."""
    text = _("Vent fem minutter. Så kan du prøve igjen. Ved fare, ring 112.")
    return refusals.page(request, status=429, text=text)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, with an id to ring about."""
    text = _("Utkast som var lagret, ligger der fortsatt. Prøv igjen om litt.")
    return refusals.page(request, status=500, text=text, error_id=_error_id(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, or cookies are off. Said without jargon."""
    text = _(
        "Skjemaet var åpent for lenge, eller nettleseren tar ikke imot informasjonskapsler. "
        "Gå tilbake, last siden på nytt og send en gang til."
    )
    return refusals.page(request, status=403, text=text, error_id=_error_id(request))
