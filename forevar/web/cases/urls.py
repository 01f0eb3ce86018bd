"""Addresses of the case's own pages."""

from django.urls import path

from forevar.web.cases import ending, marking, people, views

app_name = "cases"
urlpatterns = [
    path("sak/<str:kode>/", views.overview, name="overview"),
    path("sak/<str:kode>/tidslinje/", views.timeline, name="timeline"),
    path("sak/<str:kode>/tidslinje/ny/", views.note, name="note"),
    path("sak/<str:kode>/fase/", views.phase, name="phase"),
    path("sak/<str:kode>/folk/", people.show, name="people"),
    path("sak/<str:kode>/folk/ny/", people.assign, name="assign"),
    path("sak/<str:kode>/folk/<str:ansvar>/", people.change, name="responsibility"),
    path("sak/<str:kode>/avslutt/", ending.close, name="close"),
    path("sak/<str:kode>/krav/<slug:krav>/", marking.mark, name="mark"),
    path("sak/<str:kode>/oppgave/<str:task>/", marking.drop, name="drop_task"),
]
