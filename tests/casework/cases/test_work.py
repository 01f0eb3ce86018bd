"""Mitt arbeid: the deadlines first, nothing of others' cases, and the same few queries always."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.projections import CaseFilters, WorkFilters, WorkList
from forevar.casework.cases.selectors import case_list, wording
from forevar.kernel.refs import CaseRef
from forevar.trust.access import services as access
from tests.casework.cases.caseload import lay_out
from tests.casework.cases.conftest import NOON, TODAY, World


def _days(number: int) -> date:
    return TODAY + timedelta(days=number)


def _work(world: World, name: str = "ivar", **filters: str) -> WorkList:
    return selectors.list_work(world.actor(name), at=NOON, filters=WorkFilters(**filters))


def _shown(work: WorkList) -> dict[str, list[str]]:
    return {group.code: [row.key for row in group.rows] for group in work.groups}


def test_tasks_stand_under_their_deadline_earliest_first(world: World) -> None:
    later = world.set_task(due_on=_days(30))
    without = world.set_task()
    week = world.set_task(due_on=_days(3))
    overdue = world.set_task(due_on=_days(-2))
    today = world.set_task(due_at=NOON + timedelta(hours=3))

    work = _work(world)

    assert _shown(work) == {
        "overdue": [overdue],
        "today": [today],
        "week": [week],
        "later": [later, without],
    }
    counts = work.counts
    assert (counts.overdue, counts.today, counts.week, counts.later) == (1, 1, 1, 2)


def test_the_words_of_a_deadline_are_those_of_the_screen() -> None:
    def words(**due: Any) -> tuple[str, str, str]:
        found = wording.due(**{"due_at": None, "due_on": None, **due}, at=NOON)
        return found.date, found.when, found.kind

    with translation.override("nb"):
        assert words(due_on=_days(-2)) == ("19. nov. 2026", "2 dager over fristen", "over")
        assert words(due_on=_days(-1))[1] == "1 dag over fristen"
        assert words(due_on=TODAY)[1:] == ("i dag", "naer")
        assert words(due_on=_days(3)) == ("24. nov. 2026", "om 3 dager", "naer")
        assert words(due_on=_days(6))[1:] == ("om 6 dager", "")
        assert words(due_at=NOON + timedelta(hours=3)) == (
            "21. nov. kl. 16.00",
            "om 3 timer",
            "naer",
        )
        assert words(due_at=NOON + timedelta(minutes=10))[1] == "om under en time"
        assert words(due_at=NOON - timedelta(hours=2))[1:] == ("2 timer over fristen", "over")
        assert words(due_at=NOON - timedelta(minutes=2))[1] == "nettopp over fristen"
        assert words() == ("", "uten frist", "")


def test_what_waits_on_others_is_apart_until_its_deadline_is_over(world: World) -> None:
    waiting = world.set_task(waits_on="police", due_on=_days(2))
    late = world.set_task(waits_on="municipality", due_on=_days(-1))

    work = _work(world)

    assert [row.key for row in work.waiting] == [waiting]
    assert _shown(work)["overdue"] == [late]
    assert work.counts.waiting == 1
    assert [row.key for row in selectors.list_waiting(world.actor("ivar"), at=NOON)] == [waiting]


def test_a_task_is_shown_to_the_body_it_was_given_to(world: World) -> None:
    for_intake = world.set_task(owner_body="intake")
    for_kari = world.set_task(owner_person=world.town.people["kari"], owner_body="municipality")

    assert _shown(_work(world))["later"] == [for_intake]
    assert _shown(_work(world, "kari"))["later"] == [for_kari]


def test_nothing_of_a_case_one_is_not_on_is_listed_or_counted(world: World) -> None:
    world.set_task(owner_body="municipality", due_on=_days(-1))

    work = _work(world, "odd")

    assert work.is_empty
    assert work.counts == type(work.counts)()
    assert selectors.list_work_cases(world.actor("odd"), at=NOON) == ()
    assert selectors.list_cases(world.actor("odd"), at=NOON).rows == ()


def test_somebody_in_the_childs_network_sees_their_tasks_no_more(world: World) -> None:
    world.set_task(owner_body="municipality")
    assert not _work(world, "kari").is_empty

    access.block(case=world.case, person=world.town.people["kari"], by=world.actor("kari"), at=NOON)

    assert _work(world, "kari").is_empty


def test_finished_tasks_are_gone(world: World) -> None:
    key = world.set_task()
    cases.finish_task(case=world.case, task=key, by=world.actor("ivar"), at=NOON)

    assert _work(world).is_empty


def test_approvals_are_a_list_of_their_own(world: World) -> None:
    world.set_task(owner_body="municipal_leader")
    approval = world.set_task(
        owner_body="municipal_leader", kind="approval", title="approve_view_of_risk"
    )

    work = _work(world, "turid")
    approvals = selectors.list_approvals(world.actor("turid"), at=NOON)

    assert approval not in _shown(work)["later"]
    assert work.counts.approvals == 1
    assert _shown(approvals)["later"] == [approval]


def test_leaders_are_told_of_cases_nobody_answers_for(world: World) -> None:
    assert _work(world, "turid").counts.without_kontaktperson == 0
    assert _work(world, "kari").counts.without_kontaktperson is None
    bare = world.open_case()
    access.give(
        case=bare,
        person=world.town.people["turid"],
        role="cws_leader",
        by=world.actor("ivar"),
        at=NOON,
    )

    assert _work(world, "turid").counts.without_kontaktperson == 1
    rows = selectors.list_cases(
        world.actor("turid"), at=NOON, filters=CaseFilters(without_kontaktperson=True)
    ).rows
    assert [row.case for row in rows] == [bare]


def test_the_list_can_be_narrowed(world: World) -> None:
    other = world.open_case()
    here = world.set_task(due_on=_days(1))
    there = world.set_task(case=other, due_on=_days(20))
    police = world.set_task(waits_on="police", due_on=_days(1))

    assert _shown(_work(world, case=str(other)))["later"] == [there]
    assert _shown(_work(world, group="week"))["week"] == [here]
    assert [row.key for row in _work(world, waits_on="police").waiting] == [police]
    assert [code for code, _ in selectors.list_work_cases(world.actor("ivar"), at=NOON)] == sorted(
        [world.case.code, other.code]
    )


def test_a_task_about_a_fact_asks_the_facts_question(world: World) -> None:
    world.set_task(about="passport_status", due_on=TODAY)

    with translation.override("nb"):
        row = _work(world).groups[1].rows[0]

    assert row.title.startswith("Finn svar: ")
    assert row.title.endswith("?")


def test_a_task_of_a_requirement_carries_its_title_in_every_language(world: World) -> None:
    world.set_task(title="", requirement="mail-via-municipality")
    titles = set()

    for code in ("nb", "nn", "en"):
        with translation.override(code):
            titles.add(_work(world).groups[3].rows[0].title)

    assert len(titles) >= 2
    assert "" not in titles


def test_an_empty_list_says_when_the_next_deadline_is(world: World) -> None:
    world.set_task(waits_on="police", due_on=_days(3))

    assert _work(world, "ivar").next_due_on == _days(3)
    assert _work(world, "odd").next_due_on is None


def test_the_pages_hold_every_task_once(world: World) -> None:
    lay_out(world, number=45)
    kari = world.actor("kari")
    seen: list[str] = []
    after = ""

    while True:
        page = selectors.list_work(kari, at=NOON, after=after)
        rows = [row.key for group in page.groups for row in group.rows]
        assert len(rows) <= 50
        seen += rows
        after = page.after
        if not after:
            break

    assert len(seen) == len(set(seen)) == 45 * 3
    ordered = models.Task.objects.order_by("due_sort", "key").values_list("key", flat=True)
    assert seen == list(ordered)


def test_a_mark_that_cannot_be_read_begins_anew(world: World) -> None:
    key = world.set_task(due_on=TODAY)

    for mark in ("~", "nonsense", "20261121T000000.000000", "99999999T999999.9~x", "\x00"):
        work = selectors.list_work(world.actor("ivar"), at=NOON, after=mark)
        assert isinstance(work, WorkList)
    assert _shown(selectors.list_work(world.actor("ivar"), at=NOON, after="nonsense"))["today"] == [
        key
    ]


def test_the_list_of_cases_is_paged_and_says_what_is_next(world: World) -> None:
    refs = lay_out(world, number=60)
    first = selectors.list_cases(world.actor("kari"), at=NOON)
    second = selectors.list_cases(world.actor("kari"), at=NOON, after=first.after)

    codes = [row.case.code for row in (*first.rows, *second.rows)]

    assert len(first.rows) == 50
    assert codes == sorted([world.case.code, *(case.code for case in refs)])
    assert second.after == ""
    row = next(row for row in first.rows if row.case in refs)
    assert (row.kontaktperson, row.open_tasks, row.overdue_tasks) == ("Kari", 3, 1)
    assert row.due.kind == "over"


def test_the_list_of_cases_can_be_narrowed(world: World) -> None:
    lay_out(world, number=3)
    kari = world.actor("kari")

    def number(**filters: Any) -> int:
        return len(selectors.list_cases(kari, at=NOON, filters=CaseFilters(**filters)).rows)

    assert number(deadline="overdue") == 3
    assert number(deadline="week") == 3
    assert number(phase="intake") == 4
    assert number(phase="closing") == 0
    assert number(body="municipality") == 4
    assert number(body="intake") == 0


def _queries(call: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        call()
    return len(counted)


@pytest.mark.parametrize(
    ("what", "most"),
    [("work", 5), ("work of a leader", 6), ("waiting", 1), ("cases", 4), ("children", 5)],
)
def test_a_list_asks_the_database_as_often_for_one_case_as_for_two_hundred(
    world: World, what: str, most: int
) -> None:
    kari, turid = world.actor("kari"), world.actor("turid")
    calls = {
        "work": lambda: selectors.list_work(kari, at=NOON),
        "work of a leader": lambda: selectors.list_work(turid, at=NOON),
        "waiting": lambda: selectors.list_waiting(kari, at=NOON),
        "cases": lambda: selectors.list_cases(kari, at=NOON),
        "children": lambda: selectors.list_children(kari, at=NOON),
    }
    world.set_task(owner_body="municipality", due_on=TODAY)
    world.set_task(owner_body="municipal_leader", due_on=TODAY)
    one = _queries(calls[what])

    lay_out(world, number=200)

    many = _queries(calls[what])
    assert many <= one <= most


def test_the_strip_takes_few_queries_whoever_else_is_on_the_case(world: World) -> None:
    one = _queries(lambda: selectors.get_strip(world.case, at=NOON))
    world.assign("odd", "municipality", "bykommunen")
    world.assign("berit", "home", "hjemmet")

    assert _queries(lambda: selectors.get_strip(world.case, at=NOON)) == one


def test_a_list_of_work_walks_the_cases_of_one_person_and_no_others(world: World) -> None:
    """The plan is what keeps the cost from following the nation's caseload, so it is held fast."""
    lay_out(world, number=20)
    kari = world.actor("kari")
    with CaptureQueriesContext(connection) as counted:
        selectors.list_work(kari, at=NOON)
    listed = [query["sql"] for query in counted if 'FROM "cases_task"' in query["sql"]]

    assert listed
    for sql in listed:
        plan = _plan(sql)
        assert "task_on_case" in plan
        assert "SCAN cases_task" not in plan


def _plan(sql: str) -> str:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read as SQLite writes it")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row[3]) for row in cursor.fetchall())


def test_the_children_one_looks_after_are_sealed_names(world: World) -> None:
    world.assign("berit", "home", "hjemmet")

    [tile] = selectors.list_children(world.actor("berit"), at=NOON)

    assert tile.case == world.case
    assert "Nora" not in repr(tile)
    assert case_list.PAGE == 50


def test_a_closed_case_is_nobodys_to_look_after(world: World) -> None:
    models.Case.objects.filter(code=world.case.code).update(phase="closed", closed_at=NOON)

    assert selectors.list_children(world.actor("kari"), at=NOON) == ()
    assert CaseRef(world.case.code) in [
        row.case for row in selectors.list_cases(world.actor("kari"), at=NOON).rows
    ]
