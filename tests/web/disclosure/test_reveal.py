"""«Vis navn» and «Vis sted»: who you are, why, one class alone, and a line in the log."""

from datetime import datetime

import pytest
from allauth.account.internal.flows import login
from django.test import Client
from pytest_django import Settings

from forevar.casework.cases import services as cases
from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from forevar.trust.disclosure import services as disclosure
from tests.casework.intake.conftest import World
from tests.web.disclosure.conftest import Clock, SignIn, body, path

NAME = "vis/"
PLACE = "vis/sted/"
ADDRESS = "Bjørkelia 4, 9999 Ingensteds"


@pytest.fixture(autouse=True)
def confirmed(settings: Settings) -> None:
    """Somebody who proved who they are when they signed in, as in the demonstration."""
    settings.FOREVAR_MODE = "demo"


@pytest.fixture
def placed(world: World) -> World:
    disclosure.set_whereabouts(
        case=world.case,
        kind="placement_address",
        value=ADDRESS,
        by=world.actor("kari"),
        at=world.at,
    )
    return world


def proved(client: Client, at: datetime) -> Client:
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "demo", "at": at.timestamp()}]
    whose = login._AUTHENTICATION_METHODS_USER_SESSION_KEY
    session[whose] = session["_auth_user_id"]
    session.save()
    return client


@pytest.fixture
def as_proved(as_person: SignIn, clock: Clock) -> SignIn:
    return lambda name: proved(as_person(name), clock.at)


def revealed() -> list[ledger.Entry]:
    return ledger.entries(action_prefix="disclosure.revealed")


@pytest.mark.parametrize("name", ["ivar", "kari", "turid", "ulf"])
def test_the_name_is_shown_alone_for_sixty_seconds(
    as_proved: SignIn, placed: World, name: str
) -> None:
    answer = as_proved(name).post(path(placed, NAME), {"reason": "call"})

    page = body(answer)
    assert "Fjellvang" in page
    assert "Navnet vises i 60 sekunder. Visningen er loggført." in page
    assert 'data-vanish-after="60"' in page
    assert ADDRESS not in page
    (entry,) = revealed()
    assert entry.details["kind"] == "name"
    assert entry.details["reason"] == "call"


@pytest.mark.parametrize("name", ["ivar", "kari", "turid"])
def test_the_place_is_shown_without_any_name(as_proved: SignIn, placed: World, name: str) -> None:
    page = body(as_proved(name).post(path(placed, PLACE), {"reason": "meeting"}))

    assert ADDRESS in page
    assert "Nora" not in page
    assert "Fjellvang" not in page
    assert revealed()[0].details["kind"] == "place"


@pytest.mark.parametrize("tail", [NAME, PLACE])
def test_asking_shows_nothing_yet(as_proved: SignIn, placed: World, tail: str) -> None:
    page = body(as_proved("kari").get(path(placed, tail)))

    for secret in ("Nora", "Fjellvang", ADDRESS):
        assert secret not in page
    assert "Navn og sted vises ikke samtidig." in page
    assert not revealed()


@pytest.mark.parametrize("reason", ["", "curious"])
def test_a_reason_of_the_list_is_asked_for(as_proved: SignIn, placed: World, reason: str) -> None:
    answer = as_proved("kari").post(path(placed, NAME), {"reason": reason})

    assert answer.status_code == 422
    assert "Fjellvang" not in body(answer)
    assert not revealed()


@pytest.mark.parametrize("tail", [NAME, PLACE])
def test_whoever_has_not_proved_who_they_are_is_asked_first(
    as_person: SignIn, placed: World, tail: str
) -> None:
    client = as_person("kari")

    for answer in (
        client.get(path(placed, tail)),
        client.post(path(placed, tail), {"reason": "call"}),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/bekreft/?next=")
    assert not revealed()


def test_an_old_proof_is_asked_for_again(as_proved: SignIn, placed: World, clock: Clock) -> None:
    client = as_proved("kari")
    clock.forward(minutes=6)

    answer = client.post(path(placed, NAME), {"reason": "call"})

    assert answer["Location"].startswith("/konto/bekreft/")


@pytest.mark.parametrize(("name", "tail"), [("berit", NAME), ("berit", PLACE), ("ulf", PLACE)])
def test_on_the_case_but_not_for_this_role_says_so(
    as_proved: SignIn, placed: World, name: str, tail: str
) -> None:
    client = as_proved(name)

    assert client.get(path(placed, tail)).status_code == 403
    assert client.post(path(placed, tail), {"reason": "call"}).status_code == 403
    assert not revealed()


@pytest.mark.parametrize("name", ["odd", "mona", "frida", "rolf", "oskar", "selma"])
@pytest.mark.parametrize("tail", [NAME, PLACE])
def test_a_stranger_gets_the_answer_of_a_code_never_used(
    as_proved: SignIn, placed: World, name: str, tail: str
) -> None:
    client = as_proved(name)
    there = client.post(path(placed, tail), {"reason": "call"})
    nowhere = client.post(f"/sak/selje-900/{tail}", {"reason": "call"})

    assert there.status_code == 404
    assert there.content == nowhere.content


def test_emergency_access_opens_neither(as_proved: SignIn, placed: World) -> None:
    access.open_emergency(
        by=placed.actor("dag"), case=placed.case, reason="child_missing", at=placed.at
    )
    client = as_proved("dag")

    assert client.post(path(placed, NAME), {"reason": "call"}).status_code == 403
    assert client.post(path(placed, PLACE), {"reason": "call"}).status_code == 403


def test_a_regional_leader_sees_the_place_only_while_approving(
    as_proved: SignIn, placed: World
) -> None:
    access.give(
        case=placed.case,
        person=placed.town.people["rakel"],
        role="region_leader",
        by=placed.actor("ivar"),
        at=placed.at,
    )
    client = as_proved("rakel")
    assert client.post(path(placed, PLACE), {"reason": "other"}).status_code == 403

    cases.set_task(
        case=placed.case,
        source="tests",
        title="approve_view_of_risk",
        kind="approval",
        owner_body="region",
        by=placed.actor("ivar"),
        at=placed.at,
    )

    assert ADDRESS in body(client.post(path(placed, PLACE), {"reason": "other"}))
    assert client.post(path(placed, NAME), {"reason": "other"}).status_code == 403


def test_nothing_registered_says_so(as_proved: SignIn, world: World) -> None:
    page = body(as_proved("kari").post(path(world, PLACE), {"reason": "call"}))

    assert "Ingen steder er registrert." in page
