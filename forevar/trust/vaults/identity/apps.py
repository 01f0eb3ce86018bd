"""Django's handle on the identity vault."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Who."""

    name = "forevar.trust.vaults.identity"
    label = "identity"
