"""The ledger's place in Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The ledger."""

    name = "forevar.trust.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
