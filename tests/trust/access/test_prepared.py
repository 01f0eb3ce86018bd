"""A statement written once gives what the query gives, for every value, and refuses to lose one."""

from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet

from forevar.trust.access import prepared, visible
from forevar.trust.access.models import Grant
from tests.trust.access.town import CASE, NOON, OTHER_CASE, Town, hours

MARKS: dict[str, prepared.Value] = {"case": "~case~", "at": prepared.SOME_TIME}


def _grants(*, case: str, at: datetime) -> QuerySet[Grant, tuple[object, ...]]:
    found = Grant.objects.filter(case=case, from_at__lte=at).order_by("key")
    return found.values_list("key", "from_at", "until_at", "basis")


def _forgetful(*, case: str, at: datetime) -> QuerySet[Grant, tuple[object, ...]]:
    del at
    return Grant.objects.filter(case=case).values_list("key")


def test_rows_and_instants_are_those_of_the_query(town: Town) -> None:
    town.assign("ivar", "intake_adviser")
    town.assign("ivar", "intake_adviser", case=OTHER_CASE, at=NOON + hours(2))
    statement = prepared.Prepared(_grants, MARKS)

    for case in (CASE.code, OTHER_CASE.code, "ukjent-000"):
        for at in (NOON - hours(1), NOON, NOON + timedelta(days=1)):
            assert statement.rows(case=case, at=at) == list(_grants(case=case, at=at))
    assert statement.rows(case=CASE.code, at=NOON)[0][1] == NOON


def test_a_value_that_is_not_in_the_statement_is_refused(db: None) -> None:
    with pytest.raises(prepared.MarkNotFound):
        prepared.Prepared(_forgetful, MARKS).rows(case="lonn-482", at=NOON)


def test_two_values_with_one_mark_are_refused(db: None) -> None:
    def both(*, case: str, basis: str) -> QuerySet[Grant, str]:
        return Grant.objects.filter(case=case, basis=basis).values_list("key", flat=True)

    with pytest.raises(prepared.MarkNotFound):
        prepared.Prepared(both, {"case": "~x~", "basis": "~x~"}).rows(case="a", basis="b")


def test_a_cell_nobody_has_gives_no_cases(town: Town) -> None:
    town.assign("ivar", "intake_adviser")
    ivar = town.actor("ivar")

    nowhere = visible.among(ivar, section="no_such_section", letter="S", at=NOON)
    overview = visible.among(ivar, section="overview", letter="s", at=NOON)

    assert not Grant.objects.filter(case__in=nowhere).exists()
    assert Grant.objects.filter(case__in=overview).exists()
