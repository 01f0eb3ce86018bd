"""Part II, section 1, on interpreters: whether one is needed, who it is, and whom they know."""

import pytest

from forevar.casework.intake import rules
from forevar.casework.intake import services as intake
from tests.requirements.conftest import Scene, stands_with
from tests.trust.access import town as towns


def note(scene: Scene, **told: object) -> None:
    intake.note_interpreter(
        case=scene.case,
        by=scene.actor("ivar"),
        at=towns.NOON,
        **{"needed": True, **told},  # type: ignore[arg-type]
    )


def test_whether_norwegian_is_enough_is_intakes_to_find_out(scene: Scene) -> None:
    rule = "check-norwegian-skills"
    assert stands_with(rule, page=scene.question("language_minority", name="ivar"))
    scene.answer("language_minority", True)
    assert scene.outcome(rule) == "applies"
    assert rule not in scene.done()

    scene.answer("norwegian_sufficient", False, by="ivar")

    assert rule in scene.done()
    assert scene.outcome("qualified-interpreter") == "applies"


def test_not_knowing_how_much_norwegian_they_speak_counts_as_too_little(scene: Scene) -> None:
    scene.answer("language_minority", True)

    assert scene.outcome("qualified-interpreter") == "applies"


def test_who_interprets_is_kept_with_what_they_are_qualified_as(scene: Scene) -> None:
    rule = "qualified-interpreter"
    scene.answer("language_minority", True)
    scene.answer("norwegian_sufficient", False, by="ivar")
    assert stands_with(rule, page=scene.page("tolk/", name="ivar"))
    assert rule not in scene.done()

    note(scene, relation="professional", qualification="both", details="Oppdrag 4711, Tolk Tre")

    page = scene.page("tolk/", name="ivar")
    assert "Oppdrag 4711, Tolk Tre" in page
    assert "Begge deler" in page
    assert rule in scene.done()


def test_whom_the_interpreter_knows_is_asked_and_is_a_task_until_answered(scene: Scene) -> None:
    rule = "interpreter-choice-awareness"
    note(scene)
    scene.sign("risk_present")
    assert scene.outcome(rule) == "applies"

    note(scene, relation="professional", qualification="both")
    assert "check_interpreter_ties" in scene.open_tasks()
    assert rule not in scene.done()

    note(scene, relation="professional", qualification="both", ties_checked=True)
    assert "check_interpreter_ties" not in scene.open_tasks()
    assert rule in scene.done()


@pytest.mark.parametrize("relation", ["family", "friend"])
def test_family_and_friends_interpret_only_for_a_written_reason(
    scene: Scene, relation: str
) -> None:
    rule = "caution-relatives-friends-as-interpreter"
    page = scene.page("tolk/", name="ivar")
    assert stands_with(rule, page=page)

    with pytest.raises(rules.InterpreterNeedsReason):
        note(scene, relation=relation)


def test_a_child_never_interprets_and_the_page_says_so(scene: Scene) -> None:
    assert "Barnet skal aldri brukes som tolk." in scene.page("tolk/", name="ivar")

    with pytest.raises(rules.ChildAsInterpreter):
        note(scene, relation="child", reason="Det er ingen annen å få tak i i kveld.")
