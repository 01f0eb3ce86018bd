"""allauth's views one by one, under our addresses, words and marks; its names are kept.

What is not here does not exist: no sign-up, no e-mail, no password reset.
"""

from typing import Any

from allauth.account.views import AccountInactiveView, ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from forevar.web.accounts import doors, forms
from forevar.web.kit import pages


def _page(view: Any, template: str, **more: Any) -> Any:
    """Dress one of allauth's pages in our template, and mark it as one that takes a form."""
    return pages.writes()(view.as_view(template_name=f"accounts/{template}.html", **more))


def _door(view: Any, template: str, **more: Any) -> Any:
    return doors.door(view.as_view(template_name=f"accounts/{template}.html", **more))


urlpatterns = [
    path("konto/logg-inn/", doors.log_in, name="account_login"),
    path("konto/logg-ut/", doors.sign_out, name="account_logout"),
    path(
        "konto/stengt/",
        pages.open_page(AccountInactiveView.as_view(template_name="accounts/inactive.html")),
        name="account_inactive",
    ),
    path(
        "konto/passord-igjen/",
        _page(ReauthenticateView, "password_again", form_class=forms.PasswordAgainForm),
        name="account_reauthenticate",
    ),
    path("konto/nokler/", _page(base.IndexView, "keys"), name="mfa_index"),
    path(
        "konto/kode/",
        _door(base.AuthenticateView, "code", form_class=forms.CodeForm),
        name="mfa_authenticate",
    ),
    path(
        "konto/kode-igjen/",
        _page(base.ReauthenticateView, "code_again", form_class=forms.CodeAgainForm),
        name="mfa_reauthenticate",
    ),
    path(
        "konto/app/",
        _page(totp.ActivateTOTPView, "app", form_class=forms.FirstCodeForm),
        name="mfa_activate_totp",
    ),
    path(
        "konto/app/bort/",
        _page(totp.DeactivateTOTPView, "app_away"),
        name="mfa_deactivate_totp",
    ),
    path(
        "konto/reservekoder/",
        _page(recovery.ViewRecoveryCodesView, "recovery"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "konto/reservekoder/nye/",
        _page(recovery.GenerateRecoveryCodesView, "recovery_new"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "konto/passnokkel/",
        doors.door(keys.LoginWebAuthnView.as_view()),
        name="mfa_login_webauthn",
    ),
    path(
        "konto/passnokkel/igjen/",
        _page(keys.ReauthenticateWebAuthnView, "key_again"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("konto/nokler/mine/", _page(keys.ListWebAuthnView, "key_list"), name="mfa_list_webauthn"),
    path(
        "konto/nokler/ny/",
        _page(keys.AddWebAuthnView, "key_new", form_class=forms.NewKeyForm),
        name="mfa_add_webauthn",
    ),
    path(
        "konto/nokler/<int:pk>/navn/",
        _page(keys.EditWebAuthnView, "key_name", form_class=forms.KeyNameForm),
        name="mfa_edit_webauthn",
    ),
    path(
        "konto/nokler/<int:pk>/bort/",
        _page(keys.RemoveWebAuthnView, "key_away"),
        name="mfa_remove_webauthn",
    ),
]
