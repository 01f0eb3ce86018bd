"""Django's handle on meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, their agenda, attendance and minutes."""

    name = "forevar.casework.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
