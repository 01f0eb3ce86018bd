"""The overview says what is asked for, who and why, and nothing that must never stand there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.screening import services as screening
from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from forevar.trust.disclosure import services as disclosure
from tests.casework.cases.conftest import NOON, TODAY, World
from tests.web.cases.conftest import Visitor, body

SignIn = Callable[[str], Visitor]


def test_it_has_the_words_of_the_page(world: World, as_person: SignIn) -> None:
    page = as_person("ivar").text("overview")

    for words in (
        "Dette ber veilederen om nå",
        "Hvem",
        "Hvorfor",
        "Mangler",
        "vet ikke ennå",
        "ubesvart",
        "utdatert",
        "Se alt",
        "Veilederen sier",
        "Hvem er på saken",
        "Siste",
        "Opprettet saken",
        "Nora, 14 år",
        "Ukjent om adressen er skjermet",
        "Kontaktperson: Kari",
    ):
        assert words in page, words
    assert "<title>Sak " in page


def test_at_most_five_steps_and_one_primary_button(world: World, as_person: SignIn) -> None:
    page = as_person("ivar").text("overview")

    assert 1 <= page.count('class="krav__nr"') <= 5
    assert page.count('class="ds-button" href=') <= 1


def test_what_is_missing_is_shown_with_who_finds_out(world: World, as_person: SignIn) -> None:
    screening.note_not_yet_known(
        case=world.case,
        fact="passport_status",
        who="municipality",
        due_on=TODAY + timedelta(days=4),
        until_then="Passet regnes som i bruk.",
        source="Møte med kommunen",
        source_on=TODAY,
        by=world.actor("kari"),
        at=NOON,
    )

    page = as_person("kari").text("overview")
    table = page[page.index("De viktigste opplysningene") :]

    assert "Vet ikke ennå" in table
    assert "25. nov." in table
    assert table.index("Vet ikke ennå") < table.index("Ubesvart")


def test_a_voluntary_placement_carries_its_band(world: World, as_person: SignIn) -> None:
    assert "gjelder ikke her" not in as_person("kari").text("overview")

    cases.note_sheet(case=world.case, paragraph="3-2", by=world.actor("kari"), at=NOON)

    assert "Veilederens ord «bortføring» gjelder ikke her." in as_person("kari").text("overview")


def test_the_phase_is_shown_and_can_be_left(world: World, as_person: SignIn) -> None:
    kari = as_person("kari")
    assert 'aria-current="step">Henvendelse' in kari.text("overview")
    form = kari.text("phase")
    assert "Avklaringsmøtet er holdt" in form

    response = kari.send("phase", {"to": "assessment", "met": ["meeting_held"]})

    assert response.status_code == 302
    assert 'aria-current="step">Vurdering' in kari.text("overview")
    entry = ledger.entries(case=world.case, action_prefix="cases.phase_changed")[0]
    assert entry.details["unmet"] == ["information_sufficient"]


def test_a_phase_that_does_not_follow_cannot_be_sent(world: World, as_person: SignIn) -> None:
    response = as_person("kari").send("phase", {"to": "closing"})

    assert response.status_code == 200
    assert selectors.get_sheet(world.case).phase == "intake"


@pytest.mark.parametrize("name", ["odd", "mona", "dag", "selma", "frida", "oskar", "rolf"])
def test_a_stranger_gets_the_answer_of_a_code_that_never_was(
    world: World, as_person: SignIn, name: str
) -> None:
    visitor = as_person(name)
    for page in ("overview", "timeline", "people", "phase", "close", "note", "assign"):
        here = visitor.see(page)
        nowhere = visitor.see(page, kode="selje-900")

        assert here.status_code == nowhere.status_code == 404
        assert body(here) == body(nowhere)


def test_looking_is_entered_with_what_was_opened(world: World, as_person: SignIn) -> None:
    as_person("kari").text("overview")

    [entry] = ledger.entries(case=world.case, action_prefix="cases.overview_viewed")

    assert entry.actor == world.town.people["kari"].key
    assert entry.details["basis"] == "assigned"
    assert "NAME" in entry.details["opened"]


def test_a_carer_sees_what_is_theirs_to_do_and_whom_to_ring(
    world: World, as_person: SignIn
) -> None:
    world.assign("berit", "home", "hjemmet")
    world.set_task(owner_body="home", title="talk_with_child", due_on=TODAY)
    world.set_task(owner_body="intake", title="assess_risk")

    page = as_person("berit").text("overview")

    assert "Dette skal du gjøre" in page
    assert "Snakk med barnet" in page
    assert "Ring 112" in page
    assert "Kari" in page
    for never in ("Skriv risikovurdering", "Mangler", "Hvorfor", "Siste", "Tidslinje</a>"):
        assert never not in page, never


def test_emergency_access_shows_the_least(world: World, as_person: SignIn) -> None:
    access.open_emergency(by=world.actor("odd"), case=world.case, reason="child_missing", at=NOON)

    page = as_person("odd").text("overview")

    assert "Dette skal du gjøre" in page
    assert "Dette ber veilederen deg om" not in page


def test_neither_a_place_nor_a_full_name_nor_a_note_stands_here(
    world: World, as_person: SignIn
) -> None:
    kari = world.actor("kari")
    disclosure.set_whereabouts(
        case=world.case, kind="placement_address", value="Granveien 12", by=kari, at=NOON
    )
    cases.write_note(case=world.case, text="Sint telefon fra onkel Fredrik.", by=kari, at=NOON)
    world.town.add_unit("Furulia gård", "hjemmet")
    world.town.hire("gerd", "carer", "Furulia gård")
    world.assign("gerd", "home", "Furulia gård")
    world.assign("selma", "school", "skolen")

    for name in ("kari", "turid", "ivar"):
        page = as_person(name).text("overview")
        for never in ("Granveien", "Fjellvang", "Fredrik", "Furulia", "Gerd", "Selma"):
            assert never not in page, (name, never)


def test_a_step_is_marked_as_done_and_taken_back(world: World, as_person: SignIn) -> None:
    kari = as_person("kari")
    step = "cws-assesses-risk"

    assert kari.send("mark", {"do": "done"}, krav=step).status_code == 302
    assert "Angre" in kari.text("mark", krav=step)
    assert f"/krav/{step}/" in kari.text("overview")

    assert kari.send("mark", {"do": "undo"}, krav=step).status_code == 302
    assert selectors.list_marks(world.case) == ()


def test_not_relevant_asks_why(world: World, as_person: SignIn) -> None:
    kari = as_person("kari")
    step = "cws-assesses-risk"

    for reason in ("", "nei"):
        response = kari.send("mark", {"do": "not_relevant", "reason": reason}, krav=step)
        assert response.status_code == 200
        assert "ds-validation-message" in body(response)

    kari.send("mark", {"do": "not_relevant", "reason": "Vurdert i forrige sak, se der."}, krav=step)
    page = kari.text("mark", krav=step)
    assert "Vurdert i forrige sak, se der." in page
    assert [mark.state for mark in selectors.list_marks(world.case)] == ["not_relevant"]


def test_a_requirement_that_is_not_there_is_not_found(world: World, as_person: SignIn) -> None:
    assert as_person("kari").see("mark", krav="be-nice").status_code == 404


def test_a_carer_cannot_mark_what_is_asked_of_others(world: World, as_person: SignIn) -> None:
    world.assign("berit", "home", "hjemmet")

    response = as_person("berit").send("mark", {"do": "done"}, krav="cws-assesses-risk")

    assert response.status_code in {403, 404}
    assert not models.RequirementMark.objects.exists()


def test_a_task_is_dropped_with_a_reason(world: World, as_person: SignIn) -> None:
    key = world.set_task()
    ivar = as_person("ivar")

    assert "Finn svar" in ivar.text("drop_task", task=key)
    assert ivar.send("drop_task", {"reason": "x"}, task=key).status_code == 200
    response = ivar.send("drop_task", {"reason": "Spørsmålet er besvart på annen måte."}, task=key)

    assert response.status_code == 302
    assert models.Task.objects.get(key=key).state == "not_relevant"


def test_the_overview_costs_the_same_with_many_tasks_and_marks(
    world: World, as_person: SignIn
) -> None:
    kari = as_person("kari")
    kari.text("overview")
    few = _queries(kari)
    for number in range(30):
        world.set_task(about=f"fact-{number}")
    cases.mark_requirement(
        case=world.case,
        requirement="cws-assesses-risk",
        state="done",
        by=world.actor("kari"),
        at=NOON,
    )

    assert 10 < _queries(kari) <= few + 1


def _queries(visitor: Visitor) -> int:
    with CaptureQueriesContext(connection) as counted:
        visitor.text("overview")
    return len(counted)
