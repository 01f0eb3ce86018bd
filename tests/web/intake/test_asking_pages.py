"""Asking for what is missing, through the pages: choose, send, remind, tick off."""

from datetime import date

import pytest
from django.http import HttpResponseBase
from django.test import Client

from forevar.casework.cases import selectors as cases_now
from forevar.casework.intake import projections, selectors
from forevar.casework.screening import selectors as screening
from forevar.casework.screening import services as answers
from tests.casework.intake.conftest import TODAY, World
from tests.web.intake.conftest import SignIn, body, path

MISSING = "henvendelse/mangler/"
ONE = "henvendelse/mangler/1/"
ASK = {"facts": ["prior_experience", "country_background"], "to": "municipality"}
SEND = {"do": "send", "due_on": "2026-11-26", "until_then": "Velger sted i en annen region."}


@pytest.fixture
def ivar(as_person: SignIn) -> Client:
    return as_person("ivar")


def drafted(client: Client, world: World, **more: str) -> HttpResponseBase:
    return client.post(path(world, MISSING), {**ASK, **more})


def request_now(world: World) -> projections.RequestNow:
    return selectors.get_request(world.case, number=1, today=TODAY)


def test_it_lists_what_is_not_known_by_theme_and_says_what_waits(
    ivar: Client, world: World
) -> None:
    page = body(ivar.get(path(world, MISSING)))

    assert "Hva har skjedd før" in page
    assert 'value="prior_experience"' in page
    assert "i veilederen venter på svaret" in page


def test_only_what_somebody_left_open_for_the_municipality_is_ticked(
    ivar: Client, world: World
) -> None:
    answers.note_not_yet_known(
        case=world.case,
        fact="country_background",
        who="municipality",
        due_on=date(2026, 11, 25),
        until_then="Ingen reiser avtales.",
        by=world.actor("ivar"),
        at=world.at,
    )

    page = body(ivar.get(path(world, MISSING)))

    assert page.count(" checked") == 1


def test_a_request_becomes_a_letter_without_the_childs_name(ivar: Client, world: World) -> None:
    answer = drafted(ivar, world, covering="Vi trenger dette for å finne et sted.")
    assert answer["Location"] == path(world, ONE)

    page = body(ivar.get(answer["Location"]))

    assert "Vi trenger dette for å finne et sted." in page
    assert "Nora" not in page
    assert "Noter som sendt" in page


def test_the_page_of_what_is_missing_holds_no_name_either(ivar: Client, world: World) -> None:
    assert "Nora" not in body(ivar.get(path(world, MISSING)))


@pytest.mark.parametrize(
    "sent",
    [
        {"to": "municipality"},
        {**ASK, "facts": ["shoe_size"]},
        {**ASK, "to": "parents"},
        {**ASK, "covering": "Gjelder Fjellvang."},
    ],
)
def test_a_request_for_nothing_to_nobody_or_with_a_name_is_refused(
    ivar: Client, world: World, sent: dict[str, object]
) -> None:
    answer = ivar.post(path(world, MISSING), sent)

    assert answer.status_code == 422
    assert selectors.list_requests(world.case, today=TODAY) == ()


def test_sending_tells_every_question_that_somebody_was_asked(ivar: Client, world: World) -> None:
    drafted(ivar, world)

    ivar.post(path(world, ONE), SEND)

    assert request_now(world).state == "sent"
    gaps = {gap.fact: gap for gap in screening.list_gaps(world.case, at=world.at)}
    assert gaps["prior_experience"].state == "asked"
    assert gaps["prior_experience"].due_on == date(2026, 11, 26)
    waiting = {task.about for task in cases_now.list_open_tasks(world.case) if task.waits_on}
    assert waiting == {"1", "prior_experience", "country_background"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2026-11-21"}, "due_on"),
        ({"until_then": ""}, "until_then"),
    ],
)
def test_sending_asks_for_a_date_ahead_and_what_is_done_until_then(
    ivar: Client, world: World, changed: dict[str, str], field: str
) -> None:
    drafted(ivar, world)

    answer = ivar.post(path(world, ONE), {**SEND, **changed})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in body(answer)
    assert request_now(world).state == "drafted"


def test_a_shielded_word_in_what_is_done_until_then_sends_nothing_at_all(
    ivar: Client, world: World
) -> None:
    drafted(ivar, world)

    answer = ivar.post(path(world, ONE), {**SEND, "until_then": "Bor hos Fjellvang."})

    assert answer.status_code == 422
    assert request_now(world).state == "drafted"
    assert cases_now.list_open_tasks(world.case) == ()


def test_answers_are_ticked_off_and_what_is_known_now_is_ticked_for_you(
    ivar: Client, world: World
) -> None:
    drafted(ivar, world)
    ivar.post(path(world, ONE), SEND)
    answers.note_answer(
        case=world.case,
        fact="prior_experience",
        value="Ingen har møtt familien før.",
        source="Brev",
        source_on=TODAY,
        on_behalf_of="municipal_cws",
        by=world.actor("ivar"),
        at=world.at,
    )
    page = body(ivar.get(path(world, ONE)))
    assert page.count(" checked") == 1

    ivar.post(path(world, ONE), {"do": "answered", "facts": ["prior_experience"]})

    assert request_now(world).state == "partly"
    assert 'value="prior_experience"' not in body(ivar.get(path(world, ONE)))


def test_they_are_reminded(ivar: Client, world: World) -> None:
    drafted(ivar, world)
    ivar.post(path(world, ONE), SEND)

    ivar.post(path(world, ONE), {"do": "remind"})

    assert request_now(world).reminded_at == world.at


def test_a_draft_cannot_be_reminded_of(ivar: Client, world: World) -> None:
    drafted(ivar, world)

    assert ivar.post(path(world, ONE), {"do": "remind"}).status_code == 409


def test_a_request_that_is_not_there_is_not_found(ivar: Client, world: World) -> None:
    answer = ivar.get(path(world, "henvendelse/mangler/7/"))

    assert answer.status_code == 404
    assert answer.content == ivar.get("/sak/selje-900/henvendelse/mangler/7/").content


def test_a_leader_reads_and_asks_for_nothing(as_person: SignIn, world: World) -> None:
    client = as_person("turid")

    assert client.get(path(world, MISSING)).status_code == 200
    assert "Lag forespørsel" not in body(client.get(path(world, MISSING)))
    assert client.post(path(world, MISSING), ASK).status_code == 403


@pytest.mark.parametrize("name", ["ulf", "berit"])
def test_the_reduced_right_does_not_reach_it(as_person: SignIn, world: World, name: str) -> None:
    assert as_person(name).get(path(world, MISSING)).status_code == 403
