"""Nødtilgang: opened by a tap, told to others, explained and reviewed."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from forevar.kernel.decision import NotAllowed
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import CaseRef
from forevar.trust.access import decide, selectors, visible
from forevar.trust.access import services as access
from forevar.trust.access.models import EmergencyAccess, EmergencyTold, Grant
from forevar.trust.access.services import emergencies
from forevar.trust.accounts import services as accounts
from forevar.trust.audit import ledger
from forevar.trust.notices import selectors as notices
from forevar.trust.notices import services as outbox
from tests.trust.access.town import CASE, NO_CASE, NOON, OTHER_CASE, Town, hours

COMMITMENT = "0123456789abcdef" * 4


@pytest.fixture
def placed(town: Town) -> Town:
    """The town with one case that Ivar and Kari answer for."""
    town.assign("ivar", "intake_adviser")
    town.assign("kari", "caseworker")
    return town


def _open(town: Town, name: str = "dag", *, case: CaseRef = CASE, reason: str = "other") -> str:
    return access.open_emergency(by=town.actor(name), case=case, reason=reason, at=NOON)


def _told(town: Town, key: str) -> set[str]:
    names = {person.key: name for name, person in town.people.items()}
    told = EmergencyTold.objects.filter(emergency=key).values_list("person", flat=True)
    return {names[person] for person in told}


# ── opening ──────────────────────────────────────────────────────────────────
def test_it_opens_one_case_for_an_hour(placed: Town) -> None:
    dag = placed.actor("dag")
    placed.assign("odd", "caseworker", case=OTHER_CASE)

    _open(placed)

    assert decide.rights(dag, CASE, NOON).basis == "emergency"
    assert decide.rights(dag, CASE, NOON).can("nodkort", "S")
    assert not decide.rights(dag, CASE, NOON).can("facts", "s")
    assert decide.rights(dag, CASE, NOON + hours(0.999))
    assert not decide.rights(dag, CASE, NOON + hours(1))
    assert not decide.rights(dag, OTHER_CASE, NOON)
    assert list(visible.case_codes(dag, section="nodkort", letter="S", at=NOON)) == [CASE.code]


@pytest.mark.parametrize("name", ["odd", "turid", "rakel", "mona", "ulf", "hanne", "dag"])
def test_it_opens_for_the_roles_of_the_matrix(placed: Town, name: str) -> None:
    _open(placed, name)

    assert decide.rights(placed.actor(name), CASE, NOON).basis == "emergency"


@pytest.mark.parametrize("name", ["berit", "selma", "oskar", "frida", "rolf"])
def test_carer_school_administrator_officer_and_press_are_refused(placed: Town, name: str) -> None:
    for case in (CASE, NO_CASE):
        with pytest.raises(NotAllowed) as refused:
            _open(placed, name, case=case)
        assert refused.value.denied.code == "not_here"

    assert not EmergencyAccess.objects.exists()


def test_a_role_that_has_ended_since_the_page_was_loaded_is_refused(placed: Town) -> None:
    dag = placed.actor("dag")
    accounts.end_membership(membership=placed.memberships["dag duty_officer"], by=None, at=NOON)

    with pytest.raises(NotAllowed):
        access.open_emergency(by=dag, case=CASE, reason="other", at=NOON)


@pytest.mark.parametrize("reason", ["", "because", "Annet"])
def test_the_reason_is_one_of_four(placed: Town, reason: str) -> None:
    with pytest.raises(emergencies.ReasonIsMissing) as refused:
        _open(placed, reason=reason)

    assert refused.value.fields == {"reason": "Velg hvorfor du trenger nødtilgang."}
    assert set(emergencies.REASONS) == {
        "child_missing",
        "someone_at_child",
        "taking_over_duty",
        "other",
    }


def test_a_second_tap_gives_the_access_that_is_open(placed: Town) -> None:
    first = _open(placed)

    assert _open(placed, reason="child_missing") == first
    assert EmergencyAccess.objects.count() == 1
    assert len(ledger.entries(action_prefix="access.emergency_opened")) == 1


def test_it_opens_anew_when_the_hour_is_over(placed: Town) -> None:
    first = _open(placed)

    again = access.open_emergency(
        by=placed.actor("dag"), case=CASE, reason="other", at=NOON + hours(1)
    )

    assert again != first


# ── the child's network ──────────────────────────────────────────────────────
def _outcome(action: Callable[[], object]) -> tuple[str, str, str, list[str]]:
    """Run something that is refused, and give all that could be seen of it from outside."""
    with (
        CaptureQueriesContext(
            connection,
        ) as captured,
        pytest.raises(DomainError) as refused,
        transaction.atomic(),
    ):
        action()
    error = refused.value
    asked = [query["sql"].split(" WHERE ") for query in captured.captured_queries]
    shapes = [parts[0] for parts in asked if "SAVEPOINT" not in parts[0]]
    assert len(shapes) > 1
    return error.code, error.text, str(error), shapes


def test_a_blocked_person_meets_a_code_that_was_never_used(placed: Town) -> None:
    access.block(case=CASE, person=placed.people["dag"], by=None, at=NOON)

    blocked = _outcome(lambda: _open(placed))
    unknown = _outcome(lambda: _open(placed, case=NO_CASE))

    assert blocked == unknown
    assert blocked[0] == "not_here"
    assert not Grant.objects.filter(basis="emergency").exists()


def test_a_block_closes_emergency_access_that_is_open(placed: Town) -> None:
    _open(placed)

    access.block(case=CASE, person=placed.people["dag"], by=None, at=NOON + hours(0.5))

    assert not decide.rights(placed.actor("dag"), CASE, NOON + hours(0.5))


def test_a_block_on_another_case_or_person_closes_nothing(placed: Town) -> None:
    placed.assign("odd", "caseworker", case=OTHER_CASE)
    access.block(case=OTHER_CASE, person=placed.people["dag"], by=None, at=NOON)
    access.block(case=CASE, person=placed.people["mona"], by=None, at=NOON)

    _open(placed)

    assert decide.rights(placed.actor("dag"), CASE, NOON)


# ── telling ──────────────────────────────────────────────────────────────────
def test_those_who_answer_for_the_case_are_told_in_neutral_words(placed: Town) -> None:
    key = _open(placed)

    assert _told(placed, key) == {"ivar", "kari"}
    line = notices.list_for(placed.people["kari"], at=NOON)[0]
    assert line.text == "Nødtilgang er åpnet. Les hva som skjedde."
    assert line.state == "sent"
    assert [told.key for told in selectors.list_told(placed.people["kari"], at=NOON)] == [key]
    assert not notices.list_for(placed.people["dag"], at=NOON)


def test_with_one_on_the_case_the_privacy_officer_and_own_leader_are_told_too(town: Town) -> None:
    town.assign("kari", "caseworker")
    town.hire("olga", "privacy_officer", "huset")

    key = _open(town, "mona")

    assert _told(town, key) == {"kari", "olga", "ulf"}


def test_with_nobody_left_on_the_case_it_still_opens_and_two_are_told(town: Town) -> None:
    grant = town.assign("kari", "caseworker")
    access.end(grant=grant, by=None, at=NOON)

    key = _open(town, "mona")

    assert {"ulf", "frida"} <= _told(town, key)
    assert decide.rights(town.actor("mona"), CASE, NOON)


def test_it_opens_even_when_nobody_can_be_told(town: Town) -> None:
    access.end(grant=town.assign("kari", "caseworker"), by=None, at=NOON)
    for name in ("frida privacy_officer", "petra privacy_officer", "ulf unit_leader"):
        accounts.end_membership(membership=town.memberships[name], by=None, at=NOON)

    key = _open(town, "mona")

    assert _told(town, key) == set()
    assert decide.rights(town.actor("mona"), CASE, NOON)
    assert ledger.entries(case=CASE, limit=1)[0].details["told"] == 0


def test_the_one_who_opens_and_those_blocked_are_not_told(placed: Town) -> None:
    placed.assign("turid", "cws_leader")
    access.block(case=CASE, person=placed.people["ivar"], by=None, at=NOON)

    key = _open(placed, "kari")

    assert not {"ivar", "kari"} & _told(placed, key)
    assert "turid" in _told(placed, key)
    assert len(_told(placed, key)) >= 2


def test_carers_and_school_contacts_on_the_case_are_not_told(placed: Town) -> None:
    placed.assign("berit", "carer")
    placed.assign("selma", "school_contact")

    assert _told(placed, _open(placed)) == {"ivar", "kari"}


def test_if_the_notices_cannot_be_sent_nothing_was_opened(
    placed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> list[str]:
        raise RuntimeError("the outbox is gone")

    monkeypatch.setattr(outbox, "send_all", broken)

    with pytest.raises(RuntimeError):
        _open(placed)

    assert not Grant.objects.filter(basis="emergency").exists()


def test_the_ledger_tells_who_why_and_on_what_basis(placed: Town) -> None:
    key = _open(placed, reason="child_missing")

    entry = ledger.entries(case=CASE, limit=1)[0]

    assert entry.action == "access.emergency_opened"
    assert entry.actor == placed.people["dag"].key
    assert entry.subject == key
    assert entry.details == {"basis": "emergency", "reason": "child_missing", "told": 2}


# ── renewing and ending ──────────────────────────────────────────────────────
def test_without_incidents_it_is_never_renewed(placed: Town) -> None:
    key = _open(placed)

    with pytest.raises(emergencies.NoIncidentRuns):
        access.renew_emergency(emergency=key, by=placed.actor("dag"), at=NOON)
    with pytest.raises(emergencies.NoIncidentRuns):
        access.renew_emergency(
            emergency=key, by=placed.actor("dag"), at=NOON, is_running=lambda case, at: False
        )


def test_while_an_incident_runs_on_that_case_it_lasts_another_hour(placed: Town) -> None:
    key = _open(placed)
    asked: list[CaseRef] = []

    def runs(case: CaseRef, at: object) -> bool:
        asked.append(case)
        return True

    ends = access.renew_emergency(
        emergency=key, by=placed.actor("dag"), at=NOON + hours(0.5), is_running=runs
    )

    assert ends == NOON + hours(1.5)
    assert asked == [CASE]
    assert decide.rights(placed.actor("dag"), CASE, NOON + hours(1.49))
    assert not decide.rights(placed.actor("dag"), CASE, NOON + hours(1.5))


@pytest.mark.parametrize(("name", "after"), [("mona", 0.5), ("dag", 1.0)])
def test_another_persons_and_one_that_ran_out_are_not_renewed(
    placed: Town, name: str, after: float
) -> None:
    key = _open(placed)

    with pytest.raises((access.CaseIsNotThere, access.NothingToEnd)):
        access.renew_emergency(
            emergency=key,
            by=placed.actor(name),
            at=NOON + hours(after),
            is_running=lambda case, at: True,
        )


def test_a_blocked_person_does_not_renew(placed: Town) -> None:
    key = _open(placed)
    access.block(case=CASE, person=placed.people["dag"], by=None, at=NOON)

    with pytest.raises(access.CaseIsNotThere):
        access.renew_emergency(
            emergency=key, by=placed.actor("dag"), at=NOON, is_running=lambda case, at: True
        )


def test_the_opener_ends_it_before_the_hour_is_over(placed: Town) -> None:
    key = _open(placed)
    dag = placed.actor("dag")

    with pytest.raises(access.CaseIsNotThere):
        access.end_emergency(emergency=key, by=placed.actor("mona"), at=NOON)
    access.end_emergency(emergency=key, by=dag, at=NOON + hours(0.25))

    assert not decide.rights(dag, CASE, NOON + hours(0.25))
    assert selectors.find_active_emergency(dag.person, at=NOON + hours(0.25)) is None
    with pytest.raises(access.NothingToEnd):
        access.end_emergency(emergency=key, by=dag, at=NOON + hours(0.3))


# ── explaining and reviewing ─────────────────────────────────────────────────
def test_the_band_shows_until_when(placed: Town) -> None:
    _open(placed)

    line = selectors.find_active_emergency(placed.people["dag"], at=NOON)

    assert line is not None
    assert line.until_at == NOON + hours(1)
    assert line.state == "active"
    assert "Dag" not in repr(line)


def test_it_is_explained_once_by_the_opener_with_a_commitment(placed: Town) -> None:
    key = _open(placed)
    dag = placed.actor("dag")
    assert [e.key for e in selectors.list_to_explain(dag.person, at=NOON)] == [key]
    with pytest.raises(access.CaseIsNotThere):
        access.explain_emergency(
            emergency=key, commitment=COMMITMENT, by=placed.actor("mona"), at=NOON
        )
    with pytest.raises(ValueError, match="64"):
        access.explain_emergency(emergency=key, commitment="Jeg ringte", by=dag, at=NOON)

    case = access.explain_emergency(
        emergency=key, commitment=COMMITMENT, by=dag, at=NOON + hours(3)
    )

    assert case == CASE
    assert selectors.list_to_explain(dag.person, at=NOON) == ()
    entry = ledger.entries(case=CASE, limit=1)[0]
    assert entry.details == {"commitment": COMMITMENT, "late": False}
    with pytest.raises(emergencies.AlreadyExplained):
        access.explain_emergency(emergency=key, commitment=COMMITMENT, by=dag, at=NOON + hours(4))


def test_privacy_officers_on_the_case_are_asked_to_review(placed: Town) -> None:
    key = _open(placed)

    access.explain_emergency(
        emergency=key, commitment=COMMITMENT, by=placed.actor("dag"), at=NOON + hours(3)
    )

    for name in ("frida", "petra"):
        lines = notices.list_for(placed.people[name], at=NOON + hours(3))
        assert "emergency_to_review" in {line.string_id for line in lines}


def _states(town: Town, name: str, after: float) -> list[str]:
    found = selectors.list_to_review(town.actor(name), at=NOON + hours(after))
    return [line.state for line in found]


def test_review_waits_for_the_explanation_or_its_24_hours(placed: Town) -> None:
    key = _open(placed)

    assert _states(placed, "frida", 23.99) == []
    with pytest.raises(emergencies.NotReadyForReview):
        access.review_emergency(
            emergency=key, outcome="in_order", by=placed.actor("frida"), at=NOON + hours(23.99)
        )
    assert _states(placed, "frida", 24) == ["explanation_due"]
    assert _states(placed, "frida", 24.01) == ["explanation_late"]
    access.explain_emergency(
        emergency=key, commitment=COMMITMENT, by=placed.actor("dag"), at=NOON + hours(25)
    )
    assert _states(placed, "frida", 25) == ["review_due"]
    assert ledger.entries(case=CASE, limit=1)[0].details["late"] is True


def test_a_privacy_officer_reviews_once(placed: Town) -> None:
    key = _open(placed)
    frida = placed.actor("frida")
    with pytest.raises(emergencies.ReasonIsMissing):
        access.review_emergency(emergency=key, outcome="", by=frida, at=NOON + hours(24))

    access.review_emergency(emergency=key, outcome="follow_up", by=frida, at=NOON + hours(24))

    assert selectors.list_emergencies(CASE, at=NOON + hours(24))[0].state == "follow_up"
    assert _states(placed, "petra", 24) == []
    assert ledger.entries(case=CASE, limit=1)[0].details == {
        "basis": "control",
        "outcome": "follow_up",
    }
    with pytest.raises(emergencies.NotReadyForReview):
        access.review_emergency(
            emergency=key, outcome="in_order", by=placed.actor("petra"), at=NOON + hours(24)
        )


@pytest.mark.parametrize("name", ["dag", "kari", "ivar", "odd", "ulf", "rakel", "oskar"])
def test_nobody_involved_reviews_and_nobody_from_elsewhere(placed: Town, name: str) -> None:
    placed.assign("rakel", "region_leader")
    key = _open(placed)

    with pytest.raises(NotAllowed):
        access.review_emergency(
            emergency=key, outcome="in_order", by=placed.actor(name), at=NOON + hours(24)
        )
    assert _states(placed, name, 24) == []


def test_a_leader_of_another_unit_who_was_not_involved_reviews(placed: Town) -> None:
    key = _open(placed)

    access.review_emergency(
        emergency=key, outcome="in_order", by=placed.actor("turid"), at=NOON + hours(24)
    )

    assert selectors.list_emergencies(CASE, at=NOON + hours(24))[0].state == "in_order"


def test_a_blocked_privacy_officer_finds_nothing_to_review(placed: Town) -> None:
    key = _open(placed)
    access.block(case=CASE, person=placed.people["frida"], by=None, at=NOON)

    assert _states(placed, "frida", 24) == []
    with pytest.raises(NotAllowed):
        access.review_emergency(
            emergency=key, outcome="in_order", by=placed.actor("frida"), at=NOON + hours(24)
        )


def test_an_emergency_that_never_was_is_not_there(placed: Town) -> None:
    with pytest.raises(access.CaseIsNotThere):
        access.review_emergency(
            emergency="nothing", outcome="in_order", by=placed.actor("frida"), at=NOON
        )


def test_the_list_for_review_takes_a_constant_number_of_queries(placed: Town) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            selectors.list_to_review(frida, at=NOON + hours(24))
        return len(captured)

    frida = placed.actor("frida")
    _open(placed)
    one = count()
    for name in ("mona", "hanne", "odd"):
        _open(placed, name)

    assert count() == one
    assert len(_states(placed, "frida", 24)) == 4


def test_without_a_privacy_officer_near_the_explanation_is_still_kept(placed: Town) -> None:
    for name in ("frida", "petra"):
        accounts.end_membership(
            membership=placed.memberships[f"{name} privacy_officer"], by=None, at=NOON
        )
    key = _open(placed)

    access.explain_emergency(
        emergency=key, commitment=COMMITMENT, by=placed.actor("dag"), at=NOON + hours(3)
    )

    assert _states(placed, "turid", 3) == ["review_due"]
