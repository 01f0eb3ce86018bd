"""Only closing blocks, and it says what to do about it."""

from forevar.casework.cases.rules import bodies, closing, shielding


def _codes(
    *, incident_runs: bool = False, copies_out: int = 0, others: int = 0, leaders: int = 1
) -> list[str]:
    found = closing.blocks(
        incident_runs=incident_runs,
        copies_out=copies_out,
        others_with_access=others,
        leaders_with_access=leaders,
    )
    return [block.code for block in found]


def test_a_case_that_only_leaders_can_see_may_be_closed() -> None:
    assert _codes() == []


def test_each_thing_that_holds_a_case_open_is_named() -> None:
    assert _codes(incident_runs=True, copies_out=2, others=1, leaders=0) == [
        "incident_runs",
        "copies_out",
        "grants_open",
        "no_leader",
    ]


def test_a_case_without_a_leader_could_never_be_reopened() -> None:
    assert _codes(leaders=0) == ["no_leader"]


def test_not_knowing_whether_an_address_is_shielded_counts_as_shielded() -> None:
    assert shielding.counts_as_shielded(shielding.UNKNOWN)
    assert shielding.counts_as_shielded(shielding.SHIELDED)
    assert not shielding.counts_as_shielded(shielding.OPEN)


def test_every_role_that_can_be_on_a_case_acts_for_one_body() -> None:
    roles = [role for roles in bodies.ROLES_OF.values() for role in roles]

    assert len(roles) - len(set(roles)) == 1
    assert bodies.acting_for(frozenset({"unit_leader", "press_officer"})) == {"unit", "unit_leader"}
