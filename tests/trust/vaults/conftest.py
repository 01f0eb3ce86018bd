"""The table of the envelope's tests, made once; and a scope to read in."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from forevar.trust.vaults import scope
from tests.trust.vaults.rows import Note, PlainNote


@pytest.fixture(scope="session", autouse=True)
def _tables(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connection.schema_editor() as editor:
            editor.create_model(Note)
            editor.create_model(PlainNote)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Note)
            editor.delete_model(PlainNote)


@pytest.fixture
def read() -> Callable[[object], str]:
    """Open one value in a scope of its own."""

    def opened(value: object) -> str:
        with scope.disclosure_scope(surface="test"):
            return str(value)

    return opened
