"""Second factors: added, renamed and taken away, and used to prove once more who sits here.

allauth does the work; these views give it our words and enter what was done.
"""

from typing import Any, ClassVar

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpResponse

from forevar.web.accounts import entries, forms, second_factor


class Entered:
    """Enters an action in the ledger when the form was right, after allauth did its work."""

    action: ClassVar[str]
    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, and enter it in the same transaction."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # allauth's view
        if self.action == "accounts.factor_added":
            second_factor.note_enrolled(self.request)
        key = self.request.user.key
        entries.enter(self.request, self.action, actor=key, subject=key)
        return response


class Overview(base.IndexView):  # type: ignore[misc]  # allauth carries no types
    """How one signs in, and what is missing."""

    template_name = "accounts/keys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many keys there are."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        held = context["authenticators"]
        return {
            **context,
            "key_count": len(held.get("webauthn", ())),
            "has_app": "totp" in held,
            "has_codes": "recovery_codes" in held,
        }


class AddApp(Entered, ActivateTOTPView):  # type: ignore[misc]  # allauth carries no types
    """An app that shows codes."""

    action = "accounts.factor_added"
    template_name = "accounts/app.html"
    form_class = forms.FirstCodeForm


class RemoveApp(Entered, DeactivateTOTPView):  # type: ignore[misc]  # allauth carries no types
    """The app is no longer used."""

    action = "accounts.factor_removed"
    template_name = "accounts/app_away.html"


class AddKey(Entered, webauthn.AddWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    """A passkey or a security key."""

    action = "accounts.factor_added"
    template_name = "accounts/key_new.html"
    form_class = forms.NewKeyForm


class RemoveKey(Entered, webauthn.RemoveWebAuthnView):  # type: ignore[misc]  # no types
    """A key that is lost or no longer used; the last second factor stays."""

    action = "accounts.factor_removed"
    template_name = "accounts/key_away.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse when it is the last one; else take it away."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            refused: HttpResponse = self.form_invalid(form)
            return refused
        return super().form_valid(form)


class NewCodes(Entered, GenerateRecoveryCodesView):  # type: ignore[misc]  # no types
    """New recovery codes; the old ones are spent."""

    action = "accounts.recovery_codes_made"
    template_name = "accounts/recovery_new.html"


class PasswordAgain(Entered, ReauthenticateView):  # type: ignore[misc]  # no types
    """The password once more, for somebody who has no second factor yet."""

    action = "accounts.stepped_up"
    template_name = "accounts/password_again.html"
    form_class = forms.PasswordAgainForm


class CodeAgain(Entered, base.ReauthenticateView):  # type: ignore[misc]  # no types
    """A code once more."""

    action = "accounts.stepped_up"
    template_name = "accounts/code_again.html"
    form_class = forms.CodeAgainForm


class KeyAgain(Entered, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]  # no types
    """A passkey or a key once more."""

    action = "accounts.stepped_up"
    template_name = "accounts/key_again.html"
