"""Django's handle on the envelope, and the check that refuses to start on the wrong keys."""

from django.apps import AppConfig
from django.core import checks


class VaultsConfig(AppConfig):
    """The keys."""

    name = "forevar.trust.vaults"
    label = "vaults"

    def ready(self) -> None:
        """Have `forevar check` and every start ask whether the keys are the right ones."""
        from forevar.trust.vaults import keyring

        checks.register(keyring.keys_fit_the_mode, checks.Tags.security)
