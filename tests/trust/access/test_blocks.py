"""Keeping out those who belong to the child's network, without telling them."""

import pytest
from django.db import IntegrityError, transaction

from forevar.kernel.decision import NotAllowed
from forevar.trust.access import decide, selectors, visible
from forevar.trust.access import services as access
from forevar.trust.access.models import NetworkBlock
from forevar.trust.access.services.blocks import NeedsAnother
from tests.trust.access.town import CASE, NO_CASE, NOON, Town, hours


@pytest.fixture
def placed(town: Town) -> Town:
    """The town with one case, three who answer for it, and Mona on shift where the child lives."""
    town.assign("ivar", "intake_adviser")
    town.assign("kari", "caseworker")
    town.assign("turid", "cws_leader")
    access.give_unit(case=CASE, unit=town.units["huset"], by=None, at=NOON)
    town.put_on_shift("mona", "huset")
    return town


def _block(town: Town, name: str, *, by: str = "kari") -> str:
    return access.block(case=CASE, person=town.people[name], by=town.actor(by), at=NOON)


def test_a_block_denies_everything_at_once(placed: Town) -> None:
    mona = placed.actor("mona")
    assert decide.rights(mona, CASE, NOON)

    _block(placed, "mona")

    assert decide.rights(mona, CASE, NOON) == decide.rights(mona, NO_CASE, NOON)
    assert not list(visible.case_codes(mona, section="overview", letter="s", at=NOON))
    assert "Mona" not in {seer.name for seer in decide.who_can_see(CASE, NOON)}


def test_a_request_that_began_before_the_block_is_denied_too(placed: Town) -> None:
    access.block(case=CASE, person=placed.people["mona"], by=None, at=NOON + hours(1))

    assert not decide.rights(placed.actor("mona"), CASE, NOON + hours(0.5))


def test_a_blocked_person_is_let_in_by_nobody(placed: Town) -> None:
    _block(placed, "odd")

    with pytest.raises(access.PersonIsBlocked):
        access.give(
            case=CASE,
            person=placed.people["odd"],
            role="caseworker",
            by=placed.actor("kari"),
            at=NOON,
        )


def test_blocking_twice_is_blocking_once(placed: Town) -> None:
    assert _block(placed, "mona") == _block(placed, "mona", by="turid")
    assert NetworkBlock.objects.count() == 1


@pytest.mark.parametrize("by", ["odd", "mona", "frida", "berit"])
def test_those_who_do_not_answer_for_the_case_block_nobody(placed: Town, by: str) -> None:
    with pytest.raises(NotAllowed):
        _block(placed, "kari", by=by)


def test_somebody_on_the_case_may_say_it_of_themselves(placed: Town) -> None:
    _block(placed, "mona", by="mona")

    assert not decide.rights(placed.actor("mona"), CASE, NOON)


def test_a_stranger_who_says_it_of_themselves_learns_nothing(placed: Town) -> None:
    for case in (CASE, NO_CASE):
        with pytest.raises(access.CaseIsNotThere):
            access.block(case=case, person=placed.people["odd"], by=placed.actor("odd"), at=NOON)


def test_lifting_takes_two(placed: Town) -> None:
    _block(placed, "mona")
    mona = placed.people["mona"]
    with pytest.raises(NeedsAnother):
        access.lift_block(case=CASE, person=mona, by=placed.actor("kari"), at=NOON)
    access.ask_to_lift(case=CASE, person=mona, by=placed.actor("kari"), at=NOON)
    assert not decide.rights(placed.actor("mona"), CASE, NOON)
    with pytest.raises(NeedsAnother):
        access.lift_block(case=CASE, person=mona, by=placed.actor("kari"), at=NOON)

    access.lift_block(case=CASE, person=mona, by=placed.actor("turid"), at=NOON + hours(1))

    assert not decide.rights(placed.actor("mona"), CASE, NOON + hours(0.5))
    assert decide.rights(placed.actor("mona"), CASE, NOON + hours(1))
    with pytest.raises(access.NothingToEnd):
        access.lift_block(case=CASE, person=mona, by=placed.actor("turid"), at=NOON + hours(1))


def test_asking_anew_does_not_let_one_person_play_both_parts(placed: Town) -> None:
    _block(placed, "mona")
    mona = placed.people["mona"]
    for name in ("turid", "kari"):
        access.ask_to_lift(case=CASE, person=mona, by=placed.actor(name), at=NOON)

    with pytest.raises(NeedsAnother):
        access.lift_block(case=CASE, person=mona, by=placed.actor("kari"), at=NOON)


@pytest.mark.parametrize("by", ["odd", "mona", "frida"])
def test_those_who_do_not_answer_for_the_case_lift_nothing(placed: Town, by: str) -> None:
    _block(placed, "mona")

    with pytest.raises(NotAllowed):
        access.ask_to_lift(case=CASE, person=placed.people["mona"], by=placed.actor(by), at=NOON)


def test_a_blocked_leader_does_not_lift_their_own_block(placed: Town) -> None:
    _block(placed, "turid")
    access.ask_to_lift(case=CASE, person=placed.people["turid"], by=placed.actor("kari"), at=NOON)

    with pytest.raises(NotAllowed):
        access.lift_block(
            case=CASE, person=placed.people["turid"], by=placed.actor("turid"), at=NOON
        )


def test_the_database_refuses_one_person_in_both_parts(placed: Town) -> None:
    key = _block(placed, "mona")
    kari = placed.people["kari"].key

    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkBlock.objects.filter(key=key).update(
            lift_asked_by=kari, lift_asked_at=NOON, lifted_by=kari, lifted_at=NOON
        )


def test_those_who_answer_for_the_case_see_who_is_kept_out(placed: Town) -> None:
    _block(placed, "mona")
    access.ask_to_lift(case=CASE, person=placed.people["mona"], by=placed.actor("ivar"), at=NOON)

    (line,) = selectors.list_blocks(CASE, at=NOON)

    assert line.person == placed.people["mona"]
    assert line.lift_asked_by == placed.people["ivar"]
    assert "Mona" not in repr(line)
