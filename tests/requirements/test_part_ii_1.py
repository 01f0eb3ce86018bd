"""Part II, section 1: what intake has to get to know, and what follows while it does not."""

from typing import Any

import pytest

from forevar.casework.assessments.rules import writing
from forevar.casework.intake import rules as enquiries
from forevar.casework.screening import services as screening
from forevar.casework.screening.rules import participation
from forevar.trust.disclosure import services as disclosure
from forevar.web.intake import minimum
from tests.requirements.conftest import SOON, TODAY, Scene, stands_with
from tests.trust.access import town as towns

COLLECTED = {
    "collect-country-background": ("country_background", "Norge"),
    "collect-prior-experience": ("prior_experience", "Familien er kjent fra før."),
    "collect-risk-persons": ("persons_of_risk", [{"name": "Onkel", "relation": "Mors bror"}]),
}


@pytest.mark.parametrize("rule", sorted(COLLECTED))
def test_it_is_asked_left_open_with_a_task_and_shown_by_its_answer(scene: Scene, rule: str) -> None:
    fact, value = COLLECTED[rule]
    asked_first = next(one for one in minimum.EIGHT if fact in one.facts)
    assert asked_first.rule == rule
    assert stands_with(rule, page=scene.question(fact))
    assert scene.outcome(rule) == "applies"
    assert rule not in scene.done()

    scene.leave_open(fact)
    assert fact in scene.open_tasks()
    assert rule not in scene.done()

    scene.answer(fact, value)
    assert fact not in scene.open_tasks()
    assert rule in scene.done()


@pytest.mark.parametrize("rule", sorted(COLLECTED))
def test_the_overview_asks_for_it_until_it_is_known(scene: Scene, rule: str) -> None:
    fact, value = COLLECTED[rule]
    assert rule in {step.rule_id for step in scene.steps(name="ivar")}

    scene.answer(fact, value)

    assert rule not in {step.rule_id for step in scene.steps(name="ivar")}


def test_that_nobody_is_known_to_be_a_risk_is_an_answer_too(scene: Scene) -> None:
    scene.answer("persons_of_risk", [])

    assert "collect-risk-persons" in scene.done()


def test_the_age_is_asked_for_and_reckoned_from_the_birth_date(scene: Scene) -> None:
    rule = "collect-child-age"

    assert stands_with(rule, page=scene.question("child_birth_date"))
    assert rule in scene.done(), "the child of this case was registered with a birth date"
    assert scene.outcome("child-means-under-18") == "applies"


def test_the_address_is_two_questions_and_warns_while_either_is_open(scene: Scene) -> None:
    rule = "collect-address-decision"
    assert "Ukjent om adressen er skjermet" in scene.page("")
    assert rule not in scene.done()

    _tell_address(scene, hidden_address="no", grading="")
    assert "Ukjent om adressen er skjermet" in scene.page("")
    assert rule not in scene.done()

    _tell_address(scene, hidden_address="no", grading="none")
    assert "Adressen er ikke skjermet" in scene.page("")
    assert rule in scene.done()


def test_an_open_address_is_a_step_of_the_overview(scene: Scene) -> None:
    rule = "collect-address-decision"
    assert rule in {step.rule_id for step in scene.steps(name="ivar")}

    _tell_address(scene, hidden_address="no", grading="none")

    assert rule not in {step.rule_id for step in scene.steps(name="ivar")}


def _tell_address(scene: Scene, *, hidden_address: str, grading: str) -> None:
    left = enquiries.LeftOpen("municipality", SOON, "Regner adressen som skjermet.")
    scene.tell(
        hidden_address=hidden_address,
        grading=grading,
        address_open=None if grading else left,
    )


def test_what_is_known_of_the_application_and_whether_it_is_enough(scene: Scene) -> None:
    rule = "sufficient-information-for-choice"
    page = scene.page("henvendelse/", name="ivar")
    assert "De første opplysningene" in page
    assert page.count("Ubesvart") > 3
    assert rule not in scene.done()

    scene.visitor("ivar").post(
        f"/sak/{scene.case}/henvendelse/",
        {"sufficient": "yes", "reason": "Vi kjenner familien og nettverket godt nok."},
    )

    assert rule in scene.done()


def test_the_way_to_a_state_placement_begins_with_an_enquiry(scene: Scene) -> None:
    for rule in ("cws-applies-to-intake", "b-request-bufetat-for-place"):
        assert scene.outcome(rule) == "applies"
    page = scene.page("henvendelse/", name="ivar")

    assert "Hva kommunen har spurt om" in page
    assert scene.visitor("ivar").get("/ny/").status_code == 200


def _conversation(scene: Scene, *, voice: str, **more: Any) -> None:
    words = participation.Words(
        heard=True,
        held_on=TODAY,
        **{
            "told": "Hva som skjer videre.",
            "said": "Jeg vil ha med hunden.",
            "wording": "read",
            "weight": "Avgjørende, fordi det er trygt.",
            "who_reads": "Kontaktpersonen.",
            **more,
        },
    )
    screening.note_views(
        case=scene.case,
        voice=voice,
        words=words,
        seen=None,
        by=scene.actor("kari"),
        at=towns.NOON,
    )


def test_child_and_parents_are_told_and_it_is_kept_what_and_when(scene: Scene) -> None:
    _conversation(scene, voice="child")
    _conversation(scene, voice="mother", told="At saken er meldt.", said="Hun skal hjem.")

    page = scene.page("medvirkning/")

    for words in ("Barnet, 21. november 2026", "Mor, 21. november 2026", "At saken er meldt."):
        assert words in page
    assert "Hva som skjer videre." in page


def test_a_place_never_gets_into_what_they_were_told(scene: Scene) -> None:
    disclosure.set_whereabouts(
        case=scene.case,
        kind="placement_address",
        value="Kanarivegen 17",
        by=scene.actor("kari"),
        at=towns.NOON,
    )

    with pytest.raises(screening.ShieldedInText) as refused:
        _conversation(scene, voice="mother", told="At barnet skal bo i Kanarivegen 17.")

    assert set(refused.value.fields) == {"told"}
    assert "Kanarivegen" not in scene.page("medvirkning/")


def test_the_views_of_child_and_parents_stand_apart_each_with_its_weight(scene: Scene) -> None:
    _conversation(scene, voice="child")
    assert "cws-makes-views-visible" not in scene.done(name="kari")
    _conversation(
        scene, voice="father", said="Vi vil ha besøk.", weight="Mindre, av hensyn til ro."
    )

    page = scene.page("medvirkning/")

    for words in ("Jeg vil ha med hunden.", "Vi vil ha besøk.", "Avgjørende", "Mindre, av hensyn"):
        assert words in page
    assert "cws-makes-views-visible" in scene.done(name="kari")


def test_the_childs_own_words_stand_by_themselves(scene: Scene) -> None:
    assert "Bruk barnets egne ord." in scene.page("medvirkning/")
    _conversation(scene, voice="child")

    page = scene.page("medvirkning/")

    assert "Jeg vil ha med hunden." in page
    assert stands_with("child-always-heard", page=page)


def test_how_much_it_weighed_is_written_with_the_reason(scene: Scene) -> None:
    assert "Hvor mye vekt fikk det, og hvorfor?" in scene.page("medvirkning/")
    _conversation(scene, voice="child")

    assert "Avgjørende, fordi det er trygt." in scene.page("medvirkning/")
    assert stands_with(
        "child-views-weighted-by-age-maturity", page=scene.question("child_views_weight")
    )


def test_the_child_is_asked_after_in_every_phase_until_heard(scene: Scene) -> None:
    rule = "child-always-heard"
    for phase in ("assessment", "decision", "placement", "daily_life"):
        scene.goes_to(phase)
        assert scene.outcome(rule) == "applies", phase
        if phase == "decision":
            assert "Barnets syn og vekten av det er skrevet ned" in scene.page("fase/")
    step = next(each for each in scene.steps() if each.rule_id == rule)

    assert step.start_url_name == "screening:participation"


def test_leaving_out_a_view_needs_its_reason_in_writing(scene: Scene) -> None:
    silent = participation.Words(heard=False, held_on=TODAY)
    with pytest.raises(screening.ViewsIncomplete) as refused:
        screening.note_views(
            case=scene.case,
            voice="child",
            words=silent,
            seen=None,
            by=scene.actor("kari"),
            at=towns.NOON,
        )
    assert set(refused.value.fields) == {"not_heard_because"}

    with pytest.raises(writing.AssessmentIsIncomplete) as unlocked:
        scene.sign("risk_present", child_says=" ")
    assert unlocked.value.fields == {
        "child_says": "Skriv hva barnet sier, eller hvorfor dere ikke vet det."
    }
