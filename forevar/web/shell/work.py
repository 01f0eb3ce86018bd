"""Mitt arbeid: what waits on me by deadline, what I wait for, and what I must approve."""

from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from forevar.casework.cases import projections
from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as verbs
from forevar.casework.cases.rules import bodies as bodies_of_a_case
from forevar.kernel import errors
from forevar.trust.accounts import roles
from forevar.web.kit import frame, pages
from forevar.web.kit.requests import CaseRequest, StaffRequest
from forevar.web.shell import forms, rows

_KINDS: Final = (
    ("", gettext_noop("Alle")),
    ("duty", gettext_noop("Bare oppgaver")),
    ("approval", gettext_noop("Til godkjenning")),
)


@pages.reads
def work(request: StaffRequest) -> HttpResponse:
    """Show the deadlines first, and beside them what waits on others."""
    filters = _filters(request)
    after = request.GET.get("etter", "")
    found = cases.list_work(request.actor, at=request.at, filters=filters, after=after)
    return render(request, "shell/work.html", _work_context(request, found, filters))


@pages.reads
def waiting(request: StaffRequest) -> HttpResponse:
    """Show everything that was asked for and has not come."""
    found = cases.list_waiting(request.actor, at=request.at)
    lines = rows.task_lines(found, bodies=_bodies())
    return render(request, "shell/waiting.html", {"rows": lines})


@pages.reads
def approvals(request: StaffRequest) -> HttpResponse:
    """Show what waits for a leader's approval."""
    found = cases.list_approvals(request.actor, at=request.at)
    groups = _groups(found)
    context = {"groups": groups, "rows_found": any(group["rows"] for group in groups)}
    return render(request, "shell/approvals.html", context)


@pages.writes(section="overview", sees="s", needs="s")
def task(request: CaseRequest, task: str) -> HttpResponse:
    """Do, remind of or move one task; the service asks whether this hand may."""
    here: dict[str, Any] = {"case": request.case, "task": task}
    here |= {"by": request.actor, "at": request.at}
    wanted = request.POST.get("do", "")
    if wanted == "done":
        verbs.finish_task(**here)
        return _back(request, _("Oppgaven er gjort."))
    if wanted == "remind":
        verbs.remind(**here)
        return _back(request, _("De har fått en påminnelse. Den sier ikke hva saken gjelder."))
    form = forms.DeadlineForm(request.POST if wanted == "move" else None)
    if form.is_valid() and _moved(form, here):
        return _back(request, _("Fristen er flyttet."))
    line = rows.task_lines([cases.get_task(**here)], bodies=_bodies())[0]
    return render(request, "shell/task.html", {"form": form, "line": line})


def _moved(form: forms.DeadlineForm, here: dict[str, Any]) -> bool:
    try:
        verbs.move_deadline(**here, **form.cleaned_data)
    except errors.DomainError as refusal:
        if not refusal.fields:
            raise
        for field, text in refusal.fields.items():
            form.add_error(field if field in form.fields else None, _(text))
        return False
    return True


def _back(request: StaffRequest, told: str) -> HttpResponse:
    frame.tell(request, told)
    return HttpResponseRedirect(reverse("shell:work"))


def _filters(request: StaffRequest) -> projections.WorkFilters:
    given = request.GET
    kind = given.get("oppgaver", "")
    return projections.WorkFilters(
        case=given.get("sak", ""),
        waits_on=given.get("venter", ""),
        kind=kind if kind in dict(_KINDS) else "",
        group=given.get("gruppe", ""),
    )


def _work_context(
    request: StaffRequest, found: projections.WorkList, filters: projections.WorkFilters
) -> dict[str, Any]:
    bodies = _bodies()
    counts = found.counts
    groups = _groups(found)
    soon, later = groups[:-1], groups[-1:]
    return {
        "page": found,
        "waiting": rows.task_lines(found.waiting, bodies=bodies),
        "soon": soon,
        "later": later,
        "soon_found": any(group["rows"] for group in soon),
        "rows_found": any(group["rows"] for group in groups),
        "has_work": counts.overdue + counts.today + counts.week + counts.later > 0,
        "summary": _summary(counts),
        "empty_text": _empty_text(found),
        "filters": filters,
        "kinds": [(code, _(label)) for code, label in _KINDS],
        "cases": cases.list_work_cases(request.actor, at=request.at),
        "bodies": sorted(bodies.items(), key=lambda pair: pair[1]),
        "leader_lines": _leader_lines(request, counts),
        "new_url": _url_of("intake:new") if "intake_adviser" in request.actor.roles else "",
        "next_url": "?" + urlencode({**request.GET.dict(), "etter": found.after}),
    }


def _groups(found: projections.WorkList) -> Any:
    """Give the headings with their lines, dressed for the page; empty ones fall away."""
    bodies = _bodies()
    return tuple(
        {
            "label": _(group.label),
            "count": group.count,
            "rows": rows.task_lines(group.rows, bodies=bodies),
        }
        for group in found.groups
    )


def _summary(counts: projections.WorkCounts) -> list[dict[str, Any]]:
    """Say how much there is, as ux.md words it; what is nought is left out, but for today."""
    today = ngettext("%(n)s frist i dag", "%(n)s frister i dag", counts.today)
    overdue = ngettext("%(n)s er over fristen", "%(n)s er over fristen", counts.overdue)
    others = ngettext("%(n)s venter på andre", "%(n)s venter på andre", counts.waiting)
    lines = [{"text": today % {"n": counts.today}, "is_over": False}]
    if counts.overdue:
        lines.append({"text": overdue % {"n": counts.overdue}, "is_over": True})
    if counts.waiting:
        lines.append({"text": others % {"n": counts.waiting}, "is_over": False})
    return lines


def _empty_text(found: projections.WorkList) -> str:
    if found.next_due_on is None:
        return _("Du har ingen frister nå.")
    day = formats.date_format(found.next_due_on, "MONTH_DAY_FORMAT")
    return _("Du har ingen frister nå. Neste er %(day)s.") % {"day": day}


def _leader_lines(request: StaffRequest, counts: projections.WorkCounts) -> list[dict[str, str]]:
    if not request.actor.roles & roles.LEADERS:
        return []
    approve = _("Til godkjenning (%(n)s)") % {"n": counts.approvals}
    lines = [{"text": approve, "url": reverse("shell:approvals")}]
    if counts.without_kontaktperson is not None:
        nobody = _("Saker uten kontaktperson (%(n)s)") % {"n": counts.without_kontaktperson}
        lines.append({"text": nobody, "url": f"{reverse('shell:cases')}?uten=1"})
    return lines


def _bodies() -> dict[str, str]:
    return {code: _(name) for code, name in bodies_of_a_case.NAMES.items()}


def _url_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
