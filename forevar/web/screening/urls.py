"""Addresses of facts and participation."""

from django.urls import path

from forevar.web.screening import views

app_name = "screening"
urlpatterns = [
    path("sak/<str:kode>/fakta/", views.themes, name="themes"),
    path("sak/<str:kode>/fakta/<slug:tema>/", views.theme, name="theme"),
    path("sak/<str:kode>/fakta/<slug:tema>/<slug:fact>/", views.history, name="history"),
    path("sak/<str:kode>/medvirkning/", views.participation, name="participation"),
]
