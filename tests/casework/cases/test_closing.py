"""Closing waits until only leaders can see the case, and the leader can open it again."""

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import closing, phases, tasks
from forevar.kernel import decision
from forevar.trust.access import decide
from forevar.trust.access import services as access
from tests.casework.cases.conftest import NOON, REASON, World


@pytest.fixture
def ending(world: World) -> World:
    """A case in its last phase, with its caseworker, its adviser and its leader on it."""
    models.Case.objects.filter(code=world.case.code).update(phase="closing")
    return world


def _close(world: World, *, by: str = "kari", incident_runs: bool = False) -> None:
    cases.close(case=world.case, by=world.actor(by), at=NOON, incident_runs=incident_runs)


def _leave(world: World, body: str) -> None:
    key = next(p for p in selectors.list_people(world.case) if p.body == body).responsibility
    cases.unassign(case=world.case, responsibility=key, by=world.actor("kari"), at=NOON)


def _blocks(world: World, *, by: str = "kari", incident_runs: bool = False) -> set[str]:
    with pytest.raises(closing.CaseNotReadyToClose) as refused:
        _close(world, by=by, incident_runs=incident_runs)
    return {block.code for block in refused.value.blocks}


def test_while_others_have_access_the_case_stays_open(ending: World) -> None:
    assert _blocks(ending) == {"grants_open"}
    assert _blocks(ending, incident_runs=True) == {"grants_open", "incident_runs"}
    assert selectors.get_sheet(ending.case).phase == "closing"


def test_a_case_without_its_leader_cannot_be_closed(ending: World) -> None:
    _leave(ending, "intake")
    _leave(ending, "municipal_leader")

    assert _blocks(ending) == {"no_leader"}


def test_somebody_who_broke_the_glass_holds_it_open(ending: World) -> None:
    _leave(ending, "intake")
    access.open_emergency(by=ending.actor("odd"), case=ending.case, reason="child_missing", at=NOON)

    assert _blocks(ending) == {"grants_open"}


def test_whoever_closes_it_gives_up_their_own_access(ending: World) -> None:
    _leave(ending, "intake")

    _close(ending)

    sheet = selectors.get_sheet(ending.case)
    assert (sheet.phase, sheet.closed_at) == ("closed", NOON)
    assert not decide.rights(ending.actor("kari"), ending.case, NOON)
    assert decide.rights(ending.actor("turid"), ending.case, NOON).roles == {"cws_leader"}
    assert "cases.closed" in ending.actions()


def test_only_a_case_in_its_last_phase_is_closed(world: World) -> None:
    with pytest.raises(phases.NoSuchStep):
        _close(world)


@pytest.mark.parametrize("name", ["odd", "mona", "rakel"])
def test_those_who_do_not_answer_for_the_case_cannot_close_it(ending: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        _close(ending, by=name)


def test_the_leader_opens_it_again_and_says_why(ending: World) -> None:
    _leave(ending, "intake")
    _close(ending)
    with pytest.raises(tasks.ReasonTooShort):
        cases.reopen(case=ending.case, reason="", by=ending.actor("turid"), at=NOON)

    cases.reopen(case=ending.case, reason=REASON, by=ending.actor("turid"), at=NOON)

    sheet = selectors.get_sheet(ending.case)
    assert (sheet.phase, sheet.closed_at) == ("closing", None)
    assert "reason" in ending.latest().details
    with pytest.raises(phases.NoSuchStep):
        cases.reopen(case=ending.case, reason=REASON, by=ending.actor("turid"), at=NOON)


def test_nobody_but_the_leader_opens_it_again(ending: World) -> None:
    _leave(ending, "intake")
    _close(ending)

    for name in ("kari", "ivar", "odd", "rakel"):
        with pytest.raises(decision.NotAllowed):
            cases.reopen(case=ending.case, reason=REASON, by=ending.actor(name), at=NOON)


def test_the_closing_page_says_what_is_left(ending: World) -> None:
    ending.set_task()

    sheet = selectors.get_closing_sheet(ending.case, by=ending.actor("kari"), at=NOON)

    assert [block.code for block in sheet.blocks] == ["grants_open"]
    assert sheet.open_tasks == 1
    assert len(sheet.people) == 3
