"""What the guides say of themselves: the checklist, the parts, who they are for, which edition."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from forevar.guideline import explain
from forevar.trust.accounts import roles
from forevar.web.guide import words
from tests.requirements.conftest import GUIDE, Scene, in_reader

ASKED = [rule for rule in GUIDE.rules.values() if rule.modality != "inform"]


def checklist(body: str = "") -> str:
    return html.unescape(Client().get(reverse("guide:checklist"), {"for": body}).content.decode())


def test_each_item_of_the_checklist_says_whose_it_is() -> None:
    items = re.findall(r"<li><span class=\"veisjekk__rute\".*?</li>", checklist(), re.S)

    assert len(items) == len(ASKED)
    said = "\n".join(items)
    for rule in ASKED:
        who = explain.who(rule, guide=GUIDE, language="nb")
        assert who
        assert who in said, rule.id


def test_each_item_of_the_checklist_leads_to_its_source() -> None:
    links = dict(re.findall(r'href="(/veileder/[^"#]+)#([a-z0-9-]+)"', checklist()))
    found = re.findall(r'href="/veileder/[^"#]+#([a-z0-9-]+)"', checklist())

    assert sorted(found) == sorted(rule.id for rule in ASKED)
    for path in links:
        assert Client().get(path).status_code == 200


def test_intake_reads_part_two_and_homes_part_three() -> None:
    def parts(body: str) -> set[str]:
        return set(re.findall(r'href="/veileder/2013/(i+|vedlegg)/', checklist(body)))

    def count(body: str, part: str) -> int:
        return len(re.findall(rf'href="/veileder/2013/{part}/', checklist(body)))

    assert {"ii"} <= parts("inntak")
    assert count("inntak", "ii") > 5 * count("inntak", "iii")
    assert count("hjem", "iii") > 2 * count("hjem", "ii")
    assert count("institusjon", "iii") > 2 * count("institusjon", "ii")


@pytest.mark.parametrize("rule", ["target-group", "b-target-group"])
def test_those_the_guide_is_for_have_roles_here(rule: str) -> None:
    codes = {code for actor in GUIDE.rules[rule].actor for code in GUIDE.roles[actor].codes}

    assert codes
    assert codes <= set(roles.ROLES)
    assert all(GUIDE.roles[actor].codes for actor in GUIDE.rules[rule].actor)
    assert codes <= {code for _name, each in words.BODIES.values() for code in each}
    assert in_reader(rule)


@pytest.mark.parametrize("rule", ["b-version-date", "b-origin-input"])
def test_the_reader_says_where_the_guide_on_moves_comes_from(rule: str) -> None:
    page = html.unescape(Client().get(reverse("guide:home")).content.decode())

    assert "Utgave fra 19. mars 2024, Bufdir" in page
    assert in_reader(rule)


def test_the_case_has_a_list_where_each_item_is_ticked_by_somebody(scene: Scene) -> None:
    rule = "collect-prior-experience"
    mark = reverse("cases:mark", kwargs={"kode": str(scene.case), "krav": rule})
    before = scene.page("veileder/")
    assert before.count('class="svar" id="') == 496

    scene.visitor("ivar").post(mark, {"do": "done"})

    assert scene.line(rule).mark == "done"
    item = re.search(rf'id="{rule}">(.*?)</li>', scene.page("veileder/"), re.S)
    assert item is not None
    assert "Gjort" in item[1]
    assert "Ivar" in scene.page("tidslinje/")
