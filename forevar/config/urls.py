"""Where addresses begin: pages at the root, the API beneath `/api/`."""

from django.urls import URLPattern, URLResolver, include, path

from forevar.api import app

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forevar.web.urls")),
    path("api/", app.addresses()),
]
handler400 = "forevar.web.shell.errors.bad_request"
handler403 = "forevar.web.shell.errors.forbidden"
handler404 = "forevar.web.shell.errors.not_found"
handler429 = "forevar.web.shell.errors.too_many"
handler500 = "forevar.web.shell.errors.server_error"
