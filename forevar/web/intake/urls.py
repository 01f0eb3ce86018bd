"""Addresses of enquiries."""

from django.urls import path

from forevar.web.intake import asking, enquiry, interpreter, new

app_name = "intake"
urlpatterns = [
    path("ny/", new.new, name="new"),
    path("sak/<str:kode>/henvendelse/", enquiry.show, name="enquiry"),
    path("sak/<str:kode>/henvendelse/endre/", enquiry.change, name="change"),
    path("sak/<str:kode>/henvendelse/mangler/", asking.missing, name="missing"),
    path("sak/<str:kode>/henvendelse/mangler/<int:number>/", asking.one, name="request"),
    path("sak/<str:kode>/tolk/", interpreter.interpreter, name="interpreter"),
]
