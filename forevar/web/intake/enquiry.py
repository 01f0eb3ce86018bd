"""The enquiry of a case: what was asked and told, the eight facts, and whether it is enough."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.casework.cases.rules import paragraphs, sheet
from forevar.casework.intake import projections, rules, selectors, services
from forevar.casework.screening import selectors as screening
from forevar.casework.screening.rules import themes
from forevar.kernel import errors
from forevar.kernel.clock import local_date
from forevar.web.intake import drafts, minimum, words
from forevar.web.intake.case_forms import EnquiryForm, SufficientForm, enquiry_as_typed
from forevar.web.kit import frame
from forevar.web.kit.pages import writes
from forevar.web.kit.requests import CaseRequest

SECTION: Final = "enquiry"
DRAFT: Final = "intake.change"
_PANELS: Final = ("request-more-information", "clarification-meeting")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One of the eight facts, and how far it has come."""

    label: str
    state: str
    """`known`, `not_yet` or `unanswered`."""
    url: str


@writes(section=SECTION, sees="s", needs="W", action="intake.enquiry_viewed")
def show(request: CaseRequest) -> HttpResponse:
    """Who asks, for what and on which basis; and a person's judgement of whether it is enough."""
    if not request.rights.can(SECTION, "S"):
        return _reduced(request)
    if request.method != "POST":
        return _page(request, SufficientForm())
    form = SufficientForm(request.POST)
    if form.is_valid() and _judge(request, form):
        frame.tell(request, _("Vurderingen er lagret."))
        return redirect("intake:enquiry", kode=str(request.case))
    return _page(request, form, status=422)


def _judge(request: CaseRequest, form: SufficientForm) -> bool:
    try:
        services.judge_information(
            case=request.case,
            sufficient=form.is_sufficient,
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.at,
        )
    except errors.DomainError as refused:
        form.refuse(refused.fields, otherwise=refused.text)
        return False
    return True


def _page(request: CaseRequest, form: SufficientForm, *, status: int = 200) -> HttpResponse:
    found = selectors.find_enquiry(request.case)
    known = cases.get_sheet(request.case)
    may_write = bool(request.rights.can(SECTION, "W"))
    page = {
        "enquiry": found,
        "pairs": _pairs(found),
        "scope_band": cases.get_strip(request.case, at=request.at).scope_band,
        "basis": paragraphs.shown(known.paragraph),
        "urgency": _(sheet.URGENCIES[known.urgency]) if known.urgency else "",
        "is_acute": known.is_acute,
        "fact_lines": _fact_lines(request, found),
        "form": form if may_write and found else None,
        "may_write": may_write,
        "requests": selectors.list_requests(request.case, today=local_date(request.at)),
        "meetings_url": _url(request, "meetings:list"),
        "panels": [words.panel(rule) for rule in _PANELS],
    }
    return render(request, "intake/enquiry.html", page, status=status)


def _pairs(found: projections.EnquiryNow | None) -> list[tuple[str, Any]]:
    if found is None:
        return []
    not_yet = _("Vet ikke ennå")
    pairs = [
        (_("Tok kontakt"), found.contact),
        (_("Telefon"), found.contact_phone),
        (_("Hvordan"), _(rules.CHANNELS[found.channel])),
        (_("Ber om"), _(rules.PLACE_KINDS[found.wanted]) if found.wanted else not_yet),
        (words.label("hidden_address_decision"), _(rules.ADDRESS_ANSWERS[found.hidden_address])),
        (words.label("registry_grading"), _(rules.GRADINGS[found.grading])),
    ]
    return [(name, value) for name, value in pairs if value]


def _fact_lines(request: CaseRequest, found: projections.EnquiryNow | None) -> tuple[FactLine, ...]:
    gaps = {gap.fact: gap.state for gap in screening.list_gaps(request.case, at=request.at)}
    may_open = bool(request.rights.can("facts", "S"))
    return tuple(
        FactLine(
            label=words.label(fact),
            state=_state_of_address(found, fact) if fact in _OWN else _state(gaps.get(fact)),
            url=_fact_url(request, fact) if may_open else "",
        )
        for fact in minimum.FACTS
    )


_OWN: Final = {"hidden_address_decision": "hidden_address", "registry_grading": "grading"}


def _state(gap: str | None) -> str:
    if gap is None:
        return "known"
    return "unanswered" if gap == "unanswered" else "not_yet"


def _state_of_address(found: projections.EnquiryNow | None, fact: str) -> str:
    if found is None:
        return "unanswered"
    if getattr(found, _OWN[fact]):
        return "known"
    return "not_yet" if found.address_who else "unanswered"


def _fact_url(request: CaseRequest, fact: str) -> str:
    if fact in _OWN:
        return _url(request, "intake:change") if request.rights.can(SECTION, "W") else ""
    slug = themes.THEME_OF[fact].slug
    here = reverse("screening:theme", kwargs={"kode": str(request.case), "tema": slug})
    return f"{here}?sporsmal={fact}#sporsmal"


def _url(request: CaseRequest, name: str) -> str:
    try:
        return reverse(name, kwargs={"kode": str(request.case)})
    except NoReverseMatch:
        return ""


def _reduced(request: CaseRequest) -> HttpResponse:
    """What somebody with the reduced right needs: their own tasks, and whom to ring."""
    found = cases.get_reduced_sheet(request.case, actor=request.actor, at=request.at)
    return render(request, "intake/enquiry_reduced.html", {"sheet": found})


@writes(section=SECTION, needs="W", action="intake.enquiry_viewed")
def change(request: CaseRequest) -> HttpResponse:
    """Write the enquiry anew. Two who do it at once get to see both texts."""
    found = selectors.find_enquiry(request.case)
    typed, version = drafts.typed_before(request, DRAFT)
    if request.method != "POST":
        start = {**enquiry_as_typed(found, today=local_date(request.at)), **typed}
        return _change_page(request, EnquiryForm(initial=start), draft_version=version)
    form = EnquiryForm(request.POST)
    try:
        if not form.is_valid() or not _change(request, form):
            return _change_page(request, form, draft_version=version, status=422)
    except services.EnquiryChangedMeanwhile:
        return _conflict(request, found, draft_version=version)
    frame.tell(request, _("Henvendelsen er lagret."))
    return redirect("intake:enquiry", kode=str(request.case))


def _change(request: CaseRequest, form: EnquiryForm) -> bool:
    try:
        services.change_enquiry(
            case=request.case,
            told=form.told_now(),
            seen=form.cleaned_data["version"],
            by=request.actor,
            at=request.at,
        )
    except services.EnquiryChangedMeanwhile:
        raise
    except errors.DomainError as refused:
        named = {name.removeprefix("address-"): text for name, text in refused.fields.items()}
        form.refuse(named, otherwise=refused.text)
        return False
    case_verbs.drop_draft(form=DRAFT, by=request.actor, at=request.at, case=request.case)
    return True


def _conflict(
    request: CaseRequest, found: projections.EnquiryNow | None, *, draft_version: int
) -> HttpResponse:
    """Show mine in the form and theirs above it; saving once more is then a choice."""
    mine = {**request.POST.dict(), "version": found.version if found else 0}
    theirs = _pairs(found)
    if found is not None and found.told.is_set:
        theirs.append((_("Hva forteller de?"), found.told))
    return _change_page(
        request, EnquiryForm(mine), draft_version=draft_version, theirs=theirs, status=409
    )


def _change_page(
    request: CaseRequest,
    form: EnquiryForm,
    *,
    draft_version: int,
    theirs: list[tuple[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "form": form,
        "theirs": theirs,
        "draft": DRAFT,
        "draft_version": draft_version,
        "panels": [words.panel("collect-address-decision")],
    }
    return render(request, "intake/change.html", page, status=status)
