"""After a test that wrote: the ledger is whole, and holds nobody's name."""

from forevar.trust.audit import ledger, models
from tests.guards import canaries


def check() -> None:
    """Verify every entry, and read every entry for marked words."""
    if not models.LedgerEntry.objects.exists():
        return
    verdict = ledger.verify()
    assert verdict.is_whole, verdict.reason
    told = " ".join(
        bytes(raw).decode() for raw in models.LedgerEntry.objects.values_list("leaf", flat=True)
    )
    assert not canaries.find(told), "a protected value stands in the ledger"
