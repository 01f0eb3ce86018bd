"""The risk assessment on the screen: written, looked over, locked, corrected, approved."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forevar.casework.assessments import facts, selectors
from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.casework.screening import services as screening
from tests.casework.assessments import places
from tests.casework.assessments.desk import NOON, REASON, Desk
from tests.casework.assessments.places import read
from tests.web.assessments.conftest import Visitor, body

SignIn = Callable[[str], Visitor]


def full(version: int, **changes: Any) -> dict[str, Any]:
    return {
        "version": version,
        "known": "Det vi vet.",
        "unknown": "Det vi ikke vet.",
        "could_happen": "Noen venter ved skolen.",
        "speaks_against": "Ingen har prøvd før.",
        "child_says": "«Jeg vil ikke dit.» Nora har lest teksten.",
        "changed_since": "Nytt brev.",
        "conclusion": "risk_present",
        "reason": REASON,
        "reassess_on": "2027-01-15",
        **changes,
    }


def started(kari: Visitor) -> int:
    kari.send("risk", {"do": "start"})
    return version_on(kari.see("risk"))


def version_on(response: Any) -> int:
    found = re.search(r'name="version" value="(\d+)"', body(response))
    assert found
    return int(found[1])


def test_the_whole_way_from_nothing_to_signed(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    assert "Ingen har skrevet en risikovurdering" in body(kari.see("risk"))

    version = started(kari)
    saved = kari.send("risk", full(version, do="review"))
    assert saved.url == kari.url("review")
    looked_over = kari.see("review")
    assert "Se over før du låser" in body(looked_over)
    assert "Lås nå" in body(looked_over)
    assert "Noen venter ved skolen." in body(looked_over)

    locked = kari.send("review", {"version": version_on(looked_over)})

    assert locked.url == kari.url("assessment", nr=1)
    page = body(kari.see("assessment", nr=1))
    assert "Signert av Kari 21. november 2026" in page
    assert "Det er risiko for bortføring" in page
    assert facts.known(desk.case)["abduction_risk"] == "present"


def test_the_words_of_the_page_are_the_laid_down_ones(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    started(kari)
    desk.write()
    draft = body(kari.see("risk"))

    for words in (
        "Hva vet vi?",
        "Fakta er hentet inn. Velg dem du bygger på.",
        "Hva vet vi ikke?",
        "Lite kunnskap kan være en risiko i seg selv.",
        "Hva kan skje, og hvordan?",
        "Beskriv konkret. Hvem, hvor, når.",
        "Hva taler imot?",
        "Skriv også det som gjør risikoen mindre.",
        "Hva sier barnet?",
        "Bruk barnets ord. Skriv om barnet har lest eller hørt teksten.",
        "Hva er vurderingen din?",
        "Det er risiko for bortføring",
        "Det er ikke holdepunkter for risiko nå",
        "Vi kan ikke vurdere det ennå",
        "Begrunn vurderingen",
        "Skriv så en ny kollega forstår hvorfor.",
        "Når skal dere vurdere på nytt?",
        "Senest ved ny hendelse, flytting eller nytt svar fra politiet.",
        "Lås vurderingen",
        "Ingen spørsmål er besvart. Begynn med det du vet.",
    ):
        assert words in draft
    assert "Hva har endret seg siden sist?" not in draft


def test_what_has_changed_is_asked_from_the_second_version(as_person: SignIn, desk: Desk) -> None:
    desk.signed()
    kari = as_person("kari")
    started(kari)

    assert "Hva har endret seg siden sist?" in body(kari.see("risk"))


def test_nothing_is_chosen_beforehand(as_person: SignIn, desk: Desk) -> None:
    answer(desk, "prior_experience", "To forsøk på henting.")
    kari = as_person("kari")
    started(kari)

    page = body(kari.see("risk"))

    assert "To forsøk på henting." in page
    assert "Kilde: Samtale, 21. november 2026" in page
    assert "checked" not in page
    assert "placeholder" not in page


def test_faults_stand_at_the_summary_in_the_laid_down_words(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    version = started(kari)
    kari.send("risk", {"version": version, "do": "review"})

    response = kari.send("review", {"version": version + 1})

    assert response.status_code == 422
    for words in ("Begrunn vurderingen.", "Velg dato for ny vurdering."):
        assert words in body(response)
    assert selectors.find_draft(desk.case) is not None


def test_no_indications_beside_unknowns_asks_once_and_never_stops(
    as_person: SignIn, desk: Desk
) -> None:
    screening.note_not_yet_known(
        case=desk.case,
        fact="network_near_placement",
        who="municipality",
        due_on=NOON.date(),
        until_then="Velger sted i en annen region.",
        by=desk.actor("kari"),
        at=NOON,
    )
    kari = as_person("kari")
    version = started(kari)

    asked = kari.send("risk", full(version, conclusion="none_found", do="review"))

    assert asked.status_code == 200
    assert (
        "Du har valgt «Ikke holdepunkter for risiko nå», men 1 spørsmål er «Vet ikke ennå»"
        in body(asked).replace("&quot;", '"')
    )
    assert "Forklar hvorfor det er forsvarlig." in body(asked)
    again = kari.send(
        "risk", full(version_on(asked), conclusion="none_found", do="review", asked="1")
    )
    assert again.url == kari.url("review")
    assert "Forklar hvorfor det er forsvarlig." in body(kari.see("review"))
    kari.send("review", {"version": version_on(kari.see("review"))})
    assert facts.known(desk.case)["abduction_risk"] == "none_found"


def test_two_editors_get_both_texts_back(as_person: SignIn, desk: Desk) -> None:
    desk.town.assign("odd", "caseworker", case=desk.case)
    kari, odd = as_person("kari"), as_person("odd")
    version = started(kari)
    kari.send("risk", full(version, known="Det Kari skrev.", do="save"))

    conflict = odd.send("risk", full(version, known="Det Odd skrev.", do="save"))

    page = body(conflict)
    assert conflict.status_code == 409
    for words in (
        "Dere har endret det samme",
        "Din tekst kl. 13.00",
        "Kari sin tekst kl. 13.00",
        "Det Kari skrev.",
        "Det Odd skrev.",
        "Bruk min",
        "Bruk Kari sin",
        "Slå sammen",
    ):
        assert words in page
    assert stored(desk, "known") == "Det Kari skrev."

    seen = version_on(conflict)
    merged = odd.send("risk", full(seen, known="Det Odd skrev.", do="merge"))
    assert "Det Odd skrev." in body(merged)
    assert "Kari sin tekst:" in body(merged)
    assert "Det Kari skrev." in body(merged)
    assert stored(desk, "known") == "Det Kari skrev."

    odd.send("risk", full(seen, known="Det Odd skrev.", do="theirs"))
    assert stored(desk, "known") == "Det Kari skrev."
    odd.send("risk", full(seen, known="Det Odd skrev.", do="save"))
    assert stored(desk, "known") == "Det Odd skrev."


def stored(desk: Desk, name: str) -> str:
    draft = selectors.find_draft(desk.case)
    assert draft is not None
    return read(draft.texts[name])


def test_what_was_typed_and_never_saved_comes_back(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    version = started(kari)
    case_verbs.save_draft(
        form="assessments.risk",
        body=json.dumps({"version": version, "known": "Halvveis i en setn"}),
        case=desk.case,
        by=desk.actor("kari"),
        at=NOON,
    )

    page = body(kari.see("risk"))
    assert "Halvveis i en setn" in page
    assert 'data-form="assessments.risk"' in page

    kari.send("risk", full(version, do="save"))
    assert cases.find_draft(form="assessments.risk", by=desk.actor("kari"), case=desk.case) is None


@pytest.mark.parametrize("name", ["ivar", "turid", "rakel"])
def test_those_who_read_see_the_signed_one_and_no_form(
    as_person: SignIn, desk: Desk, name: str
) -> None:
    desk.signed()
    visitor = as_person(name)

    page = body(visitor.see("risk"))

    assert REASON in page
    assert "<textarea" not in page
    assert 'value="start"' not in page
    assert visitor.send("risk", {"do": "start"}).status_code == 403
    assert visitor.see("review").status_code == 403
    assert selectors.find_draft(desk.case) is None


def test_those_who_receive_the_child_see_the_conclusion_and_no_more(
    as_person: SignIn, desk: Desk
) -> None:
    desk.signed()
    ulf = as_person("ulf")

    page = body(ulf.see("risk"))

    assert "Det er risiko for bortføring" in page
    assert "Hvem du skal se etter" in page
    assert "Vi vet ikke ennå hvem det er." in page
    assert REASON not in page
    assert ulf.see("assessment", nr=1).status_code == 403
    assert ulf.send("risk", {"do": "start"}).status_code == 403


@pytest.mark.parametrize("page", ["risk", "review", "police", "disagreement", "requirements"])
def test_the_right_role_on_the_wrong_case_finds_what_never_was(
    as_person: SignIn, desk: Desk, page: str
) -> None:
    desk.signed()
    odd = as_person("odd")

    here, nowhere = odd.see(page), odd.see(page, kode="selje-900")

    assert here.status_code == nowhere.status_code == 404
    assert here.content == nowhere.content


@pytest.mark.parametrize(
    ("persons", "words"),
    [
        (
            [
                {
                    "name": "Onkel R.",
                    "relation": "onkel",
                    "vehicle": "hvit varebil",
                    "residence": "Å",
                }
            ],
            "<li>Onkel R., onkel, hvit varebil</li>",
        ),
        ([], "kjenner ikke til noen du må se etter nå"),
    ],
)
def test_whom_to_watch_for_is_told_to_those_who_receive_the_child(
    as_person: SignIn, desk: Desk, persons: list[dict[str, str]], words: str
) -> None:
    answer(desk, "persons_of_risk", persons)

    assert words in body(as_person("ulf").see("risk"))


def test_who_may_not_read_the_answer_is_told_to_ask_and_not_that_there_is_nobody(
    as_person: SignIn, desk: Desk
) -> None:
    places.let_in(desk.town, "hanne", "home_consultant", case=desk.case)
    answer(desk, "persons_of_risk", [{"name": "Onkel R.", "relation": "onkel"}])

    page = body(as_person("hanne").see("risk"))

    assert "Det finnes opplysninger om dette." in page
    assert "Onkel R." not in page


def test_where_people_come_from_is_never_offered_as_a_ground(as_person: SignIn, desk: Desk) -> None:
    answer(desk, "country_background", "NO")
    answer(desk, "language_minority", True)
    answer(desk, "knowledge_of_family", "little")
    kari = as_person("kari")
    started(kari)

    offered = set(
        re.findall(r'name="(?:facts|unknowns)_chosen" value="(\w+)"', body(kari.see("risk")))
    )

    assert "knowledge_of_family" in offered
    assert not offered & {
        "country_background",
        "child_nationalities",
        "child_languages",
        "language_minority",
        "norwegian_sufficient",
        "child_name",
    }


def test_a_version_that_is_not_there_is_not_found(as_person: SignIn, desk: Desk) -> None:
    desk.signed()
    started(as_person("kari"))

    assert as_person("kari").see("assessment", nr=2).status_code == 404
    assert as_person("kari").see("assessment", nr=9).status_code == 404


def test_a_correction_begins_from_the_signed_page(as_person: SignIn, desk: Desk) -> None:
    desk.signed()
    kari = as_person("kari")
    assert "Rett i en ny versjon" in body(kari.see("assessment", nr=1))

    kari.send("assessment", nr=1)

    page = body(kari.see("risk"))
    assert "Hva er rettet?" in page
    assert REASON in page
    assert "Rett i en ny versjon" not in body(kari.see("assessment", nr=1))


def test_the_leader_approves_on_the_page_and_the_writer_is_not_asked_to(
    as_person: SignIn, desk: Desk
) -> None:
    desk.signed()
    kari, turid = as_person("kari"), as_person("turid")
    assert "Godkjenn vurderingen" not in body(kari.see("assessment", nr=1))
    assert kari.send("approve", nr=1).status_code == 403

    assert "Godkjenn vurderingen" in body(turid.see("assessment", nr=1))
    turid.send("approve", nr=1)

    assert "Godkjent av Turid 21. november 2026" in body(kari.see("assessment", nr=1))


def test_a_new_version_tells_what_is_new(as_person: SignIn, desk: Desk) -> None:
    desk.signed(conclusion="none_found")
    desk.signed()

    page = body(as_person("kari").see("assessment", nr=2))

    assert "Nytt siden vurdering nr. 1" in page
    assert "krav begynte å gjelde" in page
    assert "Denne vurderingen er erstattet" in body(as_person("kari").see("assessment", nr=1))


def test_a_repeated_text_is_pointed_out_before_it_is_locked(as_person: SignIn, desk: Desk) -> None:
    desk.signed()
    kari = as_person("kari")
    started(kari)
    desk.write()

    assert "Teksten er lik forrige. Er den fortsatt riktig?" in body(kari.see("review"))


def test_the_page_never_says_the_child_s_name_beside_places(as_person: SignIn, desk: Desk) -> None:
    desk.signed()

    strip = body(as_person("kari").see("risk")).split("<main")[0]

    assert "Nora" not in strip
    assert "14 år" not in strip


def test_pages_ask_the_database_a_fixed_number_of_times(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    started(kari)
    pages = ("risk", "review", "requirements", "police", "disagreement")
    for page in pages:  # whatever is read once per process has been read
        kari.see(page)

    before = {page: queries(kari, page) for page in pages}
    for fact, value in (
        ("prior_experience", "To forsøk på henting."),
        ("language_minority", True),
        ("placement_urgency", "acute"),
        ("reason_for_placement", ["violence"]),
    ):
        answer(desk, fact, value)
    desk.write()
    after = {page: queries(kari, page) for page in pages}

    # The first answer makes a key, the first name and the first sealed text are looked up once.
    assert {page: after[page] - before[page] <= 8 for page in pages} == dict.fromkeys(pages, True)
    again = [
        ("documented_danger", "Brev til skolen."),
        ("knowledge_of_family", "little"),
        ("special_theme", "honour_violence"),
    ]
    for fact, value in again:
        answer(desk, fact, value)
    assert {page: queries(kari, page) for page in pages} == after


def queries(visitor: Visitor, page: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.see(page).status_code == 200
    return len(seen)


def answer(desk: Desk, fact: str, value: object) -> None:
    screening.note_answer(
        case=desk.case,
        fact=fact,
        value=value,
        source="Samtale",
        source_on=NOON.date(),
        by=desk.actor("kari"),
        at=NOON,
    )


def test_a_reading_of_the_page_is_in_the_ledger(as_person: SignIn, desk: Desk) -> None:
    from forevar.trust.audit import ledger

    as_person("ivar").see("risk")

    assert [
        row.action
        for row in ledger.entries(case=str(desk.case), actor=desk.town.people["ivar"].key)
    ][:1] == ["assessments.viewed"]


def test_starting_twice_says_so_kindly(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    started(kari)

    response = kari.send("risk", {"do": "start"})

    assert response.status_code == 409
    assert "Det finnes et utkast fra før." in body(response)
