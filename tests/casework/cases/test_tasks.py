"""A task has fixed words, an owner and one open copy; its deadline moves forward, with a reason."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import bodies, tasks
from forevar.casework.cases.services import tasks as verbs
from forevar.kernel import decision
from forevar.trust.access.policy import Actor
from forevar.trust.audit import ledger
from forevar.trust.notices import selectors as notices
from tests.casework.cases.conftest import NOON, REASON, TODAY, World

TOMORROW = TODAY + timedelta(days=1)


def _finish(world: World, task: str, *, by: str = "ivar") -> None:
    cases.finish_task(case=world.case, task=task, by=world.actor(by), at=NOON)


def _drop(world: World, task: str, *, reason: str = REASON, by: str = "ivar") -> None:
    cases.drop_task(case=world.case, task=task, reason=reason, by=world.actor(by), at=NOON)


def _move(
    world: World, task: str, *, to: date = TOMORROW, reason: str = REASON, by: str = "ivar"
) -> None:
    cases.move_deadline(
        case=world.case, task=task, due_on=to, reason=reason, by=world.actor(by), at=NOON
    )


def _remind(world: World, task: str, *, by: str = "ivar") -> None:
    cases.remind(case=world.case, task=task, by=world.actor(by), at=NOON)


def test_a_task_is_set_and_entered(world: World) -> None:
    key = world.set_task(about="passport_status", due_on=TOMORROW)

    found = selectors.find_task(world.case, source="screening", about="passport_status")

    assert found is not None
    assert (found.key, found.state, found.due_on) == (key, "open", TOMORROW)
    assert world.latest().subject == key


def test_the_same_thing_is_not_asked_for_twice(world: World) -> None:
    first = world.set_task(about="passport_status")
    with pytest.raises(verbs.TaskAlreadyOpen):
        world.set_task(about="passport_status")

    _finish(world, first)
    world.set_task(about="passport_status")


def test_a_requirement_is_one_open_task_whoever_sets_it(world: World) -> None:
    world.set_task(title="", requirement="mail-via-municipality")
    with pytest.raises(verbs.TaskAlreadyOpen):
        world.set_task(title="", requirement="mail-via-municipality", source="intake")


def test_a_task_has_an_owner_who_can_do_it(world: World) -> None:
    with pytest.raises(tasks.NobodyOwnsIt):
        world.set_task(owner_body="")
    with pytest.raises(bodies.NoSuchBody):
        world.set_task(owner_body="police")
    with pytest.raises(bodies.NoSuchBody):
        world.set_task(waits_on="the neighbours")


def test_nobody_can_write_a_title_of_their_own(world: World) -> None:
    with pytest.raises(tasks.NoSuchTitle):
        world.set_task(title="Ring mor til Nora")


@pytest.mark.parametrize("name", ["odd", "turid", "mona", "rolf"])
def test_only_those_who_write_in_the_section_set_tasks(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        world.set_task(by=name)

    assert not models.Task.objects.exists()


def test_a_carer_who_writes_facts_sets_the_task_that_follows(world: World) -> None:
    world.assign("berit", "home", "hjemmet")
    with pytest.raises(decision.NotAllowed):
        world.set_task(by="berit", owner_body="home")

    key = world.set_task(by="berit", owner_body="home", under="facts")

    _finish(world, key, by="berit")
    assert models.Task.objects.get(key=key).state == "done"


def test_its_owner_may_finish_it_also_without_writing_in_the_case(world: World) -> None:
    key = world.set_task(owner_body="municipal_leader")

    _finish(world, key, by="turid")

    row = models.Task.objects.get(key=key)
    assert (row.state, row.ended_by) == ("done", world.town.people["turid"].key)
    assert world.latest().action == "cases.task_done"


@pytest.mark.parametrize("name", ["turid", "odd", "mona"])
def test_those_whose_task_it_is_not_cannot_touch_it(world: World, name: str) -> None:
    key = world.set_task(waits_on="police")

    for verb in (_finish, _drop, _move, _remind):
        with pytest.raises(decision.NotAllowed):
            verb(world, key, by=name)

    assert models.Task.objects.get(key=key).version == 1


def test_a_task_of_another_case_is_not_found(world: World) -> None:
    foreign = world.set_task(case=world.open_case())

    for verb in (_finish, _drop, _move, _remind):
        with pytest.raises(verbs.TaskNotFound):
            verb(world, foreign)


def test_a_task_is_ended_once(world: World) -> None:
    key = world.set_task(waits_on="police")
    _finish(world, key)

    for verb in (_finish, _drop, _move, _remind):
        with pytest.raises(tasks.TaskIsNotOpen):
            verb(world, key)


def test_dropping_a_task_needs_a_reason_that_is_sealed(
    world: World, reading: Callable[[object], str]
) -> None:
    key = world.set_task()
    with pytest.raises(tasks.ReasonTooShort):
        _drop(world, key, reason="nei")

    _drop(world, key)

    [kept] = selectors.list_reasons(world.case, about=key)
    assert reading(kept.text) == REASON
    entry = world.latest()
    assert REASON not in str(entry.details)
    row = models.Reason.objects.get(about=key)
    assert ledger.keeps_commitment(
        REASON, salt=reading(row.salt), digest=str(entry.details["reason"])
    )


def test_moving_a_deadline_keeps_the_old_one_in_the_ledger(world: World) -> None:
    key = world.set_task(due_on=TODAY)

    _move(world, key)

    row = models.Task.objects.get(key=key)
    assert (row.due_on, row.due_at) == (TOMORROW, None)
    assert row.due_sort == tasks.end_of_day(TOMORROW)
    details = world.latest().details
    assert (details["from"], details["to"]) == (TODAY.isoformat(), TOMORROW.isoformat())


@pytest.mark.parametrize(
    ("to", "reason", "refusal"),
    [
        (TODAY, REASON, tasks.DeadlineNotAhead),
        (TODAY - timedelta(days=3), REASON, tasks.DeadlineNotAhead),
        (TOMORROW, "", tasks.ReasonTooShort),
        (TOMORROW, "senere", tasks.ReasonTooShort),
    ],
)
def test_a_deadline_is_not_moved_without_a_later_date_and_a_reason(
    world: World, to: date, reason: str, refusal: type[Exception]
) -> None:
    key = world.set_task(due_on=TODAY)

    with pytest.raises(refusal):
        _move(world, key, to=to, reason=reason)

    assert models.Task.objects.get(key=key).due_on == TODAY


def test_reminding_sends_neutral_words_to_those_who_answer_for_the_body(world: World) -> None:
    key = world.set_task(waits_on="municipality")

    _remind(world, key)

    told = notices.list_for(world.town.people["kari"], at=NOON)
    assert [one.string_id for one in told] == ["something_new"]
    assert models.Task.objects.get(key=key).reminded_at == NOON
    assert world.latest().action == "cases.reminded"


def test_the_police_can_be_waited_for_without_an_account(world: World) -> None:
    key = world.set_task(waits_on="police")

    _remind(world, key)

    assert models.Task.objects.get(key=key).reminded_at == NOON


def test_a_task_that_waits_for_nobody_reminds_nobody(world: World) -> None:
    with pytest.raises(verbs.NobodyToRemind):
        _remind(world, world.set_task())


def test_one_task_is_shown_to_its_owner_and_its_writers_only(world: World) -> None:
    key = world.set_task(owner_body="municipal_leader")

    def show(actor: Actor) -> str:
        return selectors.get_task(case=world.case, task=key, by=actor, at=NOON).title

    assert show(world.actor("turid")) == show(world.actor("kari")) == "Finn svar"
    for name in ("odd", "mona"):
        with pytest.raises(decision.NotAllowed):
            show(world.actor(name))
