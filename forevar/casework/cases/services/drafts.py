"""Drafts: what is being typed, saved every other second, sealed, and never sent by itself."""

from typing import Any

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.projections import DraftSaved
from forevar.casework.cases.services import standing
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger

LONGEST = 200_000


class DraftChangedElsewhere(errors.DomainError):
    """The same form is open twice, and the other one was saved meanwhile: both texts are kept."""

    code = "draft_changed_elsewhere"
    text = "Utkastet er endret i et annet vindu. Begge tekstene er her."

    def __init__(self, *, body: Any, version: int) -> None:
        super().__init__()
        self.body = body
        self.version = version


class DraftTooLong(errors.DomainError):
    """More than a form can hold."""

    code = "draft_too_long"
    text = "Teksten er for lang til å lagres som utkast."


@transaction.atomic
def save_draft(
    *,
    form: str,
    body: str,
    by: Actor,
    at: Instant,
    case: refs.CaseRef | None = None,
    version: int = 0,
) -> DraftSaved:
    """Save what somebody has typed so far (JSON as text); 0 as version says «I know of none».

    Refuses to write over a version the writer has not seen. Only the first save of a draft is
    entered in the ledger: a row for every other second would drown what people did.
    """
    if case is not None:
        standing.require_on_case(case=case, by=by, at=at)
    if len(body) > LONGEST:
        raise DraftTooLong
    row = _find(form, by=by, case=case)
    if row is None:
        return _start(form, body, by=by, case=case, at=at)
    if row.version != version:
        raise DraftChangedElsewhere(body=row.body, version=row.version)
    row.body, row.saved_at = body, at
    row.save()
    return DraftSaved(version=row.version, saved_at=at)


@transaction.atomic
def drop_draft(*, form: str, by: Actor, at: Instant, case: refs.CaseRef | None = None) -> None:
    """Forget a draft, when its form was sent or somebody threw it away. None is no problem."""
    row = _find(form, by=by, case=case)
    if row is None:
        return
    key = row.key
    row.delete()
    _record("cases.draft_dropped", key, by=by, case=case, at=at)


def _find(form: str, *, by: Actor, case: refs.CaseRef | None) -> models.Draft | None:
    return (
        models.Draft.objects.select_for_update()
        .filter(person=by.person.key, case_code=case.code if case else "", form=form)
        .first()
    )


def _start(
    form: str, body: str, *, by: Actor, case: refs.CaseRef | None, at: Instant
) -> DraftSaved:
    row = models.Draft.objects.create(
        person=by.person.key,
        case_code=case.code if case else "",
        form=form,
        body=body,
        saved_at=at,
    )
    _record("cases.draft_started", row.key, by=by, case=case, at=at)
    return DraftSaved(version=row.version, saved_at=at)


def _record(action: str, key: str, *, by: Actor, case: refs.CaseRef | None, at: Instant) -> None:
    ledger.append(action=action, actor=by.person, at=at, case=case or "", subject=key)
