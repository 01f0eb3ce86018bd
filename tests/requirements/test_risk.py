"""Parts I and II on risk, threat and disagreement: who judges, on what, and what is never inferred."""

from typing import Any

import pytest

from forevar.casework.assessments import facts, selectors
from forevar.casework.assessments import services as judging
from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.guideline.truth import Unknown
from tests.requirements.conftest import SOON, TODAY, Scene, stands_with
from tests.trust.access import town as towns

BASES = ("4-2", "5-1", "3-2", "6-2")


@pytest.mark.parametrize("paragraph", BASES)
def test_every_case_has_its_section_on_risk_whatever_it_rests_on(
    scene: Scene, paragraph: str
) -> None:
    case_verbs.note_sheet(
        case=scene.case, paragraph=paragraph, by=scene.actor("kari"), at=towns.NOON
    )

    assert scene.outcome("state-protects-against-abduction") == "applies"
    assert "Risikovurdering" in scene.page("risikovurdering/")
    scene.goes_to("assessment")
    asked = {step.rule_id: step for step in scene.steps()}
    assert asked["always-risk-assessment"].start_url_name == "assessments:risk"


def test_risk_is_asked_for_in_every_case_until_a_person_has_concluded(scene: Scene) -> None:
    rule = "always-risk-assessment"
    assert rule not in scene.done()

    scene.sign("cannot_tell_yet")
    assert rule not in scene.done()

    scene.sign("none_found")
    assert rule in scene.done()


def test_an_acute_case_goes_ahead_and_the_assessment_stays_a_step(scene: Scene) -> None:
    kari = scene.actor("kari")
    case_verbs.note_sheet(case=scene.case, urgency="acute", by=kari, at=towns.NOON)
    scene.goes_to("decision")

    assert "always-risk-assessment" in {step.rule_id for step in scene.steps()}


def test_leaving_the_assessment_without_one_is_told_and_written_down(scene: Scene) -> None:
    kari = scene.actor("kari")
    scene.goes_to("assessment")
    assert "Risikoen er vurdert av en person" in scene.page("fase/")

    unmet = case_verbs.change_phase(case=scene.case, to="decision", by=kari, at=towns.NOON)

    assert "risk_assessed" in {condition.code for condition in unmet}


def test_the_municipal_assessment_is_a_signed_document_of_the_case(scene: Scene) -> None:
    number = scene.sign("risk_present")

    page = scene.page(f"risikovurdering/{number}/")

    assert stands_with("cws-assesses-risk", page=page)
    assert "Kari" in page
    assert "21. november 2026" in page
    assert facts.known(scene.case)["municipal_risk_assessment"]


def test_a_shielded_address_says_nothing_of_the_risk_and_the_other_way_round(scene: Scene) -> None:
    scene.tell(hidden_address="yes", grading="strictly_confidential_code6")
    scene.answer("reason_for_placement", ["violence", "threats"])
    assert "abduction_risk" not in facts.known(scene.case)
    assert "always-risk-assessment" not in scene.done()

    scene.tell(hidden_address="no", grading="none")
    scene.sign("risk_present")
    found = selectors.evaluate_case(scene.case, at=towns.NOON)
    assert found.evaluation.values["address_blocked"] is False


def test_the_risk_has_a_person_and_a_date_of_its_own(scene: Scene) -> None:
    scene.sign("risk_present")

    assert facts.known(scene.case)["abduction_risk"] == "present"
    assert TODAY.isoformat() in str(facts.known(scene.case)["municipal_risk_assessment"])


# ── the police ─────────────────────────────────────────────────────────────────────────────────


def _police(scene: Scene, **fields: Any) -> None:
    answer = scene.visitor("kari").post(f"/sak/{scene.case}/politi/", fields)
    assert answer.status_code == 302


ANSWERED = {
    "kind": "answered",
    "answered-on": "2026-11-21",
    "answered-form": "oral",
    "answered-police_word": "high",
    "answered-said_by": "Vaktleder",
    "answered-text": "Vi ser alvorlig på dette.",
}


def test_the_police_may_assess_the_threat_and_it_is_kept_in_their_words(scene: Scene) -> None:
    assert scene.outcome("police-may-assess-threat") == "applies"
    _police(scene, **ANSWERED)

    page = scene.page("politi/")

    assert "Vi ser alvorlig på dette." in page
    assert "Høyt" in page


def test_an_oral_assessment_says_who_said_what_and_when_and_reports_nothing(scene: Scene) -> None:
    _police(scene, **ANSWERED)

    page = scene.page("politi/")

    for words in ("Muntlig", "Vaktleder", "21. november 2026", "Vi ser alvorlig på dette."):
        assert words in page
    assert facts.known(scene.case)["police_threat_assessment"] == "oral"
    assert "police_report_filed" not in selectors.evaluate_case(scene.case, at=towns.NOON).facts


def test_the_coordinator_of_the_home_district_has_a_field(scene: Scene) -> None:
    _police(
        scene,
        **{
            "kind": "requested",
            "requested-on": "2026-11-20",
            "requested-district": "Øst",
            "requested-coordinator": "Koordinator Dal, 900 00 000",
        },
    )

    assert "Koordinator Dal, 900 00 000" in scene.page("politi/")


def test_that_police_involvement_was_discussed_is_kept_with_date_and_parties(
    scene: Scene,
) -> None:
    rule = "intake-discuss-police-involvement"
    assert rule not in scene.done()
    scene.visitor("ivar").post(
        f"/sak/{scene.case}/politi/",
        {
            "kind": "discussed",
            "discussed-on": "2026-11-20",
            "discussed-parties": ["intake", "municipality"],
            "discussed-outcome": "not_now",
            "discussed-involved": "no",
        },
    )

    told: Any = facts.known(scene.case)["police_involvement_discussed"]
    assert told["date"] == "2026-11-20"
    assert told["parties"] == "intake, municipality"
    assert rule in scene.done()


def test_a_disagreement_keeps_both_views_and_how_it_ended(scene: Scene) -> None:
    rule = "strive-for-agreement-on-risk"
    _disagree(scene)
    assert scene.outcome(rule) == "applies"
    page = scene.page("uenighet/")
    assert "Vi ser risiko." in page
    assert "Vi ser det ikke slik." in page
    assert stands_with(rule, page=page)

    judging.settle_disagreement(
        case=scene.case,
        version=1,
        how="Vi ble enige om et trygt sted.",
        by=scene.actor("kari"),
        at=towns.NOON,
    )

    assert "Vi ble enige om et trygt sted." in scene.page("uenighet/")


def _disagree(scene: Scene, *, ask_police: bool = False) -> None:
    judging.open_disagreement(
        case=scene.case,
        views={"intake": "Vi ser risiko.", "municipality": "Vi ser det ikke slik."},
        agreed_until_then="Følge til og fra skolen.",
        ask_police=ask_police,
        by=scene.actor("ivar"),
        at=towns.NOON,
    )


def test_in_a_disagreement_intake_proposes_to_ask_the_police(scene: Scene) -> None:
    rule = "disagreement-propose-police-assessment"
    assert "Be politiet om en trusselvurdering" in scene.page("uenighet/", name="ivar")

    _disagree(scene, ask_police=True)

    assert "police-request" in scene.open_tasks()
    assert "Dere har bestemt å be politiet" in scene.page("uenighet/")
    _police(scene, **ANSWERED)
    assert scene.outcome(rule) == "does_not_apply"


# ── network and place ──────────────────────────────────────────────────────────────────────────

CHECKS = {
    "acute-check-network-near-placement": ("network_near_placement", ""),
    "check-network-in-other-area": ("network_in_placement_area", ""),
    "check-peers-at-institution": ("home_area_peers_at_institution", "institution"),
}


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_whom_the_child_knows_near_the_place_is_asked_with_a_conclusion(
    scene: Scene, rule: str
) -> None:
    fact, of = CHECKS[rule]
    page = scene.question(fact)
    for answer in ("Nei", "Ja, og det er ikke kjent risiko", "Ja, og vi knytter risiko til noen"):
        assert answer in page
    scene.leave_open(fact)
    assert fact in scene.open_tasks()

    scene.answer(fact, "present_risk", of=of)

    told = scene.page(f"fakta/nettverk-og-sted/{fact}/")
    assert "Ja, og vi knytter risiko til noen" in told
    assert "Møte med kommunen" in told
    assert fact not in scene.open_tasks()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("acute-check-network-near-placement", {"urgency": "acute"}),
        ("check-peers-at-institution", {"wanted": "institution"}),
    ],
)
def test_the_guide_asks_for_it_when_the_case_is_such(
    scene: Scene, rule: str, told: dict[str, str]
) -> None:
    assert scene.outcome(rule) != "applies"
    if "urgency" in told:
        kari = scene.actor("kari")
        case_verbs.note_sheet(case=scene.case, urgency=told["urgency"], by=kari, at=towns.NOON)
    else:
        scene.tell(**told)

    assert scene.outcome(rule) == "applies"


def test_while_nobody_knows_whether_the_place_is_elsewhere_it_is_no_reassurance(
    scene: Scene,
) -> None:
    line = scene.line("check-network-in-other-area")

    assert line.answer == "unknown"
    assert line.missing


def test_in_haste_every_question_sent_is_listed_with_what_came_of_it(scene: Scene) -> None:
    ivar = scene.visitor("ivar")
    here = f"/sak/{scene.case}/henvendelse/mangler/"
    ivar.post(here, {"facts": ["prior_experience", "country_background"], "to": "municipality"})
    assert "Utkast" in scene.page("henvendelse/mangler/", name="ivar")
    ivar.post(
        f"{here}1/",
        {"do": "send", "due_on": SOON.isoformat(), "until_then": "Velger en annen region."},
    )
    assert "Sendt, venter på svar" in scene.page("henvendelse/mangler/", name="ivar")

    ivar.post(f"{here}1/", {"do": "answered", "facts": ["prior_experience"]})

    assert "Besvart delvis" in scene.page("henvendelse/mangler/", name="ivar")


def test_places_to_avoid_are_a_list_with_a_source(scene: Scene) -> None:
    rule = "choose-destinations-carefully"
    scene.sign("risk_present")
    assert scene.outcome(rule) == "applies"
    assert "Hvilke steder bør barnet unngå?" in scene.question("places_to_avoid")

    scene.answer("places_to_avoid", ["Kjøpesenteret", "Torget"], of="child")

    assert selectors.evaluate_case(scene.case, at=towns.NOON).facts["places_to_avoid"]
    assert "Møte med kommunen" in scene.page("fakta/nettverk-og-sted/places_to_avoid/")


def test_that_the_child_may_not_be_alone_at_home_is_the_municipalitys_answer(
    scene: Scene,
) -> None:
    page = scene.question("home_place_stay_restricted")
    assert "Har kommunen bestemt at barnet ikke får være alene på hjemstedet?" in page

    scene.answer("home_place_stay_restricted", True)

    told = scene.page("fakta/nettverk-og-sted/home_place_stay_restricted/")
    assert "Ja" in told
    assert "Møte med kommunen" in told


# ── who does what ──────────────────────────────────────────────────────────────────────────────


def test_each_thing_asked_says_whose_it_is_and_each_task_has_one_owner(scene: Scene) -> None:
    phases = selectors.list_requirements(scene.case, at=towns.NOON)
    assert all(line.who for phase in phases for line in phase.lines)

    scene.leave_open("prior_experience")
    scene.leave_open("country_background", who="intake")

    tasks = cases.list_open_tasks(scene.case)
    assert len(tasks) >= 2
    for task in tasks:
        assert bool(task.owner_person) != bool(task.owner_body), task.title


def test_unknown_means_unknown(scene: Scene) -> None:
    _police(
        scene,
        **{"kind": "requested", "requested-on": "2026-11-20", "requested-district": "Øst"},
    )

    assert facts.known(scene.case)["threat_level"] == Unknown("asked")
