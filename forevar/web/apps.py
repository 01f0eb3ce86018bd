"""Django's handle on the pages: template tags live here."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "forevar.web"
    label = "web"
