"""Where open forms save what is being typed, at most two seconds behind the fingers."""

import json
from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpResponse, JsonResponse

from forevar.casework.cases import services as cases
from forevar.casework.cases.services.drafts import DraftChangedElsewhere, DraftTooLong
from forevar.kernel import refs
from forevar.web.kit import pages
from forevar.web.kit.requests import StaffRequest

LONGEST: Final = 64 * 1024
_LONGEST_FORM: Final = 60


@pages.writes()
def draft(request: StaffRequest) -> HttpResponse:
    """Keep a draft: 204 with its version; 409 when the same form was saved in another window.

    Sent are `form` (a code), `case` (a code or nothing), `version` (what the page knows of) and
    `body` (the fields as a JSON object). Access is asked for where it is kept.
    """
    if request.method != "POST":
        raise Http404
    form, body = request.POST.get("form", ""), request.POST.get("body", "")
    if len(body.encode()) > LONGEST:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not (form.isascii() and 0 < len(form) <= _LONGEST_FORM and _is_object(body)):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    try:
        kept = cases.save_draft(
            form=form,
            body=body,
            case=_case(request.POST.get("case", "")),
            version=_number(request.POST.get("version", "")),
            by=request.actor,
            at=request.at,
        )
    except DraftChangedElsewhere as elsewhere:
        return JsonResponse({"version": elsewhere.version}, status=HTTPStatus.CONFLICT)
    except DraftTooLong:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"X-Draft-Version": kept.version})


def _case(code: str) -> refs.CaseRef | None:
    try:
        return refs.CaseRef(code) if code else None
    except ValueError:
        raise Http404 from None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _is_object(body: str) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False
