"""«Hvem har sett»: who, in which role, what, when, and why they could."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from forevar.kernel import refs
from forevar.trust.access import decide, policy, selectors
from forevar.trust.audit import ledger
from forevar.web.access import emergency as words
from forevar.web.access import entries
from forevar.web.kit.pages import discloses
from forevar.web.kit.requests import CaseRequest


@discloses(section="who_has_seen", needs="S", action="access.log_viewed")
def who_has_seen(request: CaseRequest) -> HttpResponse:
    """Everything that was shown and done in a case, newest first, for those who answer for it.

    No name of the child stands here: who works where can tell where a child lives.
    """
    request.name_stays_out = True
    kind = entries.kind_of(request.GET.get("hva", ""))
    person = _person(request.GET.get("hvem", ""))
    found = ledger.entries(
        case=request.case,
        actor=person,
        action_prefix=kind,
        before=_number(request.GET.get("for", "")),
        limit=entries.PAGE + 1,
    )
    shown, more = found[: entries.PAGE], found[entries.PAGE :]
    page: dict[str, Any] = {
        "lines": entries.in_words(shown, skip=str(request.case)),
        "kinds": entries.kinds(),
        "kind": kind,
        "people": _people(request),
        "person": person.key if person else "",
        "may_block": bool(policy.may_let_in(request.actor, request.rights, person=None)),
        "older": "?" + urlencode({**_kept(request), "for": str(shown[-1].index)}) if more else "",
        "emergencies": [
            words.shown(line) for line in selectors.list_emergencies(request.case, at=request.at)
        ],
    }
    return render(request, "access/log.html", page)


def _kept(request: CaseRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("hva", "hvem") if request.GET.get(name)}


def _people(request: CaseRequest) -> list[tuple[str, str]]:
    """List those who can see the case now, to narrow the log to one of them."""
    seers = decide.who_can_see(request.case, request.at)
    return list({seer.person.key: (seer.person.key, seer.name) for seer in seers}.values())


def _person(key: str) -> refs.PersonRef | None:
    try:
        return refs.PersonRef(key) if key else None
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else None
