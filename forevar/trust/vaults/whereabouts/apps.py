"""Django's handle on the whereabouts vault."""

from django.apps import AppConfig


class WhereaboutsConfig(AppConfig):
    """Where."""

    name = "forevar.trust.vaults.whereabouts"
    label = "whereabouts"
