"""The guide reader: open to all, complete, in three languages, and without a single query.

No test here asks for the database, so pytest-django refuses every query these pages might make.
"""

import html
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forevar.guideline import explain, loader
from forevar.web.guide import contents, words
from forevar.web.kit import guide_links

GUIDE = loader.load_guide()
SECTIONS = contents.sections()
LANGUAGES = ("nb", "nn", "en")


def client_in(lang: str) -> Client:
    client = Client()
    client.cookies["sprak"] = lang
    return client


@cache
def read(path: str, *, lang: str = "nb") -> str:
    answer = client_in(lang).get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def section_path(section: contents.Section) -> str:
    year, part, point = section.key
    return reverse("guide:section", kwargs={"year": year, "part": part, "point": point})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS, ids=["-".join(one.key) for one in SECTIONS])
def test_every_section_is_read_in_three_languages(section: contents.Section, lang: str) -> None:
    page = read(section_path(section), lang=lang)

    assert f'<html lang="{lang}"' in page
    for rule_id in section.rule_ids:
        rule = GUIDE.rules[rule_id]
        assert rule.title(lang) in page  # type: ignore[arg-type]
        assert rule.sentence(lang) in page  # type: ignore[arg-type]
        assert explain.modality(rule.modality, language=lang) in page  # type: ignore[arg-type]


def test_every_requirement_stands_on_exactly_one_page() -> None:
    found: Counter[str] = Counter()
    for section in SECTIONS:
        found.update(re.findall(r'<li class="veikrav" id="([^"]+)"', read(section_path(section))))

    assert len(found) == 496
    assert set(found) == set(GUIDE.rules)
    assert set(found.values()) == {1}


def test_the_contents_lead_to_every_page() -> None:
    page = read(reverse("guide:home"))

    assert page.count("veitoc__antall") == len(SECTIONS)
    assert all(f'href="{section_path(one)}"' in page for one in SECTIONS)
    assert sum(one.count for one in SECTIONS) == 496


def test_addresses_of_sections_are_short_and_end_with_a_whole_word() -> None:
    for one in SECTIONS:
        assert len(one.point) <= guide_links.LONGEST
        assert re.fullmatch(r"[a-z0-9.-]+", one.point)
    assert "taushetsplikt-og-adgangen-til-a-videreformidle-dele" in {one.point for one in SECTIONS}


@pytest.mark.parametrize("rule_id", ["mail-via-municipality", "b-move-only-on-ground"])
def test_a_requirement_by_its_id_leads_to_its_place(rule_id: str) -> None:
    answer = Client().get(reverse("guide:rule", args=[rule_id]))
    assert answer.status_code == 302

    path, _, anchor = answer["Location"].partition("#")
    assert anchor == rule_id
    assert f'id="{rule_id}"' in read(path)


@pytest.mark.parametrize(
    "path",
    [
        "/veileder/krav/no-such-rule/",
        "/veileder/2013/ii/99/",
        "/veileder/2014/ii/1/",
        "/veileder/2013/iv/1/",
        "/veileder/2024/alt/finnes-ikke/",
    ],
)
def test_what_is_in_no_guide_is_not_found(path: str) -> None:
    answer = Client().get(path)

    assert answer.status_code == 404
    assert "Vi fant ikke siden" in answer.content.decode()


def test_pages_follow_on_each_other_from_first_to_last() -> None:
    for year in words.GUIDES:
        same = [one for one in SECTIONS if one.year == year]
        assert contents.neighbours(same[0])[0] is None
        assert contents.neighbours(same[-1])[1] is None
        for before, after in zip(same, same[1:], strict=False):
            assert contents.neighbours(before)[1] == after
            assert contents.neighbours(after)[0] == before
            assert f'href="{section_path(after)}"' in read(section_path(before))


# ── search ─────────────────────────────────────────────────────────────────────────────────────


def search(text: str, *, lang: str = "nb") -> str:
    answer = client_in(lang).post(reverse("guide:search"), {"ord": text})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("text", "lang", "rule_id"),
    [
        ("slektninger tolke", "nb", "caution-relatives-friends-as-interpreter"),
        ("SLEKTNINGAR tolke", "nn", "caution-relatives-friends-as-interpreter"),
        ("child interpret never", "en", "child-never-interpreter"),
    ],
)
def test_search_finds_by_every_word_in_the_language_of_the_page(
    text: str, lang: str, rule_id: str
) -> None:
    rule = GUIDE.rules[rule_id]

    page = search(text, lang=lang)

    assert f'href="{guide_links.section_url(rule.source, rule_id=rule_id)}"' in page


def test_search_that_finds_nothing_says_so_and_keeps_the_words() -> None:
    page = search("finnesaldri <b>")

    assert "Ingen treff" in page
    assert 'value="finnesaldri <b>"' in page
    assert "veitreff" not in page


def test_an_empty_search_shows_no_list() -> None:
    assert "Skriv ett eller flere ord." in search("  ")


def test_words_searched_for_are_never_in_an_address() -> None:
    page = read(reverse("guide:home"))
    form = re.search(r'<form class="filtre veisok"[^>]*>', page)
    assert form is not None
    assert 'method="post"' in form[0]
    # The words are taken from the body only; in an address they do nothing.
    assert "veitreff" not in read(reverse("guide:search") + "?ord=tolk")


# ── what stands around a requirement ───────────────────────────────────────────────────────────


def requirement(rule_id: str, *, lang: str = "nb") -> str:
    rule = GUIDE.rules[rule_id]
    year, part, point = guide_links.section_key(rule.source)
    page = read(reverse("guide:section", args=[year, part, point]), lang=lang)
    found = re.search(rf'<li class="veikrav" id="{re.escape(rule_id)}">(.*?)</li>', page, re.S)
    assert found is not None
    return found[1]


def test_law_stands_as_a_pair_of_then_and_now() -> None:
    for rule in GUIDE.rules.values():
        for row in GUIDE.law_now(rule):
            shown = requirement(rule.id)
            assert row.cited in shown
            assert (row.now or "") in shown
            assert ("Hjemmel må kontrolleres" in shown) is any(
                each.status == "must be checked" for each in GUIDE.law_now(rule)
            )


def test_the_guide_of_each_year_is_named_beside_its_law() -> None:
    assert "Veilederen (2013)" in requirement("hidden-address-parents-not-told")
    cited = next(each for each in GUIDE.edition("B").rules if GUIDE.law_now(each))
    assert "Veilederen (2024)" in requirement(cited.id)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slip_in_the_guides_is_shown_where_it_stands(lang: Any) -> None:
    for erratum in GUIDE.errata:
        for rule_id in erratum.requirements:
            shown = requirement(rule_id, lang=lang)
            assert erratum.problem.in_language(lang) in shown
            assert erratum.reading.in_language(lang) in shown


def test_the_reference_that_goes_wrong_leads_to_the_right_place() -> None:
    assert 'href="/veileder/2013/ii/5/"' in requirement("cws-decides-on-move")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fixed_rule_is_said_in_words_beside_what_it_serves(lang: Any) -> None:
    for hard_rule in GUIDE.hard_rules.values():
        said = words.hard_rule(hard_rule.id, lang=lang)
        assert said
        assert said in requirement(hard_rule.requirements[0], lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_guides_is_explained_once_beside_its_place(lang: Any) -> None:
    pages = [read(section_path(one), lang=lang) for one in SECTIONS]
    for edition in GUIDE.editions:
        for one in edition.definitions:
            term, text = words.definition(one, lang=lang)
            explained = f"<dt>{term}</dt><dd>{text}</dd>"
            assert sum(page.count(explained) for page in pages) == 1, one.id


@pytest.mark.parametrize(
    ("term", "address"),
    [
        ("Bortføring", "/veileder/2013/i/bortforing/"),
        ("Sperret adresse", "/veileder/2013/ii/4/"),
        ("Kriselogg", "/veileder/2013/vedlegg/4/"),
        ("Flytteplan", "/veileder/2024/alt/oppdatert-informasjon/"),
    ],
)
def test_a_word_is_explained_where_the_guide_explains_it(term: str, address: str) -> None:
    assert f"<dt>{term}</dt>" in read(address)


def test_a_question_to_a_person_is_asked_as_a_question() -> None:
    asked = [rule for rule in GUIDE.rules.values() if rule.question]
    assert len(asked) > 10
    for rule in asked:
        assert rule.question is not None
        for lang in LANGUAGES:
            assert rule.question.in_language(lang) in requirement(rule.id, lang=lang)  # type: ignore[arg-type]


def test_deadlines_are_said_in_the_language_of_the_page() -> None:
    for rule in GUIDE.rules.values():
        if rule.deadline:
            assert str(explain.deadline(rule, language="nb")) in requirement(rule.id)
            assert str(explain.deadline(rule, language="nn")) in requirement(rule.id, lang="nn")


def test_a_page_of_several_headings_is_named_by_its_number() -> None:
    several = contents.find_section("2013", "ii", "4")
    attachment = contents.find_section("2013", "vedlegg", "1")
    one = contents.find_section("2013", "ii", "2.1")

    assert several is not None
    assert attachment is not None
    assert one is not None
    assert several.title == "Punkt 4"
    assert attachment.title == "Vedlegg 1"
    assert one.title == "Punkt 2.1: Særlig om akuttplasseringer"
    page = read(section_path(several))
    assert all(f'href="#{each.anchor}"' in page for each in contents.headings(several))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_checklist_holds_everything_asked_of_somebody(lang: Any) -> None:
    page = read(reverse("guide:checklist"), lang=lang)
    asked = [rule for rule in GUIDE.rules.values() if rule.modality != "inform"]

    assert page.count('class="veisjekk__rute"') == len(asked)
    assert all(rule.title(lang) in page for rule in asked)
    assert "Den originale sjekklisten er ikke med" in page or lang != "nb"


@pytest.mark.parametrize("body", sorted(words.BODIES))
def test_the_checklist_can_be_narrowed_to_one_body(body: str) -> None:
    page = read(f"{reverse('guide:checklist')}?for={body}")
    _name, codes = words.BODIES[body]
    mine = [
        rule
        for rule in GUIDE.rules.values()
        if rule.modality != "inform" and codes & asked_codes(rule.actor)
    ]

    assert 0 < len(mine) < 430
    assert page.count('class="veisjekk__rute"') == len(mine)
    assert f'href="?for={body}" aria-current="page"' in page


def asked_codes(actors: tuple[str, ...]) -> set[str]:
    return {code for actor in actors for code in GUIDE.roles[actor].codes}


def test_a_body_nobody_knows_narrows_nothing() -> None:
    page = read("/veileder/sjekkliste/?for=<b>")

    assert page.count('class="veisjekk__rute"') == read(reverse("guide:checklist")).count(
        'class="veisjekk__rute"'
    )
    assert "<b>" not in page


def test_each_guide_says_who_published_it_and_when() -> None:
    page = read(reverse("guide:home"))

    assert "Utgave fra 8. april 2013, Bufetat" in page
    assert "Utgave fra 19. mars 2024, Bufdir" in page
