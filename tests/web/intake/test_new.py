"""«Ny henvendelse»: eight facts or «Vet ikke ennå», one transaction, nothing typed is lost."""

import json
from datetime import date

import pytest
from django.urls import reverse

from forevar.casework.cases import selectors as cases_now
from forevar.casework.cases import services as cases
from forevar.casework.cases.models import Case, Draft
from forevar.casework.intake import facts as intake_facts
from forevar.casework.intake import selectors as intake_now
from forevar.casework.screening import facts, selectors
from forevar.guideline import loader
from forevar.kernel.refs import CaseRef
from forevar.trust.access import decide
from forevar.trust.audit import ledger
from forevar.trust.disclosure import opening
from forevar.trust.disclosure import selectors as disclosure
from forevar.web.intake import minimum
from tests.trust.access import town as towns
from tests.web.intake.conftest import SignIn, body

URL = "/ny/"
TODAY = date(2026, 11, 21)
FULL = {
    "contact": "Marte Dahl, barnevernkonsulent",
    "contact_phone": "900 00 000",
    "channel": "phone",
    "received_on": "2026-11-21",
    "urgency": "planned",
    "paragraph": "4-2",
    "child": "known",
    "given_name": "Nora",
    "surname": "Fjellvang",
    "birth_date": "2012-03-04",
    "hidden_address": "no",
    "grading": "none",
    "experience": "known",
    "experience_text": "Kommunen har hatt en sak for fire år siden.",
    "country": "known",
    "country_text": "Norge",
    "language": "yes",
    "languages": "somali, norsk",
    "interpreter": "yes",
    "persons": "known",
    "person-0-name": "Onkel",
    "person-0-relation": "Mors bror",
    "person-0-reason": "Har sagt at barnet skal hjem.",
    "told": "Kommunen ber om et sted i kveld.",
    "do": "register",
}
SHARED = {
    "shared-who": "municipality",
    "shared-due_on": "2026-11-26",
    "shared-until_then": "Velger sted i en annen region.",
}
OPEN = {
    **FULL,
    "urgency": "not_yet",
    "paragraph": "not_yet",
    "child": "not_yet",
    "given_name": "",
    "surname": "",
    "birth_date": "",
    "hidden_address": "not_yet",
    "grading": "not_yet",
    "experience": "not_yet",
    "experience_text": "",
    "country": "not_yet",
    "country_text": "",
    "language": "not_yet",
    "languages": "",
    "persons": "not_yet",
    "person-0-name": "",
    "person-0-relation": "",
    "person-0-reason": "",
    **SHARED,
}


def only_case() -> CaseRef:
    return CaseRef(Case.objects.get().code)


def nothing_is_left_behind() -> bool:
    return not Case.objects.exists() and bool(ledger.verify())


def test_eight_facts_open_a_case_for_the_adviser_and_the_named_caseworker(
    as_person: SignIn, town: towns.Town
) -> None:
    kari = f"{town.units['bykommunen'].key}:{town.people['kari'].key}"
    sent = {**FULL, "municipality": town.orgs["bykommunen"].key, "kontaktperson": kari}

    answer = as_person("ivar").post(URL, sent)

    case = only_case()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("cases:overview", kwargs={"kode": str(case)})
    may = {
        name: bool(decide.rights(town.actor(name), case, towns.NOON))
        for name in ("ivar", "kari", "odd", "turid")
    }
    assert may == {"ivar": True, "kari": True, "odd": False, "turid": False}
    assert cases_now.get_sheet(case).municipality_org == town.orgs["bykommunen"].key


def test_every_one_of_the_eight_is_an_answer_with_its_source(
    as_person: SignIn, town: towns.Town
) -> None:
    as_person("ivar").post(URL, FULL)

    case = only_case()
    known = facts.known(case, at=towns.NOON) | intake_facts.known(case)
    assert known["legal_basis"] == "emergency_order"
    assert known["placement_urgency"] == "planned"
    assert known["child_age"] == 14
    assert (known["hidden_address_decision"], known["registry_grading"]) == (False, "none")
    assert known["language_minority"] is True
    assert known["interpreter_needed"] is True
    assert set(known) >= {"child_name", "prior_experience", "country_background"}
    persons = known["persons_of_risk"]
    assert isinstance(persons, list)
    assert len(persons) == 1
    gaps = {gap.fact for gap in selectors.list_gaps(case, at=towns.NOON)}
    assert not gaps & set(minimum.FACTS)


def test_the_answers_stand_in_the_name_of_the_municipality(
    as_person: SignIn, town: towns.Town
) -> None:
    as_person("ivar").post(URL, FULL)

    theme = selectors.get_theme(
        only_case(), theme="hva-har-skjedd-for", actor=town.actor("ivar"), at=towns.NOON
    )
    answer = next(one for one in theme.questions if one.fact == "prior_experience").answer
    assert answer is not None
    assert (answer.on_behalf_of, answer.source_on) == ("municipal_cws", TODAY)
    with opening.scope(surface="tests"):
        assert str(answer.source) == "Henvendelsen, Marte Dahl, barnevernkonsulent"


def test_the_name_goes_to_the_vault_and_nowhere_else(as_person: SignIn) -> None:
    as_person("ivar").post(URL, FULL)

    case = only_case()
    with opening.scope(surface="tests"):
        assert str(disclosure.call_name(case)) == "Nora"
    assert "Fjellvang" not in str(ledger.entries(limit=500))


def test_all_eight_may_be_not_yet_known_with_one_follow_up_for_all(
    as_person: SignIn, town: towns.Town
) -> None:
    answer = as_person("ivar").post(URL, OPEN)

    assert answer.status_code == 302, body(answer)
    case = only_case()
    gaps = {gap.fact: gap for gap in selectors.list_gaps(case, at=towns.NOON)}
    for fact in set(minimum.FACTS) - {"hidden_address_decision", "registry_grading"}:
        assert (gaps[fact].state, gaps[fact].who) == ("to_be_asked", "municipality"), fact
        assert gaps[fact].due_on == date(2026, 11, 26)
    enquiry = intake_now.find_enquiry(case)
    assert enquiry is not None
    assert enquiry.address_who == "municipality"
    assert cases_now.get_sheet(case).address_state == "unknown"


def test_one_question_may_have_a_follow_up_of_its_own(as_person: SignIn) -> None:
    own = {"experience-who": "intake", "experience-until_then": "Vi leser arkivet."}

    as_person("ivar").post(URL, {**OPEN, **own})

    gaps = {gap.fact: gap for gap in selectors.list_gaps(only_case(), at=towns.NOON)}
    assert gaps["prior_experience"].who == "intake"
    assert gaps["country_background"].who == "municipality"


@pytest.mark.parametrize("left_out", ["shared-who", "shared-due_on", "shared-until_then"])
def test_not_yet_known_asks_who_when_and_what_until_then(as_person: SignIn, left_out: str) -> None:
    answer = as_person("ivar").post(URL, {**OPEN, left_out: ""})

    assert answer.status_code == 422
    assert f'href="#f-{left_out}"' in body(answer)
    assert nothing_is_left_behind()


@pytest.mark.parametrize(
    ("left_out", "field"),
    [
        ("urgency", "urgency_0"),
        ("paragraph", "paragraph"),
        ("child", "given_name"),
        ("hidden_address", "hidden_address_0"),
        ("grading", "hidden_address_0"),
        ("experience", "experience_0"),
        ("country", "country_0"),
        ("language", "language_0"),
        ("persons", "persons_0"),
    ],
)
def test_a_planned_enquiry_answers_all_eight(as_person: SignIn, left_out: str, field: str) -> None:
    gone = {"given_name": "", "experience_text": "", "country_text": "", "person-0-name": ""}
    sent = {**FULL, **gone, left_out: ""}

    answer = as_person("ivar").post(URL, sent)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert nothing_is_left_behind()


def test_an_acute_enquiry_may_skip_and_leaves_one_open_task(
    as_person: SignIn, town: towns.Town
) -> None:
    bare = {name: FULL[name] for name in ("contact", "channel", "received_on", "do")}

    answer = as_person("ivar").post(URL, {**bare, "urgency": "acute"})

    assert answer.status_code == 302, body(answer)
    case = only_case()
    assert cases_now.get_sheet(case).is_acute
    (task,) = cases_now.list_open_tasks(case)
    assert (task.title, task.due_on) == ("answer_from_municipality", date(2026, 11, 22))
    assert task.owner_person == town.people["ivar"].key
    assert cases_now.get_sheet(case).address_state == "unknown"


def test_an_acute_enquiry_with_a_first_name_only_keeps_it(as_person: SignIn) -> None:
    bare = {name: FULL[name] for name in ("contact", "channel", "received_on", "do")}

    as_person("ivar").post(URL, {**bare, "urgency": "acute", "given_name": "Nora"})

    with opening.scope(surface="tests"):
        assert str(disclosure.call_name(only_case())) == "Nora"


def test_nothing_that_was_typed_is_lost_when_something_is_refused(as_person: SignIn) -> None:
    sent = {**FULL, "birth_date": "2031-01-01"}

    page = body(as_person("ivar").post(URL, sent))

    for name in ("contact", "experience_text", "given_name", "surname", "person-0-reason", "told"):
        assert FULL[name] in page, name
    assert "2031-01-01" in page
    assert nothing_is_left_behind()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"national_number": "12345678901"}, "national_number"),
        ({"experience_text": "Familien Fjellvang er kjent."}, "experience_text"),
        ({"told": "Spør etter Fjellvang."}, "told"),
        ({"person-0-reason": "Har spurt etter Nora Fjellvang."}, "person-0-name"),
    ],
)
def test_what_a_verb_refuses_stands_at_its_own_field(
    as_person: SignIn, changed: dict[str, str], field: str
) -> None:
    answer = as_person("ivar").post(URL, {**FULL, **changed})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert nothing_is_left_behind()


def test_after_a_refusal_the_same_form_can_be_sent_again(as_person: SignIn) -> None:
    client = as_person("ivar")
    client.post(URL, {**FULL, "told": "Spør etter Fjellvang."})

    assert client.post(URL, FULL).status_code == 302
    assert ledger.verify()


def test_the_draft_comes_back_and_is_dropped_when_it_is_registered(
    as_person: SignIn, town: towns.Town
) -> None:
    cases.save_draft(
        form="intake.new",
        body=json.dumps({"contact": "Vakthavende", "urgency": "acute", "told": "Det haster."}),
        by=town.actor("ivar"),
        at=towns.NOON,
    )
    client = as_person("ivar")

    page = body(client.get(URL))
    assert "Vakthavende" in page
    assert 'data-version="1"' in page

    client.post(URL, FULL)
    assert not Draft.objects.exists()


def test_the_fields_of_the_vault_are_marked_as_never_drafted(as_person: SignIn) -> None:
    page = body(as_person("ivar").get(URL))

    assert page.count("data-undrafted") == 4


def test_choosing_a_municipality_shows_its_caseworkers_and_keeps_what_was_typed(
    as_person: SignIn, town: towns.Town
) -> None:
    sent = {**FULL, "municipality": town.orgs["bykommunen"].key, "do": "people"}

    answer = as_person("ivar").post(URL, sent)

    assert answer.status_code == 200
    assert "Kari, bykommunen" in body(answer)
    assert FULL["told"] in body(answer)
    assert not Case.objects.exists()


def test_a_made_up_municipality_lists_nobody(as_person: SignIn) -> None:
    answer = as_person("ivar").post(URL, {**FULL, "municipality": "x/../y", "do": "people"})

    assert answer.status_code == 200
    assert as_person("ivar").post(URL, {**FULL, "municipality": "x"}).status_code == 422


def test_a_caseworker_registers_their_own_and_is_the_contact_person(
    as_person: SignIn, town: towns.Town
) -> None:
    client = as_person("kari")
    assert town.orgs["bykommunen"].key in body(client.get(URL))

    client.post(URL, FULL)

    assert cases_now.get_strip(only_case(), at=towns.NOON).kontaktperson == "Kari"


@pytest.mark.parametrize("name", ["turid", "rakel", "mona", "dag", "oskar", "frida", "rolf"])
def test_the_page_is_not_there_for_other_roles(as_person: SignIn, name: str) -> None:
    client = as_person(name)

    assert client.get(URL).status_code == 404
    assert client.post(URL, FULL).status_code == 404
    assert not Case.objects.exists()


def test_each_of_the_eight_comes_from_a_requirement_of_the_guide() -> None:
    rules = loader.load_guide().rules
    assert len(minimum.EIGHT) == 8
    assert all(one.rule in rules for one in minimum.EIGHT)
    assert all(fact in loader.load_guide().facts for fact in minimum.FACTS)
