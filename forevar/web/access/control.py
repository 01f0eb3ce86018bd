"""Control by a privacy officer: who did what in the ledger, and never what a case holds."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from forevar.kernel import errors, refs
from forevar.trust.access import policy
from forevar.trust.access import services as access
from forevar.trust.accounts import selectors as accounts
from forevar.trust.audit import ledger
from forevar.web.access import entries
from forevar.web.access.forms import ControlForm, as_case
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import StaffRequest

ROLE: Final = "privacy_officer"
LASTS: Final = timedelta(hours=8)
"""How long a case's log stays open to the one who opened it for control: a day's work."""
LOOK_BACK: Final = timedelta(days=30)
_MOST_READ: Final = 2000
_PATTERNS: Final = (
    ("access.denied", 5, gettext_noop("Avvist fem ganger eller mer")),
    ("access.emergency_opened", 1, gettext_noop("Åpnet nødtilgang")),
    ("disclosure.revealed", 10, gettext_noop("Viste navn eller sted ti ganger eller mer")),
    ("cases.searched", 10, gettext_noop("Søkte etter saker ti ganger eller mer")),
)
"""What is worth a question, and never a verdict: action, how often, and in words."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that happened often, and who it was."""

    label: str
    people: tuple[tuple[str, int], ...]


@writes()
def control(request: StaffRequest) -> HttpResponse:
    """Search the log by case or by colleague, and count what is out of the ordinary."""
    if not policy.works_as(request.actor, ROLE):
        raise Http404
    people = _own_people(request)
    form = ControlForm(
        request.POST if request.method == "POST" else None,
        people=sorted(people.items(), key=lambda one: one[1]),
        kinds=entries.kinds(),
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, people)
    if form.cleaned_data["code"]:
        return _open_case(request, form, people)
    return _person(request, form, people)


def _own_people(request: StaffRequest) -> dict[str, str]:
    """List the people of the organisations this person is privacy officer of, by key."""
    orgs = {fact.org for fact in request.actor.memberships if fact.role == ROLE}
    return {line.person.key: line.name for org in orgs for line in accounts.list_people(org=org)}


def _open_case(request: StaffRequest, form: ControlForm, people: dict[str, str]) -> HttpResponse:
    """Open one case's log for the day; the ledger says who opened it, before it is read."""
    case = as_case(form.cleaned_data["code"])
    try:
        if case is None:
            raise access.CaseIsNotThere
        _give_control(request, case)
    except access.CaseIsNotThere as refused:
        access.record_denial(actor=request.actor, case=case, section="control", at=request.at)
        form.refuse({"code": refused.text}, otherwise="")
        return _page(request, form, people)
    return redirect("access:who_has_seen", kode=str(case))


@transaction.atomic
def _give_control(request: StaffRequest, case: refs.CaseRef) -> None:
    try:
        access.give_control(
            case=case,
            person=request.actor.person,
            role=ROLE,
            until_at=request.at + LASTS,
            by=request.actor,
            at=request.at,
        )
    except access.AlreadyHasAccess:
        return
    except errors.DomainError as refused:
        raise access.CaseIsNotThere from refused


def _person(request: StaffRequest, form: ControlForm, people: dict[str, str]) -> HttpResponse:
    sent = form.cleaned_data
    found = ledger.entries(
        actor=refs.PersonRef(sent["person"]),
        action_prefix=entries.kind_of(sent["kind"]),
        limit=entries.PAGE,
    )
    response = _page(request, form, people, found=found)
    ledger.append(
        action="access.control_searched",
        actor=request.actor.person,
        at=request.at,
        subject=sent["person"],
    )
    return response


def _patterns(request: StaffRequest, people: dict[str, str]) -> list[Pattern]:
    since = request.at - LOOK_BACK
    shown = []
    for action, often, label in _PATTERNS:
        found = ledger.entries(action_prefix=action, limit=_MOST_READ)
        counted = Counter(
            entry.actor for entry in found if entry.at >= since and entry.actor in people
        )
        who = tuple((people[key], n) for key, n in counted.most_common() if n >= often)
        shown.append(Pattern(_(label), who))
    return shown


def _page(
    request: StaffRequest,
    form: ControlForm,
    people: dict[str, str],
    *,
    found: list[ledger.Entry] | None = None,
) -> HttpResponse:
    page = {
        "form": form,
        "lines": None if found is None else entries.in_words(found),
        "patterns": _patterns(request, people),
    }
    return render(request, "access/control.html", page, status=422 if form.errors else 200)
