"""Addresses of the pages where people judge."""

from django.urls import path

from forevar.web.assessments import disagreement, judgement, police, requirements, risk, signed

app_name = "assessments"
urlpatterns = [
    path("sak/<str:kode>/risikovurdering/", risk.write, name="risk"),
    path("sak/<str:kode>/risikovurdering/se-over/", risk.review, name="review"),
    path("sak/<str:kode>/risikovurdering/<int:nr>/", signed.show, name="assessment"),
    path("sak/<str:kode>/risikovurdering/<int:nr>/godkjenn/", signed.approve, name="approve"),
    path("sak/<str:kode>/politi/", police.show, name="police"),
    path("sak/<str:kode>/uenighet/", disagreement.show, name="disagreement"),
    path("sak/<str:kode>/uenighet/<int:nr>/godkjenn/", disagreement.approve, name="settlement"),
    path("sak/<str:kode>/veileder/", requirements.show, name="requirements"),
    path("sak/<str:kode>/veileder/<slug:krav>/skjonn/", judgement.answer, name="judgement"),
]
