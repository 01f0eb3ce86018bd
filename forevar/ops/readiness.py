"""What must hold before anybody is served: asked by `forevar serve` and by the server's own door."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from forevar.kernel import errors
from forevar.trust.accounts import selectors as accounts
from forevar.trust.audit import ledger
from forevar.trust.disclosure import keys


def problems() -> list[str]:
    """Say what stands in the way of starting, each with its cure; empty when nothing does.

    In production nothing made up may be there: no demo key, no demo data, no DEBUG.
    """
    found = list(keys.check_keys())
    if _is_behind():
        return [*found, "The database is not up to date. Run: forevar manage migrate"]
    if settings.FOREVAR_MODE == "production":
        found += _made_up()
    return found


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _made_up() -> list[str]:
    found = []
    if settings.DEBUG:
        found.append("DEBUG is on: it shows what is sealed. Set FOREVAR_DEBUG=0.")
    if accounts.has_made_up():
        found.append("The database holds made-up organisations. Use a new database.")
    try:
        ledger.load_key()
    except errors.DomainError as refused:
        found.append(f"The ledger's key cannot be used: {refused.text}")
    return found
