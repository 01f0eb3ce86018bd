"""The database itself refuses to change the ledger."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from forevar.trust.audit import fence, ledger

Write = Callable[[int], None]

SAME_AGAIN = (
    'INSERT INTO audit_ledgerentry ("index", leaf) '
    'SELECT "index", leaf FROM audit_ledgerentry WHERE "index" = 1'
)
FORBIDDEN = [
    'UPDATE audit_ledgerentry SET leaf = leaf WHERE "index" = 1',
    'UPDATE audit_ledgerentry SET "index" = 9 WHERE "index" = 2',
    'DELETE FROM audit_ledgerentry WHERE "index" = 1',
    "DELETE FROM audit_ledgerentry",
    'INSERT INTO audit_ledgerentry ("index", leaf) SELECT 7, leaf FROM audit_ledgerentry',
    SAME_AGAIN,
    "UPDATE audit_checkpoint SET note = note",
    "DELETE FROM audit_checkpoint",
    "UPDATE audit_ledgerend SET size = size - 1",
    "UPDATE audit_ledgerend SET checkpoints = 0",
    "UPDATE audit_ledgerend SET latest = (SELECT leaf FROM audit_ledgerentry LIMIT 1)",
    "DELETE FROM audit_ledgerend",
]
ONLY_SQLITE = [
    "INSERT OR REPLACE INTO audit_ledgerentry (\"index\", leaf) VALUES (1, x'00')",
    "INSERT OR REPLACE INTO audit_checkpoint SELECT * FROM audit_checkpoint",
]
ONLY_POSTGRESQL = [
    "TRUNCATE audit_ledgerentry",
    "TRUNCATE audit_checkpoint",
    "TRUNCATE audit_ledgerend",
]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_key")
def test_every_change_is_refused(write_entries: Write) -> None:
    write_entries(4)
    ledger.sign()
    own = ONLY_SQLITE if connection.vendor == "sqlite" else ONLY_POSTGRESQL

    for statement in [*FORBIDDEN, *own]:
        with pytest.raises(DatabaseError, match="only grows"):
            run(statement)

    assert ledger.verify().is_whole


@pytest.mark.django_db
@pytest.mark.usefixtures("own_key")
def test_with_the_fence_down_the_same_changes_go_through(write_entries: Write) -> None:
    write_entries(4)
    ledger.sign()
    fence.lower_fence(connection)

    run(FORBIDDEN[0])
    run("DELETE FROM audit_checkpoint")

    assert not ledger.verify().is_whole


@pytest.mark.django_db
def test_the_fence_stands_after_the_migrations_and_its_absence_is_told() -> None:
    assert fence.fence_stands(connection)
    assert ledger.verify().fence_stands

    fence.lower_fence(connection)

    assert not ledger.verify().fence_stands

    fence.raise_fence(connection)

    assert fence.fence_stands(connection)


@pytest.mark.django_db
def test_one_trigger_down_is_told_as_well() -> None:
    where = " ON audit_ledgerentry" if connection.vendor == "postgresql" else ""

    run(f"DROP TRIGGER audit_ledgerentry_guards_update{where}")

    assert not fence.fence_stands(connection)
