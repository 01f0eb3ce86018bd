"""Django's handle on documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The register of documents."""

    name = "forevar.casework.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
