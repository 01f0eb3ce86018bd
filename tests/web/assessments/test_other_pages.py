"""Police, disagreement, judgement and the full list on the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from forevar.casework.assessments import facts, selectors
from tests.casework.assessments.desk import REASON, Desk
from tests.web.assessments.conftest import Visitor, body

SignIn = Callable[[str], Visitor]
RULE = "hidden-address-parents-not-told"


def discussion(**changes: Any) -> dict[str, Any]:
    fields = {
        "kind": "discussed",
        "discussed-on": "2026-11-20",
        "discussed-parties": ["intake", "municipality"],
        "discussed-outcome": "not_now",
        "discussed-involved": "no",
        "discussed-text": "Vi ser det an til fredag.",
    }
    return {**fields, **changes}


def test_a_discussion_that_ended_in_no_stands_on_the_page(as_person: SignIn, desk: Desk) -> None:
    ivar = as_person("ivar")

    assert ivar.send("police", discussion()).status_code == 302

    page = body(ivar.see("police"))
    for words in ("Politiet skal ikke være med nå", "Vi ser det an til fredag.", "Notert av Ivar"):
        assert words in page


def test_the_police_s_words_are_written_down(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    kari.send(
        "police",
        {"kind": "requested", "requested-on": "2026-11-20", "requested-district": "Øst"},
    )
    kari.send(
        "police",
        {
            "kind": "answered",
            "answered-on": "2026-11-21",
            "answered-form": "oral",
            "answered-police_word": "particularly_high",
            "answered-said_by": "Vaktleder",
            "answered-valid_until": "2026-12-31",
        },
    )

    page = body(kari.see("police"))

    assert "Særlig høyt" in page
    assert "Vaktleder" in page
    assert facts.known(desk.case)["threat_level"] == "particularly_high"


def test_faults_are_told_at_the_field_and_nothing_is_lost(as_person: SignIn, desk: Desk) -> None:
    response = as_person("ivar").send("police", discussion(**{"discussed-outcome": ""}))

    page = body(response)
    assert response.status_code == 422
    assert page.count("Velg hva dere kom fram til.") == 2
    assert "Vi ser det an til fredag." in page
    assert selectors.list_police_lines(desk.case) == ()


@pytest.mark.parametrize("fields", [{"kind": "invented"}, {}])
def test_an_unknown_form_changes_nothing(
    as_person: SignIn, desk: Desk, fields: dict[str, str]
) -> None:
    as_person("ivar").send("police", fields)

    assert selectors.list_police_lines(desk.case) == ()


@pytest.mark.parametrize("name", ["turid", "rakel"])
def test_leaders_read_and_do_not_write(as_person: SignIn, desk: Desk, name: str) -> None:
    as_person("ivar").send("police", discussion())
    visitor = as_person(name)

    page = body(visitor.see("police"))

    assert "Vi ser det an til fredag." in page
    assert "<textarea" not in page
    assert visitor.send("police", discussion()).status_code == 403


def test_those_who_receive_the_child_know_only_whether_the_police_are_with_us(
    as_person: SignIn, desk: Desk
) -> None:
    as_person("ivar").send("police", discussion())

    page = body(as_person("ulf").see("police"))

    assert "Er politiet med i saken?" in page
    assert "Vi ser det an" not in page


def view(**changes: Any) -> dict[str, Any]:
    fields = {
        "intake_view": "Vi ser risiko.",
        "municipality_view": "",
        "agreed_until_then": "Følge til og fra skolen.",
    }
    return {**fields, **changes}


def test_both_views_stand_until_it_is_settled_and_approved(as_person: SignIn, desk: Desk) -> None:
    ivar, kari, turid = as_person("ivar"), as_person("kari"), as_person("turid")
    ivar.send("disagreement", view(ask_police="on"))
    page = body(kari.see("disagreement"))
    assert "Vi ser risiko." in page
    assert "Dere har bestemt å be politiet om en trusselvurdering." in page

    kari.send(
        "disagreement",
        {"version": 1, "municipality_view": "Vi ser det ikke.", "agreed_until_then": "Følge."},
    )
    kari.send("disagreement", {"do": "settle", "version": 2, "settled_how": "Vi fikk nye svar."})

    assert "Godkjenn løsningen" not in body(kari.see("disagreement"))
    assert "Godkjenn løsningen" in body(turid.see("disagreement"))
    turid.send("settlement", nr=1)
    page = body(kari.see("disagreement"))
    for words in ("Vi ser risiko.", "Vi ser det ikke.", "Vi fikk nye svar.", "Godkjent av Turid"):
        assert words in page


def test_the_other_side_s_view_has_no_field(as_person: SignIn, desk: Desk) -> None:
    as_person("ivar").send("disagreement", view())

    page = body(as_person("kari").see("disagreement"))

    assert 'name="municipality_view"' in page
    assert 'name="intake_view"' not in page


def test_two_who_write_about_the_disagreement_lose_nothing(as_person: SignIn, desk: Desk) -> None:
    ivar, kari = as_person("ivar"), as_person("kari")
    ivar.send("disagreement", view())
    kari.send(
        "disagreement",
        {"version": 1, "municipality_view": "Kari skrev.", "agreed_until_then": "Følge."},
    )

    response = ivar.send(
        "disagreement", {"version": 1, "intake_view": "Ivar skrev.", "agreed_until_then": "Følge."}
    )

    assert response.status_code == 409
    assert "Ivar skrev." in body(response)
    assert "Kari skrev." in body(response)


def test_a_disagreement_needs_a_view_and_something_agreed(as_person: SignIn, desk: Desk) -> None:
    response = as_person("ivar").send("disagreement", view(intake_view="", agreed_until_then=""))

    assert response.status_code == 422
    assert "Skriv minst ett av synene." in body(response)
    assert "Skriv hva dere gjør til det er avklart." in body(response)


def test_agreeing_is_one_button(as_person: SignIn, desk: Desk) -> None:
    as_person("ivar").send("disagreement", {"do": "agree"})

    assert "Dere var enige" in body(as_person("ivar").see("disagreement"))
    assert facts.known(desk.case)["risk_disagreement"] is False


def test_those_who_receive_the_child_know_what_is_agreed_meanwhile(
    as_person: SignIn, desk: Desk
) -> None:
    as_person("ivar").send("disagreement", view())

    page = body(as_person("ulf").see("disagreement"))

    assert "Følge til og fra skolen." in page
    assert "Vi ser risiko." not in page


def test_a_judgement_is_answered_with_a_reason_and_a_name(as_person: SignIn, desk: Desk) -> None:
    kari = as_person("kari")
    assert "Dette må en person vurdere" in body(kari.see("judgement", krav=RULE))

    short = kari.send("judgement", {"answer": "yes", "reason": "Ja."}, krav=RULE)
    assert short.status_code == 422
    assert "Begrunn svaret. Minst 20 tegn." in body(short)
    sent = kari.send("judgement", {"answer": "yes", "reason": REASON}, krav=RULE)

    assert sent.url == kari.url("requirements")
    page = body(kari.see("judgement", krav=RULE))
    assert REASON in page
    assert "Kari, 21. november 2026" in page


def test_leaders_read_a_judgement_and_strangers_find_nothing(as_person: SignIn, desk: Desk) -> None:
    turid = as_person("turid")

    assert "<textarea" not in body(turid.see("judgement", krav=RULE))
    assert turid.send("judgement", {"answer": "yes"}, krav=RULE).status_code == 403
    assert as_person("odd").see("judgement", krav=RULE).status_code == 404


@pytest.mark.parametrize("krav", ["cws-assesses-risk", "finnes-ikke"])
def test_what_asks_no_judgement_has_no_page(as_person: SignIn, desk: Desk, krav: str) -> None:
    assert as_person("kari").see("judgement", krav=krav).status_code == 404


def test_the_full_list_says_applies_unknown_and_does_not_apply_with_why(
    as_person: SignIn, desk: Desk
) -> None:
    page = body(as_person("kari").see("requirements"))

    for words in (
        "Alt veilederen ber om i saken",
        "Gjelder",
        "Vet ikke ennå",
        "Gjelder ikke",
        "Mangler:",
        "Den originale sjekklisten er ikke med.",
    ):
        assert words in page
    assert page.count('class="svar"') == 496


def test_the_full_list_is_not_for_those_with_the_reduced_right(
    as_person: SignIn, desk: Desk
) -> None:
    assert as_person("ulf").see("requirements").status_code == 403
