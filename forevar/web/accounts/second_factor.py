"""A password is not enough: who signed in with one alone must add a key or an app first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from forevar.trust.access import policy
from forevar.web.kit import step_up

Respond = Callable[[HttpRequest], HttpResponse]

_MISSING: Final = "second_factor_missing"
_ADDED_AT: Final = "second_factor_added_at"
_STRONG: Final = frozenset({"mfa", step_up.DEMO})
ENROLMENT: Final = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "account_logout",
        "accounts:sign_out",
        "shell:language",
    }
)
"""All that is open to somebody who still lacks a second factor."""


def note_sign_in(request: HttpRequest, records: Sequence[Mapping[str, Any]]) -> None:
    """Remember in the session when no second factor was used to sign in."""
    if not any(record.get("method") in _STRONG for record in records):
        request.session[_MISSING] = True


def note_enrolled(request: HttpRequest) -> None:
    """Let the person on: they have just added a second factor."""
    request.session.pop(_MISSING, None)
    request.session[_ADDED_AT] = _now(request)


def proved_lately(request: HttpRequest) -> bool:
    """Tell whether somebody who is changing their keys proved themselves a short while ago.

    While the first second factor is being added, the password they just typed is that proof.
    """
    if _is_fresh(request, request.session.get(_ADDED_AT, 0)):
        return True
    if request.session.get(_MISSING):
        records = get_authentication_records(request, request.user)
        return any(_is_fresh(request, record["at"]) for record in records)
    return step_up.recently_confirmed(request)  # type: ignore[arg-type]  # signed in by now


def _now(request: HttpRequest) -> float:
    return float(request.at.timestamp())  # type: ignore[attr-defined]  # put there by the kit


def _is_fresh(request: HttpRequest, moment: float) -> bool:
    return _now(request) - moment <= policy.STEP_UP_SECONDS


class SecondFactorFirst:
    """Send whoever lacks a second factor to add one, before anything else is shown."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Stop at the enrolment pages until it is done; open pages stay open."""
        if not request.user.is_authenticated or not request.session.get(_MISSING):
            return None
        mark = getattr(view, "page_mark", None)
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in ENROLMENT or (mark is not None and mark.kind == "open_page"):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
