"""One's own page, one's own notices, and the way to everything else."""

from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.kernel import clock
from forevar.trust.accounts import roles
from forevar.trust.accounts import selectors as accounts
from forevar.trust.notices import selectors as notice_list
from forevar.trust.notices import services as notice_verbs
from forevar.web.kit import frame, pages
from forevar.web.kit.requests import StaffRequest
from forevar.web.shell import choices, forms

_ANSWERS: Final = {
    "take": notice_verbs.take,
    "decline": notice_verbs.decline,
    "read": notice_verbs.mark_read,
}
_STATES: Final = {
    "sent": gettext_noop("Ikke lest"),
    "unread_5_min": gettext_noop("Ikke lest"),
    "read": gettext_noop("Lest"),
    "taken": gettext_noop("Du tok den"),
    "declined": gettext_noop("Gitt videre"),
}
_MORE: Final[tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]] = (
    (
        gettext_noop("Ditt"),
        (
            ("shell:notices", gettext_noop("Varsler"), ""),
            ("shell:me", gettext_noop("Min side"), gettext_noop("Passnøkler, språk og farger")),
        ),
    ),
    (
        gettext_noop("Saker"),
        (
            ("intake:new", gettext_noop("Ny henvendelse"), ""),
            ("shell:approvals", gettext_noop("Til godkjenning"), ""),
            ("shell:waiting", gettext_noop("Venter på andre"), ""),
            ("shell:search", gettext_noop("Søk i saker"), ""),
            (
                "access:emergency",
                gettext_noop("Nødtilgang"),
                gettext_noop("Én sak i 60 minutter. To andre får vite det."),
            ),
            ("access:reviews", gettext_noop("Gjennomgå nødtilganger"), ""),
            ("access:control", gettext_noop("Kontroll"), ""),
        ),
    ),
    (
        gettext_noop("Om Førevar"),
        (
            ("guide:home", gettext_noop("Veilederen"), ""),
            ("shell:help", gettext_noop("Hjelp"), ""),
            ("shell:accessibility", gettext_noop("Tilgjengelighet"), ""),
            ("shell:privacy", gettext_noop("Personvern"), ""),
        ),
    ),
)
_CASEWORK: Final = frozenset({"intake_adviser", "caseworker", "cws_leader", "region_leader"})
_FOR_ROLES: Final = {
    "intake:new": frozenset({"intake_adviser"}),
    "shell:approvals": roles.LEADERS,
    "shell:waiting": _CASEWORK,
    "shell:search": _CASEWORK | {"home_consultant", "unit_leader", "duty_officer"},
    "access:emergency": _CASEWORK
    | {"unit_staff", "unit_leader", "home_consultant", "duty_officer"},
    "access:reviews": roles.LEADERS | {"privacy_officer"},
    "access:control": frozenset({"privacy_officer"}),
}


@pages.reads
def more(request: StaffRequest) -> HttpResponse:
    """List every page that the person's roles may open and that exists."""
    groups = [
        {"label": _(label), "entries": _entries(entries, request.actor.roles)}
        for label, entries in _MORE
    ]
    return render(request, "shell/more.html", {"groups": [g for g in groups if g["entries"]]})


def _entries(
    entries: tuple[tuple[str, str, str], ...], held: frozenset[str]
) -> list[dict[str, str]]:
    found = []
    for name, label, hint in entries:
        if name in _FOR_ROLES and not _FOR_ROLES[name] & held:
            continue
        try:
            found.append({"url": reverse(name), "label": _(label), "hint": _(hint) if hint else ""})
        except NoReverseMatch:
            continue
    return found


@pages.writes()
def me(request: StaffRequest) -> HttpResponse:
    """Show who one is here, and keep how one wants it to look."""
    now = {
        "language": translation.get_language(),
        "light": request.COOKIES.get("lys", "light"),
        "text_size": request.COOKIES.get("skrift", "vanlig"),
    }
    form = forms.LookForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        response = HttpResponseRedirect(reverse("shell:me"))
        choices.keep_language(response, form.cleaned_data.pop("language"))
        choices.keep_look(response, **form.cleaned_data)
        frame.tell(request, _("Valgene er lagret."))
        return response
    context = {"form": form, "places": _places(request), "key_count": _key_count(request)}
    return render(request, "shell/me.html", context)


def _places(request: StaffRequest) -> list[dict[str, Any]]:
    lines = accounts.list_memberships(request.actor.person)
    return [
        {
            "role": roles.ROLES[line.role].screen,
            "unit": line.unit_name,
            "org": line.org_name,
            "on_shift": line.unit.key in request.actor.on_shift,
        }
        for line in lines
        if clock.Period(line.from_at, line.until_at).holds(request.at)
    ]


def _key_count(request: StaffRequest) -> int:
    own = Authenticator.objects.filter(user_id=request.actor.person.key)
    return int(own.exclude(type=Authenticator.Type.RECOVERY_CODES).count())


@pages.writes()
def notices(request: StaffRequest) -> HttpResponse:
    """Show what was neutral outside, and take the answer to it."""
    if request.method == "POST":
        answer = _ANSWERS.get(request.POST.get("answer", ""))
        if answer is not None:
            answer(notice=request.POST.get("notice", ""), by=request.actor.person, at=request.at)
        return HttpResponseRedirect(reverse("shell:notices"))
    lines = notice_list.list_for(request.actor.person, at=request.at)
    return render(request, "shell/notices.html", {"notices": [_notice(line) for line in lines]})


def _notice(line: notice_list.NoticeLine) -> dict[str, Any]:
    sent = line.sent_at.astimezone(clock.NORWAY) if line.sent_at else None
    return {
        "key": line.key,
        "text": _(line.text),
        "is_urgent": line.is_urgent,
        "is_open": line.answered_at is None and (line.is_urgent or line.read_at is None),
        "sent": formats.date_format(sent, "DATETIME_FORMAT") if sent else "",
        "state": _(_STATES[line.state]),
    }
