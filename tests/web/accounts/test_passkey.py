"""A passkey in a real browser: made once, and after that one tap is enough. Also without JavaScript."""

import shutil
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from forevar.trust.audit import ledger
from tests.web.accounts.people import PASSWORD, hire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run") + (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
A_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def browser_page(url: Any, **context: Any) -> Any:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("The browser tests need Chromium. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        page = browser.new_context(locale="nb-NO", base_url=url, **context).new_page()
        yield page
        browser.close()


def add_key(page: Any, **more: Any) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**A_KEY, **more}})


def sign_in_with_password(page: Any) -> Any:
    page.goto("/")
    page.locator("summary").click()
    page.get_by_label("Brukernavn").fill("ivar")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Gå videre").click()


def test_a_passkey_is_made_after_the_password_and_is_enough_from_then_on(live_server: Any) -> None:
    hire("ivar", role="press_officer", password=PASSWORD)
    with browser_page(live_server.url) as page:
        add_key(page)
        sign_in_with_password(page)
        expect(page.get_by_role("heading", name="Slik logger du inn")).to_be_visible()
        page.get_by_role("link", name="Legg til nøkkel").click()
        page.get_by_label("Navn på nøkkelen").fill("blå nøkkel")
        page.get_by_role("button", name="Legg til").click()
        expect(page.get_by_role("heading", name="Reservekoder")).to_be_visible()
        page.get_by_role("button", name="Logg ut").click()
        expect(page.get_by_text("Du er logget ut")).to_be_visible()

        page.get_by_role("button", name="Logg inn med passnøkkel").click()

        expect(page.get_by_role("heading", name="Mer")).to_be_visible()
        page.goto("/konto/bekreft/?next=/hjelp/")
        page.get_by_role("button", name="Bruk passnøkkel").click()
        expect(page.get_by_role("heading", name="Hjelp", exact=True)).to_be_visible()

    rows = [(e.action, e.details.get("method")) for e in ledger.entries(limit=10)]
    assert rows[:2] == [("accounts.stepped_up", None), ("accounts.signed_in", "webauthn")]
    assert ("accounts.signed_out", None) in rows
    assert ("accounts.factor_added", None) in rows


def test_where_there_is_no_passkey_the_page_says_what_to_do(live_server: Any) -> None:
    with browser_page(live_server.url) as page:
        add_key(page)
        page.goto("/")
        expect(page.get_by_role("button", name="Logg inn med passnøkkel")).to_be_focused()

        page.keyboard.press("Enter")

        expect(page.get_by_text("Vi fant ingen passnøkkel her.")).to_be_visible()


def test_the_password_way_in_works_without_javascript(live_server: Any) -> None:
    hire("ivar", role="press_officer", password=PASSWORD)
    with browser_page(live_server.url, java_script_enabled=False) as page:
        sign_in_with_password(page)

        expect(page.get_by_role("heading", name="Slik logger du inn")).to_be_visible()
        page.get_by_role("link", name="Ta i bruk app").click()
        expect(page.get_by_label("Kode")).to_be_visible()
