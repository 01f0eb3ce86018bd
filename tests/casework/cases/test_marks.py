"""«Gjort», «Ikke aktuelt» and «Angre»: said by those who write, and by those the guide asks."""

import pytest

from forevar.casework.cases import models, selectors
from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import marks, tasks
from forevar.casework.cases.services import marks as verbs
from forevar.guideline import loader
from forevar.kernel import decision
from tests.casework.cases.conftest import NOON, REASON, World

RULE = "mail-via-municipality"


def _mark(world: World, state: str = "done", *, by: str = "kari", **more: str) -> None:
    given = {"requirement": RULE, **more}
    cases.mark_requirement(case=world.case, state=state, by=world.actor(by), at=NOON, **given)


def _undo(world: World, *, by: str = "kari") -> None:
    cases.undo_mark(case=world.case, requirement=RULE, by=world.actor(by), at=NOON)


def _asked_of(role: str) -> str:
    """Give a requirement the guides ask of a role."""
    guide = loader.load_guide()
    return next(
        rule.id
        for rule in guide.rules.values()
        if any(role in guide.roles[actor].codes for actor in rule.actor)
    )


def _not_asked_of(role: str) -> str:
    guide = loader.load_guide()
    return next(
        rule.id
        for rule in guide.rules.values()
        if not any(role in guide.roles[actor].codes for actor in rule.actor)
    )


def _states(world: World) -> dict[str, str]:
    return {mark.requirement: mark.state for mark in selectors.list_marks(world.case)}


def test_a_mark_says_who_and_when(world: World) -> None:
    _mark(world)

    [mark] = selectors.list_marks(world.case)

    assert (mark.requirement, mark.state, mark.by, mark.at) == (RULE, "done", "Kari", NOON)
    assert world.latest().details == {"requirement": RULE, "state": "done"}


def test_a_new_mark_takes_the_place_of_the_old_one(world: World) -> None:
    _mark(world, "started")
    _mark(world, "done", by="ivar")

    assert _states(world) == {RULE: "done"}
    assert models.RequirementMark.objects.count() == 2


def test_undoing_takes_the_mark_away_and_keeps_that_it_was_there(world: World) -> None:
    _mark(world)

    _undo(world)

    assert _states(world) == {}
    assert models.RequirementMark.objects.filter(ended_at__isnull=False).count() == 1
    with pytest.raises(marks.NothingToUndo):
        _undo(world)


def test_not_relevant_needs_a_reason(world: World) -> None:
    with pytest.raises(tasks.ReasonTooShort):
        _mark(world, "not_relevant")

    _mark(world, "not_relevant", reason=REASON)

    assert _states(world) == {RULE: "not_relevant"}
    assert len(selectors.list_reasons(world.case, about=RULE)) == 1


def test_a_mark_or_a_requirement_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(marks.NoSuchMark):
        _mark(world, "perhaps")
    with pytest.raises(verbs.NoSuchRequirement):
        _mark(world, requirement="be-nice")


def test_whom_the_guide_asks_may_say_that_it_is_done(world: World) -> None:
    world.assign("berit", "home", "hjemmet")

    _mark(world, by="berit", requirement=_asked_of("carer"))

    with pytest.raises(decision.NotAllowed):
        _mark(world, by="berit", requirement=_not_asked_of("carer"))


@pytest.mark.parametrize("name", ["odd", "mona", "frida"])
def test_nobody_off_the_case_marks_anything(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        _mark(world, by=name)
    with pytest.raises(decision.NotAllowed):
        _mark(world, by=name, requirement=_asked_of("unit_staff"))

    assert not models.RequirementMark.objects.exists()
