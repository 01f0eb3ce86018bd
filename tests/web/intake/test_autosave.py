"""What is typed in a new enquiry is saved as it is typed; who the child is never lies in a draft."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from forevar.casework.cases.models import Draft
from forevar.trust.accounts.models import Person
from forevar.trust.disclosure import opening
from tests.trust.access import town as towns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def signed_in_page(url: str, person: Person) -> Iterator[Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("The browser tests need Chromium. On Debian: apt-get install chromium")
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        context = browser.new_context(locale="nb-NO", base_url=url)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
        yield context.new_page()
        browser.close()


def drafted() -> str:
    with opening.scope(surface="tests"):
        return str(Draft.objects.get().body)


def test_the_text_is_saved_and_the_name_is_not(live_server: Any) -> None:
    town = towns.build()
    person = Person.objects.get(key=town.people["ivar"].key)
    with signed_in_page(live_server.url, person) as page:
        page.goto("/ny/")
        with page.expect_response("**/utkast/"):
            page.get_by_label("Hva forteller de?").fill("Det haster i kveld.")
        page.get_by_label("Fornavn og mellomnavn").fill("Hemmelinn")
        page.get_by_label("Fødselsdato").fill("2012-03-04")
        with page.expect_response("**/utkast/"):
            page.get_by_label("Telefon til den som tok kontakt").fill("00 00 00 00")
        page.goto("/ny/")
        kept = page.get_by_label("Hva forteller de?").input_value()

    assert kept == "Det haster i kveld."
    assert "Det haster i kveld." in drafted()
    assert "00 00 00 00" in drafted()
    assert "Hemmelinn" not in drafted()
    assert "2012-03-04" not in drafted()


def test_without_the_mark_the_name_would_have_been_found(live_server: Any) -> None:
    town = towns.build()
    person = Person.objects.get(key=town.people["ivar"].key)
    with signed_in_page(live_server.url, person) as page:
        page.goto("/ny/")
        page.evaluate(
            "document.querySelectorAll('[data-undrafted]')"
            ".forEach((box) => box.removeAttribute('data-undrafted'))"
        )
        with page.expect_response("**/utkast/"):
            page.get_by_label("Fornavn og mellomnavn").fill("Hemmelinn")

    assert "Hemmelinn" in drafted()
