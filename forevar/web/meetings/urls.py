"""Addresses of meetings."""

from django.urls import path

from forevar.web.meetings import listing, minutes, planning, reviewing

app_name = "meetings"
urlpatterns = [
    path("sak/<str:kode>/moter/", listing.show, name="list"),
    path("sak/<str:kode>/moter/ny/", planning.new, name="new"),
    path("sak/<str:kode>/moter/<int:nr>/", minutes.meeting, name="meeting"),
    path("sak/<str:kode>/moter/<int:nr>/se-over/", reviewing.review, name="review"),
]
