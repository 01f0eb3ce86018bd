"""Every page's address: each feature brings its own."""

from django.urls import URLPattern, URLResolver, include, path

FEATURES = (
    "accounts",
    "shell",
    "guide",
    "access",
    "disclosure",
    "intake",
    "cases",
    "screening",
    "assessments",
    "meetings",
    "documents",
    "incidents",
)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forevar.web.accounts.allauth_urls")),
    *(path("", include(f"forevar.web.{name}.urls")) for name in FEATURES),
]
