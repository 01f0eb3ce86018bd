"""Control: a privacy officer reads who did what, opens one log for the day, and sees no content."""

import pytest

from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import World
from tests.web.access.conftest import Clock, SignIn, body, path

URL = "/kontroll/"


def test_one_cases_log_opens_for_the_day_and_says_who_opened_it(
    as_person: SignIn, world: World, clock: Clock
) -> None:
    frida = as_person("frida")
    assert frida.get(path(world, "logg/")).status_code == 404

    answer = frida.post(URL, {"code": str(world.case)})

    assert answer["Location"] == path(world, "logg/")
    page = body(frida.get(answer["Location"]))
    assert "Åpnet loggen for kontroll" in page
    assert "Kontroll" in page
    assert frida.get(path(world, "henvendelse/")).status_code == 404
    clock.forward(hours=9)
    assert frida.get(path(world, "logg/")).status_code == 404


def test_opening_it_twice_is_the_same(as_person: SignIn, world: World) -> None:
    frida = as_person("frida")
    frida.post(URL, {"code": str(world.case)})

    assert frida.post(URL, {"code": str(world.case)}).status_code == 302


@pytest.mark.parametrize("code", ["selje-900", "x y z"])
def test_a_code_that_is_not_there_gets_the_words_of_one_that_is_anothers(
    as_person: SignIn, world: World, code: str
) -> None:
    petra = as_person("petra")  # privacy officer of another organisation

    theirs = petra.post(URL, {"code": str(world.case)})
    nowhere = petra.post(URL, {"code": code})

    assert theirs.status_code == nowhere.status_code == 422
    for page in (body(theirs), body(nowhere)):
        assert "Vi fant ingen sak med denne koden." in page


def test_a_colleagues_deeds_are_listed_without_content_and_it_is_entered(
    as_person: SignIn, world: World
) -> None:
    as_person("kari").get(path(world, "henvendelse/"))
    kari = world.town.people["kari"].key

    page = body(as_person("frida").post(URL, {"person": kari, "kind": ""}))

    assert "Så henvendelsen" in page
    assert "Nora" not in page
    assert "Vakthavende" not in page
    (entry,) = ledger.entries(action_prefix="access.control_searched")
    assert (entry.actor, entry.subject) == (world.town.people["frida"].key, kari)


def test_only_colleagues_in_ones_own_organisation_can_be_chosen(
    as_person: SignIn, world: World
) -> None:
    ivar = world.town.people["ivar"].key
    frida = as_person("frida")

    assert ivar not in body(frida.get(URL))
    assert frida.post(URL, {"person": ivar}).status_code == 422
    assert not ledger.entries(action_prefix="access.control_searched")


def test_nothing_to_search_for_is_refused(as_person: SignIn, world: World) -> None:
    assert as_person("frida").post(URL, {}).status_code == 422


def test_what_is_out_of_the_ordinary_is_counted(
    as_person: SignIn, world: World, clock: Clock
) -> None:
    for _ in range(5):
        access.record_denial(
            actor=world.actor("odd"), case=world.case, section="facts", at=clock.at
        )

    page = body(as_person("frida").get(URL))
    assert "Odd: 5" in page

    clock.forward(days=31)
    assert "Odd: 5" not in body(as_person("frida").get(URL))


@pytest.mark.parametrize("name", ["kari", "turid", "ivar", "oskar", "rolf", "rakel"])
def test_the_page_is_not_there_for_others(as_person: SignIn, world: World, name: str) -> None:
    client = as_person(name)

    assert client.get(URL).status_code == 404
    assert client.post(URL, {"code": str(world.case)}).status_code == 404
