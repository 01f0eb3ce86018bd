"""Pages a second over HTTP: two web processes, eight people, one SQLite, and a ledger row a page.

Every look at a case is written down, and SQLite lets one process write at a time. This shows how
much of a page that is: the same people ask for a page that writes nothing, and for one that does.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench import seeding

NUMBER = int(os.environ.get("BENCH_CASES_FEW", "1000"))
WORKERS, CLIENTS, SECONDS, WARMING = (1, 2), 8, 3.0, 1.5


def main() -> None:
    """Serve the smaller database to eight people at once, from this machine to itself only."""
    folder = seeding.kept_database(NUMBER)
    people = json.loads(_in_process(folder, "sign-in"))
    for workers in WORKERS:
        server = _start(folder, workers)
        try:
            for page in ("list", "overview"):
                _ask_all(people, page, seconds=WARMING)  # each process makes its templates once
                _print(page, workers, _ask_all(people, page, seconds=SECONDS))
        finally:
            server.terminate()
            server.wait(timeout=20)
    print(_in_process(folder, "lock").strip())


def _print(page: str, workers: int, taken: list[float]) -> None:
    taken.sort()
    what = "writes nothing" if page == "list" else "writes its look"
    print(
        f"{workers} web process(es), {CLIENTS} people, {page} ({what}): "
        f"{len(taken) / SECONDS:.0f} pages/s, p50 {taken[len(taken) // 2]:.0f} ms, "
        f"p95 {taken[int(len(taken) * 0.95)]:.0f} ms"
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


PORT = _free_port()


def _start(folder: Path, workers: int) -> "subprocess.Popen[bytes]":
    command = [str(Path(sys.executable).parent / "forevar"), "serve"]
    server = subprocess.Popen(
        [*command, "--port", str(PORT), "--workers", str(workers)],
        env=seeding.environment(folder),
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/logg-inn/")
            connection.getresponse().read()
            return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("the pages were not served")


def _ask_all(people: list[dict[str, str]], page: str, *, seconds: float) -> list[float]:
    taken: list[float] = []
    stop = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_ask, args=(one, page, stop, taken)) for one in people[:CLIENTS]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _ask(person: dict[str, str], page: str, stop: float, taken: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    headers = {"Cookie": person["cookie"], "Host": "localhost"}
    while time.perf_counter() < stop:
        started = time.perf_counter()
        connection.request("GET", person[page], headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{page} answered {response.status}")
        taken.append((time.perf_counter() - started) * 1_000)


def _in_process(folder: Path, word: str) -> str:
    command = [sys.executable, "-m", "bench.serving", word]
    done = subprocess.run(
        command, env=seeding.environment(folder), check=True, capture_output=True, text=True
    )
    return done.stdout


# ── in a process with the database ───────────────────────────────────────────
def sign_in() -> None:
    """Print eight signed-in people's cookies and addresses."""
    from bench import pages

    found = []
    for visit in pages.sign_in_and_choose():
        cookies = "; ".join(f"{name}={one.value}" for name, one in visit.client.cookies.items())
        if visit.page == "overview, caseworker":
            found.append({"cookie": cookies, "list": "/saker/", "overview": visit.url})
    print(json.dumps(found[:: pages.CASES_EACH][:CLIENTS]))


def lock() -> None:
    """Print how long one look holds the turn to write: the rights asked again, the row, the commit."""
    from django.db import transaction

    from forevar.kernel import clock
    from forevar.trust.audit import ledger

    held = []
    for _ in range(100):
        started = time.perf_counter()
        with transaction.atomic():
            ledger.append(action="cases.overview_viewed", actor="system", at=clock.now())
        held.append((time.perf_counter() - started) * 1_000)
    held.sort()
    print(f"one row holds the turn to write for p50 {held[50]:.1f} ms, p95 {held[95]:.1f} ms")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        {"sign-in": sign_in, "lock": lock}[sys.argv[1]]()
    else:
        main()
