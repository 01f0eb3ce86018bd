"""Answers over time: whatever is done to a question, nothing is lost and nothing costs more."""

from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forevar.casework.screening import facts, selectors
from forevar.casework.screening import services as screening
from forevar.casework.screening.models import Answer
from tests.casework.screening.conftest import World


def _rows(world: World, fact: str) -> list[Answer]:
    return list(Answer.objects.filter(case=world.case.code, fact=fact).order_by("number"))


VERBS = st.lists(
    st.sampled_from(["none", "kindergarten", "school", "open", "na", "back"]),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(verbs=VERBS)
def test_no_series_of_verbs_ever_changes_or_loses_an_answer(world: World, verbs: list[str]) -> None:
    seen: list[tuple[Any, ...]] = []
    with transaction.atomic():
        for verb in verbs:
            _do(world, verb)
            rows = _rows(world, "education_setting")
            assert _is_kept(seen, rows)
            assert [r.is_latest for r in rows] == [False] * (len(rows) - 1) + [True] * bool(rows)
            assert [r.number for r in rows] == list(range(1, len(rows) + 1))
            seen = _frozen(rows)
        transaction.set_rollback(True)


def _frozen(rows: list[Answer]) -> list[tuple[Any, ...]]:
    return [(r.key, r.number, r.state, r.value, r.who, r.due_on, r.at, r.version) for r in rows]


def _is_kept(seen: list[tuple[Any, ...]], rows: list[Answer]) -> bool:
    return _frozen(rows)[: len(seen)] == seen


def test_an_answer_written_over_would_be_noticed(world: World) -> None:
    world.answer("education_setting", "school")
    seen = _frozen(_rows(world, "education_setting"))
    assert _is_kept(seen, _rows(world, "education_setting"))

    Answer.objects.filter(fact="education_setting").update(value='"none"')

    assert not _is_kept(seen, _rows(world, "education_setting"))


def _do(world: World, verb: str) -> None:
    fact = "education_setting"
    common: dict[str, Any] = {
        "case": world.case,
        "fact": fact,
        "reason": "En grunn",
        "by": world.actor("kari"),
        "at": world.at,
    }
    if verb == "open":
        world.leave_open(fact)
    elif verb == "na":
        screening.mark_not_applicable(**common)
    elif verb == "back":
        try:
            screening.take_back(**common)
        except screening.NothingStands:
            return
    else:
        world.answer(fact, verb, replaces=True)


def test_the_current_answers_of_a_case_are_one_query_by_index(world: World) -> None:
    world.answer("education_setting", "school")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts.known_of([world.case])
    assert len(queries) == 1
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            assert "USING INDEX answer_one_latest" in str(cursor.fetchall())


def test_many_answers_cost_no_more_queries_than_few(world: World) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            selectors.get_theme(
                world.case, theme="nettverk-og-sted", actor=world.actor("kari"), at=world.at
            )
            selectors.list_themes(world.case, at=world.at)
            selectors.list_gaps(world.case, at=world.at)
        return len(queries)

    world.answer("education_setting", "school")
    few = cost()
    for fact in ("network_near_placement", "network_in_placement_area", "home_police_district"):
        world.leave_open(fact)
    for value in ("none", "school", "kindergarten"):
        world.answer("education_setting", value, replaces=True)
    assert cost() == few
