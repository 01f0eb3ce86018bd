"""Writing a draft: begin one, save it with the number you read, begin a correction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import transaction
from django.db.models import Max

from forevar.casework.assessments.models import Assessment
from forevar.casework.assessments.rules import writing
from forevar.casework.assessments.rules.words import gettext_noop as _
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant
from forevar.kernel.decision import require
from forevar.trust.access import actors, decide
from forevar.trust.audit import ledger

SECTION = "risk_assessment"


class SomebodyWroteMeanwhile(errors.DomainError):
    """Two people wrote in the same draft. Nothing is overwritten: both texts stand until one chooses."""

    code: ClassVar[str] = "assessments.written_meanwhile"
    text = _("Dere har endret det samme.")

    def __init__(self, *, version: int, by_name: str, at: Instant) -> None:
        super().__init__()
        self.version = version
        self.by_name = by_name
        self.at = at


class NoSuchVersion(errors.DomainError):
    """The case has no assessment with that number, or not in that state."""

    code: ClassVar[str] = "assessments.no_such_version"
    text = _("Vi fant ikke denne vurderingen.")


class AlreadyBeingWritten(errors.DomainError):
    """Somebody has begun a new version already; there is one draft at a time."""

    code: ClassVar[str] = "assessments.already_being_written"
    text = _("Det finnes et utkast fra før. Skriv videre på det, eller lås det først.")


@dataclass(frozen=True, slots=True)
class AssessmentWritten:
    """The receipt of a saved draft."""

    number: int
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has written so far; everything may be empty."""

    texts: Mapping[str, str]
    facts_chosen: tuple[str, ...] = ()
    unknowns_chosen: tuple[str, ...] = ()
    conclusion: str = ""
    place_unsafe: str = ""
    reassess_on: date | None = None


@transaction.atomic
def start_assessment(*, case: refs.CaseRef, by: actors.Actor, at: Instant) -> AssessmentWritten:
    """Begin the next version of the risk assessment, empty.

    Refuses while a draft exists, so that two people never write two.
    """
    require(decide.rights(by, case, at).can(SECTION, "W"))
    row = _begin(case, by=by, at=at)
    ledger.append(
        action="assessments.drafted",
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": row.number},
    )
    return AssessmentWritten(row.number, row.version)


@transaction.atomic
def start_correction(
    *, case: refs.CaseRef, number: int, by: actors.Actor, at: Instant
) -> AssessmentWritten:
    """Begin a new version with the locked one's words, to be corrected.

    The locked one stays as it is; the words are moved from seal to seal and shown to nobody.
    """
    require(decide.rights(by, case, at).can(SECTION, "W"))
    old = get_row(case, number=number)
    if old.state == writing.DRAFT:
        raise NoSuchVersion
    row = _begin(case, by=by, at=at, corrects=number, copied_from=old)
    ledger.append(
        action="assessments.corrected",
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": row.number, "corrects": number},
    )
    return AssessmentWritten(row.number, row.version)


def _begin(
    case: refs.CaseRef,
    *,
    by: actors.Actor,
    at: Instant,
    corrects: int | None = None,
    copied_from: Assessment | None = None,
) -> Assessment:
    rows = Assessment.objects.filter(case=str(case))
    if rows.filter(state=writing.DRAFT).exists():
        raise AlreadyBeingWritten
    latest = rows.aggregate(latest=Max("number"))["latest"] or 0
    row = Assessment(
        case=str(case),
        number=latest + 1,
        written_by=str(by.person),
        written_by_name=by.name,
        written_at=at,
        writers=[str(by.person)],
        corrects=corrects,
    )
    if copied_from is not None:
        for name in (*writing.FIELD_BY_NAME, "reason"):
            setattr(row, name, getattr(copied_from, name))
        row.facts_chosen = list(copied_from.facts_chosen)
        row.unknowns_chosen = list(copied_from.unknowns_chosen)
    row.save(force_insert=True)
    return row


@transaction.atomic
def write_assessment(
    *, case: refs.CaseRef, version: int, draft: Draft, by: actors.Actor, at: Instant
) -> AssessmentWritten:
    """Save the draft as it stands now. Nothing in it has to be finished.

    Refuses when somebody saved after `version` was read, and leaves what they wrote.
    """
    require(decide.rights(by, case, at).can(SECTION, "W"))
    row = find_draft_row(case)
    if row is None:
        raise NoSuchVersion
    check_version(row, version=version)
    _fill(row, draft=draft)
    row.written_by, row.written_by_name, row.written_at = str(by.person), by.name, at
    row.writers = sorted({*row.writers, str(by.person)})
    row.save(force_update=True)
    ledger.append(
        action="assessments.saved",
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": row.number},
    )
    return AssessmentWritten(row.number, row.version)


def _fill(row: Assessment, *, draft: Draft) -> None:
    """Put every text in place; what is left out is emptied."""
    for name in writing.TEXTS:
        setattr(row, name, draft.texts.get(name, ""))
    row.facts_chosen = list(draft.facts_chosen)
    row.unknowns_chosen = list(draft.unknowns_chosen)
    row.conclusion = draft.conclusion if draft.conclusion in writing.CONCLUSIONS else ""
    row.place_unsafe = draft.place_unsafe if draft.place_unsafe in {"yes", "no"} else ""
    row.reassess_on = draft.reassess_on


def check_version(row: Assessment, *, version: int) -> None:
    """Refuse somebody who has not seen what was written last."""
    if row.version != version:
        raise SomebodyWroteMeanwhile(
            version=row.version, by_name=row.written_by_name, at=row.written_at
        )


def find_draft_row(case: refs.CaseRef) -> Assessment | None:
    """Find the draft, and hold it until the transaction ends where the database can."""
    drafts = Assessment.objects.select_for_update().filter(case=str(case), state=writing.DRAFT)
    return drafts.first()


def get_row(case: refs.CaseRef, *, number: int) -> Assessment:
    """Find one version, and hold it; refuses a number the case does not have."""
    row = Assessment.objects.select_for_update().filter(case=str(case), number=number).first()
    if row is None:
        raise NoSuchVersion
    return row
