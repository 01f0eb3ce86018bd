"""Words that are kept: a line on the time line, and the explanation of an emergency access."""

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.rules import tasks
from forevar.casework.cases.services import standing
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import services as access
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger

WHY_EMERGENCY = "Skriv hvorfor du trengte nødtilgang."


class NoteIsEmpty(errors.DomainError):
    """There is nothing to put on the time line."""

    code = "note_is_empty"
    text = "Skriv hva som skjedde."


class NotYetHappened(errors.DomainError):
    """A note tells of what has been, not of what is planned."""

    code = "not_yet_happened"
    text = "Velg et tidspunkt som har vært."


class NoteNotFound(errors.DomainError):
    """The note that is to be corrected is not in this case."""

    code = "note_not_found"
    text = "Vi fant ikke det du vil rette."


@transaction.atomic
def write_note(
    *,
    case: refs.CaseRef,
    text: str,
    by: Actor,
    at: Instant,
    happened_at: Instant | None = None,
    corrects: str = "",
) -> str:
    """Add a line to the time line; a correction is a new line that names the old one."""
    standing.require_right(case=case, by=by, section="overview", letter="W", at=at)
    if not text.strip():
        raise NoteIsEmpty(fields={"text": NoteIsEmpty.text})
    if happened_at is not None and happened_at > at:
        raise NotYetHappened(fields={"happened_at": NotYetHappened.text})
    if corrects and not _is_note(case, corrects):
        raise NoteNotFound
    row = models.TimelineNote.objects.create(
        case_code=case.code,
        text=text.strip(),
        happened_at=happened_at or at,
        written_by=by.person.key,
        written_at=at,
        corrects=corrects,
    )
    ledger.append(
        action="cases.note_added",
        actor=by.person,
        at=at,
        case=case,
        subject=row.key,
        details={"corrects": corrects} if corrects else {},
    )
    return row.key


@transaction.atomic
def explain_emergency(*, emergency: str, text: str, by: Actor, at: Instant) -> refs.CaseRef:
    """Keep why somebody needed emergency access sealed with the case it opened, which is given back.

    Refuses a second explanation, and whoever did not open it (access knows, and enters it in the
    ledger with the commitment to these words).
    """
    tasks.check_reason(text, missing=WHY_EMERGENCY)
    salt, digest = ledger.commitment(text)
    case = access.explain_emergency(emergency=emergency, commitment=digest, by=by, at=at)
    models.EmergencyExplanation.objects.create(
        case_code=case.code,
        emergency=emergency,
        text=text,
        salt=salt,
        written_by=by.person.key,
        written_at=at,
    )
    return case


def _is_note(case: refs.CaseRef, key: str) -> bool:
    return models.TimelineNote.objects.filter(key=key, case_code=case.code).exists()
