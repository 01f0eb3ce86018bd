"""What stands around every page: menu, who is signed in, the case strip, bands and languages."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.casework.cases import selectors as cases
from forevar.kernel import clock
from forevar.trust.disclosure import reveal
from forevar.web.kit.requests import CaseRequest

MAIN_MENU = (
    ("shell:work", gettext_noop("Mitt arbeid")),
    ("shell:cases", gettext_noop("Saker")),
    ("shell:start", gettext_noop("Start")),
    ("guide:home", gettext_noop("Veilederen")),
    ("shell:more", gettext_noop("Mer")),
)
CASE_MENU = (
    ("cases:overview", "overview", "s", gettext_noop("Oversikt")),
    ("intake:enquiry", "enquiry", "s", gettext_noop("Henvendelse")),
    ("screening:themes", "facts", "S", gettext_noop("Fakta")),
    ("assessments:risk", "risk_assessment", "s", gettext_noop("Risikovurdering")),
    ("assessments:police", "police", "s", gettext_noop("Politi")),
    ("screening:participation", "participation", "S", gettext_noop("Medvirkning")),
    ("meetings:list", "meetings", "s", gettext_noop("Møter")),
    ("documents:list", "overview", "S", gettext_noop("Dokumenter")),
    ("cases:timeline", "timeline", "S", gettext_noop("Tidslinje")),
    ("cases:people", "overview", "S", gettext_noop("Folk i saken")),
    ("access:who_has_seen", "who_has_seen", "S", gettext_noop("Hvem har sett")),
)
HELP_MENU = (
    ("shell:help", gettext_noop("Hjelp")),
    ("shell:accessibility", gettext_noop("Tilgjengelighet")),
    ("shell:privacy", gettext_noop("Personvern")),
)
MENU_BY_ROLE = {
    "shell:work": {
        "intake_adviser",
        "caseworker",
        "cws_leader",
        "region_leader",
        "home_consultant",
        "unit_leader",
        "duty_officer",
        "privacy_officer",
    },
    "shell:cases": {
        "intake_adviser",
        "caseworker",
        "cws_leader",
        "region_leader",
        "home_consultant",
        "unit_leader",
        "duty_officer",
    },
    "shell:start": {
        "unit_staff",
        "unit_leader",
        "carer",
        "school_contact",
        "duty_officer",
        "home_consultant",
        "intake_adviser",
        "caseworker",
        "cws_leader",
    },
}


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link in a menu."""

    url: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A state told across the page: never about life and health (those have their own component)."""

    text: str
    title: str = ""
    kind: str = ""
    url: str = ""
    link: str = ""
    role: str = "note"


@dataclass(frozen=True, slots=True)
class FramedStrip:
    """The case strip as the page shows it; the call name is absent where a place is present."""

    name: str
    call_name: Any
    age: int | None
    address_line: str
    kontaktperson: str
    shows_name: bool
    reveal_url: str
    pages: tuple[MenuEntry, ...] = field(default=())


class Frame:
    """Everything around the page's own content; each part is made only when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        match = request.resolver_match
        self.here = match.view_name if match else ""

    @property
    def signed_in(self) -> bool:
        return bool(getattr(self.request, "user", None) and self.request.user.is_authenticated)

    @cached_property
    def roles(self) -> frozenset[str]:
        if not self.signed_in:
            return frozenset()
        return frozenset(one.role for one in self.request.actor.memberships)  # type: ignore[attr-defined]

    @property
    def who(self) -> str:
        return self.request.actor.name if self.signed_in else ""  # type: ignore[attr-defined]

    @property
    def home(self) -> str:
        return reverse("shell:home") if self.signed_in else reverse("accounts:sign_in")

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        if not self.signed_in:
            return tuple(self._entries((("guide:home", "Veilederen"),)))
        return tuple(
            self._entries(
                tuple(
                    (name, label)
                    for name, label in MAIN_MENU
                    if name not in MENU_BY_ROLE or MENU_BY_ROLE[name] & self.roles
                )
            )
        )

    @property
    def help(self) -> tuple[MenuEntry, ...]:
        return tuple(self._entries(HELP_MENU))

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @property
    def scheme(self) -> str:
        scheme = self.request.COOKIES.get("lys", "light")
        return scheme if scheme in {"light", "dark"} else "light"

    @property
    def text_size(self) -> str:
        size = self.request.COOKIES.get("skrift", "vanlig")
        return size if size in {"vanlig", "stor", "storst"} else "vanlig"

    @property
    def made_up(self) -> bool:
        return settings.FOREVAR_MODE == "demo"

    @property
    def drill_or_demo(self) -> str:
        return _("Dette er en demonstrasjon. Alt er oppdiktet.") if self.made_up else ""

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        bands = list(self.request.session.pop("bands", [])) if self.signed_in else []
        shown = [Band(**band) for band in bands]
        rights = getattr(self.request, "rights", None)
        if rights is not None and rights.emergency_until is not None:
            until = rights.emergency_until.astimezone(clock.NORWAY)
            shown.insert(
                0,
                Band(
                    kind="frist",
                    text=_("Nødtilgang til kl. %(time)s. Alt du åpner, er loggført. To er varslet.")
                    % {"time": date_format(until, "TIME_FORMAT")},
                ),
            )
        return tuple(shown)

    @cached_property
    def strip(self) -> FramedStrip | None:
        request: CaseRequest = self.request  # type: ignore[assignment]
        if not hasattr(request, "case"):
            return None
        strip = cases.get_strip(request.case, at=request.at)
        may_reveal = bool(reveal.may_reveal("name", rights=request.rights))
        return FramedStrip(
            name=strip.name,
            call_name=strip.call_name,
            age=strip.age,
            address_line=strip.address_line,
            kontaktperson=strip.kontaktperson,
            shows_name=bool(request.rights.can("overview", "s"))
            and not getattr(request, "name_stays_out", False),
            reveal_url=self._url("disclosure:reveal") if may_reveal else "",
            pages=tuple(self._case_entries(request)),
        )

    def _url(self, name: str) -> str:
        request: CaseRequest = self.request  # type: ignore[assignment]
        try:
            return reverse(name, kwargs={"kode": str(request.case)})
        except NoReverseMatch:
            return ""

    def _case_entries(self, request: CaseRequest) -> list[MenuEntry]:
        open_pages = [
            (name, self._url(name), label)
            for name, section, letter, label in CASE_MENU
            if request.rights.can(section, letter)
        ]
        here = self._nearest([name for name, url, _label in open_pages if url])
        return [
            MenuEntry(url, _(label), current=name == here) for name, url, label in open_pages if url
        ]

    def _nearest(self, names: list[str]) -> str:
        """Give the menu page one is on, or the first of the same feature for a page below it."""
        if self.here in names:
            return self.here
        feature = self.here.partition(":")[0]
        return next((name for name in names if name.partition(":")[0] == feature), "")

    def _entries(self, menu: tuple[tuple[str, str], ...]) -> list[MenuEntry]:
        entries = []
        for name, label in menu:
            try:
                entries.append(MenuEntry(reverse(name), _(label), current=name == self.here))
            except NoReverseMatch:
                continue
        return entries


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every template its frame."""
    return {"frame": Frame(request)}


def tell(request: HttpRequest, text: str, *, title: str = "", kind: str = "gjort") -> None:
    """Leave a line for the next page after a redirect: what was done, and how to undo it."""
    request.session.setdefault("bands", []).append({"text": text, "title": title, "kind": kind})
    request.session.modified = True
