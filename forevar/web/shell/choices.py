"""What a person chooses for one browser: language, light and text size, each in a cookie."""

from django.conf import settings
from django.http import HttpResponse

LIGHTS = ("light", "dark")
TEXT_SIZES = ("vanlig", "stor", "storst")
_A_YEAR = 365 * 24 * 60 * 60


def keep_language(response: HttpResponse, language: str) -> None:
    """Keep the language where Django looks for it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def keep_look(response: HttpResponse, *, light: str, text_size: str) -> None:
    """Keep the light and the text size; each holds one of a few words and nothing else."""
    for name, value in (("lys", light), ("skrift", text_size)):
        response.set_cookie(
            name,
            value,
            max_age=_A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
