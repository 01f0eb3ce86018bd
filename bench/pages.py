"""The pages people open all day, at 1,000 and 100,000 cases, and beside SQL written by hand.

Everything is the product's own: middleware, a signed-in session, templates, the ledger row. Each
database is served by a process of its own, and the two take turns, so that a busy moment hits both.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import seeding

SMALL = int(os.environ.get("BENCH_CASES_FEW", "1000"))
LARGE = int(os.environ.get("BENCH_CASES_MANY", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10"))
GOAL_GROWTH, GOAL_RATIO, GOAL_MS = 1.3, 4.0, 200.0
PEOPLE = {"caseworker": ("caseworker", 25), "adviser": ("intake_adviser", 100)}
MOST_PEOPLE = 10
CASES_EACH = 3
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
"""Drawn anew for every page, and nothing else may differ."""
Samples = dict[str, dict[str, dict[str, list[float]]]]
"""Page → way of making it → one person's address → what each round took."""


def main() -> None:
    """Seed what is missing, measure both databases in turns, and print each goal and what it got."""
    servers = [_Server(number, seeding.kept_database(number)) for number in (SMALL, LARGE)]
    try:
        for _ in range(ROUNDS):
            for server in servers:
                server.take_a_round()
        few, many = servers
        for page in few.samples:
            _print_page(page, few, many)
        for server in servers:
            _print_looked_at(server)
    finally:
        for server in servers:
            server.stop()


# ── what is printed ──────────────────────────────────────────────────────────
def _print_page(page: str, few: "_Server", many: "_Server") -> None:
    small, large = few.samples[page], many.samples[page]
    queries = {*few.queries[page], *many.queries[page]}
    alike = "the same in every case" if len(queries) == 1 else "NOT the same"
    print(f"\n{page}: {'–'.join(str(one) for one in sorted(queries))} queries, {alike}")
    for server, taken in ((few, small), (many, large)):
        print(
            f"  {server.number:>7,} cases: p50 {_of_pages(taken['own'], 0.5):.1f} ms, "
            f"p95 {_of_pages(taken['own'], 0.95):.1f} ms (of every single request "
            f"{_of_requests(taken['own'], 0.95):.1f}); by hand p50 "
            f"{_of_pages(taken['hand'], 0.5):.1f}, nothing read {_of_pages(taken['bare'], 0.5):.1f}"
        )
    slowest = _of_requests(large["own"], 0.95)
    growth = _of_pages(large["own"], 0.95) / _of_pages(small["own"], 0.95)
    raw = slowest / _of_requests(small["own"], 0.95)
    ratio = _of_pages(large["own"], 0.5) / _of_pages(large["hand"], 0.5)
    reads = _reads(large, "own") / max(_reads(large, "hand"), 0.01)
    print(
        f"  growth of p95: goal ≤ {GOAL_GROWTH}, reached {growth:.2f} (of every request {raw:.2f})"
    )
    print(f"  ratio to the page by hand: goal ≤ {GOAL_RATIO:.0f}, reached {ratio:.2f}")
    print(f"  ratio of what the two read, template and middleware taken away: {reads:.1f}")
    print(f"  p95 of every request: goal ≤ {GOAL_MS:.0f} ms, reached {slowest:.0f} ms")


def _print_looked_at(server: "_Server") -> None:
    before, after = (min(times) for times in server.looked_at())
    print(
        f"\n{server.number:,} cases, one case looked at 2,000 times more: overview at best "
        f"{before:.1f} → {after:.1f} ms"
    )


def _of_pages(taken: dict[str, list[float]], share: float) -> float:
    """Give a share over the pages, each by the best of its rounds: what the page itself costs.

    What else the machine is doing falls away; that one page costs more than another does not.
    """
    return _share([min(rounds) for rounds in taken.values()], share)


def _of_requests(taken: dict[str, list[float]], share: float) -> float:
    return _share([took for rounds in taken.values() for took in rounds], share)


def _share(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _reads(taken: dict[str, dict[str, list[float]]], variant: str) -> float:
    return _of_pages(taken[variant], 0.5) - _of_pages(taken["bare"], 0.5)


# ── two databases, taking turns ──────────────────────────────────────────────
class _Server:
    """A process that serves the pages of one database, when asked, to itself."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number = number
        self.samples: Samples = {}
        self.queries: dict[str, list[int]] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.pages", "serve"],
            env=seeding.environment(folder, url=os.environ.get("BENCH_DATABASE_URL", "")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.queries = self._ask("begin")

    def take_a_round(self) -> None:
        for page, variants in self._ask("round").items():
            for variant, visits in variants.items():
                kept = self.samples.setdefault(page, {}).setdefault(variant, {})
                for visit, times in visits.items():
                    kept.setdefault(visit, []).extend(times)

    def looked_at(self) -> list[list[float]]:
        told: list[list[float]] = self._ask("look")
        return told

    def stop(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=60)

    def _ask(self, word: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the process that serves the pages has stopped")
        return json.loads(line)


# ── in the process that serves ───────────────────────────────────────────────
@dataclass(slots=True)
class _Visit:
    """One person's page, as often as it is asked for."""

    page: str
    client: Any
    url: str
    body: bytes = field(default=b"")

    def get(self) -> float:
        started = time.perf_counter()
        response = self.client.get(self.url)
        took = (time.perf_counter() - started) * 1_000
        if response.status_code != 200:
            raise SystemExit(f"{self.page} answered {response.status_code}")
        self.body = response.content
        return took


def serve() -> None:
    """Answer the three words of `_Server` until there are no more."""
    import django

    django.setup()
    from bench import floor, handwritten

    variants: dict[str, Callable[[], AbstractContextManager[None]]] = {
        "own": nullcontext,
        "hand": handwritten.written_by_hand,
        "bare": floor.nothing_read,
    }
    visits = sign_in_and_choose()
    for line in sys.stdin:
        word = line.strip()
        if word == "begin":
            _compare(visits, variants)
            told: Any = _queries(visits)
        elif word == "round":
            told = _round(visits, variants)
        else:
            told = _looked_at(next(one for one in visits if one.page.startswith("overview")))
        print(json.dumps(told), flush=True)
    for visit in visits:
        visit.client.session.flush()


def sign_in_and_choose() -> list[_Visit]:
    """Sign in people spread over the whole database, with one's own list and some cases each."""
    from django.test import Client

    from forevar.trust.accounts.models import Person

    visits = []
    for name, (role, number) in PEOPLE.items():
        for person, codes in _people(role, number):
            client = Client()
            client.force_login(
                Person.objects.get(key=person),
                "allauth.account.auth_backends.AuthenticationBackend",
            )
            visits += [
                _Visit(f"overview, {name}", client, f"/sak/{code}/") for code in codes[:CASES_EACH]
            ]
            visits.append(_Visit(f"Mitt arbeid, {name} ({number} cases)", client, "/arbeid/"))
            visits.append(_Visit(f"Saker, {name} ({number} cases)", client, "/saker/"))
    return visits


def _people(role: str, number: int) -> list[tuple[str, list[str]]]:
    from django.db.models import Count

    from forevar.trust.access.models import Grant

    held = Grant.objects.filter(role=role, until_at__isnull=True).values("person")
    alike = held.annotate(number=Count("key")).filter(number=number).order_by("person")
    keys = list(alike.values_list("person", flat=True))
    spread = keys[:: max(1, len(keys) // MOST_PEOPLE)][:MOST_PEOPLE]
    return [
        (key, sorted(Grant.objects.filter(person=key, role=role).values_list("case", flat=True)))
        for key in spread
    ]


def _compare(visits: list[_Visit], variants: dict[str, Any]) -> None:
    """Stop when a page made another way is not the same page: then the ratio means nothing."""
    for visit in visits:
        visit.get()  # the second look shows the same latest deeds as the third
        pages = []
        for variant in variants.values():
            with variant():
                visit.get()
                pages.append(_TOKEN.sub(b"", visit.body))
        if any(page != pages[0] for page in pages):
            raise SystemExit(f"{visit.page} by hand is not the same page: {visit.url}")


def _queries(visits: list[_Visit]) -> dict[str, list[int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted: dict[str, set[int]] = {}
    for visit in visits:
        numbers = []
        for _ in range(2):  # every 256th entry of the ledger is signed, after the page has left
            with CaptureQueriesContext(connection) as asked:
                visit.get()
            numbers.append(len(asked))
        counted.setdefault(visit.page, set()).add(min(numbers))
    return {page: sorted(numbers) for page, numbers in counted.items()}


def _round(visits: list[_Visit], variants: dict[str, Any]) -> Samples:
    taken: Samples = {}
    for number, visit in enumerate(visits):
        for name, variant in variants.items():
            here = taken.setdefault(visit.page, {}).setdefault(name, {})
            with variant():
                here[str(number)] = [visit.get()]
    return taken


def _looked_at(visit: _Visit, *, looks: int = 2000, times: int = 40) -> list[list[float]]:
    """Time one overview before and after many looks at its case, which are undone afterwards."""
    from django.db import transaction

    from forevar.kernel import clock
    from forevar.trust.audit import ledger

    with transaction.atomic():  # both inside it, so that neither waits for the disk
        before = [visit.get() for _ in range(times)]
        for _ in range(looks):
            ledger.append(
                action="cases.overview_viewed",
                actor="system",
                at=clock.now(),
                case=visit.url.split("/")[2],
            )
        after = [visit.get() for _ in range(times)]
        transaction.set_rollback(True)
    return [before, after]


if __name__ == "__main__":
    serve() if "serve" in sys.argv else main()
