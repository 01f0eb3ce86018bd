"""Keeping somebody out by hand: at once, without telling them, and two to lift it."""

import pytest

from forevar.trust.access import decide, selectors
from forevar.trust.access import services as access
from tests.casework.intake.conftest import World
from tests.web.access.conftest import Clock, SignIn, body, path

PAGE = "folk/sperret/"


def is_blocked(world: World, name: str) -> bool:
    found = selectors.list_blocks(world.case, at=world.at)
    return world.town.people[name] in {one.person for one in found}


def test_somebody_in_the_network_is_kept_out_at_once(as_person: SignIn, world: World) -> None:
    assert as_person("berit").get(path(world, "henvendelse/")).status_code == 200

    as_person("kari").post(path(world, PAGE), {"login": "berit"})

    assert is_blocked(world, "berit")
    assert as_person("berit").get(path(world, "henvendelse/")).status_code == 404
    assert not decide.rights(world.actor("berit"), world.case, world.at)


@pytest.mark.parametrize("login", ["", "finnes-ikke"])
def test_a_login_that_is_not_there_is_refused(as_person: SignIn, world: World, login: str) -> None:
    answer = as_person("kari").post(path(world, PAGE), {"login": login})

    assert answer.status_code == 422
    assert 'href="#f-login"' in body(answer)


def test_it_takes_two_to_lift(as_person: SignIn, world: World) -> None:
    person = world.town.people["odd"].key
    kari, turid = as_person("kari"), as_person("turid")
    kari.post(path(world, PAGE), {"login": "odd"})

    kari.post(path(world, PAGE), {"lift": person})
    assert is_blocked(world, "odd")
    assert "En annen må gjøre det." in body(kari.get(path(world, PAGE)))

    assert kari.post(path(world, PAGE), {"lift": person}).status_code == 403
    assert is_blocked(world, "odd")

    assert turid.post(path(world, PAGE), {"lift": person}).status_code == 302
    assert not is_blocked(world, "odd")


def test_a_key_that_is_not_blocked_is_not_found(as_person: SignIn, world: World) -> None:
    answer = as_person("kari").post(path(world, PAGE), {"lift": world.town.people["odd"].key})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["odd", "rakel", "ulf", "berit", "mona", "frida", "ivar"])
def test_only_those_who_answer_for_the_case_in_the_municipality_see_it(
    as_person: SignIn, world: World, name: str
) -> None:
    client = as_person(name)

    assert client.get(path(world, PAGE)).status_code == 404
    assert client.post(path(world, PAGE), {"login": "odd"}).status_code == 404
    assert not is_blocked(world, "odd")


def test_control_reads_the_log_and_not_who_is_kept_out(
    as_person: SignIn, world: World, clock: Clock
) -> None:
    access.give_control(
        case=world.case,
        person=world.town.people["frida"],
        role="privacy_officer",
        until_at=clock.at.replace(hour=20),
        by=world.actor("frida"),
        at=clock.at,
    )
    frida = as_person("frida")

    assert frida.get(path(world, "logg/")).status_code == 200
    assert frida.get(path(world, PAGE)).status_code == 404
