"""Facts of the vaults: kept, read as they were, ended; places refused under the strictest grading."""

import json
from datetime import date, datetime

import pytest

from forevar.kernel import errors, refs
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import classes, links, opening, selectors, services
from forevar.trust.vaults import scope, subjectkeys

pytestmark = pytest.mark.django_db
Case = refs.CaseRef

VALUES: dict[str, object] = {
    "child_appearance": {"clothes": "blå jakke", "visible marks": "arr"},
    "child_birth_date": date(2015, 1, 2),
    "child_gender": "girl",
    "child_name": "Nora Marie Kanarisen",
    "child_national_id": None,
    "child_nationalities": ["NO", "XX"],
    "child_phone_number": "91 23 45 67",
    "fictive_name": "Lise",
    "fictive_number": "F-77",
    "fictive_story": "Flyttet fordi moren fikk ny jobb.",
    "mail_address": "Postboks 1, 0101 Kanariby",
    "online_accounts": [{"service": "spill", "name used": "kanari"}],
    "placement_address": "Kanarivegen 17",
    "placement_execution_plan": {"route": "E6"},
    "placement_name": "Solbakken",
    "places_to_avoid": ["Kanaritorget", "stasjonen"],
    "publication_opt_out": {"date": "2026-01-01"},
    "pupil_folder_anonymised": {"by": "rektor"},
    "routines": [{"route": "om parken", "time": "08:00"}],
    "school_informed_staff": [{"name": "Selma", "role": "rektor"}],
}


def read(value: scope.Sealed) -> str:
    with opening.scope(surface="test"):
        return str(value)


def test_every_fact_of_a_vault_is_tried_here() -> None:
    assert VALUES.keys() == classes.VAULT_FACTS.keys()


@pytest.mark.parametrize("fact", [fact for fact, value in VALUES.items() if value is not None])
def test_a_fact_comes_back_in_its_class(fact: str, case: Case, ivar: Actor, at: datetime) -> None:
    value = VALUES[fact]
    assert services.vault_fact(case=case, fact_id=fact, value=value, by=ivar, at=at) == 1

    with opening.scope(surface="test") as here:
        text = str(selectors.fact(case, fact_id=fact))

    assert (text if isinstance(value, str | date) else json.loads(text)) == (
        value.isoformat() if isinstance(value, date) else value
    )
    assert classes.VAULT_FACTS[fact] in here.classes_opened


def test_a_fact_can_be_read_as_it_was(nora: Case, ivar: Actor, at: datetime) -> None:
    for n, address in enumerate(("Kanarivegen 17", "Kanaringata 2", None, "Kanaritoppen 3"), 1):
        number = services.vault_fact(
            case=nora, fact_id="placement_address", value=address, by=ivar, at=at
        )
        assert number == n

    def as_it_was(number: int | None) -> str:
        return read(selectors.fact(nora, fact_id="placement_address", number=number))

    assert [as_it_was(n) for n in (1, 2, 3, 4, 5)] == [
        "Kanarivegen 17",
        "Kanaringata 2",
        "",
        "Kanaritoppen 3",
        "",
    ]
    assert as_it_was(None) == "Kanaritoppen 3"


def test_one_number_means_one_whole_name(nora: Case, ivar: Actor, at: datetime) -> None:
    services.set_identity(case=nora, surname="Kanaringen", by=ivar, at=at)
    services.vault_fact(case=nora, fact_id="child_name", value="Nora", by=ivar, at=at)

    names = [read(selectors.fact(nora, fact_id="child_name", number=n)) for n in (1, 2, 3)]

    assert names == ["Nora Kanarisen", "Nora Kanaringen", "Nora"]


def test_an_ended_fact_is_no_longer_among_the_facts(nora: Case, ivar: Actor, at: datetime) -> None:
    services.vault_fact(case=nora, fact_id="placement_name", value="Solbakken", by=ivar, at=at)
    assert "placement_name" in selectors.facts(nora)
    services.vault_fact(case=nora, fact_id="placement_name", value=None, by=ivar, at=at)

    assert "placement_name" not in selectors.facts(nora)
    assert selectors.fact(nora, fact_id="placement_name").is_set is False


@pytest.mark.parametrize("fact", ["abduction_risk", "child_views", "nonsense"])
def test_a_fact_of_an_open_class_is_refused(
    fact: str, case: Case, ivar: Actor, at: datetime
) -> None:
    with pytest.raises(services.NotForTheVault):
        services.vault_fact(case=case, fact_id=fact, value="x", by=ivar, at=at)


@pytest.mark.parametrize("born", ["2027-01-01", "yesterday", "2026-02-30"])
def test_a_birth_date_that_cannot_be_is_refused(
    born: str, case: Case, ivar: Actor, at: datetime
) -> None:
    with pytest.raises(errors.DomainError) as refused:
        services.vault_fact(case=case, fact_id="child_birth_date", value=born, by=ivar, at=at)
    assert list(refused.value.fields) == ["birth_date"]


# ── the strictest grading ────────────────────────────────────────────────────
def test_under_the_strictest_grading_no_place_is_stored(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    services.set_registry_grading(case=nora, grading=services.STRICTEST, by=ivar, at=at)

    for fact, key_class in classes.VAULT_FACTS.items():
        if key_class == "WHERE":
            with pytest.raises(services.PlacesAreForbidden) as refused:
                services.vault_fact(case=nora, fact_id=fact, value="sted", by=ivar, at=at)
            assert "strengt fortrolig" in refused.value.text
    with pytest.raises(services.PlacesAreForbidden):
        services.set_whereabouts(case=nora, kind="school", value="x", by=ivar, at=at)

    assert read(selectors.call_name(nora)) == "Nora"


@pytest.mark.parametrize("grading", ["none", "confidential_code7", "unknown"])
def test_any_other_grading_lets_places_be_stored(
    grading: str, nora: Case, ivar: Actor, at: datetime
) -> None:
    services.set_registry_grading(case=nora, grading=grading, by=ivar, at=at)

    services.set_whereabouts(case=nora, kind="placement_name", value="Solbakken", by=ivar, at=at)

    assert "placement_name" in selectors.facts(nora)


def test_places_that_are_stored_must_go_with_the_strictest_grading(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    services.set_whereabouts(case=nora, kind="placement_name", value="Solbakken", by=ivar, at=at)
    before = links.find(nora)
    assert before is not None

    with pytest.raises(services.PlacesAreStored):
        services.set_registry_grading(case=nora, grading=services.STRICTEST, by=ivar, at=at)
    assert read(selectors.facts(nora)["placement_name"]) == "Solbakken"

    services.set_registry_grading(
        case=nora, grading=services.STRICTEST, remove_places=True, by=ivar, at=at
    )

    assert "placement_name" not in selectors.facts(nora)
    assert subjectkeys.find("WHERE", subject=before.wid) is None
    services.set_registry_grading(case=nora, grading="none", by=ivar, at=at)
    services.set_whereabouts(case=nora, kind="placement_name", value="Nytt", by=ivar, at=at)
    assert read(selectors.facts(nora)["placement_name"]) == "Nytt"
    assert [entry.action for entry in ledger.entries(case=nora, limit=5)][1:4] == [
        "disclosure.places_allowed",
        "disclosure.places_forbidden",
        "vaults.keys_destroyed",
    ]


# ── erasing ──────────────────────────────────────────────────────────────────
def test_an_erased_child_cannot_be_read_or_written_again(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    services.decide_name_in_use(case=nora, name="Lise", by=ivar, at=at)
    services.set_whereabouts(case=nora, kind="placement_name", value="Solbakken", by=ivar, at=at)
    name = selectors.call_name(nora)

    services.erase_child(case=nora, by=ivar, at=at)

    assert read(name) == "slettet" or not selectors.call_name(nora).is_set
    assert selectors.facts(nora) == {}
    assert selectors.child_age(nora, on=at.date()) is None
    with pytest.raises(subjectkeys.KeysDestroyed):
        services.decide_name_in_use(case=nora, name="Lise", by=ivar, at=at)
    actions = [entry.action for entry in ledger.entries(case=nora, limit=5)]
    assert actions[0] == "disclosure.child_erased"
    assert actions[1:5] == ["vaults.keys_destroyed"] * 4


def test_erasing_one_child_leaves_the_next(nora: Case, ivar: Actor, at: datetime) -> None:
    other = Case("hegg-210")
    services.register_child(case=other, given_name="Ada", surname="Kanaringen", by=ivar, at=at)

    services.erase_child(case=nora, by=ivar, at=at)

    assert read(selectors.call_name(other)) == "Ada"
