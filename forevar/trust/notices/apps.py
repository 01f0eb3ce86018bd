"""Django's handle on the notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The outbox of neutral messages."""

    name = "forevar.trust.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
