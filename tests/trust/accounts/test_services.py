"""Organisations, people, roles and shifts: the verbs, what they refuse and what they enter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY, get_user
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client

from forevar.kernel.refs import OrgRef, PersonRef, UnitRef
from forevar.trust.accounts import selectors
from forevar.trust.accounts import services as accounts
from forevar.trust.accounts.models import Membership, Person, Shift
from forevar.trust.audit import ledger

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def town(db: None) -> OrgRef:
    return accounts.add_organisation(
        kind="municipality", name="Bykommunen", municipality="0301", by=None, at=NOON
    )


@pytest.fixture
def team(town: OrgRef) -> UnitRef:
    return accounts.add_unit(org=town, kind="team", name="Team 1", by=None, at=NOON)


def _person(login: str) -> PersonRef:
    return accounts.add_person(login=login, name=login.title(), by=None, at=NOON)


def _hired(login: str, role: str, unit: UnitRef, *, until_at: datetime | None = None) -> PersonRef:
    person = _person(login)
    accounts.add_membership(
        person=person, unit=unit, role=role, until_at=until_at, by=None, at=NOON
    )
    return person


@pytest.fixture
def admin(team: UnitRef) -> PersonRef:
    return _hired("oskar", "org_admin", team)


@pytest.fixture
def kari(team: UnitRef) -> PersonRef:
    return _hired("kari", "caseworker", team)


def _membership(person: PersonRef) -> str:
    return selectors.list_memberships(person)[0].key


def _actions(person: PersonRef | None = None) -> list[str]:
    entries = ledger.entries(action_prefix="accounts.", actor=person, limit=50)
    return [entry.action for entry in entries]


# ── organisations, units, numbers ────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name", "municipality", "field"),
    [
        ("castle", "Slottet", "", "kind"),
        ("school", " ", "", "name"),
        ("school", "S" * 121, "", "name"),
        ("school", "Skolen", "Oslo", "municipality"),
    ],
)
def test_an_organisation_with_a_fault_is_refused(
    kind: str, name: str, municipality: str, field: str
) -> None:
    with pytest.raises(accounts.EntryIsNotRight) as refused:
        accounts.add_organisation(kind=kind, name=name, municipality=municipality, by=None, at=NOON)

    assert set(refused.value.fields) == {field}
    assert selectors.list_organisations() == ()


@pytest.mark.django_db
def test_organisations_stand_in_norwegian_order() -> None:
    for name in ("Åsgård", "Østby", "Berg", "Ærfugl"):
        accounts.add_organisation(kind="school", name=name, by=None, at=NOON)

    names = [line.name for line in selectors.list_organisations(kind="school")]

    assert names == ["Berg", "Ærfugl", "Østby", "Åsgård"]
    assert selectors.list_organisations(kind="municipality") == ()


def test_the_administrator_adds_units_and_numbers_at_home(
    town: OrgRef, team: UnitRef, admin: PersonRef
) -> None:
    unit = accounts.add_unit(org=town, kind="duty_desk", name="Vakta", by=admin, at=NOON)
    number = accounts.add_phone_number(
        unit=unit, label="Døgnvakt", number="+47 22 00 00 01", by=admin, at=NOON
    )
    accounts.note_number_tried(number=number, on=date(2026, 11, 20), by=admin, at=NOON)

    line = selectors.find_unit(unit)
    assert line is not None
    assert [(n.number, n.last_tried_on) for n in line.numbers] == [
        ("+4722000001", date(2026, 11, 20))
    ]
    assert [unit.name for unit in selectors.list_units(org=town)] == ["Team 1", "Vakta"]
    assert selectors.list_units(org_kind="school") == ()
    assert _actions(admin) == [
        "accounts.number_tried",
        "accounts.number_added",
        "accounts.unit_added",
    ]


def test_numbers_that_cannot_be_rung_stand_twice_or_go_back_in_time_are_refused(
    team: UnitRef, admin: PersonRef, kari: PersonRef
) -> None:
    with pytest.raises(accounts.EntryIsNotRight):
        accounts.add_phone_number(unit=team, label="", number="ring meg", by=admin, at=NOON)
    number = accounts.add_phone_number(
        unit=team, label="Vakt", number="22 00 00 01", by=admin, at=NOON
    )
    with pytest.raises(accounts.AlreadyThere):
        accounts.add_phone_number(unit=team, label="Vakt", number="22000001", by=admin, at=NOON)
    accounts.note_number_tried(number=number, on=date(2026, 11, 20), by=kari, at=NOON)
    with pytest.raises(accounts.AlreadyThere):
        accounts.note_number_tried(number=number, on=date(2026, 11, 19), by=kari, at=NOON)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.note_number_tried(number=number, on=date(2026, 11, 21), by=_person("odd"), at=NOON)
    with pytest.raises(accounts.HasEnded):
        accounts.note_number_tried(number="gone", on=date(2026, 11, 21), by=kari, at=NOON)


def test_an_administrator_changes_nothing_elsewhere(admin: PersonRef, kari: PersonRef) -> None:
    elsewhere = accounts.add_organisation(kind="school", name="Skolen", by=None, at=NOON)
    unit = accounts.add_unit(org=elsewhere, kind="school", name="Skolen", by=None, at=NOON)

    with pytest.raises(accounts.NotYoursToChange):
        accounts.add_unit(org=elsewhere, kind="team", name="Team", by=admin, at=NOON)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.add_phone_number(unit=unit, label="Vakt", number="22000001", by=admin, at=NOON)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.add_membership(person=kari, unit=unit, role="school_contact", by=admin, at=NOON)


def test_a_unit_with_a_fault_is_refused(town: OrgRef) -> None:
    with pytest.raises(accounts.EntryIsNotRight) as refused:
        accounts.add_unit(org=town, kind="cave", name="", municipality="x", by=None, at=NOON)

    assert set(refused.value.fields) == {"kind", "name", "municipality"}


@pytest.mark.django_db
def test_made_up_organisations_are_known_as_such() -> None:
    assert not selectors.has_made_up()
    accounts.add_organisation(kind="school", name="Skolen", made_up=True, by=None, at=NOON)
    assert selectors.has_made_up()


# ── people and roles ─────────────────────────────────────────────────────────
@pytest.mark.parametrize("login", ["", "K", "Kari", "kari nordmann", "01819012345", "kåre"])
def test_a_login_is_a_short_plain_word_and_no_number(admin: PersonRef, login: str) -> None:
    with pytest.raises(accounts.EntryIsNotRight) as refused:
        accounts.add_person(login=login, name="Kari", by=admin, at=NOON)

    assert set(refused.value.fields) == {"login"}


def test_a_login_belongs_to_one_person(kari: PersonRef) -> None:
    with pytest.raises(accounts.AlreadyThere) as refused:
        accounts.add_person(login="kari", name="Kari", by=None, at=NOON)

    assert set(refused.value.fields) == {"login"}
    assert selectors.find_person("kari") == kari
    assert selectors.find_person("odd") is None


def test_only_administrators_add_people(kari: PersonRef) -> None:
    with pytest.raises(accounts.NotYoursToChange):
        accounts.add_person(login="odd", name="Odd", by=kari, at=NOON)


@pytest.mark.django_db
def test_an_account_without_a_password_cannot_be_signed_in_to_with_one() -> None:
    person = Person.objects.get(key=_person("kari").key)

    assert not person.has_usable_password()
    assert not person.check_password("")


def test_an_account_is_open_exactly_while_there_is_a_role(team: UnitRef) -> None:
    person = _person("kari")
    assert not Person.objects.get(key=person.key).is_active

    accounts.add_membership(person=person, unit=team, role="caseworker", by=None, at=NOON)
    assert Person.objects.get(key=person.key).is_active

    accounts.end_membership(membership=_membership(person), by=None, at=NOON + HOUR)
    assert not Person.objects.get(key=person.key).is_active


def test_an_account_with_another_role_stays_open(team: UnitRef, kari: PersonRef) -> None:
    accounts.add_membership(person=kari, unit=team, role="cws_leader", by=None, at=NOON)

    accounts.end_membership(membership=_membership(kari), by=None, at=NOON + HOUR)

    assert Person.objects.get(key=kari.key).is_active
    standing = selectors.find_standing(kari, at=NOON + HOUR)
    assert standing is not None
    assert len(standing.memberships) == 1


def test_a_role_is_given_once_where_it_exists_and_in_the_right_order(
    team: UnitRef, kari: PersonRef
) -> None:
    with pytest.raises(accounts.AlreadyThere):
        accounts.add_membership(person=kari, unit=team, role="caseworker", by=None, at=NOON)
    for role in ("unit_staff", "wizard"):
        with pytest.raises(accounts.RoleDoesNotFit):
            accounts.add_membership(person=kari, unit=team, role=role, by=None, at=NOON)
    with pytest.raises(accounts.EntryIsNotRight):
        accounts.add_membership(
            person=kari, unit=team, role="cws_leader", until_at=NOON, by=None, at=NOON
        )


def test_an_administrator_gives_themselves_nothing(team: UnitRef, admin: PersonRef) -> None:
    with pytest.raises(accounts.NotForYourself):
        accounts.add_membership(person=admin, unit=team, role="caseworker", by=admin, at=NOON)


def test_only_the_administrator_gives_and_ends_roles(
    team: UnitRef, admin: PersonRef, kari: PersonRef
) -> None:
    odd = _person("odd")
    with pytest.raises(accounts.NotYoursToChange):
        accounts.add_membership(person=odd, unit=team, role="caseworker", by=kari, at=NOON)
    accounts.add_membership(person=odd, unit=team, role="caseworker", by=admin, at=NOON)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.end_membership(membership=_membership(odd), by=kari, at=NOON)

    accounts.end_membership(membership=_membership(odd), by=admin, at=NOON)

    with pytest.raises(accounts.HasEnded):
        accounts.end_membership(membership=_membership(odd), by=admin, at=NOON)
    assert _actions(admin) == ["accounts.membership_ended", "accounts.membership_given"]


def test_a_role_that_has_not_begun_can_be_taken_back(team: UnitRef) -> None:
    person = _person("kari")
    key = accounts.add_membership(
        person=person, unit=team, role="caseworker", from_at=NOON + HOUR, by=None, at=NOON
    )

    accounts.end_membership(membership=key, by=None, at=NOON)

    standing = selectors.find_standing(person, at=NOON + HOUR)
    assert standing is not None
    assert standing.memberships == ()


def test_a_role_that_ran_out_by_itself_closes_the_account(team: UnitRef) -> None:
    person = _hired("kari", "caseworker", team, until_at=NOON + HOUR)
    stays = _hired("odd", "caseworker", team)
    assert accounts.settle_lapsed(at=NOON + HOUR / 2) == 0

    assert accounts.settle_lapsed(at=NOON + HOUR) == 1

    assert not Person.objects.get(key=person.key).is_active
    assert Person.objects.get(key=stays.key).is_active
    assert _actions()[0] == "accounts.person_closed"


def test_if_the_ledger_fails_the_role_was_not_given(
    team: UnitRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = _person("kari")

    def broken(**_: object) -> int:
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr(ledger, "append", broken)

    with pytest.raises(RuntimeError):
        accounts.add_membership(person=person, unit=team, role="caseworker", by=None, at=NOON)

    assert not Membership.objects.filter(person=person.key).exists()
    assert not Person.objects.get(key=person.key).is_active


# ── sessions ─────────────────────────────────────────────────────────────────
def _signed_in(person: PersonRef) -> Client:
    client = Client()
    client.force_login(Person.objects.get(key=person.key), backend=BACKEND)
    assert _is_signed_in(client)
    return client


def _is_signed_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return SESSION_KEY in request.session and get_user(request).is_authenticated


def test_ending_a_role_ends_every_session(team: UnitRef, kari: PersonRef) -> None:
    accounts.add_membership(person=kari, unit=team, role="cws_leader", by=None, at=NOON)
    phone, desk = _signed_in(kari), _signed_in(kari)
    others = _signed_in(_hired("odd", "caseworker", team))

    accounts.end_membership(membership=_membership(kari), by=None, at=NOON)

    assert not _is_signed_in(phone)
    assert not _is_signed_in(desk)
    assert _is_signed_in(others)


def test_if_ending_a_role_is_rolled_back_the_sessions_live_on(kari: PersonRef) -> None:
    desk = _signed_in(kari)

    with transaction.atomic():
        accounts.end_membership(membership=_membership(kari), by=None, at=NOON)
        transaction.set_rollback(True)

    assert _is_signed_in(desk)


def test_sessions_are_ended_by_oneself_or_the_administrator(
    admin: PersonRef, kari: PersonRef
) -> None:
    desk = _signed_in(kari)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.end_sessions(person=admin, by=kari, at=NOON)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.end_sessions(person=_person("odd"), by=admin, at=NOON)
    assert _is_signed_in(desk)

    accounts.end_sessions(person=kari, by=admin, at=NOON)
    assert not _is_signed_in(desk)

    desk = _signed_in(kari)
    accounts.end_sessions(person=kari, by=kari, at=NOON)
    assert not _is_signed_in(desk)


# ── the rota ─────────────────────────────────────────────────────────────────
def _start(
    person: PersonRef, unit: UnitRef, *, by: PersonRef | None = None, last: float = 8
) -> str:
    return accounts.start_shift(
        person=person, unit=unit, until_at=NOON + last * HOUR, by=by, at=NOON
    )


def test_a_shift_runs_from_its_start_until_its_end(team: UnitRef, kari: PersonRef) -> None:
    _start(kari, team)

    assert selectors.list_on_shift(team, at=NOON) == (kari,)
    assert selectors.list_on_shift(team, at=NOON + 8 * HOUR) == ()
    standing = selectors.find_standing(kari, at=NOON)
    assert standing is not None
    assert standing.on_shift == {team.key}


def test_nobody_puts_themselves_on_a_shift(team: UnitRef, kari: PersonRef) -> None:
    with pytest.raises(accounts.NotForYourself):
        _start(kari, team, by=kari)


def test_the_rota_is_kept_by_administrator_leader_and_those_on_shift(
    team: UnitRef, admin: PersonRef, kari: PersonRef
) -> None:
    turid = _hired("turid", "cws_leader", team)
    odd, eva, liv = (_hired(name, "caseworker", team) for name in ("odd", "eva", "liv"))
    with pytest.raises(accounts.NotYoursToChange):
        _start(odd, team, by=kari)
    _start(kari, team, by=admin)
    _start(odd, team, by=kari)
    _start(eva, team, by=turid)
    with pytest.raises(accounts.NotYoursToChange):
        _start(turid, team, by=liv)

    assert set(selectors.list_on_shift(team, at=NOON)) == {kari, odd, eva}


def test_a_shift_needs_a_role_there_an_order_and_a_reasonable_length(
    team: UnitRef, admin: PersonRef, kari: PersonRef
) -> None:
    with pytest.raises(accounts.HasNoRoleHere):
        _start(_person("odd"), team, by=admin)
    with pytest.raises(accounts.EntryIsNotRight):
        _start(kari, team, by=admin, last=0)
    with pytest.raises(accounts.EntryIsNotRight):
        _start(kari, team, by=admin, last=7 * 24 + 1)
    _start(kari, team, by=admin, last=7 * 24)
    with pytest.raises(accounts.AlreadyThere):
        _start(kari, team, by=admin)


def test_a_shift_is_ended_by_oneself_or_who_keeps_the_rota(
    team: UnitRef, admin: PersonRef, kari: PersonRef
) -> None:
    shift = _start(kari, team)
    with pytest.raises(accounts.NotYoursToChange):
        accounts.end_shift(shift=shift, by=_hired("odd", "caseworker", team), at=NOON)

    accounts.end_shift(shift=shift, by=kari, at=NOON + HOUR)

    assert selectors.list_on_shift(team, at=NOON + HOUR) == ()
    with pytest.raises(accounts.HasEnded):
        accounts.end_shift(shift=shift, by=kari, at=NOON + HOUR)
    again = accounts.start_shift(
        person=kari, unit=team, until_at=NOON + 9 * HOUR, by=admin, at=NOON + HOUR
    )
    accounts.end_shift(shift=again, by=admin, at=NOON + 2 * HOUR)
    assert selectors.list_on_shift(team, at=NOON + 2 * HOUR) == ()


def test_ending_the_last_role_in_a_unit_ends_the_shift_there(
    team: UnitRef, kari: PersonRef
) -> None:
    accounts.add_membership(person=kari, unit=team, role="cws_leader", by=None, at=NOON)
    _start(kari, team)
    first, second = (line.key for line in selectors.list_memberships(kari))

    accounts.end_membership(membership=first, by=None, at=NOON + HOUR)
    assert selectors.list_on_shift(team, at=NOON + HOUR) == (kari,)
    accounts.end_membership(membership=second, by=None, at=NOON + 2 * HOUR)
    assert selectors.list_on_shift(team, at=NOON + 2 * HOUR) == ()


# ── lists, and what the database itself refuses ──────────────────────────────
def test_members_are_listed_by_name_for_a_unit_an_organisation_or_a_role(
    town: OrgRef, team: UnitRef
) -> None:
    for login, role in (("aase", "caseworker"), ("berit", "caseworker"), ("arne", "cws_leader")):
        _hired(login, role, team)
    other = accounts.add_unit(org=town, kind="team", name="Team 2", by=None, at=NOON)
    _hired("cato", "caseworker", other)

    def names(**which: object) -> list[str]:
        return [line.name for line in selectors.list_members(at=NOON, **which)]  # type: ignore[arg-type]

    assert names(unit=team) == ["Arne", "Berit", "Aase"]
    assert names(org=town, roles=["caseworker"]) == ["Berit", "Cato", "Aase"]
    assert [line.name for line in selectors.list_people(org=town)] == [
        "Arne",
        "Berit",
        "Cato",
        "Aase",
    ]
    assert names(roles=["wizard"]) == []


def test_names_of_many_are_read_at_once(kari: PersonRef) -> None:
    stranger = PersonRef("A" * 22)

    assert selectors.names([kari, stranger]) == {kari.key: "Kari"}
    assert selectors.find_standing(stranger, at=NOON) is None
    assert selectors.find_unit(UnitRef("A" * 22)) is None


def test_the_database_refuses_what_the_verbs_never_write(team: UnitRef, kari: PersonRef) -> None:
    wrong = [
        lambda: Membership.objects.update(role="wizard"),
        lambda: Membership.objects.update(until_at=NOON - HOUR),
        lambda: Shift.objects.create(
            person_id=kari.key, unit_id=team.key, from_at=NOON, until_at=NOON - HOUR
        ),
    ]
    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
