"""The doors: pages for somebody who is on the way in or out, and the demonstration's cast."""

from collections.abc import Callable
from itertools import groupby
from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from forevar.kernel.clock import Instant
from forevar.trust.accounts import roles
from forevar.trust.accounts import selectors as accounts
from forevar.web.accounts import entries, forms
from forevar.web.accounts.entries import NOBODY
from forevar.web.kit import pages, step_up
from forevar.web.kit.requests import PageRequest

View = Callable[..., HttpResponse]
_ORDER: Final = ("bufetat_region", "municipality", "institution", "care_home", "school") + (
    "out_of_hours",
    "directorate",
)
"""Workplaces in the order a case meets them."""


def door(view: View) -> View:
    """Mark a form that somebody not signed in must reach: it writes, and says nothing of a case."""
    return login_not_required(pages.writes()(view))


class SignIn(LoginView):  # type: ignore[misc]  # allauth carries no types
    """Passkey first, then name and password; and 112 for whoever stands outside."""

    template_name = "accounts/sign_in.html"
    form_class = forms.SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this Førevar can offer at the door."""
        request = self.request
        return {
            **super().get_context_data(**kwargs),
            "passkey_refused": request.session.pop("passkey_refused", False),
            "signed_out": "ute" in request.GET,
            "incident_url": _url_of("incidents:start"),
            "cast": list_cast(at=request.at) if is_demo() else (),
        }


class Code(AuthenticateView):  # type: ignore[misc]  # allauth carries no types
    """A code from an app or a key, after the password."""

    template_name = "accounts/code.html"
    form_class = forms.CodeForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again, and enter that the code did not fit."""
        key = self.stage.login.user.key
        entries.enter(
            self.request, "accounts.sign_in_refused", actor=NOBODY, subject=key, method="code"
        )
        response: HttpResponse = super().form_invalid(form)
        return response


class SignOut(LogoutView):  # type: ignore[misc]  # allauth carries no types
    """Out, and nothing of it left in the browser."""

    template_name = "accounts/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out and ask the browser to forget cookies, pages and storage of ours."""
        self.logout()
        response = HttpResponseRedirect(f"{reverse('accounts:sign_in')}?ute")
        response["Clear-Site-Data"] = '"*"'
        return response


@door
def demo_sign_in(request: PageRequest) -> HttpResponse:
    """Sign in as one of the made-up cast; in any other mode this address does not exist."""
    if not is_demo() or request.method != "POST":
        raise Http404
    user = get_user_model().objects.filter(pk=request.POST.get("person", "")).first()
    if user is None:
        raise Http404
    record_authentication(request, user, method=step_up.DEMO)
    response: HttpResponse = perform_login(request, user)
    return response


def is_demo() -> bool:
    """Tell whether this Førevar is a demonstration with made-up people."""
    return bool(settings.FOREVAR_MODE == "demo")


HIRED_FOR_LOAD = "Oppdiktet Ansatt"
"""What `forevar demo --cases` calls everybody it hires."""


def list_cast(*, at: Instant) -> list[dict[str, Any]]:
    """List the standing cast by workplace, each once, those who begin a case first.

    Staff who were hired for load share one name and nobody plays them; the page would be endless.
    """
    members = (one for one in accounts.list_members(at=at) if one.name != HIRED_FOR_LOAD)
    lines = sorted(members, key=_place_in_cast)
    return [
        {
            "name": name,
            "kind": roles.ORGANISATION_KINDS[_ORDER[kind]],
            "people": tuple({member.person.key: _player(member) for member in members}.values()),
        }
        for (kind, _sort, name), members in groupby(
            lines, key=lambda line: _place_in_cast(line)[:3]
        )
    ]


def _place_in_cast(line: accounts.MembershipLine) -> tuple[int, str, str, int]:
    return (
        _ORDER.index(line.org_kind),
        line.org_name.casefold(),
        line.org_name,
        list(roles.ROLES).index(line.role),
    )


def _player(line: accounts.MembershipLine) -> dict[str, str]:
    return {
        "key": line.person.key,
        "name": line.name,
        "role": roles.ROLES[line.role].screen,
    }


def _url_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Show the door. The form posts to `account_login`, which shows this page again on a fault."""
    response: HttpResponse = SignIn.as_view()(request)
    return response


sign_in = pages.open_page(sign_in_page)
log_in = door(SignIn.as_view())
code = door(Code.as_view())
sign_out = door(SignOut.as_view())
