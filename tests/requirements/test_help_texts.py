"""What the guides only inform of: read in the reader, and met at the point of work it concerns."""

import pytest

from forevar.casework.screening.rules import themes
from tests.requirements.conftest import GUIDE, Scene, in_reader, stands_with

AT_THE_QUESTION = {
    "abduction-abroad-consequence": "destination_country",
    "acute-limited-information-is-risk": "placement_urgency",
    "acute-police-assessment-may-be-missing": "placement_urgency",
    "care-responsibility-on-decision": "legal_basis",
    "child-has-own-passport": "child_nationalities",
    "child-means-under-18": "child_birth_date",
    "family-violence-coordinator": "home_police_district",
    "police-may-prosecute-family-violence": "reason_for_placement",
    "scope-special-themes-not-primary": "special_theme",
}


@pytest.mark.parametrize("rule", sorted(AT_THE_QUESTION))
def test_it_stands_in_the_reader_and_beside_its_question(scene: Scene, rule: str) -> None:
    assert GUIDE.rules[rule].modality == "inform"

    page = scene.question(AT_THE_QUESTION[rule])

    assert GUIDE.rules[rule].sentence("nb") in page, "the whole sentence, not only a link"
    assert stands_with(rule, page=page)
    assert in_reader(rule)


def test_what_does_not_stand_beside_a_question_would_be_noticed(scene: Scene) -> None:
    page = scene.question("education_setting")

    assert not any(stands_with(rule, page=page) for rule in AT_THE_QUESTION)


def test_little_time_is_warned_of_where_the_enquiry_is_taken_down(scene: Scene) -> None:
    page = scene.visitor("ivar").get("/ny/").content.decode()

    assert stands_with("acute-limited-information-is-risk", page=page)


@pytest.mark.parametrize("path", ["politi/", "risikovurdering/"])
def test_risk_and_threat_are_two_records_that_say_whose_they_are(scene: Scene, path: str) -> None:
    police = "Her står det politiet mener. Barnevernstjenestens egen vurdering står for seg."
    own = "Førevar regner ikke ut risiko. Det er dere som vurderer"

    page = scene.page(path)

    scene.visitor("kari").post(f"/sak/{scene.case}/risikovurdering/", {"do": "start"})
    assert (police in page) is (path == "politi/")
    assert own in scene.page("risikovurdering/")
    assert in_reader("risk-assessment-is-municipal")


def test_every_question_is_one_the_case_asks() -> None:
    assert set(AT_THE_QUESTION.values()) <= set(themes.FACTS)
