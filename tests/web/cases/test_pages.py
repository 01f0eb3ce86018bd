"""Time line, people and closing: each does one thing, and says what it did."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.trust.access import decide
from forevar.web.cases import urls
from forevar.web.kit.pages import PageMark
from tests.casework.cases.conftest import NOON, World
from tests.web.cases.conftest import Visitor, body

SignIn = Callable[[str], Visitor]
TEXT = "Ringte kommunen. De sjekker passet."


def test_every_page_carries_one_mark() -> None:
    for pattern in urls.urlpatterns:
        mark = getattr(pattern.callback, "page_mark", None)
        assert isinstance(mark, PageMark), pattern.name


def test_a_note_is_written_and_shown(world: World, as_person: SignIn) -> None:
    kari = as_person("kari")
    assert "Hva skjedde?" in kari.text("note")

    response = kari.send("note", {"text": TEXT, "happened_at": "2026-11-20T14:30"})

    assert response.status_code == 302
    page = kari.text("timeline")
    assert TEXT in page
    assert "20. november 2026" in page
    assert "14.30" in page


def test_a_note_without_words_or_from_tomorrow_is_shown_again(
    world: World, as_person: SignIn
) -> None:
    kari = as_person("kari")
    for fields in (
        {"text": ""},
        {"text": TEXT, "happened_at": "i går"},
        {"text": TEXT, "happened_at": "2026-11-29T14:30"},
    ):
        response = kari.send("note", fields)
        assert response.status_code == 422
        assert "ds-validation-message" in body(response)
    assert not models.TimelineNote.objects.exists()


def test_a_draft_is_waiting_when_the_form_is_opened_again(world: World, as_person: SignIn) -> None:
    cases.save_draft(
        form="cases.note",
        body='{"text": "Halvferdig tek", "happened_at": ""}',
        case=world.case,
        by=world.actor("kari"),
        at=NOON,
    )
    kari = as_person("kari")

    page = kari.text("note")

    assert "Halvferdig tek" in page
    assert 'data-version="1"' in page
    kari.send("note", {"text": TEXT})
    assert not models.Draft.objects.exists()


def test_the_time_line_is_paged_and_filtered(world: World, as_person: SignIn) -> None:
    for number in range(60):
        there = world.later(minutes=number)
        cases.write_note(
            case=world.case, text=f"Linje {number:02}", by=there.actor("kari"), at=there.at
        )
    kari = as_person("kari")

    page = body(kari.client.get(kari.url("timeline") + "?vis=notes"))

    assert "Linje 59" in page
    assert "Linje 09" not in page
    older = page.split("&amp;for=")[1].split('"')[0]
    rest = body(kari.client.get(f"{kari.url('timeline')}?vis=notes&for={older}"))
    assert "Linje 09" in rest
    assert "Linje 59" not in rest


def test_a_name_and_a_place_in_a_note_do_not_leave_together(
    world: World, as_person: SignIn
) -> None:
    from forevar.trust.disclosure import services as disclosure

    disclosure.set_whereabouts(
        case=world.case,
        kind="placement_address",
        value="Granveien 12",
        by=world.actor("kari"),
        at=NOON,
    )
    cases.write_note(
        case=world.case, text="De bor i Granveien 12 nå.", by=world.actor("kari"), at=NOON
    )

    page = as_person("kari").text("timeline")

    assert "Nora" not in page or "Granveien" not in page


def test_people_are_listed_without_the_names_of_the_place(world: World, as_person: SignIn) -> None:
    world.town.add_unit("Furulia gård", "hjemmet")
    world.town.hire("gerd", "carer", "Furulia gård")
    world.assign("gerd", "home", "Furulia gård")

    page = as_person("turid").text("people")

    assert "Kari" in page
    assert "Ivar" in page
    assert "Gerd" not in page
    assert "Furulia" not in page


def test_somebody_is_found_and_let_in(world: World, as_person: SignIn) -> None:
    kari = as_person("kari")
    found = body(kari.send("assign", {"body": "municipality", "find": "odd"}))
    assert "Odd, bykommunen" in found
    assert "Nora" not in found
    who = found.split('name="who"')[1].split('value="')[1].split('"')[0]

    response = kari.send("assign", {"body": "municipality", "find": "odd", "who": who})

    assert response.status_code == 302
    assert decide.rights(world.actor("odd"), world.case, NOON)


def test_nobody_is_chosen_who_was_not_found(world: World, as_person: SignIn) -> None:
    person, unit = world.town.people["odd"], world.town.units["bykommunen"]

    response = as_person("kari").send(
        "assign", {"body": "home", "find": "berit", "who": f"{person}~{unit}"}
    )

    assert response.status_code == 200
    assert not decide.rights(world.actor("odd"), world.case, NOON)


def test_the_whole_country_is_not_listed_without_a_name(world: World, as_person: SignIn) -> None:
    page = body(as_person("kari").send("assign", {"body": "home", "find": ""}))

    assert "Berit" not in page
    assert "Vi fant ingen" in page


def test_a_responsibility_is_handed_over(world: World, as_person: SignIn) -> None:
    key = next(p for p in selectors.list_people(world.case) if p.body == "municipality")
    turid = as_person("turid")
    found = body(turid.send("responsibility", {"find": "odd"}, ansvar=key.responsibility))
    who = found.split('name="who"')[1].split('value="')[1].split('"')[0]

    turid.send("responsibility", {"find": "odd", "who": who}, ansvar=key.responsibility)

    assert selectors.get_strip(world.case, at=NOON).kontaktperson == "Odd"


def test_a_responsibility_ends(world: World, as_person: SignIn) -> None:
    key = next(p for p in selectors.list_people(world.case) if p.body == "intake")

    response = as_person("kari").send("responsibility", {"do": "end"}, ansvar=key.responsibility)

    assert response.status_code == 302
    assert not decide.rights(world.actor("ivar"), world.case, NOON)


def test_whoever_takes_themselves_off_is_led_away(world: World, as_person: SignIn) -> None:
    key = next(p for p in selectors.list_people(world.case) if p.body == "intake")

    response = as_person("ivar").send("responsibility", {"do": "end"}, ansvar=key.responsibility)

    assert response["Location"] == "/arbeid/"


def test_the_closing_page_says_what_holds_the_case(world: World, as_person: SignIn) -> None:
    assert "Den kan avsluttes når" in as_person("kari").text("close")
    models.Case.objects.filter(code=world.case.code).update(phase="closing")

    page = as_person("kari").text("close")

    assert "Andre har fortsatt tilgang" in page
    assert as_person("kari").send("close", {"do": "close"}).status_code == 409
    assert selectors.get_sheet(world.case).phase == "closing"


def test_a_case_is_closed_and_opened_again_by_its_leader(world: World, as_person: SignIn) -> None:
    models.Case.objects.filter(code=world.case.code).update(phase="closing")
    intake = next(p for p in selectors.list_people(world.case) if p.body == "intake")
    kari, turid = as_person("kari"), as_person("turid")
    kari.send("responsibility", {"do": "end"}, ansvar=intake.responsibility)

    assert kari.send("close", {"do": "close"})["Location"] == "/saker/"
    assert kari.see("overview").status_code == 404
    assert "Saken er avsluttet." in turid.text("overview")
    assert turid.send("close", {"reason": ""}).status_code == 200
    turid.send("close", {"reason": "Barnet flytter likevel tilbake hit."})

    assert selectors.get_sheet(world.case).phase == "closing"


@pytest.mark.parametrize("page", ["phase", "note", "assign"])
def test_a_leader_reads_and_does_not_write(world: World, as_person: SignIn, page: str) -> None:
    assert as_person("turid").see(page).status_code == 403


def test_nothing_is_shown_after_the_hour_of_emergency_is_over(
    world: World, as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forevar.trust.access import services as access

    access.open_emergency(by=world.actor("odd"), case=world.case, reason="child_missing", at=NOON)
    odd = as_person("odd")
    assert odd.see("overview").status_code == 200

    monkeypatch.setattr("forevar.kernel.clock.now", lambda: NOON + timedelta(minutes=61))

    assert odd.see("overview").status_code == 404
