"""The grammar reads what the catalogue writes, and refuses everything else."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forevar.guideline import loader, triggers
from forevar.guideline.triggers import (
    And,
    Compare,
    Contains,
    Holds,
    Not,
    OneOf,
    Or,
    UnparsableTrigger,
)

OUTSIDE_THE_GRAMMAR = [
    "",
    "   ",
    "police_involved and",
    "and police_involved",
    "police_involved == True",
    "police_involved == None",
    "abduction_risk == 'present'",
    'abduction_risk == "present"',
    "minutes_overdue > 1.5",
    "minutes_overdue > -1",
    "15 < minutes_overdue",
    "5 < minutes_overdue < 30",
    "abduction_risk == present == high",
    "abduction_risk is present",
    "abduction_risk is not present",
    "incident_type not in [none, runaway]",
    "incident_type in (none, runaway)",
    "incident_type in {none}",
    "incident_type in []",
    "incident_type in [none, none]",
    "incident_type in [1, 2]",
    "incident_type in [[none]]",
    "threat_level > high",
    "(abduction_risk) in [present",
    "f(abduction_risk)",
    "abduction_risk.value",
    "abduction_risk[0]",
    "lambda: abduction_risk",
    "police_involved if crisis_ongoing else media_contact",
    "[x for x in y]",
    "(police_involved := crisis_ongoing)",
    "police_involved + crisis_ongoing",
    "police_involved & crisis_ongoing",
    "~police_involved",
    "-minutes_overdue > 3",
    "*police_involved",
    "f'{police_involved}'",
    "...",
    "1",
    "1 > 2",
    "true == police_involved; abduction_risk",
    "police_involved; judgement:",
    "judgement:",
    "judgement:   ",
    "police_involved; judged: yes",
    "police_involved # and more",
    "police_involved\nand crisis_ongoing",
    "always and police_involved",
    "judgement == none",
    "Police_Involved",
    "pólice_involved",
    "ﬁctive_name_decided",
    "__import__('os')",
    "_private",
    "not",
    "police_involved, crisis_ongoing",
    "await police_involved",
    "yield",
    "import os",
    "a" * 3000,
    "(" * 300 + "police_involved" + ")" * 300,
]


@pytest.mark.parametrize("text", OUTSIDE_THE_GRAMMAR)
def test_it_refuses_what_is_outside_the_grammar(text: str) -> None:
    with pytest.raises(UnparsableTrigger):
        triggers.parse(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        read = triggers.parse(text)
    except UnparsableTrigger:
        return
    assert read.text == text.strip()


def test_the_position_decides_what_a_name_is() -> None:
    read = triggers.parse("address_revealed or incident_type == address_revealed")

    assert read.expression == Or(
        (Holds("address_revealed"), Compare("incident_type", "==", "address_revealed"))
    )


def test_every_form_is_read() -> None:
    text = "not a and (b == c or d in [e, f]) and g in h and i >= 3; judgement: who knows; or not"

    read = triggers.parse(text)

    assert read.judgement == "who knows; or not"
    assert read.expression == And(
        (
            Not(Holds("a")),
            Or((Compare("b", "==", "c"), OneOf("d", ("e", "f")))),
            Contains("h", "g"),
            Compare("i", ">=", 3),
        )
    )
    assert [atom.fact for atom in triggers.atoms(read.expression)] == ["a", "b", "d", "h", "i"]


def test_every_trigger_of_the_catalogue_reads_back_as_it_is_written() -> None:
    for rule in loader.load_guide().rules.values():
        condition = rule.trigger.text.partition("judgement:")[0].strip().rstrip("; ")
        if condition in ("", "always"):
            assert rule.trigger.expression == triggers.Always()
            continue
        again = ast.unparse(ast.parse(_written(rule.trigger.expression), mode="eval"))
        assert again == ast.unparse(ast.parse(condition, mode="eval")), rule.id


def _written(expression: triggers.Expression) -> str:
    match expression:
        case Not(part):
            return f"(not {_written(part)})"
        case And(parts):
            return "(" + " and ".join(map(_written, parts)) + ")"
        case Or(parts):
            return "(" + " or ".join(map(_written, parts)) + ")"
        case triggers.Always():
            return "always"
        case _:
            return _written_atom(expression)


def _written_atom(atom: triggers.Atom) -> str:
    match atom:
        case Holds(fact):
            return fact
        case Compare(fact, sign, value):
            return f"{fact} {sign} {value}"
        case OneOf(fact, values):
            return f"{fact} in [{', '.join(values)}]"
        case Contains(fact, symbol):
            return f"{symbol} in {fact}"
