"""One browser and one server for all journeys; a context of its own for each person."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import serving
from tests.journeys.person import Person

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey; they come last, since Playwright keeps a loop running in this thread."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: _HERE in item.path.parents)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        pytest.fail(
            "The journeys need Chromium. On Debian: apt-get install chromium", pytrace=False
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    with serving.served(tmp_path_factory.mktemp("forevar")) as running:
        yield running


@pytest.fixture
def open_as(chromium: Browser, server: serving.Server) -> Iterator[Callable[..., Person]]:
    """Open a browser as one of the made-up people; everything it complained of fails the test."""
    people: list[Person] = []

    def opened(
        name: str = "", *, wide: int = 390, script: bool = True, at: serving.Server = server
    ) -> Person:
        context = chromium.new_context(
            base_url=at.address,
            viewport={"width": wide, "height": 844},
            locale="nb-NO",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        page: Page = context.new_page()
        person = Person(page=page, address=at.address)
        person.listen()
        people.append(person)
        if name:
            person.sign_in(name)
        return person

    yield opened
    for person in people:
        person.page.context.close()
    assert [told for person in people for told in person.complaints] == []
