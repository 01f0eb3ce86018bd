"""A pytest plugin: the ledger's triggers are down while a transactional test empties its tables.

Such tests end with a flush, which is exactly what the triggers refuse. Name this module in
`pytest_plugins` of the outermost conftest.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from forevar.trust.audit import fence

_flush: Any = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _flush_with_the_fence_down(self: TransactionTestCase) -> None:
    stands = fence.fence_stands(connection)
    if stands:
        fence.lower_fence(connection)
    try:
        _flush(self)
    finally:
        if stands:
            fence.raise_fence(connection)


if not getattr(_flush, "lowers_the_fence", False):
    _flush_with_the_fence_down.lowers_the_fence = True  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = _flush_with_the_fence_down  # type: ignore[attr-defined]
