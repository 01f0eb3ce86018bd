"""Every page somebody can reach is asked by axe, on a small phone and on a wide screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.person import Person

Open = Callable[..., Person]
WIDTHS = (1280, 360)
SCREENS = os.environ.get("FOREVAR_SCREENS", "")
"""A folder for pictures of every page; none are taken without it."""
NOT_ASKED = frozenset({"accounts:sign_out", "account_logout", "shell:health"})
CAST = ("", "Kari", "Ivar", "Turid", "Mona", "Berit", "Dag", "Frida", "Asta")


def _name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def reachable(person: Person, seen: set[str]) -> Iterator[str]:
    """Walk the links from where somebody is; stop once at every kind of page."""
    waiting = [urlsplit(person.page.url).path]
    while waiting:
        path = waiting.pop(0)
        name = _name(path)
        if not name or name in seen or name in NOT_ASKED:
            continue
        seen.add(name)
        answer = person.goes_to(path)
        if answer is None or answer.status != 200:
            continue
        yield name
        links = person.page.eval_on_selector_all(
            "a[href^='/']", "all => all.map(one => one.getAttribute('href'))"
        )
        waiting += [urlsplit(link).path for link in links]


def test_no_page_has_a_barrier(open_as: Open) -> None:
    seen: set[str] = set()
    barriers = []
    for name in CAST:
        person = open_as(name)
        person.expects = (
            "console: Failed to load resource: the server responded with a status of 4",
        )
        for page in reachable(person, seen):
            for wide in WIDTHS:
                person.page.set_viewport_size({"width": wide, "height": 800})
                barriers += [f"{page} at {wide}: {one}" for one in person.finds_no_barrier()]
                _picture(person, page, wide)

    assert barriers == []
    assert len(seen) > 45, sorted(seen)


def _picture(person: Person, page: str, wide: int) -> None:
    if SCREENS:
        folder = Path(SCREENS)
        folder.mkdir(parents=True, exist_ok=True)
        person.page.screenshot(path=folder / f"{page.replace(':', '-')}-{wide}.png", full_page=True)


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<img src='/s/ikon.svg'>", "image-alt"),
        ("<input id='planted' name='planted'>", "label"),
        ("<div id='wide'>x</div>", "runs out to the side"),
    ],
)
def test_a_planted_barrier_is_found(open_as: Open, planted: str, rule: str) -> None:
    person = open_as()
    person.goes_to("/hjelp/")
    person.expects = ("console:",)
    person.page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", planted
    )
    person.page.evaluate(
        "() => { const w = document.getElementById('wide'); if (w) w.style.width = '3000px'; }"
    )

    assert any(rule in barrier for barrier in person.finds_no_barrier())
