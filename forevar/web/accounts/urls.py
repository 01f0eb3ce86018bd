"""Addresses of the door."""

from django.urls import path

from forevar.web.accounts import doors, views

app_name = "accounts"
urlpatterns = [
    path("", doors.sign_in, name="sign_in"),
    path("konto/ut/", doors.sign_out, name="sign_out"),
    path("konto/demo/", doors.demo_sign_in, name="demo_sign_in"),
    path("konto/bekreft/", views.step_up_page, name="step_up"),
]
