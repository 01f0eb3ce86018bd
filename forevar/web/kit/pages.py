"""The four marks of a view: open to all, reads, discloses, writes. Every view carries exactly one.

A case page is rendered first, then the rights are asked again and the ledger row is committed in
one short transaction, and only then does the page leave (security.md G7, ASVS 16.3.2).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed

from forevar.kernel import clock, errors, refs
from forevar.kernel.decision import Denied
from forevar.trust.access import decide, policy
from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress, opening
from forevar.web.kit import marks, reading
from forevar.web.kit.requests import CaseRequest

View = marks.View
Mark = marks.Mark
PageMark = marks.PageMark
open_page = marks.open_page
open_search = marks.open_search
reads = marks.reads


class OnCaseButNotThis(errors.DomainError):
    """Somebody on the case asked for a section they may see but not change."""

    code = "not_this_section"
    text = "Du kan se dette, men ikke endre det."


def discloses(*, section: str = "", needs: str = "S", action: str) -> Callable[[View], View]:
    """Shows sealed values: opens a scope, guards what leaves, and enters it in the ledger."""
    mark = PageMark("discloses", section=section, sees=needs, action=action)
    return lambda view: marks.marked(_page(view, mark, methods=("GET", "HEAD")), mark)


def writes(
    *, section: str = "", needs: str = "W", sees: str = "", action: str = ""
) -> Callable[[View], View]:
    """Takes a form: GET shows it (to those who may `see`), POST changes (for those who `need`)."""
    mark = PageMark("writes", section=section, sees=sees or needs, needs=needs, action=action)
    return lambda view: marks.marked(_page(view, mark, methods=("GET", "HEAD", "POST")), mark)


def _page(view: View, mark: PageMark, *, methods: tuple[str, ...]) -> View:
    @wraps(view)
    def page(request: CaseRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in methods:
            return HttpResponseNotAllowed(list(methods))
        letter = mark.needs if request.method == "POST" else mark.sees
        if mark.section:
            _enter_case(request, kwargs.pop("kode"), mark.section, letter)
        with opening.scope(surface=_surface(request)) as scope:
            response = _run(view, request, args, kwargs)
            if mark.section and not 300 <= response.status_code < 400:
                masked = egress.guard_response(response, case=request.case, scope=scope)
            else:
                masked = ()
        _record(request, mark, letter, scope, masked)
        return response

    return page


def _surface(request: CaseRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _run(view: View, request: CaseRequest, args: Any, kwargs: Any) -> HttpResponse:
    if request.method == "POST":
        with transaction.atomic():
            return marks.rendered(view(request, *args, **kwargs))
    with reading.read_only():
        return marks.rendered(view(request, *args, **kwargs))


def _enter_case(request: CaseRequest, code: str, section: str, letter: str) -> None:
    """Put the case and the rights on the request; 404 for strangers, as for a code never used."""
    try:
        case = refs.CaseRef(code)
    except ValueError:
        raise Http404 from None
    rights = decide.rights(request.actor, case, request.at)
    _let_through(request, case, rights, section, letter)
    request.case, request.rights = case, rights


def _let_through(
    request: CaseRequest, case: refs.CaseRef, rights: policy.CaseRights, section: str, letter: str
) -> None:
    decision = rights.can(section, letter)
    if not isinstance(decision, Denied):
        return
    access.record_denial(actor=request.actor, case=case, section=section, at=request.at)
    if rights.can(section, "s"):
        raise OnCaseButNotThis
    raise Http404


def _record(
    request: CaseRequest, mark: PageMark, letter: str, scope: Any, masked: tuple[str, ...]
) -> None:
    """Ask the rights once more and enter what was opened, in one short transaction."""
    if not mark.action or (not mark.section and not scope.opened):
        return
    with transaction.atomic():
        details: dict[str, Any] = {"opened": sorted({kind for kind in scope.classes_opened})}
        case = ""
        if mark.section:
            # Asked at the moment the page leaves: a role that ended since it was asked for is gone.
            rights = decide.rights(request.actor, request.case, clock.now())
            if not rights.can(mark.section, letter):
                raise Http404
            details["basis"] = rights.basis
            case = str(request.case)
        if masked:
            details["masked"] = list(masked)
        ledger.append(
            action=mark.action,
            actor=str(request.actor.person),
            at=request.at,
            case=case,
            details=details,
        )
