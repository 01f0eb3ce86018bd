"""What happens around every request: one reading of the clock, who asks, headers, quiet errors."""

import logging
import secrets
import traceback
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from forevar.kernel import clock
from forevar.trust.access import actors

log = logging.getLogger("forevar.errors")
Respond = Callable[[HttpRequest], HttpResponse]


class DiscreetErrors:
    """Give each request an error id, and log an exception as places in code, never as values."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.error_id = secrets.token_hex(4)  # type: ignore[attr-defined]
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Write the kind of exception and where it came from. Its text may hold a secret."""
        where = " < ".join(
            f"{Path(step.filename).name}:{step.lineno}:{step.name}"
            for step in reversed(traceback.extract_tb(exception.__traceback__)[-8:])
        )
        log.error("%s %s at %s", request.error_id, type(exception).__name__, where)  # type: ignore[attr-defined]


class Headers:
    """Keep pages out of caches, search engines and other sites' reach."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, noarchive"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        response["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        return response


class ChosenLanguage:
    """Speak bokmål until somebody has chosen otherwise: the product is Norwegian first (D1)."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.respond(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorOfTheRequest:
    """Read the clock once, and load who asks when somebody first wants to know."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = clock.now()
        request.at = at  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            key, name = request.user.key, request.user.name
            request.actor = SimpleLazyObject(lambda: actors.load(key, at, name=name))  # type: ignore[attr-defined]
        return self.respond(request)
