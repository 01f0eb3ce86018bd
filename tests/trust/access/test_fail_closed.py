"""When something is missing, broken or late, the answer is no."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from forevar.kernel.refs import PersonRef
from forevar.trust.access import actors, decide, policy, visible
from forevar.trust.access import services as access
from forevar.trust.access.models import Grant
from forevar.trust.accounts import services as accounts
from forevar.trust.accounts.models import Membership, Shift
from forevar.trust.audit import ledger
from tests.trust.access.town import CASE, NO_CASE, NOON, Town, hours


class _Broken(DatabaseError):
    """Planted."""


def _breaks(after: int) -> Callable[..., Any]:
    """Give a database that answers so many times and then no more."""
    left = [after]

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if left[0] == 0:
            raise _Broken
        left[0] -= 1
        return run(sql, params, many, context)

    return execute


@pytest.mark.parametrize("after", range(4))
def test_a_database_that_fails_at_any_call_opens_nothing(town: Town, after: int) -> None:
    town.assign("kari", "caseworker")

    with pytest.raises(_Broken), connection.execute_wrapper(_breaks(after)):
        decide.rights(town.actor("kari"), CASE, NOON)


def test_the_planted_failure_reaches_every_call(town: Town) -> None:
    town.assign("kari", "caseworker")

    with CaptureQueriesContext(connection) as captured:
        decide.rights(town.actor("kari"), CASE, NOON)

    assert len(captured) == 4


def test_one_case_is_decided_in_one_query(town: Town) -> None:
    town.assign("kari", "caseworker")
    kari = town.actor("kari")

    for case in (CASE, NO_CASE):
        with CaptureQueriesContext(connection) as captured:
            decide.rights(kari, case, NOON)
        assert len(captured) == 1


def test_who_can_see_a_case_is_one_query_however_many_they_are(town: Town) -> None:
    for name, role in (("ivar", "intake_adviser"), ("kari", "caseworker"), ("berit", "carer")):
        town.assign(name, role)

    with CaptureQueriesContext(connection) as captured:
        seers = decide.who_can_see(CASE, NOON)

    assert [seer.name for seer in seers] == ["Berit", "Ivar", "Kari"]
    assert len(captured) == 1


def test_what_the_actor_was_loaded_with_is_not_believed(town: Town) -> None:
    access.give_unit(case=CASE, unit=town.units["huset"], by=None, at=NOON)
    town.assign("kari", "caseworker")
    mona = town.actor("mona")
    claims = policy.Actor(
        mona.person, mona.name, mona.memberships, frozenset({town.units["huset"].key})
    )

    assert not decide.rights(claims, CASE, NOON)
    assert not list(visible.case_codes(claims, section="overview", letter="s", at=NOON))


def test_a_role_that_ends_while_a_page_is_made_opens_nothing_more(town: Town) -> None:
    town.assign("kari", "caseworker")
    kari = town.actor("kari")
    assert decide.rights(kari, CASE, NOON)

    accounts.end_membership(
        membership=town.memberships["kari caseworker"], by=None, at=NOON + hours(1)
    )

    assert not decide.rights(kari, CASE, NOON + hours(1))
    assert not list(visible.case_codes(kari, section="facts", letter="W", at=NOON + hours(1)))


def test_a_shift_or_role_removed_by_hand_closes_the_case(town: Town) -> None:
    access.give_unit(case=CASE, unit=town.units["huset"], by=None, at=NOON)
    town.put_on_shift("mona", "huset")
    town.put_on_shift("ulf", "huset")
    mona, ulf = town.actor("mona"), town.actor("ulf")
    assert decide.rights(mona, CASE, NOON)
    assert decide.rights(ulf, CASE, NOON)

    Shift.objects.filter(person=mona.person.key).delete()
    Membership.objects.filter(person=ulf.person.key).delete()

    assert not decide.rights(mona, CASE, NOON)
    assert not decide.rights(ulf, CASE, NOON)


def test_a_granted_role_nobody_knows_opens_nothing(town: Town) -> None:
    key = town.assign("kari", "caseworker")

    Grant.objects.filter(key=key).update(role="wizard")

    assert not decide.rights(town.actor("kari"), CASE, NOON)


def test_an_unknown_person_is_no_actor(town: Town) -> None:
    with pytest.raises(actors.PersonIsNotKnown):
        actors.load("A" * 22, NOON)

    stranger = policy.Actor(PersonRef("A" * 22), "")
    assert not decide.rights(stranger, CASE, NOON)


def test_somebody_whose_roles_have_all_ended_is_an_actor_without_any(town: Town) -> None:
    accounts.end_membership(membership=town.memberships["kari caseworker"], by=None, at=NOON)

    kari = town.actor("kari")

    assert kari.roles == frozenset()
    assert kari.name == "Kari"


def test_a_refusal_is_entered_alike_whether_the_case_exists_or_not(town: Town) -> None:
    town.assign("kari", "caseworker")
    odd = town.actor("odd")

    for case in (CASE, NO_CASE):
        access.record_denial(actor=odd, case=case, section="facts", at=NOON)

    unknown, known = ledger.entries(actor=odd.person, limit=2)
    assert (known.case, unknown.case) == (CASE.code, NO_CASE.code)
    assert known.action == unknown.action == "access.denied"
    assert known.details == unknown.details == {"section": "facts", "code": "not_here"}


def test_a_refusal_that_is_about_no_case_says_what_was_wanted(town: Town) -> None:
    access.record_denial(
        actor=town.actor("odd"), case=None, section="facts", letter="s", code="own_work", at=NOON
    )

    (entry,) = ledger.entries(actor=town.people["odd"], limit=1)
    assert entry.case == ""
    assert entry.details == {"section": "facts", "code": "own_work", "wanted": "reduced"}
