"""«Hvem har sett»: who, role, what, when, basis; page by page; for those who answer for the case."""

import re

import pytest

from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import World
from tests.web.access.conftest import SignIn, body, path

PAGE = "logg/"


def rows(page: str) -> int:
    return page.count('<tr role="row">') - 1


def test_it_says_who_saw_what_when_and_why_they_could(as_person: SignIn, world: World) -> None:
    as_person("ivar").get(path(world, "henvendelse/"))

    page = body(as_person("kari").get(path(world, PAGE)))

    assert "Så henvendelsen" in page
    assert "Inntaksrådgiver" in page
    assert "Ansvar for saken" in page
    assert "21.11.2026 kl. 13.00" in page


def test_looking_at_the_log_stands_in_the_log(as_person: SignIn, world: World) -> None:
    client = as_person("kari")
    client.get(path(world, PAGE))

    assert "Så hvem som har sett saken" in body(client.get(path(world, PAGE)))


def test_no_name_of_the_child_stands_beside_the_names_of_staff(
    as_person: SignIn, world: World
) -> None:
    assert "Nora" not in body(as_person("kari").get(path(world, PAGE)))


def test_it_is_narrowed_to_a_kind_and_to_a_person(as_person: SignIn, world: World) -> None:
    as_person("ivar").get(path(world, "henvendelse/"))
    client = as_person("kari")
    everything = rows(body(client.get(path(world, PAGE))))

    kind = body(client.get(path(world, PAGE), {"hva": "intake."}))
    person = body(client.get(path(world, PAGE), {"hvem": world.town.people["kari"].key}))

    assert 0 < rows(kind) < everything
    assert "<b>Ivar</b>" not in person
    assert "<b>Ivar</b>" in kind


@pytest.mark.parametrize("query", [{"hva": "accounts."}, {"hvem": "../x"}, {"for": "-1"}])
def test_a_made_up_filter_is_no_filter(
    as_person: SignIn, world: World, query: dict[str, str]
) -> None:
    answer = as_person("kari").get(path(world, PAGE), query)

    assert answer.status_code == 200
    assert rows(body(answer)) > 3


def test_it_goes_on_page_by_page_without_losing_a_line(as_person: SignIn, world: World) -> None:
    ivar = as_person("ivar")
    for _ in range(60):
        ivar.get(path(world, "henvendelse/"))
    client = as_person("kari")

    first = body(client.get(path(world, PAGE), {"hva": "intake."}))
    older = re.search(r'href="(\?hva=intake.&amp;for=\d+)"', first)
    assert rows(first) == 50
    assert older is not None
    second = body(client.get(path(world, PAGE) + older[1].replace("&amp;", "&")))

    assert rows(first) + rows(second) == len(
        ledger.entries(case=world.case, action_prefix="intake.", limit=500)
    )


@pytest.mark.parametrize("name", ["odd", "rakel", "frida", "mona", "rolf"])
def test_a_stranger_gets_the_answer_of_a_code_never_used(
    as_person: SignIn, world: World, name: str
) -> None:
    client = as_person(name)
    there, nowhere = client.get(path(world, PAGE)), client.get("/sak/selje-900/logg/")

    assert there.status_code == 404
    assert there.content == nowhere.content


@pytest.mark.parametrize("name", ["ivar", "ulf", "berit"])
def test_others_on_the_case_do_not_read_it(as_person: SignIn, world: World, name: str) -> None:
    assert as_person(name).get(path(world, PAGE)).status_code == 404


def test_emergency_access_stands_on_top(as_person: SignIn, world: World) -> None:
    access.open_emergency(
        by=world.actor("dag"), case=world.case, reason="child_missing", at=world.at
    )

    page = body(as_person("turid").get(path(world, PAGE)))

    assert "Dag: Barnet er borte" in page
    assert "Nødtilgang" in page
