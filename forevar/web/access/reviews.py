"""Going through what others used emergency access for. Never one's own, and never where one was near."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.kernel import errors
from forevar.trust.access import policy, selectors
from forevar.trust.access import services as access
from forevar.trust.accounts import roles
from forevar.trust.disclosure import egress
from forevar.web.access import emergency as words
from forevar.web.access.forms import ReviewForm
from forevar.web.kit import frame
from forevar.web.kit.pages import reads, writes
from forevar.web.kit.requests import StaffRequest


def _require_reviewer(request: StaffRequest) -> None:
    if not policy.works_as(request.actor, "privacy_officer", *roles.LEADERS):
        raise Http404


@reads
def reviews(request: StaffRequest) -> HttpResponse:
    """List what waits for this person's review, and what they have been told of."""
    _require_reviewer(request)
    page = {
        "waiting": [
            words.shown(line) for line in selectors.list_to_review(request.actor, at=request.at)
        ],
        "told": [
            words.shown(line)
            for line in selectors.list_told(request.actor.person, at=request.at, limit=10)
        ],
    }
    return render(request, "access/reviews.html", page)


@writes(action="access.emergency_viewed")
def review(request: StaffRequest, emergency: str) -> HttpResponse:
    """Read the explanation of one emergency access, and say whether it was in order."""
    _require_reviewer(request)
    ready = {line.key: line for line in selectors.list_to_review(request.actor, at=request.at)}
    line = ready.get(emergency)
    if line is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _reviewed(request, line, form):
        frame.tell(request, _("Gjennomgangen er lagret."))
        return redirect("access:reviews")
    page = {"shown": words.shown(line), "form": form, "text": _explanation(line)}
    return render(request, "access/review.html", page, status=422 if form.errors else 200)


def _reviewed(request: StaffRequest, line: selectors.EmergencyLine, form: ReviewForm) -> bool:
    outcome = form.cleaned_data["outcome"]
    try:
        access.review_emergency(
            emergency=line.key, outcome=outcome, by=request.actor, at=request.at
        )
    except errors.DomainError as refused:
        if not refused.fields:
            raise
        form.refuse(refused.fields, otherwise=refused.text)
        return False
    return True


def _explanation(line: selectors.EmergencyLine) -> str:
    """Open what was written; control reads no content, so names and places stay out of it."""
    found = cases.find_explanation(emergency=line.key)
    if found is None:
        return ""
    text = str(found)
    if egress.find_vault_values(text, line.case):
        return _("Forklaringen inneholder noe som er skjermet, og vises ikke her.")
    return text
