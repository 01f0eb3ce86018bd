"""Django's handle on the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff, organisations, units and shifts."""

    name = "forevar.trust.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
