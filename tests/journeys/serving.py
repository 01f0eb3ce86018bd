"""A demonstration Førevar of the test's own: built, served by the real server, and killed at will."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_COMMAND = [sys.executable, "-c", "from forevar.ops.cli import main; main()"]
_PATIENCE = 60.0


@dataclass
class Server:
    """One server with its own database, keys and static files."""

    var: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)
    words: BinaryIO | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.words = (self.var / "served.txt").open("ab")
        self.process = subprocess.Popen(
            [*_COMMAND, "serve", "--port", str(self.port)],
            env=self._surroundings(),
            stdout=subprocess.DEVNULL,
            stderr=self.words,
            start_new_session=True,
        )
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < deadline, "the server never answered"
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill it and its workers with no time to save anything."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
        if self.words is not None:
            self.words.close()

    def told(self) -> str:
        """Give what the server wrote while it ran."""
        return (self.var / "served.txt").read_text(encoding="utf-8", errors="replace")

    def prepare(self) -> None:
        """Build the made-up world."""
        command = [*_COMMAND, "demo", "--prepare"]
        subprocess.run(command, env=self._surroundings(), check=True, capture_output=True)

    def _surroundings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        here = str(Path(__file__).resolve().parents[2])
        return {
            **kept,
            "FOREVAR_MODE": "demo",
            "FOREVAR_VAR": str(self.var),
            "PYTHONPATH": here,
            "FOREVAR_ORIGIN": self.address,
        }

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/helse/", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def served(var: Path) -> Iterator[Server]:
    """Give a server with the made-up world in it, on a port nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(var, port)
    server.prepare()
    server.start()
    try:
        yield server
    finally:
        server.kill()
