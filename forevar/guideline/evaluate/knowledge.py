"""From stated facts to what is known: missing symbols, derived facts and contradictions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from forevar.guideline import catalogue, truth

Stated = dict[str, object]

# Incidents directed at the child: with one of them, «no risk found» is a contradiction.
DIRECTED_AT_CHILD: Final = frozenset(
    {
        "suspicious_observation",
        "premises_approached",
        "removal_attempt",
        "abduction",
        "confrontation",
        "followed_outside",
        "sighting_of_risk_person",
    }
)
CARE_BY_LEGAL_BASIS: Final[Mapping[object, bool]] = {
    "care_order": True,
    "emergency_order": True,
    "no_move_order": True,
    "no_move_interim": True,
    "voluntary": False,
    "behaviour": False,
}


class FactNotKnown(LookupError):
    """A fact was given that neither guide knows."""

    def __init__(self, fact: str) -> None:
        self.code = "guideline.fact_not_known"
        self.fact = fact
        super().__init__("A given fact is not in the catalogue.")


class ValueDoesNotFit(ValueError):
    """A fact was given a value it cannot have; the value itself is never repeated."""

    def __init__(self, fact: catalogue.Fact) -> None:
        self.code = "guideline.value_does_not_fit"
        self.fact = fact.id
        super().__init__(f"The value given for {fact.id} does not fit a fact of type {fact.type}.")


@dataclass(slots=True)
class Knowledge:
    """What is known of a case once derivations and contradictions are settled."""

    stated: Stated
    values: Stated
    derived: dict[str, tuple[str, ...]] = field(default_factory=dict)
    disputed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def reasons(self, fact: str) -> tuple[str, ...]:
        """Name a fact that decided; a derived one together with what it was derived from."""
        inputs = self.derived.get(fact, ())
        return (fact, *(each for each in inputs if each in self.stated))

    def gaps(self, fact: str) -> tuple[str, ...]:
        """Name a missing fact; a derived one together with its inputs that are missing too."""
        if fact in self.disputed:
            return (fact, *self.disputed[fact])
        return (fact, *(each for each in INPUTS.get(fact, ()) if each not in self.stated))


def settle(
    facts: Mapping[str, object], *, catalogue_facts: Mapping[str, catalogue.Fact], on: date
) -> Knowledge:
    """Return what is known on a day; refuse facts and values the catalogue does not have."""
    stated: Stated = {}
    for name, value in facts.items():
        fact = catalogue_facts.get(name)
        if fact is None:
            raise FactNotKnown(name)
        if not _is_missing(value, fact=fact):
            stated[name] = value
    known = Knowledge(stated=stated, values=dict(stated))
    for name, derive in PROTECTIVE.items():
        _protect(known, fact=name, value=derive(stated))
    for name, (inputs, plain) in PLAIN.items():
        _compare(known, fact=name, inputs=inputs, value=plain(stated, on))
    _contradict_no_risk(known)
    _assume_crisis(known)
    return known


def _is_missing(value: object, *, fact: catalogue.Fact) -> bool:
    if isinstance(value, truth.Unknown):
        return True
    if isinstance(value, str) and value in fact.symbols and fact.type != "list":
        return value in catalogue.MISSING_SYMBOLS
    if not _FITS.get(fact.type, _is_text)(value) or not _holds_only_symbols(value, fact=fact):
        raise ValueDoesNotFit(fact)
    return False


def _holds_only_symbols(value: object, *, fact: catalogue.Fact) -> bool:
    if fact.type != "list" or not fact.symbols or not isinstance(value, (list, tuple)):
        return True
    return all(isinstance(each, str) and each in fact.symbols for each in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_FITS: Final[Mapping[str, Callable[[object], bool]]] = {
    "bool": lambda value: value is True or value is False,
    "enum": lambda value: False,
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "list": lambda value: isinstance(value, (list, tuple)),
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "object": lambda value: isinstance(value, Mapping),
    "datetime": lambda value: isinstance(value, (str, datetime)),
}


def _protect(known: Knowledge, *, fact: str, value: bool | None) -> None:
    """Let a derived true win over what is stated; else what is stated counts."""
    if value is True or (value is False and fact not in known.stated):
        known.values[fact] = value
        known.derived[fact] = INPUTS[fact]


def _compare(known: Knowledge, *, fact: str, inputs: tuple[str, ...], value: object) -> None:
    """Take whichever exists; where both exist and differ, the fact is missing."""
    if value is None:
        return
    if fact not in known.stated:
        known.values[fact] = value
        known.derived[fact] = inputs
    elif known.stated[fact] != value:
        del known.values[fact]
        known.disputed[fact] = inputs


def _contradict_no_risk(known: Knowledge) -> None:
    if (
        known.stated.get("abduction_risk") == "none_found"
        and known.stated.get("incident_type") in DIRECTED_AT_CHILD
    ):
        del known.values["abduction_risk"]
        known.disputed["abduction_risk"] = ("incident_type",)


def _assume_crisis(known: Knowledge) -> None:
    if (
        "crisis_ongoing" not in known.stated
        and known.stated.get("incident_type") in DIRECTED_AT_CHILD
        and known.stated.get("incident_closed") is not True
    ):
        known.values["crisis_ongoing"] = True
        known.derived["crisis_ongoing"] = ("incident_type", "incident_closed")


def full_years(birth: date, *, on: date) -> int:
    """Count full years; 29 February counts as 1 March in other years.

    >>> full_years(date(2008, 2, 29), on=date(2026, 2, 28))
    17
    >>> full_years(date(2008, 2, 29), on=date(2026, 3, 1))
    18
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _address_blocked(stated: Stated) -> bool:
    return not (
        stated.get("hidden_address_decision") is False and stated.get("registry_grading") == "none"
    )


def _move_considered(stated: Stated) -> bool | None:
    return True if stated.get("move_decided") is True else None


def _interpreter_needed(stated: Stated) -> bool | None:
    minority = stated.get("language_minority")
    # Missing is read as «not sufficient»: nobody is left without an interpreter by silence.
    if minority is False or stated.get("norwegian_sufficient") is True:
        return False
    return True if minority is True else None


def _child_age(stated: Stated, on: date) -> int | None:
    birth = stated.get("child_birth_date")
    if not isinstance(birth, date) or birth > on:
        return None
    return full_years(birth, on=on)


def _care_taken_over(stated: Stated, on: date) -> bool | None:
    return CARE_BY_LEGAL_BASIS.get(stated.get("legal_basis"))


def _child_views_recorded(stated: Stated, on: date) -> bool | None:
    views = stated.get("child_views")
    return True if isinstance(views, str) and views.strip() else None


def _persons_of_risk_known(stated: Stated, on: date) -> bool | None:
    return bool(stated["persons_of_risk"]) if "persons_of_risk" in stated else None


def _safety_measures_active(stated: Stated, on: date) -> bool | None:
    return True if stated.get("protective_measures") else None


PROTECTIVE: Final[Mapping[str, Callable[[Stated], bool | None]]] = {
    "address_blocked": _address_blocked,
    "move_considered": _move_considered,
    "interpreter_needed": _interpreter_needed,
}
PLAIN: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Stated, date], object]]]] = {
    "child_age": (("child_birth_date",), _child_age),
    "care_taken_over": (("legal_basis",), _care_taken_over),
    "child_views_recorded": (("child_views",), _child_views_recorded),
    "persons_of_risk_known": (("persons_of_risk",), _persons_of_risk_known),
    "safety_measures_active": (("protective_measures",), _safety_measures_active),
}
# What a derived fact rests on: asked for together with it while it is missing.
INPUTS: Final[Mapping[str, tuple[str, ...]]] = {
    "address_blocked": ("hidden_address_decision", "registry_grading"),
    "move_considered": ("move_decided",),
    "interpreter_needed": ("language_minority", "norwegian_sufficient"),
    "crisis_ongoing": ("incident_type",),
    **{fact: inputs for fact, (inputs, _) in PLAIN.items()},
}
