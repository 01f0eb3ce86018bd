"""Who interprets: never a child, a relative only with a reason, and what is not known stays open."""

import pytest

from forevar.casework.cases import selectors as cases_now
from forevar.casework.intake import facts, rules, selectors
from forevar.casework.intake import services as intake
from forevar.casework.intake.models import Interpreter
from forevar.kernel import decision
from forevar.trust.audit import ledger
from tests.casework.intake.conftest import Reading, World

WHY = "Det er ingen godkjent tolk i språket før i morgen."


def titles(world: World) -> list[str]:
    return [task.title for task in cases_now.list_open_tasks(world.case)]


def test_a_child_is_refused_by_the_verb_and_by_the_table(world: World) -> None:
    with pytest.raises(rules.ChildAsInterpreter):
        world.interpreter(relation="child", reason=WHY)

    assert not Interpreter.objects.exists()
    assert any(check.name == "interpreter_is_no_child" for check in Interpreter._meta.constraints)


@pytest.mark.parametrize("relation", ["family", "friend"])
def test_a_relative_or_friend_needs_a_reason_that_is_kept_sealed(
    world: World, relation: str, reading: Reading
) -> None:
    with pytest.raises(rules.InterpreterNeedsReason):
        world.interpreter(relation=relation)

    world.interpreter(relation=relation, reason=WHY)

    found = selectors.find_interpreter(world.case)
    assert found is not None
    assert reading(found.reason) == WHY
    assert facts.known(world.case)["interpreter_relation"] == relation


def test_nothing_known_is_absent_and_never_a_no(world: World) -> None:
    world.interpreter(needed=None)

    assert "interpreter_needed" not in facts.known(world.case)


def test_a_later_note_stands_and_the_earlier_is_kept(world: World) -> None:
    world.interpreter(needed=True, language="somali")
    world.interpreter(
        relation="professional", qualification="both", ties_checked=True, language="somali"
    )

    assert Interpreter.objects.filter(case=world.case.code).count() == 2
    assert facts.known(world.case) | {
        "interpreter_needed": True,
        "interpreter_relation": "professional",
        "interpreter_qualification": "both",
        "interpreter_ties_checked": True,
    } == facts.known(world.case)


def test_the_language_is_sealed(world: World, reading: Reading) -> None:
    world.interpreter(language="kurmanji fra fjellene")

    row = Interpreter.objects.get(case=world.case.code)
    assert "kurmanji" not in repr(row.language)
    assert reading(row.language) == "kurmanji fra fjellene"


def test_what_is_left_to_do_becomes_a_task_and_ends_when_it_is_done(world: World) -> None:
    world.interpreter(needed=True)
    assert titles(world) == ["book_interpreter"]

    world.interpreter(needed=True, relation="professional")
    assert titles(world) == ["check_interpreter_ties"]

    world.interpreter(needed=True, relation="professional", ties_checked=True)
    assert titles(world) == []


@pytest.mark.parametrize("field", ["language", "details", "reason"])
def test_no_shielded_word_in_any_of_the_texts(world: World, field: str) -> None:
    with pytest.raises(intake.ShieldedInText) as refused:
        world.interpreter(**{field: "Tolken kjenner familien Fjellvang."})

    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize("name", ["turid", "ulf", "berit", "odd", "frida"])
def test_those_who_only_see_note_nothing(world: World, name: str) -> None:
    with pytest.raises(decision.NotAllowed):
        world.interpreter(by=name)


def test_the_ledger_holds_codes_only(world: World) -> None:
    world.interpreter(relation="professional", details="Anne Tolk, 900 00 000")

    (entry,) = ledger.entries(case=world.case, action_prefix="intake.interpreter_changed")
    assert entry.details == {"number": 1, "relation": "professional"}


def test_two_who_note_at_once_do_not_write_over_each_other(world: World) -> None:
    world.interpreter(seen=0, by="kari")

    with pytest.raises(intake.InterpreterChangedMeanwhile):
        world.interpreter(seen=0)

    assert Interpreter.objects.count() == 1
