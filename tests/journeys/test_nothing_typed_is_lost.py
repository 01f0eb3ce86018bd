"""What somebody types survives a server that dies, and a colleague who writes in the same place."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys import serving
from tests.journeys.person import Person

Open = Callable[..., Person]
MOST_LOST = 2.0
TYPING = 5.0
DEAD_SERVER = ("console: Failed to load resource", "console: TypeError")


@pytest.fixture
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """A server of the test's own, since it is going to be killed."""
    with serving.served(tmp_path_factory.mktemp("killed")) as running:
        yield running


def open_enquiry(person: Person) -> str:
    """Go to the enquiry of a case where the address is settled, so that the form can be saved."""
    person.goes_to("/saker/")
    links = person.page.locator("main a[href^='/sak/']").all()
    for address in [str(link.get_attribute("href")) for link in links]:
        person.goes_to(address)
        if "Ukjent om adressen" not in person.reads:
            break
    path = f"/sak/{person.case}/henvendelse/endre/"
    person.goes_to(path)
    return path


def type_until(person: Person, seconds: float) -> list[tuple[float, str]]:
    """Type without a pause; give what stood in the field at each moment."""
    person.page.fill("[name=told]", "")
    person.page.focus("[name=told]")
    moments: list[tuple[float, str]] = []
    typed, began = "", time.monotonic()
    while time.monotonic() - began < seconds:
        typed += f"ord{len(moments)} "
        person.page.keyboard.insert_text(f"ord{len(moments)} ")
        moments.append((time.monotonic(), typed))
        person.page.wait_for_timeout(60)
    return moments


def test_a_server_that_is_killed_takes_two_seconds_with_it_at_most(
    open_as: Open, fragile: serving.Server
) -> None:
    ivar = open_as("Ivar", at=fragile)
    ivar.expects = DEAD_SERVER
    path = open_enquiry(ivar)

    moments = type_until(ivar, TYPING)
    killed = time.monotonic()
    fragile.kill()
    ivar.page.close()
    fragile.start()
    after = open_as("Ivar", at=fragile)
    after.goes_to(path)
    kept = after.page.input_value("[name=told]")

    assert len(moments) > 20
    at_least = [text for moment, text in moments if moment <= killed - MOST_LOST][-1]
    assert kept.startswith(at_least.rstrip())
    assert moments[-1][1].startswith(kept.rstrip())


def test_a_page_left_open_saves_by_itself_when_the_server_is_back(
    open_as: Open, fragile: serving.Server
) -> None:
    ivar = open_as("Ivar", at=fragile)
    ivar.expects = DEAD_SERVER
    path = open_enquiry(ivar)
    type_until(ivar, 1.0)
    fragile.kill()
    whole = type_until(ivar, 1.5)[-1][1]
    expect(ivar.page.locator("[role=status][data-failed]").first).to_contain_text("Ikke lagret")

    fragile.start()
    expect(ivar.page.locator("[role=status][data-failed]").first).to_contain_text(
        re.compile(r"Lagret kl\."), timeout=15_000
    )
    second = open_as("Ivar", at=fragile)
    second.goes_to(path)

    assert second.page.input_value("[name=told]").rstrip() == whole.rstrip()


def test_two_who_write_at_once_both_get_both_texts(open_as: Open) -> None:
    ivar, kari = open_as("Ivar"), open_as("Kari")
    ivar.expects = ("console: Failed to load resource: the server responded with a status of 409",)
    path = open_enquiry(kari)  # every case of hers has him as its adviser; not the other way
    ivar.goes_to(path)
    mine, theirs = "Skolen ringte om henting.", "Mor ringte om samvær."

    ivar.page.fill("[name=told]", mine)
    kari.page.fill("[name=told]", theirs)
    kari.presses("Lagre henvendelsen")
    ivar.presses("Lagre henvendelsen")

    assert "Dere har endret det samme" in ivar.reads
    assert theirs in ivar.reads
    assert ivar.page.input_value("[name=told]") == mine
    ivar.presses("Lagre henvendelsen")
    kari.goes_to(path.removesuffix("endre/"))
    assert mine in kari.reads
