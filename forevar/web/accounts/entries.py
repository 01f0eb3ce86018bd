"""The rows that happen at the door, in the transaction of what they record."""

from django.db import transaction
from django.http import HttpRequest

from forevar.trust.audit import ledger

NOBODY = "system"
"""Stands as actor where nobody has signed in yet."""


def enter(request: HttpRequest, action: str, *, actor: str, subject: str, **details: str) -> None:
    """Enter what somebody did at the door: by keys and codes, never by what was typed."""
    with transaction.atomic():
        ledger.append(
            action=action,
            actor=actor,
            at=request.at,  # type: ignore[attr-defined]  # put there by the kit
            subject=subject,
            details=details,
        )
