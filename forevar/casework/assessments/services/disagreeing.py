"""Disagreement about risk: opened with both views, lived with by agreement, settled in words."""

from collections.abc import Mapping
from contextlib import suppress

from django.db import transaction
from django.db.models import Max

from forevar.casework.assessments.models import Disagreement
from forevar.casework.assessments.rules import disagreement, stated
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.casework.assessments.services import following_up, stating
from forevar.casework.assessments.services.writing import SomebodyWroteMeanwhile
from forevar.kernel import clock, refs
from forevar.kernel.clock import Instant
from forevar.kernel.decision import NotAllowed, require
from forevar.trust.access import actors, decide, policy
from forevar.trust.audit import ledger

SECTION = "disagreement"


@transaction.atomic
def open_disagreement(
    *,
    case: refs.CaseRef,
    views: Mapping[str, str],
    agreed_until_then: str,
    ask_police: bool,
    by: actors.Actor,
    at: Instant,
) -> int:
    """Note that intake and the municipality see the risk differently, and what holds meanwhile.

    Whoever opens it may note the other side's view as well, for that side to change. Asking the
    police leaves the municipality a task. Refuses while another disagreement is open.
    """
    require(decide.rights(by, case, at).can(SECTION, "W"))
    _refuse(disagreement.lacks(views=views, agreed_until_then=agreed_until_then))
    if _is_open(case):
        raise disagreement.DisagreementIsIncomplete(disagreement.ALREADY_OPEN)
    row = _new(case, by=by, at=at)
    for side in disagreement.SIDES:
        setattr(row, disagreement.column_of(side), views.get(side, "").strip())
    row.agreed_until_then = agreed_until_then.strip()
    row.police_asked = ask_police
    row.save(force_insert=True)
    _state(case, row=row, at=at)
    if ask_police:
        following_up.ask_police(case, by=by, at=at)
    _record("assessments.disagreement_noted", case, row=row, by=by, at=at)
    return row.number


@transaction.atomic
def write_view(
    *,
    case: refs.CaseRef,
    version: int,
    views: Mapping[str, str],
    agreed_until_then: str,
    by: actors.Actor,
    at: Instant,
) -> None:
    """Change one's own side's view, or what is agreed until it is settled.

    Refuses to touch the other side's words, and when somebody saved after `version` was read.
    """
    rights = decide.rights(by, case, at)
    require(rights.can(SECTION, "W"))
    row = _get_open(case, version=version)
    _refuse(disagreement.lacks_agreement(agreed_until_then))
    for side, text in views.items():
        _write(row, side=side, text=text.strip(), rights=rights)
    row.agreed_until_then = agreed_until_then.strip()
    _written(row, by=by, at=at)
    row.save()
    _record("assessments.disagreement_changed", case, row=row, by=by, at=at)


def _write(row: Disagreement, *, side: str, text: str, rights: policy.CaseRights) -> None:
    if not disagreement.may_write(side, roles=rights.roles):
        raise disagreement.ViewOfTheOther(
            fields={disagreement.column_of(side): disagreement.ViewOfTheOther.text}
        )
    setattr(row, disagreement.column_of(side), text)


@transaction.atomic
def settle_disagreement(
    *, case: refs.CaseRef, version: int, how: str, by: actors.Actor, at: Instant
) -> None:
    """Note how the disagreement was settled. The parties agree from now on; a leader has a look."""
    require(decide.rights(by, case, at).can(SECTION, "W"))
    row = _get_open(case, version=version)
    _refuse({} if how.strip() else {"settled_how": _("Skriv hvordan det ble avklart.")})
    row.settled_how = how.strip()
    row.state = disagreement.SETTLED
    row.settled_by, row.settled_by_name, row.settled_at = str(by.person), by.name, at
    _written(row, by=by, at=at)
    row.save()
    _state(case, row=row, at=at)
    following_up.have_settlement_approved(case, number=row.number, by=by, at=at)
    _record("assessments.disagreement_settled", case, row=row, by=by, at=at)


@transaction.atomic
def approve_settlement(*, case: refs.CaseRef, number: int, by: actors.Actor, at: Instant) -> None:
    """Approve how a disagreement was settled. Refuses everybody who wrote in it."""
    require(decide.rights(by, case, at).can(SECTION, "A"))
    row = (
        Disagreement.objects.select_for_update()
        .filter(case=str(case), number=number, state=disagreement.SETTLED, approved_by="")
        .first()
    )
    if row is None:
        raise disagreement.DisagreementIsSettled(disagreement.NOTHING_TO_APPROVE)
    for writer in row.writers:
        require(policy.may_approve(by, refs.PersonRef(writer)))
    row.approved_by, row.approved_by_name, row.approved_at = str(by.person), by.name, at
    row.save(update_fields=["approved_by", "approved_by_name", "approved_at"])
    with suppress(NotAllowed):  # the task is the municipal leader's; a regional one leaves it
        following_up.finish(case, about=f"settlement-{number}", by=by, at=at)
    _record("assessments.disagreement_approved", case, row=row, by=by, at=at)


@transaction.atomic
def note_agreement(*, case: refs.CaseRef, by: actors.Actor, at: Instant) -> int:
    """Note that the parties see the risk alike, when nobody disagrees: also that is knowledge."""
    require(decide.rights(by, case, at).can(SECTION, "W"))
    if _is_open(case):
        raise disagreement.DisagreementIsIncomplete(disagreement.STILL_OPEN)
    row = _new(case, by=by, at=at)
    row.state = disagreement.AGREED
    row.save(force_insert=True)
    _state(case, row=row, at=at)
    _record("assessments.agreement_noted", case, row=row, by=by, at=at)
    return row.number


def _new(case: refs.CaseRef, *, by: actors.Actor, at: Instant) -> Disagreement:
    rows = Disagreement.objects.filter(case=str(case))
    latest = rows.aggregate(latest=Max("number"))["latest"] or 0
    row = Disagreement(case=str(case), number=latest + 1)
    row.opened_by, row.opened_by_name, row.opened_at = str(by.person), by.name, at
    _written(row, by=by, at=at)
    return row


def _written(row: Disagreement, *, by: actors.Actor, at: Instant) -> None:
    row.written_by, row.written_by_name, row.written_at = str(by.person), by.name, at
    row.writers = sorted({*row.writers, str(by.person)})


def _is_open(case: refs.CaseRef) -> bool:
    return Disagreement.objects.filter(case=str(case), state=disagreement.OPEN).exists()


def _get_open(case: refs.CaseRef, *, version: int) -> Disagreement:
    rows = Disagreement.objects.select_for_update()
    row = rows.filter(case=str(case), state=disagreement.OPEN).first()
    if row is None:
        raise disagreement.DisagreementIsSettled
    if row.version != version:
        raise SomebodyWroteMeanwhile(
            version=row.version, by_name=row.written_by_name, at=row.written_at
        )
    return row


def _refuse(missing: Mapping[str, str]) -> None:
    if missing:
        raise disagreement.DisagreementIsIncomplete(fields=missing)


def _state(case: refs.CaseRef, *, row: Disagreement, at: Instant) -> None:
    facts = stated.from_disagreement(row.state, on=clock.local_date(at))
    stating.state(case, facts=facts, number=row.number)


def _record(
    action: str, case: refs.CaseRef, *, row: Disagreement, by: actors.Actor, at: Instant
) -> None:
    ledger.append(
        action=action,
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": row.number},
    )
