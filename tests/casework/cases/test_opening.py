"""Opening a case lets in two people and nobody else, and tells nobody who it is about."""

from collections.abc import Callable

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import paragraphs, sheet
from forevar.kernel import decision
from forevar.trust.access import decide
from forevar.trust.audit import ledger
from tests.casework.cases.conftest import NOON, World


def test_the_opener_and_the_named_caseworker_may_see_it_and_no_one_else(world: World) -> None:
    case = world.open_case(kontaktperson=world.holder("kari", "bykommunen"))

    seers = {seer.person for seer in decide.who_can_see(case, NOON)}

    assert seers == {world.town.people["ivar"], world.town.people["kari"]}
    assert not decide.rights(world.actor("odd"), case, NOON)


def test_a_caseworker_who_opens_a_case_is_its_kontaktperson(world: World) -> None:
    case = world.open_case(by="kari", kontaktperson=world.holder("kari", "bykommunen"))

    assert selectors.get_strip(case, at=NOON).kontaktperson == "Kari"
    assert len(selectors.list_people(case)) == 1


@pytest.mark.parametrize("name", ["turid", "mona", "berit", "selma", "dag", "frida", "rolf"])
def test_those_who_do_not_register_enquiries_cannot_open_a_case(world: World, name: str) -> None:
    before = models.Case.objects.count()

    with pytest.raises(decision.NotAllowed):
        world.open_case(by=name)

    assert models.Case.objects.count() == before


def test_it_begins_as_an_enquiry_with_what_is_known(world: World) -> None:
    case = world.open_case(paragraph="4-2", urgency="acute")

    found = selectors.get_sheet(case)

    assert (found.phase, found.legal_basis, found.is_acute) == ("intake", "emergency_order", True)
    assert found.address_state == "unknown"
    assert not found.is_closed


def test_a_basis_nobody_has_heard_of_is_refused(world: World) -> None:
    with pytest.raises(paragraphs.NoSuchParagraph):
        world.open_case(paragraph="9-9")
    with pytest.raises(sheet.NoSuchUrgency):
        world.open_case(urgency="soon")


def test_the_child_is_in_the_vault_and_the_case_holds_no_name(
    world: World, reading: Callable[[object], str]
) -> None:
    strip = selectors.get_strip(world.case, at=NOON)

    assert reading(strip.call_name) == "Nora"
    assert strip.age == 14
    row = models.Case.objects.get(code=world.case.code)
    assert "Nora" not in str(vars(row))


def test_the_ledger_tells_that_it_was_opened_and_not_for_whom(world: World) -> None:
    opened = next(
        entry
        for entry in ledger.entries(case=world.case, limit=50)
        if entry.action == "cases.opened"
    )

    assert opened.actor == world.town.people["ivar"].key
    assert "Nora" not in str(opened.details)


def test_if_the_child_is_refused_nothing_was_opened(world: World) -> None:
    before = models.Case.objects.count()

    with pytest.raises(Exception, match="identity"):
        world.open_case(child=cases.NewChild(given_name=""))

    assert models.Case.objects.count() == before
