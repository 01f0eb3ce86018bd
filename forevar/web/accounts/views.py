"""Proving once more who sits here, before something that asks for it."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from forevar.web.accounts import doors, entries
from forevar.web.kit import onward, pages, step_up
from forevar.web.kit.requests import StaffRequest


@pages.writes()
def step_up_page(request: StaffRequest) -> HttpResponse:
    """Ask for the strongest proof the person has; in a demonstration one button stands for it."""
    then = onward.next_page(request, otherwise=reverse("shell:home"))
    methods = get_adapter().get_reauthentication_methods(request.user)
    strong = [method for method in methods if method["id"] != "reauthenticate"]
    if strong:
        return HttpResponseRedirect(f"{strong[0]['url']}?{urlencode({'next': then})}")
    if not doors.is_demo():
        return HttpResponseRedirect(reverse("mfa_index"))
    if request.method == "POST":
        record_authentication(request, request.user, method=step_up.DEMO)
        key = str(request.actor)
        entries.enter(request, "accounts.stepped_up", actor=key, subject=key, method=step_up.DEMO)
        return HttpResponseRedirect(then)
    return render(request, "accounts/step_up.html", {"next": then})


@pages.reads
def recovery_codes(request: StaffRequest) -> HttpResponse:
    """Show the codes that are left, to somebody who proved themselves a short while ago."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    found = Authenticator.objects.filter(
        user_id=request.actor.person.key, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    if found is None:
        raise Http404
    return render(
        request, "accounts/recovery.html", {"unused_codes": found.wrap().get_unused_codes()}
    )
