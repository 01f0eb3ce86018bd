"""Django's handle on the case file."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, responsibilities, tasks, notes and drafts."""

    name = "forevar.casework.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
