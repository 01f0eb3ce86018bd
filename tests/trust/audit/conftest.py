"""What the ledger's tests share: a key of their own, and entries to work on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from forevar.trust.audit import ledger

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ACTIONS = ("cases.overview_viewed", "screening.answer_noted", "access.emergency_opened")
CASES = ("lonn-482", "bjork-117", "")


@pytest.fixture
def own_key(settings: Settings, tmp_path: Path) -> Path:
    """A Førevar with a signing key, in a folder of its own."""
    settings.FOREVAR_VAR = tmp_path
    ledger.make_key(demo=True)
    return tmp_path / "ledger.key"


@pytest.fixture
def write_entries() -> Callable[[int], None]:
    """Append so many entries, each in a transaction of its own."""

    def write(count: int) -> None:
        for number in range(count):
            with transaction.atomic():
                ledger.append(
                    action=ACTIONS[number % 3],
                    actor=f"actor-{number % 4}",
                    at=AT + timedelta(seconds=number),
                    case=CASES[number % 3],
                    details={"number": number, "basis": "assigned"},
                )

    return write
