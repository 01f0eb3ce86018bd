"""The operator's acts on the keys, so that they too are decided in one place and entered."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction

from forevar.kernel import clock
from forevar.trust.audit import ledger, signing
from forevar.trust.vaults import keyring, sealing

CLASSES = sealing.CLASSES


def make_keys(*, demo: bool) -> Path:
    """Make the first keys and tell where they lie; refuses to replace any.

    Demonstration keys are marked as such inside the file, and production refuses to start on them.
    """
    made = keyring.init(demo=demo)
    # A log that is already signed keeps its key: another would make every checkpoint a stranger's.
    with suppress(signing.KeyExists):
        ledger.make_key(demo=demo)
    return made


def check_keys() -> list[str]:
    """Say what is wrong with the keys for the mode that is set; empty when nothing is."""
    return sealing.check_keys(settings.FOREVAR_MODE)


def rotate_keys(key_class: str, *, by: str, at: clock.Instant) -> int:
    """Give a class a new key, wrap every child's key with it, and enter it in the ledger."""
    count = keyring.rotate(key_class)
    with transaction.atomic():
        ledger.append(
            action="vaults.keys_rotated",
            actor=by,
            at=at,
            details={"key_class": key_class, "count": count},
        )
    return count
