"""Part II, section 4: hidden and blocked are two facts, and a name never stands beside a place."""

import pytest

from forevar.casework.assessments import selectors
from forevar.trust.disclosure import opening
from forevar.trust.disclosure import selectors as disclosure
from forevar.trust.disclosure import services as disclosing
from tests.requirements.conftest import GUIDE, Scene, in_reader
from tests.trust.access import town as towns

BOTH = [GUIDE.facts[fact] for fact in ("hidden_address_decision", "registry_grading")]


def test_both_stand_under_their_own_labels(scene: Scene) -> None:
    asked = scene.page("henvendelse/endre/", name="ivar")
    told = scene.page("henvendelse/", name="ivar")

    for fact in BOTH:
        assert fact.question is not None
        assert fact.question.question.nb in asked
        assert f"<dt>{fact.label('nb')}</dt>" in told
    assert "Det ene følger ikke av det andre." in asked


@pytest.mark.parametrize(
    ("hidden", "grading", "blocked"),
    [
        ("yes", "none", True),
        ("no", "confidential_code7", True),
        ("no", "none", False),
        ("", "none", True),
        ("no", "", True),
    ],
)
def test_blocked_is_either_and_neither_follows_from_the_other(
    scene: Scene, hidden: str, grading: str, blocked: bool
) -> None:
    scene.tell(hidden_address=hidden, grading=grading)

    found = selectors.evaluate_case(scene.case, at=towns.NOON)

    assert found.evaluation.values["address_blocked"] is blocked
    told = {fact: found.facts.get(fact) for fact in ("hidden_address_decision", "registry_grading")}
    assert told == {
        "hidden_address_decision": {"yes": True, "no": False}.get(hidden),
        "registry_grading": grading or None,
    }
    assert in_reader("hidden-and-blocked-differ")
    assert in_reader("hidden-and-blocked-mixed-in-speech")


def test_name_and_address_are_kept_apart_and_leave_apart(scene: Scene) -> None:
    disclosing.set_whereabouts(
        case=scene.case,
        kind="placement_address",
        value="Kanarivegen 17",
        by=scene.actor("kari"),
        at=towns.NOON,
    )

    for path in ("", "henvendelse/", "fakta/", "tidslinje/", "folk/", "veileder/"):
        page = scene.page(path)
        assert not ("Kanarivegen" in page and "Nora" in page), path
    address = disclosure.facts(scene.case)["placement_address"]
    with pytest.raises(opening.DisclosureRefused):
        _read_together(disclosure.call_name(scene.case), address)
    with opening.scope(surface="tests"):
        assert str(address) == "Kanarivegen 17", "alone it may be read"


def _read_together(*values: object) -> list[str]:
    with opening.scope(surface="tests"):
        return [str(value) for value in values]
