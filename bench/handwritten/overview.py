"""The overview: every table read once, in nine statements and one of the ledger."""

import json
from typing import Any

from django.db import connection
from django.utils.translation import gettext

from bench.handwritten import asking
from forevar.casework.assessments.projections import CaseEvaluation
from forevar.casework.assessments.rules import merging
from forevar.casework.assessments.selectors import guide_status
from forevar.casework.cases import facts as case_facts
from forevar.casework.cases import projections
from forevar.casework.cases.rules import bodies, codes, paragraphs, shielding
from forevar.casework.cases.rules import phases as phase_rules
from forevar.casework.cases.selectors import people as product_people
from forevar.casework.cases.selectors import timeline
from forevar.casework.intake import facts as intake_facts
from forevar.casework.screening import facts as screening_facts
from forevar.casework.screening.selectors import asking as screening_asking
from forevar.guideline import evaluate as evaluating
from forevar.guideline import loader, truth
from forevar.kernel import refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.audit import leaf
from forevar.trust.disclosure import selectors as disclosure

TASK = (
    "key, case_code, title, about, requirement, source, kind, state, owner_person, owner_body, "
    "due_at, due_on, due_sort, waits_on, asked_at, reminded_at"
)
READ: dict[str, list[asking.Row]] = {}
"""What was read for the page that is being made."""


def read_case(case: refs.CaseRef) -> dict[str, list[asking.Row]]:
    """Read everything the overview is made of: ten statements, each through one index."""
    code = case.code
    return {
        "case": asking.ask(
            "SELECT phase, paragraph, urgency, address_state, opened_at, closed_at, "
            "municipality_org, intake_org, flagged_for_duty, c.version, e.hidden_address, e.grading, "
            "e.wanted, e.information_sufficient FROM cases_case c LEFT JOIN intake_enquiry e "
            'ON e."case" = c.code WHERE c.code = %(code)s',
            code=code,
        ),
        "people": asking.ask(
            "SELECT r.key, r.body, r.person, r.unit, r.from_at, p.name FROM cases_responsibility r "
            "LEFT JOIN accounts_person p ON p.key = r.person "
            "WHERE r.case_code = %(code)s AND r.until_at IS NULL",
            code=code,
        ),
        "answers": asking.ask(
            "SELECT fact, state, value, entries, who, due_on, at FROM screening_answer "
            'WHERE "case" = %(code)s AND is_latest',
            code=code,
        ),
        "interpreter": asking.ask(
            "SELECT needed, relation, qualification, ties_checked FROM intake_interpreter "
            'WHERE "case" = %(code)s AND is_latest',
            code=code,
        ),
        "stated": asking.ask(
            'SELECT fact, is_known, value FROM assessments_statedfact WHERE "case" = %(code)s',
            code=code,
        ),
        "judged": asking.ask(
            'SELECT rule, answer FROM assessments_judgementanswer WHERE "case" = %(code)s '
            "AND is_latest",
            code=code,
        ),
        "signed": asking.ask(
            "SELECT reassess_on, conclusion, locked_at FROM assessments_assessment "
            "WHERE \"case\" = %(code)s AND state <> 'draft' ORDER BY number DESC LIMIT 2",
            code=code,
        ),
        "tasks": asking.ask(
            f"SELECT {TASK} FROM cases_task WHERE case_code = %(code)s AND state = 'open' "
            "ORDER BY due_sort, key",
            code=code,
        ),
        "marks": asking.ask(
            "SELECT m.requirement, m.state, m.marked_at, p.name FROM cases_requirementmark m "
            "LEFT JOIN accounts_person p ON p.key = m.marked_by "
            "WHERE m.case_code = %(code)s AND m.ended_at IS NULL ORDER BY m.marked_at, m.key",
            code=code,
        ),
    }


def evaluate(case: refs.CaseRef, *, at: Instant, extra: Any = None) -> CaseEvaluation:
    guide, row = loader.load_guide(), READ["case"][0]
    told = {
        "legal_basis": paragraphs.legal_basis(row.paragraph),
        "placement_urgency": row.urgency,
        "placement_status": case_facts.PLACEMENT_STATUS[row.phase],
    }
    asked = {
        one.fact: screening_facts._told(
            guide.facts[one.fact], state=one.state, value=one.value, entries=one.entries
        )
        for one in READ["answers"]
    }
    asked["child_age"] = disclosure.child_age(case, on=local_date(at))
    by_intake = intake_facts._of_enquiry(row) if row.wanted is not None else {}
    for note in READ["interpreter"]:
        by_intake |= intake_facts._of_interpreter(note)
    stated = {
        one.fact: json.loads(one.value) if one.is_known else truth.Unknown("asked")
        for one in READ["stated"]
    }
    known = [
        {name: value for name, value in part.items() if value is not None} for part in (asked,)
    ]
    told = {name: value for name, value in told.items() if value}
    facts = merging.joined((told, by_intake, *known, stated, extra or {}))
    judgements = {
        one.rule: one.answer
        for one in READ["judged"]
        if one.rule in guide.rules and guide.rules[one.rule].trigger.judgement is not None
    }
    return CaseEvaluation(
        case=case,
        evaluation=evaluating.evaluate(guide, facts, on=local_date(at), judgements=judgements),
        editions=tuple(edition.id for edition in guide.editions),
        facts=facts,
        judgements=judgements,
    )


def gaps_and_themes(case: refs.CaseRef, *, at: Instant, latest_event_at: Any = None) -> Any:
    found = READ["answers"]
    gaps = screening_asking._gaps(
        {one.fact: (one.state, one.who, asking.day(one.due_on)) for one in found}, at=at
    )
    stands = {one.fact: (one.state, one.at) for one in found}
    return gaps, screening_asking._theme_lines(stands, at=at, latest_event_at=latest_event_at)


def signed(case: refs.CaseRef) -> Any:
    latest = READ["signed"]
    if not latest:
        return guide_status._Signed()
    is_new = len(latest) == 1 or latest[1].conclusion != latest[0].conclusion
    return guide_status._Signed(
        asking.day(latest[0].reassess_on), latest[0].locked_at if is_new else None
    )


def open_tasks(case: refs.CaseRef, *, at: Any = None) -> tuple[projections.TaskFacts, ...]:
    return tuple(
        projections.TaskFacts(
            key=row.key,
            case=case,
            title=row.title,
            about=row.about,
            requirement=row.requirement,
            kind=row.kind,
            state=row.state,
            owner_person=row.owner_person,
            owner_body=row.owner_body,
            due_at=row.due_at,
            due_on=asking.day(row.due_on),
            waits_on=row.waits_on,
            asked_at=row.asked_at,
            reminded_at=row.reminded_at,
            source=row.source,
        )
        for row in READ["tasks"]
    )


def phases(case: refs.CaseRef) -> frozenset[str]:
    phase, line = READ["case"][0].phase, tuple(phase_rules.PHASES)
    behind = phase_rules.in_the_catalogue(frozenset(line[: line.index(phase)]))
    return behind | phase_rules.in_the_catalogue(phase_rules.open_phases(phase=phase, overlays=()))


def marks(case: refs.CaseRef) -> tuple[projections.Mark, ...]:
    return tuple(
        projections.Mark(
            requirement=one.requirement, state=one.state, by=one.name, at=one.marked_at
        )
        for one in READ["marks"]
    )


def sheet(case: refs.CaseRef) -> projections.CaseSheet:
    row = READ["case"][0]
    return projections.CaseSheet(
        case=case,
        name=codes.spoken(case),
        phase=row.phase,
        paragraph=row.paragraph,
        legal_basis=paragraphs.legal_basis(row.paragraph),
        urgency=row.urgency,
        address_state=row.address_state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        municipality_org=row.municipality_org,
        intake_org=row.intake_org,
        flagged_for_duty=row.flagged_for_duty,
        version=row.version,
    )


def people(case: refs.CaseRef) -> tuple[projections.PersonOnCase, ...]:
    order = list(bodies.NAMES)
    found = sorted(READ["people"], key=lambda row: (order.index(row.body), row.from_at, row.key))
    return tuple(
        projections.PersonOnCase(
            responsibility=row.key,
            body=row.body,
            body_name=gettext(bodies.NAMES[row.body]),
            name="" if row.body in product_people.WHERE_THE_CHILD_IS else row.name or "",
            person=row.person,
            unit=row.unit,
            since=row.from_at,
        )
        for row in found
    )


def deeds(case: refs.CaseRef, *, kind: str, before: str = "") -> projections.Timeline:
    """Read the leaves of the case's deeds through the same index as the product."""
    start, width = leaf.COLUMNS["case"]
    at, long = leaf.COLUMNS["action"]
    text = "CAST(substr(leaf, {}, {}) AS TEXT)"
    if connection.vendor == "postgresql":
        text = "encode(substr(leaf, {}, {}), 'escape')"
    case_is, deed_is = text.format(start + 1, width), text.format(at + 1, long)
    found = asking.ask(
        f"SELECT leaf FROM audit_ledgerentry WHERE rtrim({case_is}) = %(code)s "
        f'AND rtrim({deed_is}) IN %(deeds)s ORDER BY "index" DESC LIMIT 51',
        code=case.code,
        deeds=timeline._DEEDS,
    )
    deeds = [timeline._deed(leaf.decode(bytes(row.leaf))) for row in found]
    return projections.Timeline(rows=timeline._named(deeds[:50]), before="")


def strip(case: refs.CaseRef, *, at: Instant) -> projections.Strip:
    row = READ["case"][0]
    answering = [one for one in READ["people"] if one.body == "municipality"]
    answering.sort(key=lambda one: (one.from_at, one.key))
    band = paragraphs.band_outside_abduction(row.paragraph)
    return projections.Strip(
        name=codes.spoken(case),
        call_name=disclosure.call_name(case),
        age=disclosure.child_age(case, on=local_date(at)),
        address_line=gettext(shielding.LINES[row.address_state]),
        kontaktperson=answering[0].name if answering else "",
        scope_band=gettext(band) if band else "",
        phase=row.phase,
    )
