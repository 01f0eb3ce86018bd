"""Sows marked words in every free text of a case, as people do before the names are known.

Each text gets the next variation: a value whole, in capitals, inflected, split over two fields, and
all of it together. The services refuse such texts once the vault knows the values, so the words are
sown first and the vault is told after.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

from forevar.casework.assessments import services as assessments
from forevar.casework.cases import services as cases
from forevar.casework.documents import services as documents
from forevar.casework.intake import rules as intake_rules
from forevar.casework.intake import services as intake
from forevar.casework.meetings import rules as meeting_rules
from forevar.casework.meetings import selectors as meetings_now
from forevar.casework.meetings import services as meetings
from forevar.casework.meetings.projections import MeetingNow
from forevar.casework.screening import services as screening
from forevar.casework.screening.rules import participation, themes
from forevar.guideline import loader
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.disclosure import opening
from tests import cast as casts

PEOPLE = {"nora": ("ivar", "kari"), "elias": ("inger", "lars")}


def variations(child: casts.Child) -> Iterator[str]:
    """Give texts with the child's values in them, over and over."""
    given, surname, place = child.given_name, child.surname, child.places["placement_name"]
    address = child.places["placement_address"].split(",")[0]
    texts = [
        f"Familien {surname} ringte i går og spurte.",
        f"På skolen blir {given} hentet av en voksen.",
        f"Etternavnet er {surname}, sa den som ringte.",
        f"Det står {surname.upper()}S SØNN på døra.",
        f"Veien heter {address}, og døra er rød.",
        f"De bor på {place} nå.",
        f"Nummeret er {child.number[:6]} {child.number[6:]}.",
        f"{given} {surname} bor i {address} ved {place}.",
        f"Vi sier {child.called} når andre hører på, ellers {given}.",
        f"{place}s nabo så {child.called}.",
    ]
    return cycle(texts)


def sow(cast: casts.Cast, case: CaseRef, child: casts.Child, *, who: str) -> None:
    """Fill every free text of the case, then tell the vaults who the child is and where."""
    adviser, caseworker = PEOPLE[who]
    words = variations(child)
    by_adviser: dict[str, Any] = {"case": case, "by": cast.actor(adviser), "at": cast.at}
    by_caseworker: dict[str, Any] = {"case": case, "by": cast.actor(caseworker), "at": cast.at}
    _sow_intake(words, by_adviser)
    _sow_answers(words, by_caseworker)
    _sow_views(words, by_caseworker)
    _sow_police(words, by_caseworker)
    _sow_disagreement(words, by_adviser)
    _sow_assessment(words, by_caseworker)
    _sow_meeting(words, by_caseworker)
    for _ in range(10):
        cases.write_note(text=next(words), **by_caseworker)
    casts.tell_who_and_where(cast, case, child, by=caseworker)


def _sow_meeting(words: Iterator[str], common: dict[str, Any]) -> None:
    agenda = [meeting_rules.ItemToBe("own", heading=next(words)) for _ in range(3)]
    number = meetings.plan_meeting(
        kind="clarification", planned_for=common["at"], agenda=agenda, **common
    ).number
    turn: dict[str, Any] = {"number": number, **common}
    meetings.add_guest(body="lawyer", name=next(words), **turn)
    for one in meetings_now.list_candidates(common["case"], at=common["at"]):
        if one.person != common["by"].person.key:
            meetings.add_person(person=PersonRef(one.person), **turn)
    meetings.hold_meeting(held_on=casts.TODAY, **turn)
    everybody = tuple(range(1, 20))
    items = tuple(
        meeting_rules.ItemWritten(n, present=present, minutes=next(words), decided=next(words))
        for n, present in ((1, (1,)), (2, everybody), (3, everybody))
    )
    written = meeting_rules.MeetingWritten(items=items, held_on=casts.TODAY, police_discussed="no")
    now = meetings_now.get_meeting(
        common["case"], number=number, reader=common["by"], at=common["at"]
    )
    assert isinstance(now, MeetingNow)
    version = meetings.write_meeting(version=now.version, written=written, **turn)
    meetings.lock_minutes(version=version, **turn)
    meetings.add_to_minutes(text=next(words), item=2, **turn)
    documents.note_received(
        kind="letter", sender="school", received_on=casts.TODAY, note=next(words), **common
    )


def _sow_intake(words: Iterator[str], common: dict[str, Any]) -> None:
    told = intake_rules.EnquiryTold(
        received_on=casts.TODAY, channel="phone", contact="Vakthavende", told=next(words)
    )
    intake.change_enquiry(told=told, seen=0, **common)
    intake.note_interpreter(needed=True, language="arabisk", details=next(words), **common)
    number = intake.draft_request(
        to="municipality", facts=["prior_experience"], covering=next(words), **common
    )
    intake.send_request(number=number, due_on=casts.TODAY + timedelta(days=3), **common)
    intake.judge_information(sufficient=False, reason=next(words), **common)


def _sow_answers(words: Iterator[str], common: dict[str, Any]) -> None:
    guide = loader.load_guide()
    for name in themes.FACTS:
        fact = guide.facts[name]
        own = common["by"].roles & {c for b in fact.provider for c in guide.roles[b].codes}
        behalf: dict[str, Any] = {} if own else {"on_behalf_of": fact.provider[0]}
        if themes.class_of(fact) == "TEXT" and fact.type in {"text", "string"}:
            screening.note_answer(
                fact=name,
                value=next(words),
                source=next(words),
                source_on=casts.TODAY,
                **behalf,
                **common,
            )
        elif fact.type in {"bool", "enum"} and themes.class_of(fact) in {"CASE", "RISK"}:
            screening.note_not_yet_known(
                fact=name,
                who="municipality",
                due_on=casts.TODAY + timedelta(days=2),
                until_then=next(words),
                asked=True,
                **behalf,
                **common,
            )


def _sow_views(words: Iterator[str], common: dict[str, Any]) -> None:
    for voice in participation.VOICES:
        said = participation.Words(
            heard=True,
            held_on=casts.TODAY,
            told=next(words),
            said=next(words),
            wording="read",
            weight=next(words),
            who_reads=next(words),
        )
        screening.note_views(voice=voice, words=said, **common)


def _sow_police(words: Iterator[str], common: dict[str, Any]) -> None:
    assessments.note_police_discussion(
        on=casts.TODAY,
        parties=("intake", "municipality"),
        outcome="involve",
        involved="yes",
        text=next(words),
        **common,
    )
    assessments.note_police_request(
        on=casts.TODAY, district=next(words), coordinator=next(words), text=next(words), **common
    )
    assessments.note_police_answer(
        on=casts.TODAY,
        form="oral",
        police_word="high",
        said_by=next(words),
        valid_until=casts.TODAY + timedelta(days=90),
        involved="yes",
        text=next(words),
        **common,
    )


def _sow_disagreement(words: Iterator[str], common: dict[str, Any]) -> None:
    assessments.open_disagreement(
        views={"intake": next(words), "municipality": next(words)},
        agreed_until_then=next(words),
        ask_police=False,
        **common,
    )


def _sow_assessment(words: Iterator[str], common: dict[str, Any]) -> None:
    for _ in range(2):  # one signed and superseded, one signed and in force
        started = assessments.start_assessment(**common)
        texts = {
            name: next(words)
            for name in (
                "known",
                "unknown",
                "could_happen",
                "speaks_against",
                "child_says",
                "changed_since",
                "reason",
                "despite_unknowns",
            )
        }
        draft = assessments.Draft(
            texts=texts,
            conclusion="risk_present",
            reassess_on=casts.TODAY + timedelta(days=14),
        )
        written = assessments.write_assessment(version=started.version, draft=draft, **common)
        with opening.scope(surface="tests", recipient=""):
            assessments.lock_assessment(version=written.version, **common)
