"""Answering for a case gives access; no longer answering ends it at once."""

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import bodies
from forevar.casework.cases.services import people
from forevar.kernel import decision
from forevar.trust.access import decide
from forevar.trust.access import services as access
from tests.casework.cases.conftest import NOON, World


def _responsibility(world: World, body: str) -> str:
    return next(one for one in selectors.list_people(world.case) if one.body == body).responsibility


def test_being_put_on_the_case_opens_it(world: World) -> None:
    assert not decide.rights(world.actor("berit"), world.case, NOON)

    world.assign("berit", "home", "hjemmet")

    assert decide.rights(world.actor("berit"), world.case, NOON).roles == {"carer"}
    assert world.latest().details == {"body": "home", "change": "assigned"}


def test_being_taken_off_the_case_closes_it(world: World) -> None:
    key = world.assign("berit", "home", "hjemmet")

    cases.unassign(case=world.case, responsibility=key, by=world.actor("kari"), at=NOON)

    assert not decide.rights(world.actor("berit"), world.case, NOON)
    with pytest.raises(people.NotResponsible):
        cases.unassign(case=world.case, responsibility=key, by=world.actor("kari"), at=NOON)


def test_a_unit_is_let_in_as_a_whole_and_only_while_on_shift(world: World) -> None:
    cases.assign(
        case=world.case,
        body="unit",
        unit=world.town.units["huset"],
        by=world.actor("kari"),
        at=NOON,
    )
    assert not decide.rights(world.actor("mona"), world.case, NOON)

    world.town.put_on_shift("mona", "huset")

    assert decide.rights(world.actor("mona"), world.case, NOON).basis == "unit"


def test_the_duty_desk_sees_the_case_while_it_is_flagged(world: World) -> None:
    world.town.put_on_shift("dag", "vakta")
    key = cases.assign(
        case=world.case,
        body="duty",
        unit=world.town.units["vakta"],
        by=world.actor("ivar"),
        at=NOON,
    )
    assert selectors.get_sheet(world.case).flagged_for_duty
    assert decide.rights(world.actor("dag"), world.case, NOON).basis == "duty"

    cases.unassign(case=world.case, responsibility=key, by=world.actor("ivar"), at=NOON)

    assert not selectors.get_sheet(world.case).flagged_for_duty
    assert not decide.rights(world.actor("dag"), world.case, NOON)


def test_a_person_without_the_role_cannot_answer_for_the_body(world: World) -> None:
    with pytest.raises(bodies.WrongRoleForBody):
        world.assign("odd", "municipal_leader", "bykommunen")
    with pytest.raises(bodies.NoSuchBody):
        world.assign("odd", "police", "bykommunen")
    with pytest.raises(people.NamedPersonNeeded):
        cases.assign(
            case=world.case,
            body="home",
            unit=world.town.units["hjemmet"],
            by=world.actor("kari"),
            at=NOON,
        )


@pytest.mark.parametrize("name", ["odd", "mona", "rolf", "frida"])
def test_a_stranger_puts_nobody_on_a_case_and_not_themselves(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        world.assign("berit", "home", "hjemmet", by=name)
    with pytest.raises(decision.NotAllowed):
        world.assign("odd", "municipality", "bykommunen", by="odd")


def test_somebody_in_the_childs_network_cannot_be_put_on_the_case(world: World) -> None:
    access.block(case=world.case, person=world.town.people["odd"], by=world.actor("kari"), at=NOON)

    with pytest.raises(access.PersonIsBlocked):
        world.assign("odd", "municipality", "bykommunen")

    assert "Odd" not in [person.name for person in selectors.list_people(world.case)]


def test_handing_over_moves_the_access_and_the_tasks(world: World) -> None:
    task = world.set_task(owner_person=world.town.people["kari"], owner_body="")

    cases.hand_over(
        case=world.case,
        responsibility=_responsibility(world, "municipality"),
        to=world.holder("odd", "bykommunen"),
        by=world.actor("kari"),
        at=NOON,
    )

    assert decide.rights(world.actor("odd"), world.case, NOON)
    assert not decide.rights(world.actor("kari"), world.case, NOON)
    assert selectors.get_strip(world.case, at=NOON).kontaktperson == "Odd"
    assert models.Task.objects.get(key=task).owner_person == world.town.people["odd"].key


def test_the_last_who_can_let_others_in_cannot_leave(world: World) -> None:
    case = world.open_case()
    alone = selectors.list_people(case)[0].responsibility

    with pytest.raises(people.LastOneCannotLeave):
        cases.unassign(case=case, responsibility=alone, by=world.actor("ivar"), at=NOON)

    assert decide.rights(world.actor("ivar"), case, NOON)


def test_a_responsibility_of_another_case_is_not_found(world: World) -> None:
    other = world.open_case()
    foreign = selectors.list_people(other)[0].responsibility

    with pytest.raises(people.NotResponsible):
        cases.unassign(case=world.case, responsibility=foreign, by=world.actor("kari"), at=NOON)


def test_the_name_of_a_carer_or_a_school_contact_is_left_out(world: World) -> None:
    world.assign("berit", "home", "hjemmet")
    world.assign("selma", "school", "skolen")

    shown = {person.body: person.name for person in selectors.list_people(world.case)}

    assert shown["home"] == shown["school"] == ""
    assert shown["municipality"] == "Kari"
