"""Django's handle on assessments."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Assessments, the police's view, disagreement and judgements."""

    name = "forevar.casework.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"
