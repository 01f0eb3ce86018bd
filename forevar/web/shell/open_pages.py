"""Pages anybody may read, the choice of language, the health answer, and the gallery."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from forevar.web.kit import onward, pages
from forevar.web.kit.requests import StaffRequest
from forevar.web.shell import choices, samples


@pages.open_page
def help_page(request: HttpRequest) -> HttpResponse:
    """Help: the same for everybody, so that it can be read before sign-in."""
    return render(request, "shell/help.html")


@pages.open_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "shell/accessibility.html")


@pages.open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, and what the log holds."""
    return render(request, "shell/privacy.html")


@pages.open_page
def health(request: HttpRequest) -> HttpResponse:
    """Say that this process answers, and nothing more."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@pages.writes()
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language; also open to somebody who has not signed in."""
    if request.method != "POST":
        raise Http404
    then = onward.next_page(request, otherwise=reverse("accounts:sign_in"))
    response = HttpResponseRedirect(then)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        choices.keep_language(response, wanted)
    return response


@pages.reads
def gallery(request: StaffRequest) -> HttpResponse:
    """Show every component in every state; not in production."""
    if settings.FOREVAR_MODE == "production":
        raise Http404
    return render(request, "shell/gallery.html", samples.components())
