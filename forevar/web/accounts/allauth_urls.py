"""allauth's views one by one, under our addresses, words and marks; its names are kept.

What is not here does not exist: no sign-up, no e-mail, no password reset.
"""

from typing import Any

from allauth.account.views import AccountInactiveView
from allauth.mfa.webauthn.views import EditWebAuthnView, ListWebAuthnView, LoginWebAuthnView
from django.urls import path

from forevar.web.accounts import doors, forms, keys, views
from forevar.web.kit import pages


def _page(view: Any, **dress: Any) -> Any:
    """Mark one of allauth's pages as ours: signed in, and taking a form."""
    return pages.writes()(view.as_view(**dress))


_inactive = AccountInactiveView.as_view(template_name="accounts/inactive.html")
_key_name = {"template_name": "accounts/key_name.html", "form_class": forms.KeyNameForm}

urlpatterns = [
    # the way in
    path("konto/logg-inn/", doors.log_in, name="account_login"),
    path("konto/logg-ut/", doors.sign_out, name="account_logout"),
    path("konto/stengt/", pages.open_page(_inactive), name="account_inactive"),
    path("konto/kode/", doors.code, name="mfa_authenticate"),
    path("konto/passnokkel/", doors.door(LoginWebAuthnView.as_view()), name="mfa_login_webauthn"),
    # once more
    path("konto/igjen/passord/", _page(keys.PasswordAgain), name="account_reauthenticate"),
    path("konto/igjen/kode/", _page(keys.CodeAgain), name="mfa_reauthenticate"),
    path("konto/igjen/nokkel/", _page(keys.KeyAgain), name="mfa_reauthenticate_webauthn"),
    # second factors
    path("konto/nokler/", _page(keys.Overview), name="mfa_index"),
    path("konto/app/", _page(keys.AddApp), name="mfa_activate_totp"),
    path("konto/app/bort/", _page(keys.RemoveApp), name="mfa_deactivate_totp"),
    path("konto/reservekoder/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("konto/reservekoder/nye/", _page(keys.NewCodes), name="mfa_generate_recovery_codes"),
    path(
        "konto/nokler/mine/",
        _page(ListWebAuthnView, template_name="accounts/key_list.html"),
        name="mfa_list_webauthn",
    ),
    path("konto/nokler/ny/", _page(keys.AddKey), name="mfa_add_webauthn"),
    path(
        "konto/nokler/<int:pk>/navn/",
        _page(EditWebAuthnView, **_key_name),
        name="mfa_edit_webauthn",
    ),
    path("konto/nokler/<int:pk>/bort/", _page(keys.RemoveKey), name="mfa_remove_webauthn"),
]
