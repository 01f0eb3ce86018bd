"""The API itself: versioned addresses, and one table of how errors look."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from forevar.api import advise

api = NinjaAPI(
    title="Førevar",
    version="1",
    description="What the two guides ask. Nothing sent here is stored.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("/v1", advise.router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, exc: Http404) -> HttpResponse:
    """Say the same of everything that is not there."""
    return api.create_response(
        request, advise.problem("not_found", "$", "There is nothing here."), status=404
    )


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Name the place in the request that does not fit, and repeat no value."""
    place = ".".join(str(part) for part in exc.errors[0].get("loc", ())) if exc.errors else "$"
    return api.create_response(
        request, advise.problem("not_valid", place, "This does not fit."), status=422
    )


@api.exception_handler(HttpError)
def refused(request: HttpRequest, exc: HttpError) -> HttpResponse:
    """Give a refusal of the framework the same shape as ours."""
    return api.create_response(
        request, advise.problem("refused", "$", "The request was refused."), status=exc.status_code
    )


def addresses() -> Any:
    """Give the addresses, none of which asks for a session: the API reads no cookie at all.

    An operation that needs somebody says so itself, with its own `auth`.
    """
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if pattern.callback is not None:
            pattern.callback = login_not_required(pattern.callback)
    return patterns, app_name, namespace
