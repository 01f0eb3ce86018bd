"""Addresses of the guide reader."""

from django.urls import path

from forevar.web.guide import views

app_name = "guide"
urlpatterns = [
    path("veileder/", views.home, name="home"),
    path("veileder/sok/", views.search, name="search"),
    path("veileder/sjekkliste/", views.checklist, name="checklist"),
    path("veileder/krav/<slug:rule_id>/", views.rule, name="rule"),
    path("veileder/<str:year>/<slug:part>/<str:point>/", views.section, name="section"),
]
