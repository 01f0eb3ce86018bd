"""Registering a child, naming it, and reading it again; and what is refused."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forevar.kernel import errors, refs
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import links, numbers, opening, selectors, services
from forevar.trust.disclosure.models import SubjectLink
from forevar.trust.vaults import scope
from forevar.trust.vaults.models import SubjectKey
from tests.trust.disclosure.made_up import national_number
from tests.trust.disclosure.made_up import numbers as made_numbers

pytestmark = pytest.mark.django_db
Case = refs.CaseRef


def read(value: scope.Sealed) -> str:
    with opening.scope(surface="test"):
        return str(value)


def test_the_call_name_is_the_given_name_without_the_surname(nora: Case) -> None:
    with opening.scope(surface="test") as here:
        assert str(selectors.call_name(nora)) == "Nora"

    assert here.classes_opened == {"NAME", "REAL"}


def test_once_a_name_in_use_is_decided_it_is_the_call_name(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    services.decide_name_in_use(case=nora, name="  Lise  Kanarina ", by=ivar, at=at)

    with opening.scope(surface="test") as here:
        assert str(selectors.call_name(nora)) == "Lise Kanarina"
    assert here.classes_opened == {"NAME", "COVER"}

    services.end_name_in_use(case=nora, by=ivar, at=at)
    assert read(selectors.call_name(nora)) == "Nora"


def test_the_call_name_never_stands_beside_a_place_or_the_other_name(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    services.decide_name_in_use(case=nora, name="Lise", by=ivar, at=at)
    services.set_whereabouts(
        case=nora, kind="placement_address", value="Kanarivegen 17", by=ivar, at=at
    )
    known = selectors.facts(nora)

    for other in (known["placement_address"], known["child_name"], known["child_gender"]):
        with pytest.raises(opening.DisclosureRefused), opening.scope(surface="test"):
            f"{selectors.call_name(nora)} {other}"
    with opening.scope(surface="test"):
        assert f"{selectors.call_name(nora)} {known['fictive_name']}" == "Lise Lise"


def test_a_case_without_a_child_has_a_call_name_that_is_not_set(db: None) -> None:
    nobody = selectors.call_name(Case("hegg-210"))

    assert nobody.is_set is False
    assert read(nobody) == ""


def test_a_hundred_call_names_cost_as_many_queries_as_one(ivar: Actor, at: datetime) -> None:
    cases = [Case(f"hegg-{number}") for number in range(100, 200)]
    services.register_children(
        children=[
            services.NewChild(case, f"Navn{n}", "Kanarisen", date(2016, 1, 1))
            for n, case in enumerate(cases)
        ],
        by=ivar,
        at=at,
    )
    with CaptureQueriesContext(connection) as one:
        selectors.call_names(cases[:1])
    with opening.scope(surface="test"), CaptureQueriesContext(connection) as many:
        names = {str(name) for name in selectors.call_names(cases).values()}

    assert names == {f"Navn{n}" for n in range(100)}
    assert len(one) == len(many) == 3
    with CaptureQueriesContext(connection) as ages:
        assert set(selectors.child_ages(cases, on=at.date()).values()) == {10}
    assert len(ages) == 2


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2026, 5, 14), 9),
        (date(2026, 5, 15), 10),
        (date(2034, 5, 14), 17),
        (date(2034, 5, 15), 18),
    ],
)
def test_the_age_turns_on_the_birthday_and_opens_nothing(nora: Case, on: date, age: int) -> None:
    with opening.scope(surface="test") as here:
        assert selectors.child_age(nora, on=on) == age

    assert here.opened == ()


def test_a_leap_day_counts_as_the_first_of_march_in_other_years() -> None:
    born = date(2008, 2, 29)

    assert selectors.full_years(born, on=date(2026, 2, 28)) == 17
    assert selectors.full_years(born, on=date(2026, 3, 1)) == 18
    assert selectors.full_years(born, on=date(2028, 2, 29)) == 20


def test_an_unknown_birth_date_gives_no_age(case: Case, ivar: Actor, at: datetime) -> None:
    services.register_child(case=case, given_name="Nora", surname="Kanarisen", by=ivar, at=at)

    assert selectors.child_age(case, on=at.date()) is None


def test_a_second_child_on_the_case_is_refused(nora: Case, ivar: Actor, at: datetime) -> None:
    with pytest.raises(services.ChildAlreadyRegistered):
        services.register_child(case=nora, given_name="A", surname="B", by=ivar, at=at)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"given_name": "  "}, "given_name"),
        ({"surname": ""}, "surname"),
        ({"given_name": "x" * 121}, "given_name"),
        ({"birth_date": date(2026, 11, 22)}, "birth_date"),
        ({"national_number": "12345678901"}, "national_number"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    changed: dict[str, object], field: str, case: Case, ivar: Actor, at: datetime
) -> None:
    child: dict[str, object] = {"given_name": "Nora", "surname": "Kanarisen", **changed}

    with pytest.raises(errors.DomainError) as refused:
        services.register_child(case=case, by=ivar, at=at, **child)  # type: ignore[arg-type]

    assert list(refused.value.fields) == [field]
    assert not SubjectLink.objects.exists()
    assert not SubjectKey.objects.exists()


def test_a_number_that_could_be_somebodys_is_not_kept(
    case: Case, ivar: Actor, at: datetime
) -> None:
    real = next(made_numbers(day=15, month=5, year=16, offset=0))

    with pytest.raises(numbers.RealNumberInDemo) as refused:
        services.register_child(
            case=case, given_name="A", surname="B", national_number=real, by=ivar, at=at
        )

    assert "oppdiktede" in refused.value.fields["national_number"]


def test_if_the_ledger_refuses_nothing_is_kept(
    case: Case, ivar: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> int:
        raise OSError

    monkeypatch.setattr(ledger, "append", full)
    with pytest.raises(OSError):  # noqa: PT011 - planted
        services.register_child(case=case, given_name="A", surname="B", by=ivar, at=at)

    assert not SubjectLink.objects.exists()
    assert not SubjectKey.objects.exists()


def test_the_ledger_says_what_was_done_by_codes_only(nora: Case, ivar: Actor, at: datetime) -> None:
    services.set_identity(
        case=nora,
        surname="Kanaringen",
        national_number=national_number(day=15, month=5, year=16),
        by=ivar,
        at=at,
    )

    changed, registered = ledger.entries(case=nora)
    assert (registered.action, registered.case) == ("disclosure.child_registered", nora.code)
    assert changed.action == "disclosure.identity_changed"
    assert sorted(changed.details["fields"]) == ["child_national_id", "surname"]


def test_changing_the_surname_keeps_the_given_name(nora: Case, ivar: Actor, at: datetime) -> None:
    services.set_identity(case=nora, surname="Kanaringen", by=ivar, at=at)

    assert read(selectors.facts(nora)["child_name"]) == "Nora Kanaringen"
    assert read(selectors.call_name(nora)) == "Nora"


def test_the_three_ids_of_a_child_are_unrelated_and_sealed(nora: Case) -> None:
    subjects = links.find(nora)

    assert subjects is not None
    assert len({subjects.rid, subjects.cid, subjects.wid}) == 3
    assert subjects.rid not in repr(subjects)
    stored = SubjectLink.objects.values_list("subjects", flat=True).get()
    assert subjects.rid.encode() not in bytes(stored)


def test_the_same_case_is_looked_up_once_in_an_output(nora: Case) -> None:
    with opening.scope(surface="test"), CaptureQueriesContext(connection) as asked:
        selectors.call_name(nora)
        selectors.child_age(nora, on=date(2026, 1, 1))
        selectors.facts(nora)

    assert len([q for q in asked if "subjectlink" in q["sql"]]) == 1
