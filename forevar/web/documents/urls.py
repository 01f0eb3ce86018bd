"""The address of the register."""

from django.urls import path

from forevar.web.documents import register

app_name = "documents"
urlpatterns = [path("sak/<str:kode>/dokumenter/", register.show, name="list")]
