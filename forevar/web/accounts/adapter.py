"""What allauth asks of us at the door, and the rows that signing in leaves in the ledger."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forevar.trust.accounts import selectors as accounts
from forevar.web.accounts import entries, second_factor

_WRONG_CODE = gettext_lazy("Koden stemmer ikke, eller den er brukt. Vent på en ny og prøv igjen.")
_WAIT = gettext_lazy("Det ble for mange forsøk. Vent fem minutter. Ved fare, ring 112.")


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Nobody signs up, nothing is mailed, and every sign-in is a row in the ledger."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Du kan ikke logge inn nå. Ring vakta."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": gettext_lazy("Passordet stemmer ikke. Prøv igjen."),
        "username_password_mismatch": gettext_lazy(
            "Brukernavnet og passordet passer ikke sammen. Prøv igjen."
        ),
        "too_many_login_attempts": _WAIT,
        "rate_limited": _WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator, never by whoever comes."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again before second factors change, unless somebody proved themselves just now."""
        return not second_factor.proved_lately(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Offer keys first, then codes; the password only to somebody who has neither."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        strong = [method for method in methods if method["id"] != "reauthenticate"]
        words = {
            "reauthenticate": _("Bruk passordet"),
            "mfa_reauthenticate": _("Bruk kode fra app"),
            "mfa_reauthenticate:webauthn": _("Bruk passnøkkel"),
        }
        return [
            {**method, "description": words[method["id"]]} for method in reversed(strong or methods)
        ]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign somebody in, mark whether a second factor is still missing, and enter it."""
        super().login(request, user)
        records = get_authentication_records(request, user)
        second_factor.note_sign_in(request, records)
        method = records[-1].get("type") or records[-1]["method"] if records else "unknown"
        entries.enter(
            request, "accounts.signed_in", actor=user.key, subject=user.key, method=method
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Enter that a password did not fit, with the account when there is one by that name."""
        found = accounts.find_person(str(credentials.get("username", "")))
        subject = str(found) if found else ""
        self._enter_refused(request, subject=subject, method="password")

    def logout(self, request: HttpRequest) -> None:
        """Sign somebody out and enter it."""
        key = request.user.key  # type: ignore[union-attr]  # allauth asks only when signed in
        super().logout(request)
        entries.enter(request, "accounts.signed_out", actor=key, subject=key)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Mail nothing: what allauth would have written about stands in the ledger."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Keep only that a passkey was refused: the sign-in page says it in its own words."""
        if kwargs.get("message"):
            request.session["passkey_refused"] = True
            self._enter_refused(request, subject="", method="passkey")

    def _enter_refused(self, request: HttpRequest, *, subject: str, method: str) -> None:
        entries.enter(
            request,
            "accounts.sign_in_refused",
            actor=entries.NOBODY,
            subject=subject,
            method=method,
        )


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """Our words where a code or a key is asked for."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": gettext_lazy(
            "Du må ha en annen nøkkel eller app før du tar bort denne."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Legg til en app eller en nøkkel først. Så kan du lage reservekoder."
        ),
    }

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Keep at least one second factor on every account that has had one."""
        others = type(authenticator).objects.filter(
            user_id=authenticator.user_id, type__in=("totp", "webauthn")
        )
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's word
        """Suggest a plain name for a new key."""
        return _("Nøkkelen min")
