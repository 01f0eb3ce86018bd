"""Every page's address: each feature brings its own, and exists here once its folder does."""

from importlib.util import find_spec

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


def _is_there(feature: str) -> bool:
    package = f"forevar.web.{feature}"
    return find_spec(package) is not None and find_spec(f"{package}.urls") is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forevar.web.accounts.allauth_urls")),
    *(path("", include(f"forevar.web.{name}.urls")) for name in FEATURES if _is_there(name)),
]
