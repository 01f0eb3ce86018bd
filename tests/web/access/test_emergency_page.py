"""Nødtilgang through the pages: three taps, the same words for every code that is not there."""

import re

import pytest
from django.http import HttpResponseBase
from django.test import Client

from forevar.trust.access import decide, selectors
from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import World
from tests.web.access.conftest import Clock, SignIn, body, path

URL = "/nodtilgang/"
EXPLAIN = "/nodtilgang/forklar/"
REVIEWS = "/nodtilgang/gjennomgang/"
WHY = "Barnet var ikke kommet hjem til avtalt tid, og jeg hadde vakt."


def opened(client: Client, world: World, **more: str) -> HttpResponseBase:
    return client.post(URL, {"code": str(world.case), "reason": "child_missing", **more})


def test_a_code_and_a_reason_open_one_case_for_an_hour(
    as_person: SignIn, world: World, clock: Clock
) -> None:
    answer = opened(as_person("dag"), world)

    assert answer["Location"] == path(world)
    rights = decide.rights(world.actor("dag"), world.case, clock.at)
    assert rights.basis == "emergency"
    clock.forward(minutes=61)
    assert not decide.rights(world.actor("dag"), world.case, clock.at)


def test_the_code_is_read_as_it_is_spoken(as_person: SignIn, world: World) -> None:
    spoken = str(world.case).replace("-", " ").upper()

    assert opened(as_person("dag"), world, code=spoken).status_code == 302


def test_the_band_stands_on_the_page_and_two_were_told(as_person: SignIn, world: World) -> None:
    client = as_person("dag")
    opened(client, world)

    page = body(client.get(path(world)))

    assert "Nødtilgang til kl. 14.00. Alt du åpner, er loggført. To er varslet." in page
    (entry,) = ledger.entries(case=world.case, action_prefix="access.emergency_opened")
    assert entry.details["told"] >= 2
    assert "Nødtilganger du er varslet om" in body(as_person("kari").get(URL))


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"code": ""}, "code"), ({"reason": ""}, "reason_0"), ({"reason": "curious"}, "reason_0")],
)
def test_a_code_and_a_reason_of_the_list_are_asked_for(
    as_person: SignIn, world: World, sent: dict[str, str], field: str
) -> None:
    answer = opened(as_person("dag"), world, **sent)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert not decide.rights(world.actor("dag"), world.case, world.at)


def same(response: HttpResponseBase, code: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body(response))
    return page.replace(f'value="{code}"', "")


def test_unknown_barred_and_impossible_codes_get_the_same_page(
    as_person: SignIn, world: World
) -> None:
    access.block(case=world.case, person=world.town.people["dag"], by=None, at=world.at)
    client = as_person("dag")

    barred = opened(client, world)
    unknown = opened(client, world, code="selje-900")
    impossible = opened(client, world, code="x y z")

    assert {one.status_code for one in (barred, unknown, impossible)} == {422}
    assert same(barred, str(world.case)) == same(unknown, "selje-900")
    assert same(unknown, "selje-900") == same(impossible, "x y z")
    assert "Vi fant ingen sak med denne koden." in body(barred)
    assert len(ledger.entries(action_prefix="access.denied")) == 3


@pytest.mark.parametrize("name", ["berit", "selma", "oskar", "frida", "rolf"])
def test_some_roles_never_break_the_glass(as_person: SignIn, world: World, name: str) -> None:
    client = as_person(name)

    assert client.get(URL).status_code == 404
    assert opened(client, world).status_code == 404
    assert not ledger.entries(action_prefix="access.emergency_opened")


def test_it_can_be_ended_before_the_hour_is_over(
    as_person: SignIn, world: World, clock: Clock
) -> None:
    client = as_person("dag")
    opened(client, world)
    active = selectors.find_active_emergency(world.town.people["dag"], at=clock.at)
    assert active is not None

    clock.forward(minutes=5)
    client.post(URL, {"do": "end", "emergency": active.key})

    assert not decide.rights(world.actor("dag"), world.case, clock.at)


def test_it_is_explained_and_reviewed_by_somebody_else(
    as_person: SignIn, world: World, clock: Clock
) -> None:
    client = as_person("dag")
    opened(client, world)
    (line,) = selectors.list_to_explain(world.town.people["dag"], at=clock.at)
    assert world.case.code not in body(client.get(EXPLAIN))  # spelled as on screen, no address

    client.post(EXPLAIN, {"emergency": line.key, "text": WHY})
    assert selectors.list_to_explain(world.town.people["dag"], at=clock.at) == ()

    frida = as_person("frida")
    assert f"{REVIEWS}{line.key}/" in body(frida.get(REVIEWS))
    assert WHY in body(frida.get(f"{REVIEWS}{line.key}/"))
    assert ledger.entries(action_prefix="access.emergency_viewed")

    assert frida.post(f"{REVIEWS}{line.key}/", {"outcome": "in_order"})["Location"] == REVIEWS
    assert selectors.list_emergencies(world.case, at=clock.at)[0].outcome == "in_order"


@pytest.mark.parametrize("text", ["", "Kort.", "Familien Fjellvang ringte og ville ha barnet."])
def test_an_explanation_says_enough_and_names_nobody(
    as_person: SignIn, world: World, clock: Clock, text: str
) -> None:
    client = as_person("dag")
    opened(client, world)
    (line,) = selectors.list_to_explain(world.town.people["dag"], at=clock.at)

    answer = client.post(EXPLAIN, {"emergency": line.key, "text": text})

    assert answer.status_code == 422
    assert text in body(answer)
    assert selectors.list_to_explain(world.town.people["dag"], at=clock.at)


def test_nobody_explains_for_another(as_person: SignIn, world: World, clock: Clock) -> None:
    opened(as_person("dag"), world)
    (line,) = selectors.list_to_explain(world.town.people["dag"], at=clock.at)

    assert as_person("mona").post(EXPLAIN, {"emergency": line.key, "text": WHY}).status_code == 404


@pytest.mark.parametrize("name", ["turid", "ulf", "dag", "kari", "odd", "oskar", "rakel"])
def test_whoever_was_near_or_does_not_lead_reviews_nothing(
    as_person: SignIn, world: World, clock: Clock, name: str
) -> None:
    opened(as_person("dag"), world)
    (line,) = selectors.list_to_explain(world.town.people["dag"], at=clock.at)
    clock.forward(hours=25)

    answer = as_person(name).post(f"{REVIEWS}{line.key}/", {"outcome": "in_order"})

    expected = {"rakel": 302}.get(name, 404)
    assert answer.status_code == expected


def test_a_review_chooses_an_outcome(as_person: SignIn, world: World, clock: Clock) -> None:
    opened(as_person("dag"), world)
    (line,) = selectors.list_to_explain(world.town.people["dag"], at=clock.at)
    clock.forward(hours=25)

    answer = as_person("frida").post(f"{REVIEWS}{line.key}/", {"outcome": "fine"})

    assert answer.status_code == 422
    assert "Ingen forklaring er gitt innen fristen." in body(answer)
