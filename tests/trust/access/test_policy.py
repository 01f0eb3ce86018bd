"""The pure rule: cells, bases, refusals, and words nobody knows."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forevar.kernel.clock import Period
from forevar.kernel.decision import Denied
from forevar.kernel.refs import OrgRef, PersonRef, UnitRef
from forevar.trust.access import policy
from forevar.trust.accounts import roles
from tests.trust.access import expected

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
KARI, TURID, ODD = (PersonRef(name.ljust(22, "x")) for name in ("kari", "turid", "odd"))
OFFICE, NEXT_DOOR = (UnitRef(name.ljust(22, "x")) for name in ("office", "nextdoor"))
TOWN, ELSEWHERE = (OrgRef(name.ljust(22, "x")) for name in ("town", "elsewhere"))
ALWAYS = Period(AT - timedelta(days=1))


def _fact(role: str, *, kind: str | None = None, unit: UnitRef = OFFICE, org: OrgRef = TOWN) -> Any:
    fitting = kind or sorted(roles.ROLES[role].organisation_kinds)[0]
    return policy.MembershipFact(role, unit, org, fitting)


def _actor(*facts: Any, person: PersonRef = KARI, on_shift: bool = False) -> policy.Actor:
    shifts = frozenset({OFFICE.key}) if on_shift else frozenset[str]()
    return policy.Actor(person, "Kari", tuple(facts), shifts)


def _grant(basis: str, role: str = "", *, person: PersonRef | None = KARI) -> policy.GrantFact:
    named = basis not in {"unit", "duty"}
    return policy.GrantFact(basis, OFFICE, ALWAYS, person if named else None, role if named else "")


def _rights(actor: policy.Actor, *grants: policy.GrantFact, blocked: bool = False) -> Any:
    return policy.rights_on_case(actor, grants, blocked, AT)


# ── the matrix ───────────────────────────────────────────────────────────────
def test_the_matrix_is_the_model_cell_by_cell() -> None:
    differing = [
        (section, role, letter)
        for section, role, letter in itertools.product(
            expected.SECTIONS, expected.SHORT.values(), expected.LETTERS
        )
        if (letter in policy.MATRIX[section][role])
        is not expected.opens("assigned", role, section, letter)
    ]

    assert differing == []
    assert set(policy.SECTIONS) == set(expected.SECTIONS)
    assert len(policy.SECTIONS) == 34
    assert policy.EMERGENCY_ROLES == expected.MAY_START
    assert set(expected.SHORT.values()) == policy.CASE_ROLES


@pytest.mark.parametrize("role", ["org_admin", "privacy_officer", "press_officer"])
def test_three_roles_stand_in_no_row(role: str) -> None:
    assert all(role not in row for row in policy.MATRIX.values())
    assert not policy.letters_of(role, "assigned")


@pytest.mark.parametrize(
    "lines",
    [
        ["section,IA", "facts,X"],
        ["section,IA", "facts,"],
        ["section,IA", "facts,WW?"],
        ["section,IA", "facts,W", "facts,S"],
        ["section,IA", ",W"],
        ["section,XX", "facts,W"],
        ["section,IA,CW", "facts,W"],
        ["section,IA", "facts,W,S"],
    ],
)
def test_a_matrix_with_a_word_nobody_knows_is_refused(lines: list[str]) -> None:
    with pytest.raises(policy.MatrixIsBroken):
        policy.read_matrix(lines)


def test_letters_include_what_they_rest_on() -> None:
    matrix = policy.read_matrix(["section,IA,CW,CL,RL,US", "facts,s,S,W,A,D"])["facts"]

    assert matrix["intake_adviser"] == {"s"}
    assert matrix["caseworker"] == {"s", "S"}
    assert matrix["cws_leader"] == {"s", "S", "W"}
    assert matrix["region_leader"] == {"s", "S", "A"}
    assert matrix["unit_staff"] == {"s", "S", "D"}


# ── one case ─────────────────────────────────────────────────────────────────
def test_a_role_and_a_grant_open_together() -> None:
    rights = _rights(_actor(_fact("caseworker")), _grant("assigned", "caseworker"))

    assert rights
    assert rights.basis == "assigned"
    assert rights.roles == {"caseworker"}
    assert rights.can("facts", "W").basis == "assigned"
    assert rights.letters("measures") == {"s", "S", "W"}
    assert rights.emergency_until is None


def test_a_role_without_a_grant_opens_nothing() -> None:
    assert not _rights(_actor(_fact("caseworker")))


def test_a_grant_without_a_role_opens_nothing() -> None:
    assert not _rights(_actor(), _grant("assigned", "caseworker"))


def test_a_grant_to_another_opens_nothing() -> None:
    assert not _rights(_actor(_fact("caseworker")), _grant("assigned", "caseworker", person=ODD))


def test_the_same_role_in_another_unit_opens_nothing() -> None:
    actor = _actor(_fact("caseworker", unit=NEXT_DOOR))

    assert not _rights(actor, _grant("assigned", "caseworker"))


def test_another_role_than_the_granted_opens_nothing() -> None:
    assert not _rights(_actor(_fact("cws_leader")), _grant("assigned", "caseworker"))


def test_a_role_where_it_does_not_exist_opens_nothing() -> None:
    actor = _actor(_fact("caseworker", kind="school"))

    assert not _rights(actor, _grant("assigned", "caseworker"))


def test_a_blocked_person_gets_what_a_stranger_gets() -> None:
    actor = _actor(_fact("caseworker"))
    grants = [_grant("assigned", "caseworker"), _grant("emergency", "caseworker")]

    blocked = _rights(actor, *grants, blocked=True)

    assert blocked == _rights(actor)
    assert blocked.can("overview", "s") == policy.NOT_HERE
    assert blocked.basis == ""
    assert repr(blocked) == repr(_rights(actor))


@pytest.mark.parametrize("answer", [None, 0, "", "no", 1])
def test_anything_but_a_plain_no_counts_as_blocked(answer: Any) -> None:
    actor = _actor(_fact("caseworker"))

    assert not policy.rights_on_case(actor, [_grant("assigned", "caseworker")], answer, AT)


@pytest.mark.parametrize(
    ("basis", "role", "on_shift", "opens"),
    [
        ("unit", "unit_staff", True, True),
        ("unit", "unit_staff", False, False),
        ("unit", "unit_leader", True, True),
        ("unit", "carer", True, False),
        ("unit", "duty_officer", True, False),
        ("duty", "duty_officer", True, True),
        ("duty", "duty_officer", False, False),
        ("duty", "intake_adviser", True, False),
        ("emergency", "unit_staff", False, True),
        ("emergency", "carer", False, False),
        ("emergency", "school_contact", False, False),
        ("emergency", "privacy_officer", False, False),
        ("control", "privacy_officer", False, True),
        ("control", "press_officer", False, False),
        ("guesswork", "caseworker", True, False),
    ],
)
def test_each_basis_lets_in_its_own_roles(
    basis: str, role: str, on_shift: bool, opens: bool
) -> None:
    rights = _rights(_actor(_fact(role), on_shift=on_shift), _grant(basis, role))

    assert bool(rights) is opens


def test_a_unit_grant_that_names_somebody_opens_nothing() -> None:
    muddled = policy.GrantFact("unit", OFFICE, ALWAYS, KARI, "unit_staff")

    assert not _rights(_actor(_fact("unit_staff"), on_shift=True), muddled)


def test_emergency_access_is_the_same_few_pages_for_everyone() -> None:
    found = {role: dict(policy.letters_of(role, "emergency")) for role in policy.EMERGENCY_ROLES}

    assert all(cells == found["duty_officer"] for cells in found.values())
    assert found["duty_officer"] == {
        "overview": frozenset("s"),
        "nodkort": frozenset("sS"),
        "plan_institution": frozenset("s"),
        "plan_home": frozenset("s"),
        "plan_school": frozenset("s"),
        "plan_young": frozenset("s"),
        "incident": frozenset("sSW"),
    }


def test_emergency_access_ends_at_its_end() -> None:
    ends = AT + timedelta(minutes=policy.EMERGENCY_MINUTES)
    grant = policy.GrantFact("emergency", OFFICE, Period(AT, ends), KARI, "duty_officer")
    actor = _actor(_fact("duty_officer"))

    assert policy.rights_on_case(actor, [grant], False, AT).emergency_until == ends
    before = ends - timedelta(microseconds=1)
    assert policy.rights_on_case(actor, [grant], False, before)
    assert not policy.rights_on_case(actor, [grant], False, ends)


def test_several_ways_in_add_up_and_the_strongest_is_named() -> None:
    actor = _actor(_fact("unit_staff"), on_shift=True)
    grants = [_grant("control", "unit_staff"), _grant("emergency", "unit_staff"), _grant("unit")]

    rights = _rights(actor, *grants)

    assert rights.basis == "unit"
    assert rights.can("overview", "s").basis == "unit"
    assert rights.can("plan_home", "s").basis == "emergency"
    assert rights.emergency_until is None


def test_nothing_is_known_of_a_section_or_letter_nobody_wrote() -> None:
    rights = _rights(_actor(_fact("caseworker")), _grant("assigned", "caseworker"))

    assert rights.can("secrets", "S") == policy.NOT_HERE
    assert rights.can("facts", "X") == policy.NOT_HERE
    assert not policy.roles_with("secrets", "S", basis="assigned")
    assert not policy.roles_with("facts", "S", basis="guesswork")
    assert not policy.letters_of("wizard", "assigned")
    assert not policy.letters_of("caseworker", "guesswork")


def test_names_do_not_stand_in_what_is_printed() -> None:
    actor = policy.Actor(KARI, "Kari Nordmann")

    assert "Nordmann" not in repr(actor)
    assert str(actor) == KARI.key


# ── questions about no page ──────────────────────────────────────────────────
def test_nobody_approves_what_they_wrote() -> None:
    turid = _actor(_fact("cws_leader"), person=TURID)

    assert policy.may_approve(turid, KARI)
    refused = policy.may_approve(turid, TURID)
    assert not refused
    assert refused == Denied("own_work", "Du kan ikke godkjenne det du selv har skrevet.")


def test_a_role_opens_a_section_before_there_is_a_case() -> None:
    assert policy.opens_section(_actor(_fact("intake_adviser")), "enquiry", "W")
    assert not policy.opens_section(_actor(_fact("cws_leader")), "enquiry", "W")
    assert not policy.opens_section(_actor(), "enquiry", "W")
    assert not policy.opens_section(_actor(_fact("intake_adviser")), "secrets", "W")


@pytest.mark.parametrize("role", roles.ROLES)
def test_who_breaks_the_glass_is_the_last_row_of_the_matrix(role: str) -> None:
    assert bool(policy.may_start_emergency(_actor(_fact(role)))) is (role in expected.MAY_START)


def _in(role: str, basis: str = "assigned") -> policy.CaseRights:
    rights = _rights(_actor(_fact(role), on_shift=True), _grant(basis, role))
    assert isinstance(rights, policy.CaseRights)
    assert rights
    return rights


@pytest.mark.parametrize(
    ("role", "basis", "may"),
    [
        ("caseworker", "assigned", True),
        ("intake_adviser", "assigned", True),
        ("home_consultant", "assigned", True),
        ("home_consultant", "unit", False),
        ("carer", "assigned", False),
        ("school_contact", "assigned", False),
        ("duty_officer", "assigned", False),
        ("duty_officer", "duty", False),
        ("caseworker", "emergency", False),
    ],
)
def test_those_who_answer_for_a_case_let_others_in(role: str, basis: str, may: bool) -> None:
    assert bool(policy.may_let_in(_actor(), _in(role, basis), person=ODD)) is may


def test_nobody_lets_themselves_in() -> None:
    refused = policy.may_let_in(_actor(), _in("caseworker"), person=KARI)

    assert isinstance(refused, Denied)
    assert refused.code == "own_access"


@pytest.mark.parametrize(
    ("fact", "may"),
    [
        (_fact("privacy_officer", kind="municipality"), True),
        (_fact("privacy_officer", kind="municipality", org=ELSEWHERE), False),
        (_fact("cws_leader", unit=NEXT_DOOR), True),
        (_fact("cws_leader", unit=OFFICE), False),
        (_fact("cws_leader", unit=NEXT_DOOR, org=ELSEWHERE), False),
        (_fact("caseworker", unit=NEXT_DOOR), False),
        (_fact("org_admin", kind="municipality", unit=NEXT_DOOR), False),
    ],
)
def test_another_reviews_an_emergency_access(fact: policy.MembershipFact, may: bool) -> None:
    opened = policy.Reviewable(KARI, OFFICE, frozenset({TOWN}), frozenset({ODD}))

    assert bool(policy.may_review(_actor(fact, person=TURID), opened, blocked=False)) is may
    assert not policy.may_review(_actor(fact, person=KARI), opened, blocked=False)
    assert not policy.may_review(_actor(fact, person=ODD), opened, blocked=False)
    assert not policy.may_review(_actor(fact, person=TURID), opened, blocked=True)
