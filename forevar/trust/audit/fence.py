"""The second fence: database triggers that refuse to change or remove what the ledger holds.

The first is that nothing here does it; the last is that `verify` sees it. Whoever owns the
database can pull the triggers down: they stop mistakes and borrowed sessions, not an owner.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

# table → which insert is wrong, and which update (every one, where nothing is said)
_END_SHRINKS = (
    "NEW.id <> OLD.id OR NEW.size < OLD.size OR NEW.checkpoints < OLD.checkpoints "
    "OR (NEW.size = OLD.size AND NEW.latest <> OLD.latest)"
)
_RULES = {
    "audit_ledgerentry": (
        'NEW."index" <> (SELECT coalesce(max("index"), -1) + 1 FROM audit_ledgerentry)',
        "",
    ),
    "audit_checkpoint": (
        "NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit_checkpoint)",
        "",
    ),
    "audit_ledgerend": ("NEW.size < 0", _END_SHRINKS),
}
_REFUSAL = "the ledger only grows"


def raise_fence(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers up."""
    postgresql = connection.vendor == "postgresql"
    statements = _postgresql_triggers() if postgresql else _sqlite_triggers()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def lower_fence(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers down: for tests that empty the tables, and for undoing the migration."""
    with connection.cursor() as cursor:
        for table in _RULES:
            for deed in _deeds(connection):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, deed)}{where}")


def fence_stands(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether every trigger is there and, on PostgreSQL, switched on."""
    question = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        there = {name for (name,) in cursor.fetchall()}
    return {_name(table, deed) for table in _RULES for deed in _deeds(connection)} <= there


def _deeds(connection: BaseDatabaseWrapper) -> list[str]:
    emptying = ["truncate"] if connection.vendor == "postgresql" else []
    return ["insert", "update", "delete", *emptying]


def _name(table: str, deed: str) -> str:
    return f"{table}_guards_{deed}"


def _sqlite_triggers() -> Iterator[str]:
    for table, (wrong_insert, wrong_update) in _RULES.items():
        conditions = {"insert": wrong_insert, "update": wrong_update, "delete": ""}
        for deed, wrong in conditions.items():
            when = f"WHEN {wrong} " if wrong else ""
            yield (
                f"CREATE TRIGGER {_name(table, deed)} BEFORE {deed.upper()} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )


def _postgresql_triggers() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$"
    )
    for table, (wrong_insert, wrong_update) in _RULES.items():
        # PostgreSQL allows no subquery in WHEN; the function asks instead.
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_inserts() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {wrong_insert} THEN RAISE EXCEPTION '{_REFUSAL}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {_name(table, 'insert')} BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_inserts()"
        )
        when = f"WHEN ({wrong_update}) " if wrong_update else ""
        yield (
            f"CREATE TRIGGER {_name(table, 'update')} BEFORE UPDATE ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION audit_refuse()"
        )
        yield (
            f"CREATE TRIGGER {_name(table, 'delete')} BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        )
        yield (
            f"CREATE TRIGGER {_name(table, 'truncate')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
