"""The police's view and disagreement, kept apart from the service's own judgement."""

from datetime import date
from typing import Any

import pytest

from forevar.casework.assessments import facts, selectors, services
from forevar.casework.assessments.rules import disagreement, police
from forevar.casework.cases import selectors as cases
from forevar.guideline.truth import Unknown
from forevar.kernel.decision import NotAllowed
from tests.casework.assessments.desk import NOON, Desk, days
from tests.casework.assessments.places import read

TODAY = NOON.date()


def discuss(desk: Desk, *, name: str = "ivar", **more: Any) -> int:
    given = {"parties": ("intake", "municipality"), "outcome": "not_now", "involved": "no"}
    return services.note_police_discussion(
        case=desk.case,
        on=TODAY,
        text="Vi ringer vaktleder i morgen.",
        by=desk.actor(name),
        at=NOON,
        **{**given, **more},
    )


def ask(desk: Desk, *, name: str = "kari") -> int:
    return services.note_police_request(
        case=desk.case,
        on=TODAY,
        district="Øst",
        coordinator="",
        text="",
        by=desk.actor(name),
        at=NOON,
    )


def answer(desk: Desk, *, name: str = "kari", **more: Any) -> int:
    given = {"form": "written", "police_word": "high", "said_by": "Vaktleder", "involved": "yes"}
    return services.note_police_answer(
        case=desk.case,
        on=TODAY,
        valid_until=None,
        text="Politiet ser det som alvorlig.",
        by=desk.actor(name),
        at=NOON,
        **{**given, **more},
    )


def open_up(desk: Desk, *, name: str = "ivar", **more: Any) -> int:
    given: dict[str, Any] = {
        "views": {"intake": "Vi ser risiko.", "municipality": ""},
        "agreed_until_then": "Følge til og fra skolen.",
        "ask_police": False,
    }
    return services.open_disagreement(
        case=desk.case, by=desk.actor(name), at=NOON, **{**given, **more}
    )


def applies(desk: Desk, rule: str) -> str:
    return selectors.evaluate_case(desk.case, at=NOON).evaluation.by_rule[rule].outcome


def open_about(desk: Desk) -> set[str]:
    return {
        task.about
        for task in cases.list_open_tasks(desk.case, at=NOON)
        if task.source == "assessments"
    }


def test_a_no_is_noted_and_seen(desk: Desk) -> None:
    discuss(desk)

    told = facts.known(desk.case)
    line = selectors.list_police_lines(desk.case)[0]

    assert told["police_involved"] is False
    assert told["police_involvement_discussed"] == {
        "date": TODAY.isoformat(),
        "parties": "intake, municipality",
        "outcome": "not_now",
    }
    assert (line.kind, line.noted_by, read(line.text)) == (
        "discussed",
        "Ivar",
        "Vi ringer vaktleder i morgen.",
    )


def test_the_police_set_the_level_and_nobody_else(desk: Desk) -> None:
    ask(desk)
    assert facts.known(desk.case)["police_threat_assessment"] == "requested"
    assert facts.known(desk.case)["threat_level"] == Unknown("asked")

    answer(desk)

    told = facts.known(desk.case)
    assert (told["police_threat_assessment"], told["threat_level"], told["police_involved"]) == (
        "written",
        "high",
        True,
    )
    assert "abduction_risk" not in told


def test_a_second_question_leaves_the_first_answer_standing(desk: Desk) -> None:
    answer(desk)
    ask(desk)

    told = facts.known(desk.case)

    assert (told["police_threat_assessment"], told["threat_level"]) == ("requested", "high")


def test_waiting_for_the_police_is_a_task_until_they_answer(desk: Desk) -> None:
    ask(desk)
    assert open_about(desk) == {"police-answer"}

    answer(desk, police_word="not_given")

    assert open_about(desk) == set()
    assert facts.known(desk.case)["threat_level"] == Unknown("asked")


@pytest.mark.parametrize("verb", [discuss, ask, answer])
@pytest.mark.parametrize("name", ["turid", "rakel", "ulf", "odd"])
def test_who_may_not_note_about_the_police(desk: Desk, verb: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        verb(desk, name=name)

    assert selectors.list_police_lines(desk.case) == ()


def test_what_is_noted_needs_its_parts(desk: Desk) -> None:
    with pytest.raises(police.PoliceEntryIsIncomplete) as refused:
        discuss(desk, parties=(), outcome="")
    assert set(refused.value.fields) == {"parties", "outcome"}

    with pytest.raises(police.PoliceEntryIsIncomplete) as ahead:
        services.note_police_request(
            case=desk.case,
            on=TODAY + days(1),
            district="",
            coordinator="",
            text="",
            by=desk.actor("kari"),
            at=NOON,
        )
    assert set(ahead.value.fields) == {"district", "on"}


def test_disagreement_is_told_to_the_guides_until_it_is_settled(desk: Desk) -> None:
    number = open_up(desk)
    assert applies(desk, "strive-for-agreement-on-risk") == "applies"

    services.settle_disagreement(
        case=desk.case,
        version=1,
        how="Kommunen fikk se det inntak visste.",
        by=desk.actor("kari"),
        at=NOON,
    )

    assert facts.known(desk.case)["risk_disagreement"] is False
    assert applies(desk, "strive-for-agreement-on-risk") == "does_not_apply"
    assert open_about(desk) == {f"settlement-{number}"}


def test_asking_the_police_leaves_the_municipality_a_task_once(desk: Desk) -> None:
    open_up(desk, ask_police=True)

    assert open_about(desk) == {"police-request"}
    ask(desk)
    assert open_about(desk) == {"police-answer"}


def test_each_side_changes_its_own_view_only(desk: Desk) -> None:
    open_up(desk)

    services.write_view(
        case=desk.case,
        version=1,
        views={"municipality": "Vi ser det ikke slik."},
        agreed_until_then="Følge til og fra skolen.",
        by=desk.actor("kari"),
        at=NOON,
    )
    with pytest.raises(disagreement.ViewOfTheOther):
        services.write_view(
            case=desk.case,
            version=2,
            views={"intake": "Dere tar feil."},
            agreed_until_then="Følge.",
            by=desk.actor("kari"),
            at=NOON,
        )

    current = selectors.find_disagreement(desk.case)
    assert current is not None
    assert read(current.intake_view) == "Vi ser risiko."
    assert read(current.municipality_view) == "Vi ser det ikke slik."


def test_two_who_write_at_once_are_told(desk: Desk) -> None:
    open_up(desk)
    given: dict[str, Any] = {"case": desk.case, "version": 1, "at": NOON}
    services.write_view(
        views={"municipality": "Først."},
        agreed_until_then="Følge.",
        by=desk.actor("kari"),
        **given,
    )

    with pytest.raises(services.SomebodyWroteMeanwhile) as meanwhile:
        services.write_view(
            views={"intake": "Sist."},
            agreed_until_then="Noe annet.",
            by=desk.actor("ivar"),
            **given,
        )

    assert meanwhile.value.by_name == "Kari"


def test_a_second_disagreement_waits_for_the_first(desk: Desk) -> None:
    open_up(desk)

    with pytest.raises(disagreement.DisagreementIsIncomplete):
        open_up(desk, name="kari")
    with pytest.raises(disagreement.DisagreementIsIncomplete):
        services.note_agreement(case=desk.case, by=desk.actor("kari"), at=NOON)


def test_agreeing_is_knowledge_too(desk: Desk) -> None:
    assert "risk_disagreement" not in facts.known(desk.case)

    services.note_agreement(case=desk.case, by=desk.actor("ivar"), at=NOON)

    assert facts.known(desk.case)["risk_disagreement"] is False


@pytest.mark.parametrize("name", ["turid", "rakel", "ulf", "odd"])
def test_who_may_not_note_a_disagreement(desk: Desk, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_up(desk, name=name)


@pytest.mark.parametrize("name", ["turid", "rakel"])
def test_a_leader_approves_how_it_was_settled(desk: Desk, name: str) -> None:
    number = open_up(desk)
    settle(desk)

    services.approve_settlement(case=desk.case, number=number, by=desk.actor(name), at=NOON)

    assert selectors.list_disagreements(desk.case)[0].approved_by == name.title()
    with pytest.raises(disagreement.DisagreementIsSettled):
        services.approve_settlement(case=desk.case, number=number, by=desk.actor(name), at=NOON)


@pytest.mark.parametrize("name", ["kari", "ivar", "ulf", "odd"])
def test_who_may_not_approve_a_settlement(desk: Desk, name: str) -> None:
    number = open_up(desk)
    settle(desk)

    with pytest.raises(NotAllowed):
        services.approve_settlement(case=desk.case, number=number, by=desk.actor(name), at=NOON)


def test_nobody_approves_a_settlement_they_wrote(desk: Desk) -> None:
    desk.town.hire("ivar", "region_leader", "region")
    desk.town.assign("ivar", "region_leader", case=desk.case)
    number = open_up(desk, name="ivar")
    settle(desk)

    with pytest.raises(NotAllowed) as refused:
        services.approve_settlement(case=desk.case, number=number, by=desk.actor("ivar"), at=NOON)

    assert refused.value.denied.code == "own_work"


def settle(desk: Desk) -> None:
    services.settle_disagreement(
        case=desk.case, version=1, how="Vi snakket sammen.", by=desk.actor("kari"), at=NOON
    )


def test_an_answer_keeps_how_long_it_holds(desk: Desk) -> None:
    services.note_police_answer(
        case=desk.case,
        on=TODAY,
        form="oral",
        police_word="moderate",
        said_by="Vaktleder",
        valid_until=date(2026, 12, 31),
        involved="unknown",
        text="",
        by=desk.actor("kari"),
        at=NOON,
    )

    line = selectors.list_police_lines(desk.case)[0]

    assert (line.valid_until, line.police_word) == (date(2026, 12, 31), "moderate")
    assert "police_involved" not in facts.known(desk.case)
