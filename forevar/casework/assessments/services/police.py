"""Noting what was said with and by the police. Rows are added, never changed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from forevar.casework.assessments.models import PoliceThreat
from forevar.casework.assessments.rules import police, stated
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.casework.assessments.services import following_up, stating
from forevar.kernel import clock, refs
from forevar.kernel.clock import Instant
from forevar.kernel.decision import require
from forevar.trust.access import actors, decide
from forevar.trust.audit import ledger

SECTION = "police"


@transaction.atomic
def note_police_discussion(
    *,
    case: refs.CaseRef,
    on: date,
    parties: tuple[str, ...],
    outcome: str,
    involved: str,
    text: str,
    by: actors.Actor,
    at: Instant,
) -> int:
    """Note that it was discussed whether the police should be with us, also when the answer was no."""
    require(decide.rights(by, case, at).can(SECTION, "W"))
    _refuse(
        police.lacks_in_discussion(parties=parties, outcome=outcome) | _lacks_date(on, at),
    )
    row = _add(
        case,
        by=by,
        at=at,
        kind=police.DISCUSSED,
        happened_on=on,
        parties=list(parties),
        outcome=outcome,
        involved=involved if involved in police.INVOLVED else "unknown",
        text=text.strip(),
    )
    facts = stated.from_discussion(outcome=outcome, parties=parties, on=on)
    stating.state(
        case, facts=facts | stated.from_involvement(row.involved, on=on), number=row.number
    )
    _record("assessments.police_discussed", case, number=row.number, by=by, at=at)
    return row.number


@transaction.atomic
def note_police_request(
    *,
    case: refs.CaseRef,
    on: date,
    district: str,
    coordinator: str,
    text: str,
    by: actors.Actor,
    at: Instant,
) -> int:
    """Note that the police were asked to assess the threat. A level they gave before still stands."""
    require(decide.rights(by, case, at).can(SECTION, "W"))
    _refuse(police.lacks_in_request(district=district) | _lacks_date(on, at))
    row = _add(
        case,
        by=by,
        at=at,
        kind=police.REQUESTED,
        happened_on=on,
        district=district.strip(),
        coordinator=coordinator.strip(),
        text=text.strip(),
    )
    facts = stated.from_request(on=on, word_is_stated=stating.word_is_stated(case))
    stating.state(case, facts=facts, number=row.number)
    following_up.wait_for_police(case, by=by, at=at)
    _record("assessments.police_requested", case, number=row.number, by=by, at=at)
    return row.number


@transaction.atomic
def note_police_answer(
    *,
    case: refs.CaseRef,
    on: date,
    form: str,
    police_word: str,
    said_by: str,
    valid_until: date | None,
    involved: str,
    text: str,
    by: actors.Actor,
    at: Instant,
) -> int:
    """Note the police's answer in the police's words. Only a person in the police sets a level."""
    require(decide.rights(by, case, at).can(SECTION, "W"))
    _refuse(
        police.lacks_in_answer(form=form, word=police_word, said_by=said_by) | _lacks_date(on, at)
    )
    row = _add(
        case,
        by=by,
        at=at,
        kind=police.ANSWERED,
        happened_on=on,
        form=form,
        police_word=police_word or "not_given",
        said_by=said_by.strip(),
        valid_until=valid_until,
        involved=involved if involved in police.INVOLVED else "unknown",
        text=text.strip(),
    )
    facts = stated.from_answer(
        form=form, word=row.police_word, on=on, word_is_stated=stating.word_is_stated(case)
    )
    stating.state(
        case, facts=facts | stated.from_involvement(row.involved, on=on), number=row.number
    )
    following_up.police_have_answered(case, by=by, at=at)
    _record("assessments.police_threat_noted", case, number=row.number, by=by, at=at)
    return row.number


def _add(case: refs.CaseRef, *, by: actors.Actor, at: Instant, **columns: Any) -> PoliceThreat:
    rows = PoliceThreat.objects.filter(case=str(case))
    latest = rows.aggregate(latest=Max("number"))["latest"] or 0
    return PoliceThreat.objects.create(
        case=str(case),
        number=latest + 1,
        noted_by=str(by.person),
        noted_by_name=by.name,
        noted_at=at,
        **columns,
    )


def _lacks_date(on: date, at: Instant) -> dict[str, str]:
    ahead = on > clock.local_date(at)
    return {"on": _("Datoen kan ikke være fram i tid.")} if ahead else {}


def _refuse(missing: dict[str, str]) -> None:
    if missing:
        raise police.PoliceEntryIsIncomplete(fields=missing)


def _record(action: str, case: refs.CaseRef, *, number: int, by: actors.Actor, at: Instant) -> None:
    ledger.append(
        action=action,
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": number},
    )
