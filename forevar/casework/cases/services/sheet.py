"""Changing what the case itself knows: its phase, its basis, and the line about the address."""

from collections.abc import Collection

from django.db import transaction

from forevar.casework.cases.rules import paragraphs, phases, sheet, shielding
from forevar.casework.cases.services import standing
from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger


@transaction.atomic
def change_phase(
    *,
    case: refs.CaseRef,
    to: str,
    by: Actor,
    at: Instant,
    met: Collection[str] = (),
) -> tuple[phases.ExitCondition, ...]:
    """Take the case to a phase that follows; give back what was not in place when it left.

    Refuses a step outside the table. A missing condition only warns, and stands in the ledger.
    """
    standing.require_right(case=case, by=by, section="overview", letter="W", at=at)
    row = standing.hold_case(case)
    if (row.phase, to) in phases.BY_OWN_VERB:
        raise phases.NoSuchStep
    phases.check_step(phase=row.phase, to=to, acute=row.urgency == "acute")
    unmet = phases.unmet_conditions(phase=row.phase, met=met)
    left, row.phase, row.phase_since = row.phase, to, at
    row.version += 1
    row.save(update_fields=["phase", "phase_since", "version"])
    ledger.append(
        action="cases.phase_changed",
        actor=by.person,
        at=at,
        case=case,
        details={"from": left, "to": to, "unmet": [condition.code for condition in unmet]},
    )
    return unmet


@transaction.atomic
def note_sheet(
    *,
    case: refs.CaseRef,
    by: Actor,
    at: Instant,
    paragraph: str | None = None,
    urgency: str | None = None,
    flagged_for_duty: bool | None = None,
) -> None:
    """Note what the placement rests on, how urgent it is, or that the duty desk should know it.

    What is left out stays as it is; an empty text says that it is not known yet.
    """
    standing.require_right(case=case, by=by, section="overview", letter="W", at=at)
    paragraphs.check_paragraph(paragraph or "")
    sheet.check_urgency(urgency or "")
    row = standing.hold_case(case)
    asked = {"paragraph": paragraph, "urgency": urgency, "flagged_for_duty": flagged_for_duty}
    new = {name: value for name, value in asked.items() if value is not None}
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    ledger.append(action="cases.sheet_changed", actor=by.person, at=at, case=case, details=changed)


@transaction.atomic
def note_address_state(
    *, case: refs.CaseRef, state: str, by: Actor, at: Instant, under: str = "facts"
) -> None:
    """Note what the strip says of the address: shielded, open or unknown, which counts as shielded.

    For the feature that knows: it names its own section, whose writers may do this.
    """
    standing.require_right(case=case, by=by, section=under, letter="W", at=at)
    shielding.check_state(state)
    row = standing.hold_case(case)
    if row.address_state == state:
        return
    left, row.address_state = row.address_state, state
    row.version += 1
    row.save(update_fields=["address_state", "version"])
    ledger.append(
        action="cases.address_state_noted",
        actor=by.person,
        at=at,
        case=case,
        details={"from": left, "to": state},
    )
