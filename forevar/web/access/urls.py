"""Addresses of access."""

from django.urls import path

from forevar.web.access import blocks, control, emergency, log, reviews

app_name = "access"
urlpatterns = [
    path("nodtilgang/", emergency.start, name="emergency"),
    path("nodtilgang/forklar/", emergency.explain, name="explain"),
    path("nodtilgang/gjennomgang/", reviews.reviews, name="reviews"),
    path("nodtilgang/gjennomgang/<str:emergency>/", reviews.review, name="review"),
    path("sak/<str:kode>/logg/", log.who_has_seen, name="who_has_seen"),
    path("sak/<str:kode>/folk/sperret/", blocks.network_block, name="network_block"),
    path("kontroll/", control.control, name="control"),
]
