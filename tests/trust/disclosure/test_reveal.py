"""Who may see the real name, who the place; that it is entered; and that the two never meet."""

from datetime import datetime, timedelta

import pytest

from forevar.kernel import decision, refs
from forevar.trust.access import policy
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import roles
from forevar.trust.audit import ledger
from forevar.trust.disclosure import opening, reveal, selectors, services

pytestmark = pytest.mark.django_db
Case = refs.CaseRef

NAME = {
    "intake_adviser",
    "caseworker",
    "cws_leader",
    "unit_staff",
    "unit_leader",
    "home_consultant",
}
PLACE = {"intake_adviser", "caseworker", "cws_leader"}


def rights(role: str, *, basis: str = "assigned") -> policy.CaseRights:
    way = policy.Opening(role=role, basis=basis, unit=refs.UnitRef(refs.new_key()))
    return policy.CaseRights(openings=(way,), cells={("overview", "s"): basis})


@pytest.fixture
def placed(nora: Case, ivar: Actor, at: datetime) -> Case:
    services.set_whereabouts(
        case=nora, kind="placement_address", value="Kanarivegen 17", by=ivar, at=at
    )
    services.set_whereabouts(case=nora, kind="placement_name", value="Solbakken", by=ivar, at=at)
    return nora


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_the_matrix_of_secrets_holds_for_every_role(
    role: str, placed: Case, ivar: Actor, at: datetime
) -> None:
    assert bool(reveal.may_reveal("name", rights=rights(role))) == (role in NAME)
    assert bool(reveal.may_reveal("place", rights=rights(role))) == (role in PLACE)
    kinds: list[tuple[reveal.Kind, set[str]]] = [("name", NAME), ("place", PLACE)]
    for kind, may in kinds:
        if role not in may:
            with pytest.raises(decision.NotAllowed):
                reveal.reveal(
                    case=placed, kind=kind, rights=rights(role), by=ivar, at=at, reason="call"
                )  # fmt: skip


def test_a_regional_leader_sees_the_place_only_while_approving() -> None:
    leader = rights("region_leader")

    assert not reveal.may_reveal("place", rights=leader)
    assert reveal.may_reveal("place", rights=leader, is_approving=True)
    assert not reveal.may_reveal("name", rights=leader, is_approving=True)
    assert not reveal.may_reveal("place", rights=rights("unit_leader"), is_approving=True)


@pytest.mark.parametrize("basis", ["emergency", "control"])
def test_emergency_access_and_control_reveal_nothing(basis: str) -> None:
    kinds: tuple[reveal.Kind, ...] = ("name", "place")
    for kind in kinds:
        assert not reveal.may_reveal(kind, rights=rights("caseworker", basis=basis))


def test_a_right_role_without_a_way_into_this_case_reveals_nothing() -> None:
    assert not reveal.may_reveal("name", rights=policy.NO_RIGHTS)


def test_the_name_is_shown_sealed_for_a_minute_and_entered(
    placed: Case, ivar: Actor, at: datetime
) -> None:
    shown = reveal.reveal(
        case=placed,
        kind="name",
        rights=rights("caseworker"),
        by=ivar,
        at=at,
        reason="letter",
    )

    assert shown.until == at + timedelta(seconds=60)
    assert "Nora" not in repr(shown)
    with opening.scope(surface="test"):
        texts = {name: str(value) for name, value in shown.values}
    assert texts.keys() == {"given_name", "surname", "child_national_id"}
    assert (texts["given_name"], texts["surname"]) == ("Nora", "Kanarisen")
    entry = ledger.entries(case=placed)[0]
    assert entry.action == "disclosure.revealed"
    assert entry.details == {
        "kind": "name",
        "reason": "letter",
        "basis": "assigned",
        "fields": ["given_name", "surname", "child_national_id"],
    }


def test_the_place_never_stands_in_the_output_that_shows_a_name(
    placed: Case, ivar: Actor, at: datetime
) -> None:
    place = reveal.reveal(
        case=placed, kind="place", rights=rights("caseworker"), by=ivar, at=at, reason="call"
    )
    name = reveal.reveal(
        case=placed, kind="name", rights=rights("caseworker"), by=ivar, at=at, reason="call"
    )

    with opening.scope(surface="test"):
        assert [str(value) for _, value in place.values] == ["Kanarivegen 17", "Solbakken"]
    for other in (selectors.call_name(placed), name.values[0][1]):
        with pytest.raises(opening.DisclosureRefused), opening.scope(surface="test"):
            f"{place.values[0][1]}{other}"


@pytest.mark.parametrize("reason", ["", "curious", "Call"])
def test_a_reveal_needs_a_coded_reason(
    reason: str, placed: Case, ivar: Actor, at: datetime
) -> None:
    before = len(ledger.entries(case=placed))

    with pytest.raises(reveal.NoSuchReason):
        reveal.reveal(
            case=placed, kind="name", rights=rights("caseworker"), by=ivar, at=at, reason=reason
        )

    assert len(ledger.entries(case=placed)) == before


def test_if_the_ledger_refuses_nothing_is_shown(
    placed: Case, ivar: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> int:
        raise OSError

    monkeypatch.setattr(ledger, "append", full)
    with pytest.raises(OSError):  # noqa: PT011 - planted
        reveal.reveal(
            case=placed, kind="name", rights=rights("caseworker"), by=ivar, at=at, reason="call"
        )


def test_what_is_not_known_is_not_shown(case: Case, ivar: Actor, at: datetime, db: None) -> None:
    kinds: tuple[reveal.Kind, ...] = ("name", "place")
    for kind in kinds:
        shown = reveal.reveal(
            case=case, kind=kind, rights=rights("caseworker"), by=ivar, at=at, reason="other"
        )
        assert shown.values == ()
