"""Addresses of the emergency pages."""

from django.urls import path

from forevar.web.incidents import before_login

app_name = "incidents"
urlpatterns = [
    path("hendelse/start/", before_login.start, name="start"),
    path("hendelse/start/<slug:slug>/", before_login.condition, name="condition"),
]
