"""The second barrier: a planted value never leaves beside what it must not stand beside."""

import itertools
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.test.utils import CaptureQueriesContext

import forevar
from forevar.kernel import refs
from forevar.trust.access.actors import Actor
from forevar.trust.disclosure import egress, links, opening, selectors, services
from forevar.trust.vaults import scope
from tests.trust.disclosure import outputs
from tests.trust.disclosure.conftest import AT
from tests.trust.disclosure.made_up import national_number

pytestmark = pytest.mark.django_db
Case = refs.CaseRef

PLACES = {
    "placement_address": "Kanarivegen 17",
    "placement_name": "Nåleskogen ungdomshjem",
    "child_phone_number": "91 23 45 67",
    "mail_address": "Postboks 1734 Kanaribyen",
}
NAMES = {
    "given_name": "Nora",
    "surname": "Kanarisen",
    "child_national_id": national_number(day=15, month=5, year=16),
    "child_birth_date": "15.05.2016",
}
COVERS = {"fictive_name": "Fjellina Trosvik", "fictive_number": "FK-774411"}


@pytest.fixture
def child(nora: Case, ivar: Actor, at: datetime) -> Case:
    """Nora, with places and a name in use."""
    for kind, value in PLACES.items():
        services.set_whereabouts(case=nora, kind=kind, value=value, by=ivar, at=at)
    for fact, value in COVERS.items():
        services.vault_fact(case=nora, fact_id=fact, value=value, by=ivar, at=at)
    return nora


def guarded(text: str, *, case: Case, opens: str = "", kind: str = "html") -> tuple[str, list[str]]:
    """Guard a text in an output that opened one class (the call name, a real one, a place)."""
    with opening.scope(surface="test") as here:
        if opens == "call_name":
            str(selectors.call_name(case))
        elif opens:
            str(selectors.facts(case)[opens])
        return egress.guard(text, case, here, kind), here.masked  # type: ignore[arg-type]


EVERYDAY = {"ungdomshjem", "Postboks"}
"""Words that say nothing alone, and are left where they stand alone."""


def leaks(text: str, value: str, *, kind: str = "html") -> bool:
    """Tell whether anything that gives the value away is left."""
    said = outputs.says(text, kind=kind)
    parts = [part for part in value.split() if len(part) > 3 and part not in EVERYDAY]
    if value[:1].isdigit():
        parts = [value.replace(" ", "")]
        said = outputs.letters(said)
        return outputs.letters(value) in said
    return any(outputs.letters(part) in outputs.letters(said) for part in parts)


@pytest.mark.parametrize("way", outputs.HTML)
def test_no_place_leaves_beside_the_call_name(way: str, child: Case) -> None:
    for field, value in PLACES.items():
        planted = outputs.HTML[way](value)

        safe, masked = guarded(planted, case=child, opens="call_name")

        assert leaks(planted, value) or way == "split over two cells"
        assert not leaks(safe, value), (field, safe)
        assert field in masked


@pytest.mark.parametrize("way", outputs.HTML)
def test_no_real_name_leaves_beside_the_name_in_use(way: str, child: Case) -> None:
    for field, value in NAMES.items():
        safe, masked = guarded(outputs.HTML[way](value), case=child, opens="call_name")

        assert not leaks(safe, value), (field, safe)
        assert field in masked


@pytest.mark.parametrize("way", outputs.HTML)
def test_no_name_leaves_beside_a_place_that_was_opened(way: str, child: Case) -> None:
    for field, value in {**NAMES, "fictive_name": COVERS["fictive_name"]}.items():
        safe, masked = guarded(outputs.HTML[way](value), case=child, opens="placement_address")

        assert not leaks(safe, value), (field, safe)
        assert field in masked


@pytest.mark.parametrize("way", outputs.HTML)
def test_no_name_in_use_leaves_beside_the_real_name(way: str, child: Case) -> None:
    for field, value in COVERS.items():
        safe, masked = guarded(outputs.HTML[way](value), case=child, opens="child_name")

        assert not leaks(safe, value), (field, safe)
        assert field in masked


def test_without_the_barrier_every_planted_value_would_leave(child: Case) -> None:
    """Positive control: the reading used above finds each value in each way before it is guarded."""
    values = {**PLACES, **NAMES, **COVERS}
    seen = [
        (way, field)
        for (way, plant), (field, value) in itertools.product(outputs.HTML.items(), values.items())
        if leaks(plant(value), value)
    ]

    assert len(seen) >= len(outputs.HTML) * len(values) - 4


@pytest.mark.parametrize(
    "wrap",
    [
        lambda v: json.dumps({"text": f"om {v} her"}),
        lambda v: json.dumps({"text": f"om {v} her"}, ensure_ascii=False),
        lambda v: json.dumps({"a": v.split(" ")[0], "b": [1, {"c": v.split(" ")[-1]}], "d": v}),
        lambda v: json.dumps({f"om {v}": True}),
    ],
)
def test_json_stays_json_and_keeps_nothing(wrap: object, child: Case) -> None:
    assert callable(wrap)
    for field, value in PLACES.items():
        safe, masked = guarded(wrap(value), case=child, opens="call_name", kind="json")

        json.loads(safe)
        assert not leaks(safe, value, kind="json"), (field, safe)
        assert field in masked


def test_plain_text_is_masked_too(child: Case) -> None:
    safe, masked = guarded(
        "Bor i Kanarivegen 17. Ring 912 34 567.", case=child, opens="call_name", kind="plain"
    )

    assert safe == "Bor i [skjermet]. Ring [skjermet]."
    assert masked == ["child_phone_number", "placement_address"]


def test_markup_is_kept_whole(child: Case) -> None:
    page = (
        '<p class="kanari">Nær <em>Kanari<b>vegen</b></em> 17 &amp; &lt;b&gt;</p>'
        '<input value="Kanarivegens hage" disabled>'
    )

    safe, _ = guarded(page, case=child, opens="call_name")

    assert safe == (
        '<p class="kanari">Nær <em>[skjermet]<b></b></em> &amp; &lt;b&gt;</p>'
        '<input value="[skjermet] hage" disabled>'
    )


# ── what gives way to what ───────────────────────────────────────────────────
def test_found_together_in_free_text_the_place_gives_way(child: Case) -> None:
    safe, masked = guarded("<p>Fjellina bor i Kanarivegen</p>", case=child)

    assert safe == "<p>Fjellina bor i [skjermet]</p>"
    assert masked == ["placement_address"]


def test_found_together_the_real_name_gives_way_to_the_one_in_use(child: Case) -> None:
    safe, _ = guarded("<p>Fjellina, før Kanarisen</p>", case=child)

    assert safe == "<p>Fjellina, før [skjermet]</p>"


def test_one_class_alone_is_left_as_it_is(child: Case) -> None:
    for text in ("<p>Kanarivegen 17</p>", "<p>Nora Kanarisen</p>", "<p>Fjellina</p>"):
        assert guarded(text, case=child) == (text, [])


def test_what_was_opened_on_purpose_stays(child: Case) -> None:
    page = "<p>Kanarivegen 17, og Nåleskogen</p>"

    assert guarded(page, case=child, opens="placement_address") == (page, [])
    safe, _ = guarded("<h1>Fjellina Trosvik</h1>", case=child, opens="call_name")
    assert safe == "<h1>Fjellina Trosvik</h1>"


def test_a_given_name_kept_in_the_name_in_use_is_neither_of_the_two(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    services.decide_name_in_use(case=nora, name="Nora Trosvik", by=ivar, at=at)

    safe, masked = guarded("<p>Nora Trosvik. Nora Kanarisen.</p>", case=nora, opens="call_name")

    assert safe == "<p>Nora Trosvik. Nora [skjermet].</p>"
    assert masked == ["surname"]


def test_former_places_and_names_are_found_too(child: Case, ivar: Actor, at: datetime) -> None:
    services.set_whereabouts(
        case=child, kind="placement_address", value="Ullkorga 3", by=ivar, at=at
    )
    services.set_whereabouts(case=child, kind="placement_name", value=None, by=ivar, at=at)

    for text in ("bor i Kanarivegen", "bor i Ullkorga", "bor på Nåleskogen"):
        assert guarded(text, case=child, opens="call_name")[0].endswith("[skjermet]")


def test_a_linking_surface_for_the_case_is_let_through(child: Case) -> None:
    here = scope.DisclosureScope(surface="x", recipient="", linking=None)
    here.linking = scope.LinkingUse(
        scope.LinkingSurface.TRIBUNAL_ANNEX, child, refs.PersonRef(refs.new_key()), AT
    )
    page = "<p>Fjellina bor i Kanarivegen</p>"

    assert egress.guard(page, child, here) == page
    here.linking = scope.LinkingUse(
        scope.LinkingSurface.TRIBUNAL_ANNEX,
        Case("hegg-210"),
        refs.PersonRef(refs.new_key()),
        AT,
    )
    assert egress.guard(page, child, here) != page


# ── values in all their forms ────────────────────────────────────────────────
@pytest.mark.parametrize(
    "written",
    ["91234567", "912 34 567", "+47 91 23 45 67", "004791234567", "91-23-45-67", "tlf.91234567"],
)
def test_a_phone_number_is_found_however_it_is_spaced(written: str, child: Case) -> None:
    assert "[skjermet]" in guarded(f"<p>ring {written}</p>", case=child, opens="call_name")[0]


@pytest.mark.parametrize(
    "written",
    [
        "15.05.2016",
        "15.5.2016",
        "2016-05-15",
        "150516",
        "15. mai 2016",
        "May 15, 2016",
        "15/5-2016",
    ],
)
def test_a_birth_date_is_found_however_it_is_written(written: str, child: Case) -> None:
    assert "[skjermet]" in guarded(f"<p>født {written}</p>", case=child, opens="call_name")[0]


def test_a_national_number_is_found_split_in_two(child: Case) -> None:
    number = NAMES["child_national_id"]
    for head, tail in ((number[:6], ""), ("", number[6:]), (number[:6], number[6:])):
        page = f"<td>{head}</td><td>x</td><td>{tail}</td>"
        safe, _ = guarded(page, case=child, opens="call_name")
        assert not head or head not in safe
        assert not tail or tail not in safe


def test_a_story_is_found_by_five_words_in_a_row_and_by_its_names(
    child: Case, ivar: Actor, at: datetime
) -> None:
    story = "familien flyttet hit fra Kanarisund da moren begynte på verkstedet ved kaia i fjor"
    services.vault_fact(case=child, fact_id="fictive_story", value=story, by=ivar, at=at)

    for text in ("da moren begynte på verkstedet", "de er fra Kanarisund"):
        safe, masked = guarded(f"<p>{text}</p>", case=child, opens="child_name")
        assert masked == ["fictive_story"], safe
    safe, masked = guarded("<p>moren begynte ved kaia</p>", case=child, opens="child_name")
    assert masked == []


def test_lists_and_objects_are_looked_into(child: Case, ivar: Actor, at: datetime) -> None:
    services.vault_fact(
        case=child,
        fact_id="school_informed_staff",
        value=[{"name": "Selmarika Ullstad", "role": "rektor"}],
        by=ivar,
        at=at,
    )

    safe, masked = guarded("<p>snakk med Selmarika, rektor</p>", case=child, opens="call_name")

    assert safe == "<p>snakk med [skjermet], rektor</p>"
    assert masked == ["school_informed_staff"]


# ── precision ────────────────────────────────────────────────────────────────
ORDINARY = [
    "<p>Nora bor på skolen i uka og er hjemme i helga. Avdelingen ringer kl. 17.</p>",
    "<p>Sak berg-482, lonn-482 og Selje-117 er åpne. Frist 17.11.2026, oppgave 4.</p>",
    "<p>De gikk tur på et berg og så en hegg. Det blåste fra nord.</p>",
    "<h2>Berg</h2><p>Oslo kommune, Bergen og Trondheim tar møtet. Liv og død, per uke.</p>",
    "<p>Fra 15.04.2016 til 14.05.2016; ring 22 00 00 00 eller 112.</p>",
]


@pytest.fixture
def common(case: Case, ivar: Actor, at: datetime) -> Case:
    """A child whose names and places are made of everyday words."""
    services.register_child(case=case, given_name="Liv", surname="Berg", by=ivar, at=at)
    for kind, value in {
        "placement_name": "Avdeling Nord",
        "placement_address": "Skoleveien 4, 0150 Oslo",
        "routines": [{"route": "fra skolen om parken og hjem", "time": "15:00"}],
        "places_to_avoid": ["stasjonen", "Oslo sentrum"],
    }.items():
        services.vault_fact(case=case, fact_id=kind, value=value, by=ivar, at=at)
    return case


@pytest.mark.parametrize("text", ORDINARY)
@pytest.mark.parametrize("opens", ["child_name", "placement_address"])
def test_everyday_words_are_left_alone(text: str, opens: str, common: Case) -> None:
    assert guarded(text, case=common, opens=opens) == (text, [])


def test_names_made_of_everyday_words_are_found_where_they_are_names(common: Case) -> None:
    for text in (
        "vi traff Liv i går",
        "hele familien Berg kom",
        "Liv Berg",
        "etternavn: Berg, Liv",
    ):
        safe, masked = guarded(f"<p>{text}</p>", case=common, opens="placement_address")
        assert "[skjermet]" in safe, text
        assert set(masked) <= {"given_name", "surname"}


@pytest.mark.parametrize(
    "page",
    [
        "<td>Liv</td><td>Berg</td>",
        "<dt>Fornavn</dt><dd>liv</dd><dt>Etternavn</dt><dd>berg</dd>",
        '<input value="Berg"><input value="Liv">',
    ],
)
def test_everyday_words_that_are_a_whole_name_together_are_found(page: str, common: Case) -> None:
    safe, masked = guarded(page, case=common, opens="placement_address")

    assert masked == ["given_name", "surname"]
    assert "berg" not in safe.casefold()
    assert "liv" not in safe.casefold()


@pytest.mark.parametrize("value", ["Torget 4", "Oslo plass 9"])
def test_a_place_of_everyday_words_is_found_where_they_stand_together(
    value: str, case: Case, ivar: Actor, at: datetime
) -> None:
    services.register_child(case=case, given_name="Nora", surname="K", by=ivar, at=at)
    services.set_whereabouts(case=case, kind="placement_address", value=value, by=ivar, at=at)

    for way in ("in free text", "split over two cells", "in a form field", "in a comment"):
        safe, masked = guarded(outputs.HTML[way](value), case=case, opens="call_name")
        assert (masked == ["placement_address"]) == (value != "Torget 4"), (way, safe)


def test_broken_json_is_masked_as_text(child: Case) -> None:
    safe, _ = guarded('{"a": "Kanarivegen', case=child, opens="call_name", kind="json")

    assert safe == '{"a": "[skjermet]'


def test_a_number_in_json_is_masked_and_others_stay_numbers(child: Case) -> None:
    answer = json.dumps({"tlf": 91234567, "antall": 3, "andel": 0.5, "ja": True, "tomt": None})

    safe, _ = guarded(answer, case=child, opens="call_name", kind="json")

    assert json.loads(safe) == {
        "tlf": "[skjermet]",
        "antall": 3,
        "andel": 0.5,
        "ja": True,
        "tomt": None,
    }


def test_what_another_child_opened_does_not_count_here(
    child: Case, ivar: Actor, at: datetime
) -> None:
    other = Case("hegg-210")
    services.register_child(case=other, given_name="Ada", surname="Kanaringen", by=ivar, at=at)

    with opening.scope(surface="test") as here:
        str(selectors.call_name(other))
        assert egress.guard("<p>Kanarivegen</p>", child, here) == "<p>Kanarivegen</p>"


def test_a_value_kept_with_a_bracket_in_front_is_text_all_the_same(
    child: Case, ivar: Actor, at: datetime
) -> None:
    services.set_whereabouts(case=child, kind="school", value="[Ullskolen", by=ivar, at=at)

    safe, _ = guarded("<p>går på Ullskolen</p>", case=child, opens="call_name")

    assert safe == "<p>går på [skjermet]</p>"


def test_a_word_inside_another_word_is_not_the_word(child: Case) -> None:
    page = "<p>Norasjon og Enora er ikke navn; kanarivegensk heller ikke</p>"

    assert guarded(page, case=child, opens="placement_address") == (page, [])


def test_our_own_pages_hold_nothing_that_is_masked(common: Case) -> None:
    templates = sorted((Path(forevar.__file__).parent / "web" / "templates").rglob("*.html"))
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        for opens in ("child_name", "placement_address"):
            assert guarded(text, case=common, opens=opens) == (text, []), template.name


# ── the response, the form, the cost ─────────────────────────────────────────
def test_a_response_is_guarded_by_its_kind(child: Case) -> None:
    with opening.scope(surface="test") as here:
        str(selectors.call_name(child))
        page = HttpResponse("<p>bor i Kanarivegen 17 på Nåleskogen</p>")
        assert egress.guard_response(page, case=child, scope=here) == (
            "placement_address",
            "placement_name",
        )
        assert page.content.decode() == "<p>bor i [skjermet] på [skjermet]</p>"
        answer = JsonResponse({"a": "Nåleskogen"})
        egress.guard_response(answer, case=child, scope=here)
        assert json.loads(answer.content) == {"a": "[skjermet]"}
        picture = HttpResponse(b"\x89PNG Kanarivegen", content_type="image/png")
        egress.guard_response(picture, case=child, scope=here)
        assert picture.content == b"\x89PNG Kanarivegen"
        plain = HttpResponse("Kanarivegen", content_type="text/plain; charset=latin-1")
        egress.guard_response(plain, case=child, scope=here)
        assert plain.content == b"[skjermet]"


def test_a_text_about_to_be_saved_tells_which_classes_it_holds(child: Case) -> None:
    def holds(text: str) -> set[str]:
        return egress.find_vault_values(text, child)

    assert holds("vi møtte Fjellina Trosvik i dag") == set()
    assert holds("vi møtte Nora i dag") == {"REAL"}
    assert holds("vi var i Kanarivegen") == {"WHERE"}
    assert holds("Kanarisen, Nåleskogen") == {"REAL", "WHERE"}
    assert holds("nummeret er FK-774411") == {"COVER"}
    assert holds("en vanlig dag på skolen") == set()


def test_without_a_name_in_use_the_given_name_may_be_written(nora: Case) -> None:
    assert egress.find_vault_values("Nora sier at hun liker fotball", nora) == set()
    assert egress.find_vault_values("Nora Kanarisen liker fotball", nora) == {"REAL"}


def test_a_case_without_a_child_or_an_erased_one_has_nothing_to_guard(
    child: Case, ivar: Actor, at: datetime
) -> None:
    page = "<p>Fjellina bor i Kanarivegen</p>"
    assert guarded(page, case=Case("hegg-210")) == (page, [])
    services.erase_child(case=child, by=ivar, at=at)
    assert guarded(page, case=child) == (page, [])


def test_it_costs_four_queries_and_none_where_the_values_were_read_before(child: Case) -> None:
    page = "<p>Fjellina bor i Kanarivegen</p>" * 20
    with opening.scope(surface="test") as here:
        with CaptureQueriesContext(connection) as first:
            egress.guard(page, child, here)
        with CaptureQueriesContext(connection) as second:
            egress.guard(page, child, here)

    assert (len(first), len(second)) == (4, 0)
    assert links.find(child) is not None


def test_what_an_output_remembers_is_forgotten_when_it_changes(
    nora: Case, ivar: Actor, at: datetime
) -> None:
    with opening.scope(surface="test"):
        assert selectors.child_age(nora, on=at.date()) == 10
        services.set_identity(case=nora, birth_date=date(2012, 5, 15), by=ivar, at=at)
        assert selectors.child_age(nora, on=at.date()) == 14
        services.erase_child(case=nora, by=ivar, at=at)
        assert selectors.child_age(nora, on=at.date()) is None
