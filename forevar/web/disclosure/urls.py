"""Addresses of disclosure."""

from django.urls import path

from forevar.web.disclosure import reveal

app_name = "disclosure"
urlpatterns = [
    path("sak/<str:kode>/vis/", reveal.name, name="reveal"),
    path("sak/<str:kode>/vis/sted/", reveal.place, name="reveal_place"),
]
