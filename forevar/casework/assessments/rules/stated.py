"""What this package's records say to the guides: from a signed conclusion to a fact's value.

Absent means that nobody has said it. Nothing is worked out: each value is what a person chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

OWNED: Final = (
    "abduction_risk",
    "municipal_risk_assessment",
    "risk_disagreement",
    "threat_level",
    "police_threat_assessment",
    "police_involved",
    "police_involvement_discussed",
    "measure_judged_unsafe",
)
_RISK: Final[Mapping[str, str]] = MappingProxyType(
    {"risk_present": "present", "none_found": "none_found"}
)
_YES_NO: Final[Mapping[str, bool]] = MappingProxyType({"yes": True, "no": False})

Value = str | bool | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact as a record states it: the value, or None while asked for without an answer yet."""

    value: Value | None
    on: date


def from_assessment(
    *, number: int, conclusion: str, place_unsafe: str, on: date
) -> dict[str, Stated]:
    """Read the latest locked assessment. «Cannot tell yet» is asked, and no knowledge."""
    stated = {
        "abduction_risk": Stated(_RISK.get(conclusion), on),
        "municipal_risk_assessment": Stated(f"{number}, {on.isoformat()}", on),
    }
    if place_unsafe in _YES_NO:
        stated["measure_judged_unsafe"] = Stated(_YES_NO[place_unsafe], on)
    return stated


def from_discussion(*, outcome: str, parties: tuple[str, ...], on: date) -> dict[str, Stated]:
    """Read a noted discussion about the police: also a «no» shows that it was discussed."""
    value = {"date": on.isoformat(), "parties": ", ".join(parties), "outcome": outcome}
    return {"police_involvement_discussed": Stated(MappingProxyType(value), on)}


def from_involvement(involved: str, *, on: date) -> dict[str, Stated]:
    """Read whether the police are with us. A «don't know» takes nothing back."""
    return {"police_involved": Stated(_YES_NO[involved], on)} if involved in _YES_NO else {}


def from_request(*, on: date, word_is_stated: bool) -> dict[str, Stated]:
    """Read a request to the police. A level they gave earlier stands until they give another."""
    stated = {"police_threat_assessment": Stated("requested", on)}
    return stated if word_is_stated else {**stated, "threat_level": Stated(None, on)}


def from_answer(*, form: str, word: str, on: date, word_is_stated: bool) -> dict[str, Stated]:
    """Read the police's answer: how it came, and their word for the level if they gave one.

    A refusal takes no earlier level back; an assessment without a level does.
    """
    stated = {"police_threat_assessment": Stated(form, on)}
    if form == "declined" and word_is_stated:
        return stated
    return {**stated, "threat_level": Stated(word if word != "not_given" else None, on)}


def from_disagreement(state: str, *, on: date) -> dict[str, Stated]:
    """Read whether the parties disagree about the risk now."""
    return {"risk_disagreement": Stated(state == "open", on)}
