"""Somebody at a browser: what they can do, and what went wrong while they did it."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response

from forevar.kernel import clock

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Person:
    """One person in one browser."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    expects: tuple[str, ...] = ()
    """Beginnings of complaints this journey is about."""

    def listen(self) -> None:
        """Note every error of the page, and everything asked of another machine."""
        self.page.on("pageerror", lambda error: self._complain(f"script: {error}"))
        self.page.on("console", lambda line: self._console(line.type, line.text))
        self.page.on("response", self._answered)

    def _console(self, kind: str, text: str) -> None:
        if kind == "error":
            self._complain(f"console: {text}")

    def _answered(self, response: Response) -> None:
        if not response.url.startswith((self.address, "data:")):
            self._complain(f"another host: {response.url}")
        if response.status >= 500:
            self._complain(f"{response.status}: {response.url}")

    def _complain(self, told: str) -> None:
        if not told.startswith(self.expects) or not self.expects:
            self.complaints.append(told)

    def sign_in(self, name: str) -> None:
        """Press the button of one of the cast."""
        self.page.goto("/")
        self.page.get_by_role("button", name=re.compile(rf"^{name}\b")).click()
        self.page.wait_for_url(re.compile(r"/(arbeid|vakt|mer|hjem)/"))

    def goes_to(self, path: str) -> Response | None:
        return self.page.goto(path)

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def day(self, ahead: int) -> str:
        """Give a date some days from now, as a date field wants it."""
        return (clock.local_date(clock.now()) + timedelta(days=ahead)).isoformat()

    @property
    def reads(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def case(self) -> str:
        found = re.search(r"/sak/([^/]+)/", self.page.url)
        assert found, self.page.url
        return found.group(1)

    def finds_no_barrier(self) -> list[str]:
        """Ask axe, and whether the page runs out to the side."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options: dict[str, Any] = {"runOnly": {"type": "tag", "values": _RULES}}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        barriers = [
            f"{one['id']}: {node['target'][0]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
        if self.page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
        ):
            barriers.append("the page runs out to the side")
        return barriers
