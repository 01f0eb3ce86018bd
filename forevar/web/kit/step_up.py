"""Has this person proved who they are a short while ago? If not, where to ask."""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from forevar.trust.access import policy
from forevar.web.kit.requests import StaffRequest

DEMO = "demo"
"""How a made-up person proves to be themselves; counts in a demonstration and nowhere else."""


def recently_confirmed(request: StaffRequest, seconds: int = policy.STEP_UP_SECONDS) -> bool:
    """Tell whether a passkey, a key or a code was used within so many seconds; also at sign-in.

    A password alone never counts, whenever it was typed.
    """
    moments = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa" or (record.get("method") == DEMO and _is_demo())
    ]
    age = request.at.timestamp() - max(moments, default=0)
    return age <= seconds


def ask(request: StaffRequest) -> HttpResponseRedirect:
    """Send the person to prove who they are, and back to this page afterwards."""
    onward = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{reverse('accounts:step_up')}?{onward}")


def _is_demo() -> bool:
    return bool(settings.FOREVAR_MODE == "demo")
