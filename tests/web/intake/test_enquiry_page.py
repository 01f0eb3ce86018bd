"""The enquiry's own page: what was told, the eight facts, the judgement, and two who write."""

import json

import pytest

from forevar.casework.cases import services as cases
from forevar.casework.cases.models import Draft
from forevar.casework.intake import facts, rules, selectors
from forevar.casework.intake import services as intake
from forevar.kernel.refs import CaseRef
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import NORA, World, told
from tests.trust.access import town as towns
from tests.web.intake.conftest import SignIn, body, path

PAGE = "henvendelse/"
CHANGE = "henvendelse/endre/"
WHY = "Vi vet nok om familien og hvor nettverket bor."
SENT = {
    "version": "1",
    "contact": "Vakthavende",
    "channel": "letter",
    "received_on": "2026-11-20",
    "wanted": "institution",
    "hidden_address": "not_yet",
    "grading": "none",
    "who": "municipality",
    "due_on": "2026-11-26",
    "until_then": "Regnes som skjermet.",
    "told": "Kommunen har skrevet et brev.",
}


def test_it_shows_what_was_asked_and_how_far_the_first_facts_have_come(
    as_person: SignIn, world: World
) -> None:
    page = body(as_person("ivar").get(path(world, PAGE)))

    assert "bvl. § 5-1" in page
    assert "Vakthavende" in page
    assert page.count("Ubesvart") >= 4
    assert "Kom 21. november 2026" in page


@pytest.mark.parametrize(("paragraph", "word"), [("3-2", "frivillig"), ("6-2", "atferd")])
def test_outside_the_guides_word_it_says_so(
    as_person: SignIn, town: towns.Town, paragraph: str, word: str
) -> None:
    opened = intake.register_enquiry(
        told=told(),
        child=NORA,
        paragraph=paragraph,
        urgency="planned",
        by=town.actor("ivar"),
        at=towns.NOON,
    )

    page = body(as_person("ivar").get(f"/sak/{opened.case}/{PAGE}"))

    assert "Veilederens ord «bortføring» gjelder ikke her." in page
    assert word in page


@pytest.mark.parametrize("name", ["odd", "rakel", "mona", "selma", "oskar", "frida", "rolf", "dag"])
def test_a_stranger_gets_the_answer_of_a_code_never_used(
    as_person: SignIn, world: World, name: str
) -> None:
    client = as_person(name)
    for tail in (PAGE, CHANGE, "henvendelse/mangler/", "henvendelse/mangler/1/", "tolk/"):
        there = client.get(path(world, tail))
        nowhere = client.get(f"/sak/selje-900/{tail}")

        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert there.status_code == 404
        assert client.post(path(world, tail), SENT).status_code == 404


@pytest.mark.parametrize("name", ["ulf", "berit"])
def test_the_reduced_right_gives_tasks_and_numbers_and_nothing_that_was_told(
    as_person: SignIn, world: World, name: str
) -> None:
    change(world, told(told="Mor har ringt i natt.", contact="Vakthavende"))

    answer = as_person(name).get(path(world, PAGE))

    assert answer.status_code == 200
    assert "Hvem du kan ringe" in body(answer)
    assert "ringt i natt" not in body(answer)
    assert "Vakthavende" not in body(answer)


def change(world: World, what: rules.EnquiryTold, *, by: str = "kari") -> None:
    intake.change_enquiry(case=world.case, told=what, seen=1, by=world.actor(by), at=world.at)


def test_a_leader_reads_and_cannot_change(as_person: SignIn, world: World) -> None:
    client = as_person("turid")

    assert client.get(path(world, PAGE)).status_code == 200
    assert "Lagre vurderingen" not in body(client.get(path(world, PAGE)))
    assert client.post(path(world, PAGE), {"sufficient": "yes", "reason": WHY}).status_code == 403
    assert client.get(path(world, CHANGE)).status_code == 403


def test_every_look_and_every_change_is_in_the_ledger(as_person: SignIn, world: World) -> None:
    as_person("kari").get(path(world, PAGE))
    as_person("ivar").post(path(world, PAGE), {"sufficient": "no", "reason": WHY})

    seen = ledger.entries(case=world.case, action_prefix="intake.")
    assert [entry.action for entry in seen[:3]] == [
        "intake.enquiry_viewed",
        "intake.enquiry_changed",
        "intake.enquiry_viewed",
    ]
    assert seen[2].details["basis"] == "assigned"
    assert WHY not in str(seen)


def test_a_person_judges_whether_it_is_enough(as_person: SignIn, world: World) -> None:
    answer = as_person("ivar").post(path(world, PAGE), {"sufficient": "yes", "reason": WHY})

    assert answer.status_code == 302
    assert facts.known(world.case)["information_sufficient"] is True
    assert WHY in body(as_person("kari").get(path(world, PAGE)))


@pytest.mark.parametrize("sent", [{"sufficient": "yes", "reason": "Kort."}, {"reason": WHY}, {}])
def test_a_judgement_without_answer_or_reason_keeps_what_was_typed(
    as_person: SignIn, world: World, sent: dict[str, str]
) -> None:
    answer = as_person("ivar").post(path(world, PAGE), sent)

    assert answer.status_code == 422
    assert sent.get("reason", "") in body(answer)
    assert "information_sufficient" not in facts.known(world.case)


def test_the_enquiry_is_written_anew(as_person: SignIn, world: World) -> None:
    answer = as_person("kari").post(path(world, CHANGE), SENT)

    assert answer.status_code == 302
    found = world.enquiry()
    assert (found.channel, found.wanted, found.address_who) == (
        "letter",
        "institution",
        "municipality",
    )
    assert "Regnes som skjermet." in body(as_person("ivar").get(path(world, PAGE)))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until_then": ""}, "until_then"),
        ({"who": ""}, "who"),
        ({"due_on": "2026-11-01"}, "due_on"),
        ({"received_on": "2027-01-01"}, "received_on"),
        ({"hidden_address": ""}, "hidden_address_0"),
        ({"told": "Spør etter Fjellvang."}, "told"),
    ],
)
def test_what_is_refused_stands_at_its_field(
    as_person: SignIn, world: World, changed: dict[str, str], field: str
) -> None:
    answer = as_person("ivar").post(path(world, CHANGE), {**SENT, **changed})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert world.enquiry().version == 1


def test_two_who_write_at_once_get_both_texts(as_person: SignIn, world: World) -> None:
    change(world, told(told="Kari skrev dette."))

    answer = as_person("ivar").post(path(world, CHANGE), SENT)

    assert answer.status_code == 409
    assert "Kari skrev dette." in body(answer)
    assert SENT["told"] in body(answer)
    assert 'name="version" value="2"' in body(answer)


def test_a_draft_stands_where_it_was_typed_and_goes_when_it_is_saved(
    as_person: SignIn, world: World
) -> None:
    cases.save_draft(
        form="intake.change",
        body=json.dumps({"told": "Halvferdig setning", "version": "9"}),
        case=world.case,
        by=world.actor("ivar"),
        at=world.at,
    )
    client = as_person("ivar")

    page = body(client.get(path(world, CHANGE)))
    assert "Halvferdig setning" in page
    assert 'name="version" value="1"' in page

    client.post(path(world, CHANGE), SENT)
    assert not Draft.objects.exists()


def test_a_case_without_an_enquiry_offers_to_take_one_down(
    as_person: SignIn, town: towns.Town
) -> None:
    opened = cases.open_case(by=town.actor("ivar"), at=towns.NOON, child=NORA)
    client = as_person("ivar")
    page = f"/sak/{opened.case}/"
    assert "Ta ned henvendelsen" in body(client.get(page + PAGE))

    client.post(page + CHANGE, {**SENT, "version": "0"})

    assert selectors.find_enquiry(CaseRef(str(opened.case))) is not None
