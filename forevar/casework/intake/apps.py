"""Django's handle on intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Enquiries, requests for information, interpreters."""

    name = "forevar.casework.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
