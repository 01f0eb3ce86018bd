"""No test speaks to another machine: only this one, and files that are sockets."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest


class NetworkIsClosed(RuntimeError):
    """A test tried to reach another machine."""


def _is_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket in the file system
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _closed(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not _is_here(address):
            raise NetworkIsClosed("tests do not reach other machines")
        return connect(self, address)

    return guarded


def close(patch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to this machine only."""
    patch.setattr(socket.socket, "connect", _closed(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", _closed(socket.socket.connect_ex))
