"""Opening a case: a code, a first phase, and the two people who may see it."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from forevar.casework.cases import models
from forevar.casework.cases.projections import CaseOpened, Holder
from forevar.casework.cases.rules import bodies, codes, paragraphs, sheet
from forevar.casework.cases.services import people
from forevar.kernel import decision, errors, refs
from forevar.kernel.clock import Instant
from forevar.trust.access import policy
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import services as disclosure

OPENERS = ("intake_adviser", "caseworker")


@dataclass(frozen=True, slots=True)
class NewChild:
    """Who the case is about; goes straight to the vault and is kept nowhere else."""

    given_name: str = field(repr=False)
    surname: str = field(repr=False, default="")
    birth_date: date | None = field(repr=False, default=None)
    national_number: str | None = field(repr=False, default=None)
    gender: str | None = field(repr=False, default=None)


class NobodyToAnswer(errors.DomainError):
    """Whoever opens a case must be able to answer for it."""

    code = "nobody_to_answer"
    text = "Du kan ikke opprette en sak med rollen du har nå."


@transaction.atomic
def open_case(
    *,
    by: Actor,
    at: Instant,
    child: NewChild | None = None,
    paragraph: str = "",
    urgency: str = "",
    municipality_org: refs.OrgRef | None = None,
    intake_org: refs.OrgRef | None = None,
    kontaktperson: Holder | None = None,
    flagged_for_duty: bool = False,
) -> CaseOpened:
    """Open a case, give its opener and the named caseworker access, and register the child.

    Refuses whoever may not register an enquiry. Nobody else gets access by this.
    """
    decision.require(policy.opens_section(by, "enquiry", "W"))
    paragraphs.check_paragraph(paragraph)
    sheet.check_urgency(urgency)
    case = codes.draw_code(is_taken=_is_taken)
    models.Case.objects.create(
        code=case.code,
        phase="intake",
        phase_since=at,
        paragraph=paragraph,
        urgency=urgency,
        municipality_org=municipality_org.key if municipality_org else "",
        intake_org=intake_org.key if intake_org else "",
        flagged_for_duty=flagged_for_duty,
        opened_at=at,
        opened_by=by.person.key,
    )
    people.put_on_case(case=case, holders=_first_people(by, kontaktperson), by=by, at=at)
    if child is not None:
        _register(child, case=case, by=by, at=at)
    ledger.append(
        action="cases.opened",
        actor=by.person,
        at=at,
        case=case,
        details={"paragraph": paragraph, "urgency": urgency},
    )
    return CaseOpened(case=case, name=codes.spoken(case))


def _is_taken(case: refs.CaseRef) -> bool:
    return models.Case.objects.filter(code=case.code).exists()


def _first_people(by: Actor, kontaktperson: Holder | None) -> list[tuple[str, Holder]]:
    """List body and holder: the opener for their own body, then the caseworker who was named."""
    opener = next((fact for fact in by.memberships if fact.role in OPENERS), None)
    if opener is None:
        raise NobodyToAnswer
    found = [(bodies.BODY_OF[opener.role], Holder(unit=opener.unit, person=by.person))]
    if kontaktperson is not None and kontaktperson.person != by.person:
        found.append(("municipality", kontaktperson))
    return found


def _register(child: NewChild, *, case: refs.CaseRef, by: Actor, at: Instant) -> None:
    disclosure.register_child(
        case=case,
        given_name=child.given_name,
        surname=child.surname,
        birth_date=child.birth_date,
        national_number=child.national_number,
        gender=child.gender,
        by=by,
        at=at,
    )
