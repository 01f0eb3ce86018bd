"""The interpreter's page: a child is refused, a relative asks for a reason, unknown stays open."""

import pytest

from forevar.casework.intake import facts, selectors
from tests.casework.intake.conftest import World
from tests.web.intake.conftest import SignIn, body, path

PAGE = "tolk/"
SENT = {
    "version": "0",
    "needed": "yes",
    "language": "somali",
    "relation": "professional",
    "qualification": "state_authorised",
    "ties_checked": "not_yet",
    "details": "Nummer 1234 i registeret",
    "reason": "",
}


def test_it_is_noted_and_read_back(as_person: SignIn, world: World) -> None:
    assert as_person("ivar").post(path(world, PAGE), SENT).status_code == 302

    page = body(as_person("kari").get(path(world, PAGE)))

    assert "Nummer 1234 i registeret" in page
    assert "interpreter_ties_checked" not in facts.known(world.case)


def test_a_child_is_refused_and_nothing_typed_is_lost(as_person: SignIn, world: World) -> None:
    answer = as_person("ivar").post(path(world, PAGE), {**SENT, "relation": "child"})

    assert answer.status_code == 422
    assert "Et barn skal aldri brukes som tolk. Velg en annen." in body(answer)
    assert SENT["details"] in body(answer)
    assert selectors.find_interpreter(world.case) is None


def test_the_rule_about_children_stands_on_the_page_before_anything_is_chosen(
    as_person: SignIn, world: World
) -> None:
    assert "Barnet skal aldri brukes som tolk." in body(as_person("ivar").get(path(world, PAGE)))


@pytest.mark.parametrize("relation", ["family", "friend"])
def test_a_relative_or_friend_asks_for_a_reason(
    as_person: SignIn, world: World, relation: str
) -> None:
    client = as_person("ivar")

    assert client.post(path(world, PAGE), {**SENT, "relation": relation}).status_code == 422
    given = {**SENT, "relation": relation, "reason": "Ingen godkjent tolk før i morgen tidlig."}
    assert client.post(path(world, PAGE), given).status_code == 302


def test_two_who_write_at_once_get_both_texts(as_person: SignIn, world: World) -> None:
    as_person("kari").post(path(world, PAGE), {**SENT, "details": "Kari bestilte."})

    answer = as_person("ivar").post(path(world, PAGE), SENT)

    assert answer.status_code == 409
    assert "Kari bestilte." in body(answer)
    assert SENT["details"] in body(answer)


def test_the_reduced_right_says_the_need_and_not_who_it_is(as_person: SignIn, world: World) -> None:
    as_person("ivar").post(path(world, PAGE), SENT)

    page = body(as_person("berit").get(path(world, PAGE)))

    assert "Det trengs tolk." in page
    assert "1234" not in page


def test_a_leader_reads_and_cannot_write(as_person: SignIn, world: World) -> None:
    as_person("ivar").post(path(world, PAGE), SENT)
    client = as_person("turid")

    assert "somali" in body(client.get(path(world, PAGE)))
    assert client.post(path(world, PAGE), {**SENT, "version": "1"}).status_code == 403
