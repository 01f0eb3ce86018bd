"""The theme page without JavaScript: every kind of question, every refusal, nothing lost."""

import html
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from forevar.casework.cases import services as cases
from forevar.casework.screening import selectors
from forevar.casework.screening.models import Answer
from forevar.casework.screening.rules import themes
from forevar.guideline import loader
from forevar.web.screening import questions
from tests.casework.screening.conftest import World
from tests.web.screening.conftest import body

SignIn = Callable[[str], Client]
SOURCE = {"source": "Møte med kommunen", "source_on": "2026-11-20"}


@pytest.fixture(autouse=True)
def _bokmal(settings: Any) -> None:
    settings.LANGUAGE_CODE = "nb"


def _url(world: World, fact: str, *, ask: bool = True) -> str:
    theme = themes.THEME_OF[fact].slug
    return f"/sak/{world.case}/fakta/{theme}/" + (f"?sporsmal={fact}" if ask else "")


def _send(client: Client, world: World, fact: str, **fields: Any) -> Any:
    given = {"sporsmal": fact, "version": "", "do": "save", **fields}
    return client.post(_url(world, fact, ask=False), given)


def _latest(world: World, fact: str) -> Answer:
    return Answer.objects.get(case=world.case.code, fact=fact, is_latest=True)


def _sent_values(fact_id: str) -> Mapping[str, Any]:
    """What a browser sends for a good answer to each kind of question."""
    fact = loader.load_guide().facts[fact_id]
    special = {
        "legal_basis": {"choice": "5-1"},
        "home_municipality": {"choice": "known", "value": "0301"},
        "child_national_id": {"choice": "known", "value": "04841200042"},
        "child_name": {"choice": "known", "value": "Nora Fjellvang"},
    }
    if fact_id in special:
        return special[fact_id]
    sent: dict[str, Callable[[], Mapping[str, Any]]] = {
        "choice": lambda: {"choice": questions.symbols_of(fact)[0]},
        "symbols": lambda: {"choice": "known", "symbols": list(questions.symbols_of(fact))[:2]},
        "lines": lambda: {"choice": "known", "value": "norsk\nsomali"},
        "rows": lambda: {"choice": "known", "rows": "1", "row-0-0": "Noe"},
        "record": lambda: {"choice": "known", "rows": "1", "row-0-0": "Noe"},
        "date": lambda: {"choice": "known", "value": "2012-03-04"},
        "text": lambda: {"choice": "known", "value": "Noe å si."},
        "line": lambda: {"choice": "known", "value": "Noe"},
        "phone": lambda: {"choice": "known", "value": "+47 400 00 000"},
    }
    return sent[questions.kind_of(fact)]()


@pytest.mark.parametrize("fact", themes.FACTS)
def test_every_question_can_be_answered_from_its_page(
    world: World, as_person: SignIn, fact: str
) -> None:
    client = as_person("ivar")
    providers = loader.load_guide().facts[fact].provider
    own = "" if "bufetat_intake" in providers else providers[0]
    page = client.get(_url(world, fact))
    assert page.status_code == 200
    with translation.override("nb"):
        title = questions.title_of(loader.load_guide().facts[fact])
    assert html.escape(title) in body(page)

    sent = _send(client, world, fact, **_sent_values(fact), **SOURCE, on_behalf_of=own)

    assert sent.status_code == 302, re.findall(r"validation-message[^>]*>([^<]*)", body(sent))
    assert _latest(world, fact).state == "answered"
    again = client.get(_url(world, fact))
    assert again.status_code == 200


def test_nothing_is_chosen_beforehand_and_the_order_never_changes(
    world: World, as_person: SignIn
) -> None:
    client = as_person("ivar")
    for fact in themes.FACTS:
        page = body(client.get(_url(world, fact)))
        radios = re.findall(r'<input type="radio" name="choice" value="([^"]*)"([^>]*)>', page)

        assert [code for code, _ in radios][-2:] == ["not_yet", "not_applicable"], fact
        assert not any("checked" in more for _, more in radios), fact
        if loader.load_guide().facts[fact].type == "bool":
            assert [code for code, _ in radios][:2] == ["true", "false"], fact


def test_not_yet_known_lacks_three_things_and_loses_nothing(
    world: World, as_person: SignIn
) -> None:
    sent = _send(
        as_person("kari"),
        world,
        "network_near_placement",
        choice="not_yet",
        until_then="Velger sted i en annen region.",
        source="Telefon med mor",
    )
    page = body(sent)

    assert sent.status_code == 422
    for text in ("Skriv hvem som finner det ut.", "Velg dato for når dere skal vite det."):
        assert page.count(text) == 2, "once in the summary and once at the field"
    assert "Skriv hva dere gjør til da." not in page
    assert "Velger sted i en annen region." in page
    assert 'value="Telefon med mor"' in page
    assert re.search(r'value="not_yet"[^>]*checked', page)
    assert not Answer.objects.exists()


def test_not_yet_known_and_not_applicable_are_kept_with_what_follows(
    world: World, as_person: SignIn
) -> None:
    client = as_person("ivar")
    _send(
        client,
        world,
        "network_near_placement",
        choice="not_yet",
        who="police",
        due_on="2026-11-26",
        until_then="Venter.",
        asked="on",
    )
    _send(client, world, "education_setting", choice="not_applicable", reason="Ett år gammel.")

    row = _latest(world, "network_near_placement")
    assert (row.state, row.who, str(row.due_on)) == ("asked", "police", "2026-11-26")
    page = body(client.get(f"/sak/{world.case}/fakta/nettverk-og-sted/?sporsmal=home_municipality"))
    assert "Politiet er spurt. Svar innen 26. november 2026." in page
    assert "Ett år gammel." in page
    assert "Ikke aktuelt" in page


def test_no_choice_asks_again_in_the_words_of_the_question(world: World, as_person: SignIn) -> None:
    sent = _send(as_person("kari"), world, "network_near_placement")

    assert "Svar på om noen i nettverket har bosted nær stedet." in body(sent)


@pytest.mark.parametrize(
    ("fact", "wrong", "kept"),
    [
        ("home_municipality", {"choice": "known", "value": "Lillevik"}, 'value="Lillevik"'),
        ("child_birth_date", {"choice": "known", "value": "2027-13-01"}, 'value="2027-13-01"'),
        ("reason_for_placement", {"choice": "known"}, 'value="known"'),
        ("child_languages", {"choice": "known", "value": "norsk\nnorsk"}, "norsk\nnorsk"),
        ("persons_of_risk", {"choice": "known", "rows": "2", "row-1-0": ""}, 'name="row-1-6"'),
    ],
)
def test_a_value_that_does_not_fit_is_shown_again(
    world: World, as_person: SignIn, fact: str, wrong: dict[str, Any], kept: str
) -> None:
    sent = _send(as_person("kari"), world, fact, **wrong, **SOURCE)

    assert sent.status_code == 422
    assert kept in body(sent)
    assert "ds-validation-message" in body(sent)
    assert not Answer.objects.exists()


def test_rows_come_and_go_without_losing_what_was_typed(world: World, as_person: SignIn) -> None:
    client = as_person("kari")
    typed = {"choice": "known", "rows": "1", "row-0-1": "onkel", "source": "Skolen"}
    more = _send(client, world, "persons_of_risk", **typed, do="add-row")

    assert more.status_code == 200
    assert 'name="row-1-0"' in body(more)
    assert 'value="onkel"' in body(more)
    assert 'value="Skolen"' in body(more)
    typed |= {"rows": "2", "row-1-1": "fetter"}
    fewer = body(_send(client, world, "persons_of_risk", **typed, do="drop-row-0"))
    assert 'value="fetter"' in fewer
    assert 'value="onkel"' not in fewer
    assert not Answer.objects.exists()


def test_another_answer_offers_both_ways_and_each_works(world: World, as_person: SignIn) -> None:
    client = as_person("kari")
    world.answer("education_setting", "school")
    seen = _latest(world, "education_setting").key
    again = {"choice": "none", "version": seen, **SOURCE}

    offered = _send(client, world, "education_setting", **again)
    assert offered.status_code == 422
    assert "Det står et annet svar fra før" in body(offered)
    assert "Kildene er uenige" in body(offered)

    lacking = _send(client, world, "education_setting", **again, do="dispute")
    assert "Skriv hvem som avgjør det." in body(lacking)
    settled = {"settles": "municipal_leader", "settled_by": "2026-11-25"}
    assert (
        _send(client, world, "education_setting", **again, **settled, do="dispute").status_code
        == 302
    )
    assert _latest(world, "education_setting").state == "disputed"
    page = body(client.get(_url(world, "home_municipality")))
    assert "Avgjøres av" in page
    assert page.count("Avgjør<") == 1
    now = _latest(world, "education_setting").key
    _send(client, world, "education_setting", **{**again, "version": now})
    assert _latest(world, "education_setting").state == "answered"
    _send(
        client,
        world,
        "education_setting",
        choice="kindergarten",
        version=_latest(world, "education_setting").key,
        do="replace",
        **SOURCE,
    )
    assert _latest(world, "education_setting").value == '"kindergarten"'


def test_two_people_get_both_texts_back_and_choose(world: World, as_person: SignIn) -> None:
    client = as_person("kari")
    world.answer("prior_experience", "Ivar sin tekst.", by="ivar", on_behalf_of="municipal_cws")
    mine = {"choice": "known", "value": "Kari sin tekst.", "version": "", **SOURCE}

    conflict = _send(client, world, "prior_experience", **mine)

    page = body(conflict)
    assert conflict.status_code == 409
    for text in ("Dere har endret det samme", "Kari sin tekst.", "Ivar sin tekst.", "Bruk min"):
        assert text in page
    assert "Bruk Ivar sin" in page
    assert Answer.objects.filter(fact="prior_experience").count() == 1
    carried = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))
    assert carried["value"] == "Kari sin tekst."
    del carried["csrfmiddlewaretoken"]
    merged = client.post(_url(world, "prior_experience", ask=False), {**carried, "do": "merge"})
    assert "Kari sin tekst.\nIvar sin tekst." in body(merged)
    assert Answer.objects.filter(fact="prior_experience").count() == 1
    used = client.post(_url(world, "prior_experience", ask=False), {**carried, "do": "use-mine"})
    assert used.status_code == 302
    assert Answer.objects.filter(fact="prior_experience").count() == 2


def test_a_shielded_name_in_free_text_is_refused_kindly(world: World, as_person: SignIn) -> None:
    sent = _send(
        as_person("kari"),
        world,
        "prior_experience",
        choice="known",
        value="Kjent fra før som Fjellvang.",
        **SOURCE,
    )

    assert sent.status_code == 422
    assert "Skriv uten navn, nummer og adresse." in body(sent)
    assert not Answer.objects.exists()


def test_what_lies_in_a_vault_is_only_said_to_be_registered(
    world: World, as_person: SignIn
) -> None:
    world.answer("places_to_avoid", ["Kvernhusveien 12"], by="ivar", on_behalf_of="child")
    client = as_person("kari")

    for fact in ("places_to_avoid", "home_municipality"):
        page = body(client.get(_url(world, fact)))
        assert "Kvernhusveien" not in page
        assert "Nora" not in page, "a name never stands on a page that can hold a place"
    assert "Registrert" in page
    assert "Nora" in body(client.get(_url(world, "legal_basis"))), "the name stands elsewhere"
    assert "data-autosave" not in body(client.get(_url(world, "places_to_avoid")))
    assert "data-autosave" in body(client.get(_url(world, "home_police_district")))


def test_a_typed_place_comes_back_after_an_error_and_still_without_a_name(
    world: World, as_person: SignIn
) -> None:
    sent = _send(
        as_person("ivar"), world, "places_to_avoid", choice="known", value="Kvernhusveien 12"
    )

    assert sent.status_code == 422
    assert "Kvernhusveien 12" in body(sent)
    assert "Nora" not in body(sent)


def test_a_home_sees_what_is_shielded_and_cannot_open_it(world: World, as_person: SignIn) -> None:
    world.answer("documented_danger", "Dom fra 2024.")
    client = as_person("berit")
    page = body(client.get(f"/sak/{world.case}/fakta/hva-har-skjedd-for/"))

    assert "Det finnes et svar. Du kan ikke se det." in page
    assert "Dom fra 2024" not in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    refused = _send(client, world, "documented_danger", choice="known", value="Nei", **SOURCE)
    assert refused.status_code == 404
    assert Answer.objects.count() == 1


def test_a_leader_reads_and_has_no_form(world: World, as_person: SignIn) -> None:
    world.answer("prior_experience", "Familien flyttet.")
    client = as_person("turid")
    page = body(client.get(f"/sak/{world.case}/fakta/hva-har-skjedd-for/"))

    assert "Familien flyttet." in page
    assert "Endre" not in page
    assert _send(client, world, "prior_experience", choice="not_yet").status_code == 403


PAGES = ("fakta/", "fakta/nettverk-og-sted/", "fakta/nettverk-og-sted/legal_basis/", "medvirkning/")


@pytest.mark.parametrize("name", ["odd", "selma", "frida", "rolf", "oskar", "mona", "rakel"])
def test_a_stranger_cannot_tell_that_the_case_exists(
    world: World, as_person: SignIn, name: str
) -> None:
    client = as_person(name)
    for path in PAGES:
        here = client.get(f"/sak/{world.case}/{path}")
        nowhere = client.get(f"/sak/selje-900/{path}")

        assert (here.status_code, nowhere.status_code) == (404, 404), path
        assert here.content == nowhere.content
    assert "Fakta" in body(as_person("kari").get(f"/sak/{world.case}/fakta/")), "kari may"


@pytest.mark.parametrize("path", ["fakta/noe-annet/", "fakta/det-digitale/legal_basis/"])
def test_there_is_no_such_theme_or_question(world: World, as_person: SignIn, path: str) -> None:
    assert as_person("kari").get(f"/sak/{world.case}/{path}").status_code == 404


def test_history_tells_every_answer(world: World, as_person: SignIn) -> None:
    world.answer("education_setting", "school")
    world.later(hours=1).answer("education_setting", "none", replaces=True)
    page = body(
        as_person("kari").get(f"/sak/{world.case}/fakta/nettverk-og-sted/education_setting/")
    )

    assert page.index("Nei, ingen av delene") < page.index(">Skole<")


def test_the_list_of_themes_counts(world: World, as_person: SignIn) -> None:
    client = as_person("kari")
    assert "Ingen spørsmål er besvart. Begynn med det du vet." in body(
        client.get(f"/sak/{world.case}/fakta/")
    )
    world.answer("education_setting", "school")
    page = body(client.get(f"/sak/{world.case}/fakta/"))
    assert "1 besvart" in page
    assert "Begynn med det du vet" not in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_country_background_is_never_called_a_risk(world: World, as_person: SignIn) -> None:
    page = body(as_person("ivar").get(_url(world, "country_background")))

    assert "Landbakgrunn er ikke i seg selv en risiko." in page


def test_the_guide_stands_beside_every_question(world: World, as_person: SignIn) -> None:
    client = as_person("kari")
    for fact in themes.FACTS:
        page = body(client.get(_url(world, fact)))
        assert "Veilederen sier" in page
        assert "Våre ord." in page, fact
        assert "Hvem har ansvar" in page


def test_the_source_of_the_last_answer_today_is_offered_again(
    world: World, as_person: SignIn
) -> None:
    world.answer("education_setting", "school", source="Telefon kl. 9")

    assert 'value="Telefon kl. 9"' in body(as_person("kari").get(_url(world, "home_municipality")))


def test_a_page_costs_the_same_however_much_is_answered(
    world: World, as_person: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = as_person("kari")
    world.answer("education_setting", "school")
    client.get(_url(world, "home_municipality"))
    with django_assert_max_num_queries(45) as few:
        client.get(_url(world, "home_municipality"))
    for value in ("none", "school"):
        world.answer("education_setting", value, replaces=True)
    world.leave_open("network_near_placement")
    world.answer("home_police_district", "Øst")
    with django_assert_max_num_queries(45) as many:
        client.get(_url(world, "home_municipality"))
    assert len(many) == len(few)
    assert selectors.list_gaps(world.case, at=world.at)


def test_what_was_being_typed_is_there_again_and_gone_when_sent(
    world: World, as_person: SignIn
) -> None:
    cases.save_draft(
        form="screening.answer:reason_for_placement",
        body=json.dumps({"choice": "known", "symbols": "threats", "source": "Skolen"}),
        case=world.case,
        by=world.actor("kari"),
        at=world.at,
    )
    client = as_person("kari")
    page = body(client.get(_url(world, "reason_for_placement")))
    assert re.search(r'value="threats"[^>]*checked', page)
    assert 'value="Skolen"' in page
    assert 'data-version="1"' in page
    assert 'value="Skolen"' not in body(as_person("ivar").get(_url(world, "reason_for_placement")))

    _send(client, world, "reason_for_placement", choice="known", symbols="threats", **SOURCE)
    again = body(client.get(_url(world, "reason_for_placement")))
    assert 'data-version="0"' in again


def test_a_draft_typed_before_somebody_answered_shows_both_texts(
    world: World, as_person: SignIn
) -> None:
    cases.save_draft(
        form="screening.answer:prior_experience",
        body=json.dumps({"choice": "known", "value": "Mitt.", "version": ""}),
        case=world.case,
        by=world.actor("kari"),
        at=world.at,
    )
    world.answer("prior_experience", "Ditt.", by="ivar", on_behalf_of="municipal_cws")
    client = as_person("kari")
    page = body(client.get(_url(world, "prior_experience")))
    version = re.search(r'name="version"(?: value="([^"]*)")?', page)

    assert version is not None
    sent = _send(
        client,
        world,
        "prior_experience",
        choice="known",
        value="Mitt.",
        version=version[1] or "",
        **SOURCE,
    )
    assert sent.status_code == 409


def test_yes_stands_before_no_also_where_no_is_a_symbol() -> None:
    asked = loader.load_guide().facts["network_near_placement"]

    assert questions.symbols_of(asked) == ("present_no_risk", "present_risk", "none")
