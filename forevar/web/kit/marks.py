"""The marks of a view that know no case, and what the marks have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from forevar.web.kit import reading

View = Callable[..., HttpResponse]
Mark = Literal["open_page", "reads", "discloses", "writes"]


@dataclass(frozen=True, slots=True)
class PageMark:
    """What a view declares of itself; read by the role matrix and the architecture tests."""

    kind: Mark
    section: str = ""
    sees: str = ""
    needs: str = ""
    action: str = ""


def open_page(view: View) -> View:
    """Open to everybody, signed in or not; reads only. The closed list stands in model.md §7."""
    return marked(login_not_required(_reading(view)), PageMark("open_page"))


def open_search(view: View) -> View:
    """Open to everybody, and asked by POST so that what is searched for stands in no address."""
    page = csrf_exempt(login_not_required(_reading(view, methods=("GET", "HEAD", "POST"))))
    return marked(page, PageMark("open_page"))


def reads(view: View) -> View:
    """Shows what is no secret of a case, to somebody signed in; cannot write."""
    return marked(_reading(view), PageMark("reads"))


def marked(view: View, mark: PageMark) -> View:
    """Put the mark on the view, where the role matrix finds it."""
    view.page_mark = mark  # type: ignore[attr-defined]  # the mark travels on the function
    return view


def _reading(view: View, *, methods: tuple[str, ...] = ("GET", "HEAD")) -> View:
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in methods:
            return HttpResponseNotAllowed(list(methods))
        with reading.read_only():
            return rendered(view(request, *args, **kwargs))

    return page


def rendered(response: HttpResponse) -> HttpResponse:
    """Render a response that waits to be, while the scope is still open."""
    if hasattr(response, "render") and callable(response.render):
        response.render()
    return response
