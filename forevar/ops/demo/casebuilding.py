"""Builds one made-up case: the enquiry, the answers, the police, the assessment, the phase."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from forevar.casework.assessments import services as assessments
from forevar.casework.cases import projections
from forevar.casework.cases import selectors as case_selectors
from forevar.casework.cases import services as cases
from forevar.casework.intake import rules as intake_rules
from forevar.casework.intake import services as intake
from forevar.casework.screening import services as screening
from forevar.guideline import loader
from forevar.kernel import refs
from forevar.kernel.clock import Instant, local_date
from forevar.ops.demo import numbers
from forevar.ops.demo.cast import Cast
from forevar.trust.access.actors import Actor
from forevar.trust.disclosure import opening

ROAD = ("intake", "assessment", "decision", "placement", "daily_life", "closing", "closed")
SOURCE = "Kommunen, samtale på telefon"


def build_case(told: Mapping[str, Any], *, cast: Cast, number: int, now: Instant) -> refs.CaseRef:
    """Build one case as its people would have: registered first, then answered and judged."""
    began = now - timedelta(days=told["days_ago"], hours=1)
    adviser = cast.actor(told["adviser"], began)
    case = _register(told, cast=cast, number=number, by=adviser, at=began)
    _put_people(told, case=case, cast=cast, by=adviser, at=began)
    for fact in ("child_name", "child_birth_date", "child_national_id", "child_gender"):
        screening.note_registered(
            case=case,
            fact=fact,
            source=SOURCE,
            source_on=local_date(began),
            on_behalf_of=_speaks_for(fact, adviser),
            by=adviser,
            at=began,
        )
    caseworker = cast.actor(told["caseworker"], began)
    for minute, (fact, answer) in enumerate(told.get("answers", {}).items()):
        _answer(case, fact, answer, by=caseworker, at=began + timedelta(minutes=minute))
    later = began + timedelta(minutes=50)
    _ask(told, case=case, by=adviser, at=later, now=now)
    for title, who, days in told.get("tasks", ()):
        _set_task(case, title, days=days, by=cast.actor(who, later), at=later, now=now)
    if "police" in told:
        _note_police(case, told["police"], by=caseworker, at=later)
    if told.get("disagreement"):
        _disagree(case, by=adviser, at=later)
    if "risk" in told:
        _assess(case, told["risk"], by=caseworker, at=later, now=now)
    _walk(case, told, cast=cast, at=later)
    return case


def _register(
    told: Mapping[str, Any], *, cast: Cast, number: int, by: Actor, at: Instant
) -> refs.CaseRef:
    child = told["child"]
    born = date(local_date(at).year - child["age"], 1 + number % 12, 12)
    if born > local_date(at):
        born = born.replace(year=born.year - 1)
    who = told["caseworker"]
    return intake.register_enquiry(
        told=intake_rules.EnquiryTold(
            received_on=local_date(at),
            channel="phone",
            contact="Vakthavende",
            hidden_address=told.get("hidden_address", ""),
            grading=told.get("grading", ""),
            wanted=told.get("wanted", ""),
            told="Kommunen ber om et sted og har sendt det den vet så langt.",
        ),
        child=cases.NewChild(
            given_name=child["given"],
            surname=child["surname"],
            birth_date=born,
            national_number=numbers.made_up_number(born, serial=number),
            gender=child["gender"],
        ),
        paragraph=told["paragraph"],
        urgency=told["urgency"],
        kontaktperson=projections.Holder(unit=cast.unit_of_person[who], person=cast.people[who]),
        by=by,
        at=at,
    ).case


def _put_people(
    told: Mapping[str, Any], *, case: refs.CaseRef, cast: Cast, by: Actor, at: Instant
) -> None:
    named = [("municipal_leader", told["leader"])]
    named += [(BODY_OF_ROLE[role], who) for who, role in told.get("others", ())]
    for body, who in named:
        cases.assign(
            case=case,
            body=body,
            unit=cast.unit_of_person[who],
            person=cast.people[who],
            by=by,
            at=at,
        )
    for unit in told.get("units", ()):
        cases.assign(case=case, body="unit", unit=cast.units[unit], by=by, at=at)
    if told.get("duty"):
        cases.note_sheet(case=case, flagged_for_duty=True, by=by, at=at)
        cases.assign(case=case, body="duty", unit=cast.units["vakt_granvik_d"], by=by, at=at)


BODY_OF_ROLE = {
    "carer": "home",
    "school_contact": "school",
    "home_consultant": "home_guidance",
    "unit_leader": "unit_leader",
}


def _answer(case: refs.CaseRef, fact: str, answer: Any, *, by: Actor, at: Instant) -> None:
    behalf = _speaks_for(fact, by)
    if isinstance(answer, dict) and "unknown" in answer:
        screening.note_not_yet_known(
            case=case,
            fact=fact,
            who=answer["who"],
            due_on=local_date(at) + timedelta(days=max(1, answer["days"])),
            until_then=answer["until_then"],
            asked=answer["unknown"] == "asked",
            by=by,
            at=at,
        )
    elif isinstance(answer, dict):
        screening.mark_not_applicable(
            case=case, fact=fact, reason=answer["not_applicable"], by=by, at=at
        )
    else:
        screening.note_answer(
            case=case,
            fact=fact,
            value=answer,
            source=SOURCE,
            source_on=local_date(at),
            on_behalf_of=behalf,
            by=by,
            at=at,
        )


def _ask(
    told: Mapping[str, Any], *, case: refs.CaseRef, by: Actor, at: Instant, now: Instant
) -> None:
    """Ask the municipality for what is left open, as the adviser would the same day."""
    answers = told.get("answers", {})
    open_facts = [f for f, a in answers.items() if isinstance(a, dict) and "unknown" in a]
    if not open_facts:
        return
    number = intake.draft_request(case=case, to="municipality", facts=open_facts, by=by, at=at)
    due = local_date(now) + timedelta(days=told.get("answer_in_days", 3))
    if due > local_date(at):
        intake.send_request(case=case, number=number, due_on=due, by=by, at=at)


def _set_task(
    case: refs.CaseRef, title: str, *, days: int, by: Actor, at: Instant, now: Instant
) -> None:
    cases.set_task(
        case=case,
        source="cases",
        title=title,
        owner_person=by.person,
        due_on=local_date(now) + timedelta(days=days),
        by=by,
        at=at,
    )


def _speaks_for(fact: str, by: Actor) -> str:
    """Name whom the answer is entered for, when it is not the speaker's own to give."""
    guide = loader.load_guide()
    providers = guide.facts[fact].provider
    own = any(by.roles & set(guide.roles[body].codes) for body in providers)
    return "" if own else providers[0]


def _note_police(case: refs.CaseRef, told: Mapping[str, Any], *, by: Actor, at: Instant) -> None:
    on = local_date(at)
    assessments.note_police_discussion(
        case=case,
        on=on,
        parties=("intake", "municipality"),
        outcome="involve" if told.get("requested") else "not_now",
        involved="yes" if told.get("requested") else "no",
        text="Vi gikk gjennom det vi vet, og hva politiet kan bidra med.",
        by=by,
        at=at,
    )
    if told.get("requested"):
        assessments.note_police_request(
            case=case, on=on, district="Agder", coordinator="", text="", by=by, at=at
        )
    if "answer" in told:
        assessments.note_police_answer(
            case=case,
            on=on,
            form=told["answer"],
            police_word=told["level"],
            said_by="Vakthavende etterforsker",
            valid_until=on + timedelta(days=120),
            involved="yes",
            text="Politiet ber om å bli varslet ved ny kontakt.",
            by=by,
            at=at,
        )


def _disagree(case: refs.CaseRef, *, by: Actor, at: Instant) -> None:
    assessments.open_disagreement(
        case=case,
        views={
            "intake": "Vi mener avstanden til hjemmet er for kort.",
            "municipality": "Vi mener barnet trenger å gå på samme skole ut terminen.",
        },
        agreed_until_then="Barnet blir kjørt og hentet av en voksen.",
        ask_police=False,
        by=by,
        at=at,
    )


def _assess(case: refs.CaseRef, risk: str, *, by: Actor, at: Instant, now: Instant) -> None:
    started = assessments.start_assessment(case=case, by=by, at=at)
    found = risk == "present"
    draft = assessments.Draft(
        texts={
            "known": "Vi bygger på svarene i saken og på samtalene med skolen.",
            "unknown": "Vi vet ikke hvem som bor i området rundt stedet.",
            "could_happen": "Noen kan møte barnet på skoleveien, særlig om ettermiddagen."
            if found
            else "Vi ser ikke noe konkret som kan skje nå.",
            "speaks_against": "Foreldrene har samarbeidet om samvær de siste ukene.",
            "child_says": "Barnet har lest teksten og vil ha med at det trives.",
            "reason": "Det som er skjedd før, og det vi ikke vet, veier tyngst i denne vurderingen."
            if found
            else "Det som er kjent, gir ikke grunn til å tro at noen vil hente barnet nå.",
            "despite_unknowns": "Vi spør på nytt om to uker, og stedet er orientert.",
        },
        conclusion="risk_present" if found else "none_found",
        reassess_on=local_date(now) + timedelta(days=21),
    )
    written = assessments.write_assessment(
        case=case, version=started.version, draft=draft, by=by, at=at
    )
    with opening.scope(surface="demo", recipient="builder"):
        assessments.lock_assessment(case=case, version=written.version, by=by, at=at)


def _walk(case: refs.CaseRef, told: Mapping[str, Any], *, cast: Cast, at: Instant) -> None:
    """Take the case along the road to where it is now."""
    road = list(ROAD[: ROAD.index(told["phase"]) + 1])
    if told["urgency"] == "acute" and told["phase"] not in {"intake", "assessment"}:
        road.remove("assessment")
    by = cast.actor(told["caseworker"], at)
    for step, phase in enumerate(road[1:]):
        when = at + timedelta(minutes=1 + step)
        if phase == "closed":
            _let_go(case, by=by, at=when)
            cases.close(case=case, by=by, at=when)
        else:
            cases.change_phase(case=case, to=phase, by=by, at=when)


def _let_go(case: refs.CaseRef, *, by: Actor, at: Instant) -> None:
    """End everybody's access but the leader's and one's own, as the closing page asks for."""
    for person in case_selectors.list_people(case):
        if person.body != "municipal_leader" and person.person != by.person.key:
            cases.unassign(case=case, responsibility=person.responsibility, by=by, at=at)
