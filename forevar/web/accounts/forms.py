"""What is typed at the door: our words and our look on allauth's forms."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

_CODE = _("Skriv koden. Den har seks tall.")


def _dress(field: forms.Field, *, label: Any, required: Any, help_text: Any = "") -> None:
    """Give a field of allauth's our label, our words and our look; no placeholder stands in."""
    field.label = label
    field.help_text = help_text
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["class"] = "ds-input"


def _dress_code(form: Any, *, help_text: Any) -> None:
    _dress(form.fields["code"], label=_("Kode"), required=_CODE, help_text=help_text)
    form.fields["code"].widget.attrs["inputmode"] = "numeric"


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["login"], label=_("Brukernavn"), required=_("Skriv brukernavnet ditt."))
        _dress(self.fields["password"], label=_("Passord"), required=_("Skriv passordet ditt."))
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["password"], label=_("Passord"), required=_("Skriv passordet ditt."))


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The code of an authenticator app, or a recovery code, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, help_text=_("Koden står i appen din. En reservekode virker også."))


class CodeAgainForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth carries no types
    """The same code, to prove once more who sits here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, help_text=_("Koden står i appen din. En reservekode virker også."))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    """The first code from a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self, help_text=_("Skriv de seks tallene appen viser nå."))


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey or a security key, with a name of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(
            self.fields["name"],
            label=_("Navn på nøkkelen"),
            required=_("Skriv et navn."),
            help_text=_("Bare du ser navnet. Skriv for eksempel «blå nøkkel»."),
        )
        self.fields["passwordless"].label = _("Bruk den som passnøkkel, uten passord")
        self.fields["passwordless"].help_text = _("Nøkkelen spør om PIN, finger eller ansikt.")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].widget.attrs["class"] = "ds-input"


class KeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A new name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self.fields["name"], label=_("Navn på nøkkelen"), required=_("Skriv et navn."))
