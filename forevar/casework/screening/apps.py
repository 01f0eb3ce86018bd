"""The Django application of screening."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Answers and notes on views."""

    name = "forevar.casework.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"
