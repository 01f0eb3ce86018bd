"""Django's handle on disclosure."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The door."""

    name = "forevar.trust.disclosure"
    label = "disclosure"
