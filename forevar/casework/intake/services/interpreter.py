"""Noting whether an interpreter is needed, and who it is (II.1 «Bruk av tolk»)."""

from django.db import transaction

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.intake import rules
from forevar.casework.intake.models import Interpreter
from forevar.casework.intake.services.enquiry import ShieldedInText
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import decide
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import egress

SECTION = "interpreter"
TASKS = ("book_interpreter", "check_interpreter_ties")


class InterpreterChangedMeanwhile(errors.DomainError):
    """Somebody else noted something after the page was opened. Nothing was saved."""

    code = "intake.interpreter_changed_meanwhile"
    text = "Noen andre har skrevet om tolken. Se over og lagre på nytt."


@transaction.atomic
def note_interpreter(
    *,
    case: refs.CaseRef,
    needed: bool | None,
    language: str = "",
    relation: str = "",
    qualification: str = "",
    ties_checked: bool | None = None,
    details: str = "",
    reason: str = "",
    seen: int | None = None,
    by: Actor,
    at: Instant,
) -> None:
    """Note the interpreter. What was noted before is kept; unknown may be left open.

    Refuses a child always, a relative or friend without a written reason, and a note on top of
    one that came after the number `seen`.
    """
    decision.require(decide.rights(by, case, at).can(SECTION, "W"))
    rules.check_interpreter(relation=relation, qualification=qualification, reason=reason)
    for field, text in (("language", language), ("details", details), ("reason", reason)):
        if text.strip() and egress.find_vault_values(text, case=case):
            raise ShieldedInText(fields={field: ShieldedInText.text})
    earlier = Interpreter.objects.select_for_update().filter(case=case.code)
    latest = max(earlier.values_list("number", flat=True), default=0)
    if seen is not None and seen != latest:
        raise InterpreterChangedMeanwhile
    number = latest + 1
    earlier.filter(is_latest=True).update(is_latest=False)
    Interpreter.objects.create(
        case=case.code,
        number=number,
        needed=needed,
        language=language.strip(),
        relation=relation,
        qualification=qualification,
        ties_checked=ties_checked,
        details=details.strip(),
        reason=reason.strip(),
        noted_by=by.person.key,
        noted_at=at,
    )
    wanted = rules.tasks_of_interpreter(needed=needed, relation=relation, ties_checked=ties_checked)
    _mind_the_tasks(case, wanted, by=by, at=at)
    ledger.append(
        action="intake.interpreter_changed",
        actor=by.person,
        at=at,
        case=case,
        details={"number": number, "relation": relation or "unknown"},
    )


def _mind_the_tasks(case: refs.CaseRef, wanted: frozenset[str], *, by: Actor, at: Instant) -> None:
    for title in TASKS:
        standing = cases_now.find_task(case, source="intake", about=title)
        if standing is not None and title not in wanted:
            cases.finish_task(case=case, task=standing.key, by=by, at=at)
        if standing is None and title in wanted:
            cases.set_task(
                case=case,
                source="intake",
                title=title,
                about=title,
                owner_person=by.person,
                under=SECTION,
                by=by,
                at=at,
            )
