"""Django's handle on access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Grants, emergency access and blocks."""

    name = "forevar.trust.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
