"""Locking: a person signs, and what was known, asked and unknown is frozen as it stood."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forevar.casework.assessments import selectors
from forevar.casework.assessments.models import Assessment
from forevar.casework.assessments.rules import merging, stated, writing
from forevar.casework.assessments.services import following_up, stating
from forevar.casework.assessments.services.writing import (
    SECTION,
    NoSuchVersion,
    check_version,
    find_draft_row,
)
from forevar.kernel import clock, refs
from forevar.kernel.clock import Instant
from forevar.kernel.decision import require
from forevar.trust.access import actors, decide
from forevar.trust.audit import ledger


@dataclass(frozen=True, slots=True)
class AssessmentLocked:
    """The receipt of a signed assessment."""

    number: int
    superseded: int | None


@transaction.atomic
def lock_assessment(
    *, case: refs.CaseRef, version: int, by: actors.Actor, at: Instant
) -> AssessmentLocked:
    """Sign the draft as it stands; the one before is superseded, and both stay readable.

    Refuses while a field, the conclusion, its reason or the next date is missing, and when the
    draft is not the one the signer read. Needs an open scope, since the texts are read.
    """
    require(decide.rights(by, case, at).can(SECTION, "W"))
    row = find_draft_row(case)
    if row is None:
        raise NoSuchVersion
    check_version(row, version=version)
    due_on = _check_complete(row, at=at)
    superseded = _supersede(case)
    _state(case, row=row, at=at)
    _freeze(case, row=row, by=by, at=at)
    following_up.assess_anew(case, due_on=due_on, by=by, at=at)
    ledger.append(
        action="assessments.locked",
        actor=str(by.person),
        at=at,
        case=str(case),
        details={"number": row.number},
    )
    return AssessmentLocked(row.number, superseded)


def _check_complete(row: Assessment, *, at: Instant) -> date:
    written = writing.Written(
        number=row.number,
        texts={name: str(getattr(row, name)) for name in writing.TEXTS},
        facts_chosen=tuple(row.facts_chosen),
        unknowns_chosen=tuple(row.unknowns_chosen),
        conclusion=row.conclusion,
        reassess_on=row.reassess_on,
        corrects=row.corrects,
    )
    missing = writing.lacks(written, today=clock.local_date(at))
    if missing:
        raise writing.AssessmentIsIncomplete(fields=missing)
    assert row.reassess_on is not None  # noqa: S101 - nothing is missing
    return row.reassess_on


def _supersede(case: refs.CaseRef) -> int | None:
    in_force = Assessment.objects.filter(case=str(case), state=writing.LOCKED)
    number = in_force.values_list("number", flat=True).first()
    in_force.update(state=writing.next_state(writing.LOCKED, "supersede"))
    return number


def _state(case: refs.CaseRef, *, row: Assessment, at: Instant) -> None:
    facts = stated.from_assessment(
        number=row.number,
        conclusion=row.conclusion,
        place_unsafe=row.place_unsafe,
        on=clock.local_date(at),
    )
    stating.state(case, facts=facts, number=row.number)


def _freeze(case: refs.CaseRef, *, row: Assessment, by: actors.Actor, at: Instant) -> None:
    """Keep what was known, what the guides asked because of it, and in which editions."""
    found = selectors.evaluate_case(case, at=at)
    row.editions = list(found.editions)
    row.frozen_facts = merging.as_frozen(found.facts)
    row.frozen_texts = _chosen_facts(case, row=row, by=by, at=at)
    row.frozen_outcome = {
        answer.rule.id: answer.outcome
        for answer in found.evaluation.answers
        if answer.outcome != "does_not_apply"
    }
    row.state = writing.next_state(row.state, "lock")
    row.locked_by, row.locked_by_name, row.locked_at = str(by.person), by.name, at
    row.save(force_update=True)


def _chosen_facts(case: refs.CaseRef, *, row: Assessment, by: actors.Actor, at: Instant) -> str:
    """Keep the facts the writer built on in full: value, source and date, sealed with the rest."""
    chosen = [
        {
            "fact": fact.fact_id,
            "label": fact.label,
            "value": str(fact.value),
            "source": str(fact.source),
            "on": fact.on.isoformat() if fact.on else "",
        }
        for fact in selectors.list_known(case, actor=by, at=at)
        if fact.fact_id in row.facts_chosen
    ]
    return json.dumps(chosen, ensure_ascii=False)
