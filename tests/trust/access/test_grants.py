"""Letting in and ending."""

import pytest

from forevar.kernel.decision import NotAllowed
from forevar.trust.access import decide, selectors, visible
from forevar.trust.access import services as access
from forevar.trust.audit import ledger
from tests.trust.access.town import CASE, NOON, OTHER_CASE, Town, hours


def _codes(town: Town, name: str, *, section: str = "overview", letter: str = "s") -> list[str]:
    return list(visible.case_codes(town.actor(name), section=section, letter=letter, at=NOON))


def test_who_registers_an_enquiry_lets_themselves_in_first(town: Town) -> None:
    ivar = town.actor("ivar")

    access.give(case=CASE, person=ivar.person, role="intake_adviser", by=ivar, at=NOON)

    assert decide.rights(ivar, CASE, NOON).can("enquiry", "W")
    assert _codes(town, "ivar") == ["lonn-482"]


def test_nobody_lets_themselves_in_on_a_case_that_has_somebody(town: Town) -> None:
    town.assign("ivar", "intake_adviser")
    odd = town.actor("odd")

    with pytest.raises(NotAllowed) as refused:
        access.give(case=CASE, person=odd.person, role="caseworker", by=odd, at=NOON)

    assert refused.value.denied.code == "own_access"
    assert not decide.rights(odd, CASE, NOON)


@pytest.mark.parametrize("name", ["mona", "berit", "selma", "dag", "oskar", "frida", "rolf"])
def test_only_those_whose_enquiry_starts_a_case_are_its_first(town: Town, name: str) -> None:
    actor = town.actor(name)
    role = next(iter(actor.roles))

    with pytest.raises(NotAllowed):
        access.give(case=CASE, person=actor.person, role=role, by=actor, at=NOON)


def test_a_colleague_off_the_case_lets_nobody_in(town: Town) -> None:
    town.assign("kari", "caseworker")

    with pytest.raises(NotAllowed) as refused:
        access.give(
            case=CASE,
            person=town.people["turid"],
            role="cws_leader",
            by=town.actor("odd"),
            at=NOON,
        )

    assert refused.value.denied.code == "not_here"


def test_a_carer_on_the_case_lets_nobody_in(town: Town) -> None:
    town.assign("berit", "carer")

    with pytest.raises(NotAllowed):
        access.give(
            case=CASE,
            person=town.people["selma"],
            role="school_contact",
            by=town.actor("berit"),
            at=NOON,
        )


def test_an_adviser_on_the_case_lets_the_municipality_in(town: Town) -> None:
    town.assign("ivar", "intake_adviser")

    access.give(
        case=CASE, person=town.people["kari"], role="caseworker", by=town.actor("ivar"), at=NOON
    )

    assert decide.rights(town.actor("kari"), CASE, NOON).can("risk_assessment", "W")
    assert decide.rights(town.actor("odd"), CASE, NOON).basis == ""
    assert not decide.rights(town.actor("kari"), OTHER_CASE, NOON)


def test_a_role_not_held_is_refused(town: Town) -> None:
    with pytest.raises(access.RoleIsNotHeld):
        access.give(case=CASE, person=town.people["kari"], role="cws_leader", by=None, at=NOON)


@pytest.mark.parametrize(
    ("name", "role"),
    [("oskar", "org_admin"), ("frida", "privacy_officer"), ("rolf", "press_officer")],
)
def test_roles_without_cases_are_let_in_to_none(town: Town, name: str, role: str) -> None:
    with pytest.raises(access.RoleIsNotHeld):
        access.give(case=CASE, person=town.people[name], role=role, by=None, at=NOON)


def test_a_role_held_in_two_units_needs_the_unit(town: Town) -> None:
    town.hire("kari", "caseworker", "nabokommunen")

    with pytest.raises(access.RoleIsNotHeld):
        access.give(case=CASE, person=town.people["kari"], role="caseworker", by=None, at=NOON)
    access.give(
        case=CASE,
        person=town.people["kari"],
        role="caseworker",
        unit=town.units["nabokommunen"],
        by=None,
        at=NOON,
    )

    assert decide.rights(town.actor("kari"), CASE, NOON).can("facts", "W")


def test_the_same_access_is_given_once(town: Town) -> None:
    town.assign("kari", "caseworker")

    with pytest.raises(access.AlreadyHasAccess):
        town.assign("kari", "caseworker")


def test_a_unit_is_open_only_while_the_shift_runs(town: Town) -> None:
    access.give_unit(case=CASE, unit=town.units["huset"], by=None, at=NOON)
    mona = town.actor("mona")
    assert not decide.rights(mona, CASE, NOON)

    town.put_on_shift("mona", "huset", last=8)

    assert decide.rights(mona, CASE, NOON).can("facts", "W") == decide.rights(
        mona, CASE, NOON + hours(7.99)
    ).can("facts", "W")
    assert decide.rights(mona, CASE, NOON).basis == "unit"
    assert not decide.rights(mona, CASE, NOON + hours(8))


@pytest.mark.parametrize("unit", ["hjemmet", "skolen", "bykommunen", "vakta", "direktoratet"])
def test_a_whole_unit_is_let_in_only_where_the_rule_can_work(town: Town, unit: str) -> None:
    with pytest.raises(access.RoleIsNotHeld):
        access.give_unit(case=CASE, unit=town.units[unit], by=None, at=NOON)


def test_duty_officers_see_a_flagged_case_on_their_shift(town: Town) -> None:
    town.put_on_shift("dag", "vakta")
    assert not decide.rights(town.actor("dag"), CASE, NOON)

    access.flag_for_duty(case=CASE, unit=town.units["vakta"], by=None, at=NOON)

    rights = decide.rights(town.actor("dag"), CASE, NOON)
    assert rights.basis == "duty"
    assert rights.can("nodkort", "S")
    assert not rights.can("facts", "s")
    assert not decide.rights(town.actor("dag"), CASE, NOON + hours(8))


def test_flagging_is_refused_for_a_unit_without_duty_officers(town: Town) -> None:
    with pytest.raises(access.RoleIsNotHeld):
        access.flag_for_duty(case=CASE, unit=town.units["huset"], by=None, at=NOON)


def test_ending_takes_effect_at_the_same_instant(town: Town) -> None:
    grant = town.assign("kari", "caseworker")
    town.assign("turid", "cws_leader")

    access.end(grant=grant, by=town.actor("turid"), at=NOON + hours(1))

    assert decide.rights(town.actor("kari"), CASE, NOON + hours(0.99))
    assert not decide.rights(town.actor("kari"), CASE, NOON + hours(1))
    with pytest.raises(access.NothingToEnd):
        access.end(grant=grant, by=town.actor("turid"), at=NOON + hours(1))


def test_somebody_may_end_their_own_access_and_not_anothers(town: Town) -> None:
    own = town.assign("berit", "carer")
    others = town.assign("kari", "caseworker")
    berit = town.actor("berit")

    with pytest.raises(NotAllowed):
        access.end(grant=others, by=berit, at=NOON)
    access.end(grant=own, by=berit, at=NOON)

    assert not decide.rights(berit, CASE, NOON)
    assert decide.rights(town.actor("kari"), CASE, NOON)


def test_all_access_through_a_unit_ends_at_once(town: Town) -> None:
    town.assign("ulf", "unit_leader")
    access.give_unit(case=CASE, unit=town.units["huset"], by=None, at=NOON)
    town.put_on_shift("mona", "huset")
    town.assign("kari", "caseworker")

    ended = access.end_all(
        case=CASE, unit=town.units["huset"], by=town.actor("kari"), at=NOON + hours(1)
    )

    assert ended == 2
    assert {seer.name for seer in decide.who_can_see(CASE, NOON + hours(1))} == {"Kari"}


def test_control_opens_the_ledger_rows_and_no_content(town: Town) -> None:
    town.assign("kari", "caseworker")
    frida = town.actor("frida")
    assert not decide.rights(frida, CASE, NOON)

    access.give_control(
        case=CASE,
        person=frida.person,
        role="privacy_officer",
        until_at=NOON + hours(24),
        by=frida,
        at=NOON,
    )

    rights = decide.rights(frida, CASE, NOON)
    assert dict(rights.cells) == {
        ("who_has_seen", "s"): "control",
        ("who_has_seen", "S"): "control",
    }


@pytest.mark.parametrize("name", ["petra", "turid", "kari", "oskar"])
def test_control_is_opened_by_a_privacy_officer_on_the_case_only(town: Town, name: str) -> None:
    town.assign("kari", "caseworker")

    with pytest.raises(access.CaseIsNotThere):
        access.give_control(
            case=CASE,
            person=town.people["turid"],
            role="cws_leader",
            until_at=NOON + hours(24),
            by=town.actor(name),
            at=NOON,
        )


def test_a_grant_that_cannot_be_entered_in_the_ledger_is_not_given(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr(ledger, "append", broken)

    with pytest.raises(RuntimeError):
        town.assign("kari", "caseworker")

    assert not decide.rights(town.actor("kari"), CASE, NOON)


def test_giving_is_entered_with_who_to_whom_and_on_what_basis(town: Town) -> None:
    town.assign("ivar", "intake_adviser")
    access.give(
        case=CASE, person=town.people["kari"], role="caseworker", by=town.actor("ivar"), at=NOON
    )

    entry = ledger.entries(case=CASE, limit=1)[0]

    assert entry.action == "access.granted"
    assert entry.actor == town.people["ivar"].key
    assert entry.subject == town.people["kari"].key
    assert entry.details == {"basis": "assigned", "opens": "assigned", "role": "caseworker"}


def _control(town: Town, name: str, role: str) -> str:
    return access.give_control(
        case=CASE,
        person=town.people[name],
        role=role,
        until_at=NOON + hours(24),
        by=town.actor("frida"),
        at=NOON,
    )


def test_a_privacy_officer_lets_a_leader_off_the_case_control_it(town: Town) -> None:
    town.assign("kari", "caseworker")

    _control(town, "turid", "cws_leader")

    assert decide.rights(town.actor("turid"), CASE, NOON).basis == "control"
    with pytest.raises(access.AlreadyHasAccess):
        _control(town, "turid", "cws_leader")
    with pytest.raises(access.RoleIsNotHeld):
        _control(town, "odd", "caseworker")


def test_nobody_in_the_childs_network_controls(town: Town) -> None:
    town.assign("kari", "caseworker")
    access.block(case=CASE, person=town.people["turid"], by=None, at=NOON)

    with pytest.raises(access.PersonIsBlocked):
        _control(town, "turid", "cws_leader")
    access.block(case=CASE, person=town.people["frida"], by=None, at=NOON)
    with pytest.raises(access.CaseIsNotThere):
        _control(town, "frida", "privacy_officer")


def test_ending_through_a_unit_that_has_none_enters_nothing(town: Town) -> None:
    town.assign("kari", "caseworker")
    before = ledger.entries(case=CASE)

    assert access.end_all(case=CASE, unit=town.units["huset"], by=None, at=NOON) == 0

    assert ledger.entries(case=CASE) == before


def test_the_grants_on_a_case_are_listed_with_who_and_where(town: Town) -> None:
    town.assign("kari", "caseworker")
    access.give_unit(case=CASE, unit=town.units["huset"], by=None, at=NOON)
    town.assign("odd", "caseworker", case=OTHER_CASE)

    lines = selectors.list_grants(CASE, at=NOON)

    assert [(line.basis, line.name, line.role, line.unit_name) for line in lines] == [
        ("assigned", "Kari", "caseworker", "bykommunen"),
        ("unit", "", "", "huset"),
    ]
    assert "Kari" not in repr(lines)
    assert "huset" not in repr(lines)
