"""Tidslinje: what was done in a case, from the ledger, and the lines people added."""

from datetime import UTC, datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext

from forevar.casework.cases import models
from forevar.casework.cases.projections import Timeline, TimelineRow
from forevar.casework.cases.rules import bodies, phases
from forevar.casework.cases.selectors import wording
from forevar.kernel import refs
from forevar.trust.accounts import selectors as accounts
from forevar.trust.audit import actions, ledger

PAGE: Final = 50
KINDS: Final = ("", "deeds", "notes")

_LOOKS: Final = ("_viewed", ".viewed", ".revealed", ".listed", ".searched", ".previewed")
_NOT_EVENTS: Final = frozenset(
    {
        "access.denied",
        "access.ended",
        "access.granted",
        "access.log_viewed",
        "cases.draft_dropped",
        "cases.draft_started",
        "cases.note_added",
        "disclosure.egress_masked",
    }
)
"""Who looked, and who was let in, stands under «Hvem har sett»; a note stands here in its own words."""


def list_timeline(case: refs.CaseRef, *, kind: str = "", before: str = "") -> Timeline:
    """List what happened in a case, latest first; go on with `before=` the mark of the last page.

    Notes come sealed: they become text where the page is allowed to open them.
    """
    index, moment = _read_mark(before)
    found: list[tuple[datetime, str, TimelineRow]] = []
    if kind != "notes":
        found += [(e.at, _at_entry(e), _deed(e)) for e in _deeds(case, before=index)]
    if kind != "deeds":
        found += [(n.written_at, _at_note(n), _note(n)) for n in _notes(case, before=moment)]
    found.sort(key=lambda one: one[0], reverse=True)
    page = found[:PAGE]
    rows = _named([row for _, _, row in page])
    return Timeline(rows=rows, before=_mark(page, before) if len(found) > PAGE else "")


def _deeds(case: refs.CaseRef, *, before: int | None) -> list[ledger.Entry]:
    """Let the database pass by the looks: a case is looked at a thousand times for every deed."""
    return ledger.entries(case=case, among=_DEEDS, before=before, limit=PAGE + 1)


def _is_event(action: str) -> bool:
    return action not in _NOT_EVENTS and not action.endswith(_LOOKS)


_DEEDS: Final = tuple(code for code in actions.ACTIONS if _is_event(code))


def _notes(case: refs.CaseRef, *, before: tuple[datetime, str] | None) -> list[models.TimelineNote]:
    rows = models.TimelineNote.objects.filter(case_code=case.code)
    if before is not None:
        moment, key = before
        rows = rows.filter(Q(written_at__lt=moment) | Q(written_at=moment, key__lt=key))
    return list(rows.order_by("-written_at", "-key")[: PAGE + 1])


def _deed(entry: ledger.Entry) -> TimelineRow:
    what, about = gettext(actions.describe(entry).what), _about(entry)
    return TimelineRow(at=entry.at, who=entry.actor, text=f"{what}: {about}" if about else what)


def _about(entry: ledger.Entry) -> str:
    """Say what a deed was about, in fixed words: a phase, a question, a requirement, a body."""
    told = {name: str(value) for name, value in entry.details.items()}
    if entry.action == "cases.phase_changed":
        return gettext(phases.PHASES.get(told["to"], told["to"]))
    if entry.action == "cases.task_added":
        titled, asked = told.get("title", ""), told.get("requirement", "")
        return wording.task_title(title=titled, requirement=asked, about="")
    if "fact" in told:
        return wording.fact_label(told["fact"])
    if "requirement" in told:
        return wording.requirement_title(told["requirement"])
    return gettext(bodies.NAMES[told["body"]]) if told.get("body") in bodies.NAMES else ""


def _note(row: models.TimelineNote) -> TimelineRow:
    return TimelineRow(
        at=row.happened_at, who=row.written_by, text=row.text, is_note=True, key=row.key
    )


def _at_entry(entry: ledger.Entry) -> str:
    return f"e{entry.index}"


def _at_note(row: models.TimelineNote) -> str:
    return f"n{row.written_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}~{row.key}"


def _named(rows: list[TimelineRow]) -> tuple[TimelineRow, ...]:
    keys = {row.who for row in rows}
    names = accounts.names(refs.PersonRef(key) for key in keys if _is_key(key))
    return tuple(
        TimelineRow(
            at=row.at,
            who=names.get(row.who, gettext("Førevar")),
            text=row.text,
            is_note=row.is_note,
            key=row.key,
        )
        for row in rows
    )


def _is_key(text: str) -> bool:
    try:
        refs.PersonRef(text)
    except ValueError:
        return False
    return True


def _mark(page: list[tuple[datetime, str, TimelineRow]], before: str) -> str:
    """Say where both lists go on: at the last of each on this page, or where they began."""
    began = dict.fromkeys(before.split("!"), "") if before else {}
    last = {mark[0]: mark for _, mark, _ in page}
    for mark in began:
        last.setdefault(mark[:1], mark)
    return "!".join(last.values())


def _read_mark(mark: str) -> tuple[int | None, tuple[datetime, str] | None]:
    """Read a mark; one that cannot be read begins anew."""
    index, moment = None, None
    for part in mark.split("!"):
        if part.startswith("e") and part[1:].isdigit():
            index = int(part[1:])
        elif part.startswith("n"):
            moment = _read_moment(part[1:])
    return index, moment


def _read_moment(text: str) -> tuple[datetime, str] | None:
    moment, _, key = text.partition("~")
    try:
        return datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), key
    except ValueError:
        return None
