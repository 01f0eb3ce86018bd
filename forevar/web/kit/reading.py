"""A GET cannot write: the database refuses everything but reading while a page is made."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_READS = re.compile(r"^\s*(SELECT|WITH|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA\s+\w+\s*$)", re.I)


class PageTriedToWrite(RuntimeError):
    """A page that only shows something tried to change the database."""


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse every statement that could write until the block ends.

    Only this thread's: where threads share a connection, as a live test server with a database in
    memory does, another page may be writing meanwhile.
    """
    here = threading.get_ident()

    def only_reading(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if threading.get_ident() == here and not _READS.match(sql):
            raise PageTriedToWrite("a page that only reads tried to write")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_reading):
        yield
