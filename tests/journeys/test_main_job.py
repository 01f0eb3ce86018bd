"""The main job, from a municipality's enquiry to what the guides ask, by those who do it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person

Open = Callable[..., Person]
CHILD, SURNAME = "Mathea", "Tindskarholt"


def register(adviser: Person) -> str:
    """Take down an enquiry where half is not known yet; give the code of the case."""
    page = adviser.page
    adviser.goes_to("/ny/")
    page.fill("#f-contact", "Vakthavende")
    page.select_option("#f-municipality", label="Granvik barnevernstjeneste")
    adviser.presses("Vis kontaktpersoner")
    page.select_option("#f-kontaktperson", label="Kari Nes, Team omsorg")
    page.check("#f-urgency_1")
    page.select_option("#f-paragraph", "5-1")
    page.check("#f-child_0")
    page.fill("#f-given_name", CHILD)
    page.fill("#f-surname", SURNAME)
    page.fill("#f-birth_date", "2013-05-04")
    page.check("#f-hidden_address_2")
    page.select_option("#f-grading", label="Vet ikke ennå")
    page.check("#f-experience_0")
    page.fill("#f-experience_text", "Barnet ble hentet på skolen en gang.")
    page.check("#f-country_1")
    page.check("#f-language_1")
    page.check("#f-persons_2")
    page.select_option("#f-shared-who", "municipality")
    page.fill("#f-shared-due_on", adviser.day(5))
    page.fill("#f-shared-until_then", "Vi velger et sted langt fra hjemmet.")
    adviser.presses("Registrer henvendelsen")
    expect(page).to_have_url(re.compile(r"/sak/[a-z]+-\d+/$"))
    return adviser.case


def answer_family(person: Person, code: str) -> None:
    """Answer how much is known of the family."""
    person.goes_to(f"/sak/{code}/fakta/hva-har-skjedd-for/")
    person.page.check("#f-choice_1")
    if not person.page.input_value("#f-source"):
        person.page.fill("#f-source", "Samtale på telefon")
        person.page.fill("#f-source_on", person.day(0))
    person.presses("Lagre og fortsett")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_intake_adviser_takes_down_an_enquiry_and_sees_what_the_guides_ask(
    open_as: Open, script: bool
) -> None:
    ivar = open_as("Ivar", script=script)

    code = register(ivar)

    assert "Henvendelsen er registrert" in ivar.reads
    assert CHILD in ivar.reads
    assert SURNAME not in ivar.reads
    assert "Dette ber veilederen om nå" in ivar.reads
    assert "Vi vet ikke om det finnes en risiko for bortføring" in ivar.reads
    assert "Hvem knytter dere risiko til?" in ivar.main.inner_text()

    answer_family(ivar, code)
    ivar.goes_to(f"/sak/{code}/fakta/hva-har-skjedd-for/")
    assert "2 besvart" in ivar.main.inner_text()

    ivar.goes_to(f"/sak/{code}/veileder/")
    assert "Alt veilederen ber om i saken" in ivar.reads
    assert "Veilederen II.1" in ivar.reads

    ivar.goes_to(f"/sak/{code}/henvendelse/mangler/")
    ivar.page.check("input[name=facts][value=passport_status]")
    assert "opplysninger mangler" in ivar.reads


def test_the_caseworker_finds_the_case_answers_and_signs_the_assessment(open_as: Open) -> None:
    code = register(open_as("Ivar"))
    kari = open_as("Kari")

    kari.goes_to("/saker/")
    kari.page.locator(f"a[href='/sak/{code}/']").first.click()
    assert CHILD in kari.reads

    answer_family(kari, code)
    kari.goes_to(f"/sak/{code}/risikovurdering/")
    kari.presses("Skriv risikovurdering")
    for name, words in {
        "known": "Vi bygger på svarene i saken.",
        "unknown": "Vi vet ikke hvem som bor i området.",
        "could_happen": "Noen kan møte barnet på skoleveien.",
        "speaks_against": "Foreldrene har samarbeidet om samvær.",
        "child_says": "Barnet har lest teksten.",
        "reason": "Det som er skjedd før, veier tyngst i denne vurderingen.",
        "despite_unknowns": "Vi spør på nytt om to uker.",
    }.items():
        kari.page.fill(f"[name={name}]", words)
    kari.page.check("[name=conclusion][value=risk_present]")
    kari.page.fill("[name=reassess_on]", kari.day(14))
    kari.presses("Lås vurderingen")
    kari.presses("Lås nå")

    assert "Kari Nes" in kari.main.inner_text()
    kari.goes_to(f"/sak/{code}/veileder/")
    assert "Den siste vurderingen er at det finnes en risiko for bortføring" in kari.reads


def test_an_outsider_finds_nothing(open_as: Open) -> None:
    code = register(open_as("Ivar"))
    odd = open_as("Odd")
    odd.expects = ("console: Failed to load resource: the server responded with a status of 404",)

    odd.goes_to("/saker/")
    assert code.split("-")[0].capitalize() not in odd.main.inner_text()
    pages = {}
    for wanted in (code, f"{code.split('-')[0]}-0{code[-2:]}1"):
        answer = odd.goes_to(f"/sak/{wanted}/")
        assert answer is not None
        assert answer.status == 404
        pages[wanted] = odd.page.content()
    assert len(set(pages.values())) == 1

    odd.goes_to("/saker/sok/")
    odd.page.fill("[name=query]", SURNAME)
    odd.page.locator("main form button[type=submit]").first.click()
    assert f"/sak/{code}/" not in odd.page.content()
    assert CHILD not in odd.main.inner_text()


def test_each_look_stands_in_the_log_of_the_case(open_as: Open) -> None:
    code = register(open_as("Ivar"))
    kari = open_as("Kari")
    kari.goes_to(f"/sak/{code}/")

    kari.goes_to(f"/sak/{code}/logg/")

    assert "Ivar Lund" in kari.main.inner_text()
    assert "Kari Nes" in kari.main.inner_text()
