"""Finding a case by name or number: only among the cases given, and leaving nothing to search in."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forevar.kernel import refs
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import finding, services
from tests.trust.disclosure.conftest import actor
from tests.trust.disclosure.made_up import national_number

pytestmark = pytest.mark.django_db
LONN, HEGG, ALM = refs.CaseRef("lonn-482"), refs.CaseRef("hegg-210"), refs.CaseRef("alm-333")
ALL = [str(case) for case in (LONN, HEGG, ALM)]


@pytest.fixture
def children(nora: refs.CaseRef, ivar: Actor, at: datetime) -> None:
    services.register_child(
        case=HEGG, given_name="Aasta René", surname="Kanaringen", by=ivar, at=at
    )
    services.register_child(case=ALM, given_name="Nora", surname="Skogdue", by=ivar, at=at)
    services.decide_name_in_use(case=ALM, name="Lise", by=ivar, at=at)


def found(query: str, *, by: Actor, at: datetime, codes: list[str] = ALL) -> list[str]:
    return [str(case) for case in finding.find_cases(by=by, at=at, query=query, codes=codes)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nora", ["alm-333", "lonn-482"]),
        ("NORA kanarisen", ["lonn-482"]),
        ("kana", ["hegg-210", "lonn-482"]),
        ("kanarisen nora", ["lonn-482"]),
        ("åsta", ["hegg-210"]),
        ("rene", ["hegg-210"]),
        ("Lise", ["alm-333"]),
        ("ora", []),
        ("n", []),
        ("", []),
        ("Nora Kanaringen", []),
    ],
)
def test_the_start_of_any_name_finds(
    query: str, expected: list[str], children: None, ivar: Actor, at: datetime
) -> None:
    assert found(query, by=ivar, at=at) == expected


def test_a_number_finds_from_six_digits(children: None, ivar: Actor, at: datetime) -> None:
    number = national_number(day=15, month=5, year=16)

    assert found(number, by=ivar, at=at) == ["lonn-482"]
    assert found(f"{number[:6]} {number[6:]}", by=ivar, at=at) == ["lonn-482"]
    assert found(number[:5], by=ivar, at=at) == []


def test_only_cases_that_were_given_are_found(children: None, ivar: Actor, at: datetime) -> None:
    assert found("nora", by=ivar, at=at, codes=["hegg-210", "lonn-482"]) == ["lonn-482"]
    assert found("nora", by=ivar, at=at, codes=[]) == []


def test_who_may_never_reveal_a_name_finds_by_the_call_name_only(
    children: None, at: datetime
) -> None:
    carer = actor("carer")

    assert found("nora", by=carer, at=at) == ["lonn-482"]
    assert found("lise", by=carer, at=at) == ["alm-333"]
    for query in ("kanarisen", "skogdue", national_number(day=15, month=5, year=16)):
        assert found(query, by=carer, at=at) == []
        assert found(query, by=actor("caseworker"), at=at) != []


def test_a_search_is_one_ledger_row_without_the_words(
    children: None, ivar: Actor, at: datetime
) -> None:
    before = len(ledger.entries(action_prefix="disclosure.searched"))
    found("nora", by=ivar, at=at)

    rows = ledger.entries(action_prefix="disclosure.searched")
    assert len(rows) == before + 1
    assert rows[0].details == {"found": 2}


def test_many_cases_cost_no_more_queries_than_few(
    children: None, ivar: Actor, at: datetime
) -> None:
    with CaptureQueriesContext(connection) as few:
        found("nora", by=ivar, at=at, codes=ALL[:1])
    with CaptureQueriesContext(connection) as many:
        found("nora", by=ivar, at=at)

    assert len(few) == len(many)


def test_nothing_searchable_is_stored(children: None) -> None:
    names = connection.introspection.table_names()

    for table in names:
        if table.startswith(("identity_", "whereabouts_", "disclosure_", "vaults_")):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table}")
                text = repr(cursor.fetchall()).casefold()
            assert "kanari" not in text
            assert "nora" not in text
