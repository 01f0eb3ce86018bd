"""Every word a notice can consist of: at most twelve, fixed, and safe to be read by anyone."""

from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final


def gettext_noop(message: str) -> str:
    """Mark a text for translation without knowing Django."""
    return message


STRINGS: Final = MappingProxyType(
    {
        "outside_normal": gettext_noop("Førevar: Du har noe nytt. Logg inn for å lese."),
        "outside_urgent": gettext_noop("Førevar: Haster. Logg inn nå."),
        "outside_again": gettext_noop("Førevar: Haster fortsatt. Logg inn nå."),
        "mail_subject": gettext_noop("Du har noe nytt"),
        "mail_body": gettext_noop(
            "Logg inn på Førevar for å lese. Vi sender aldri lenker som ber om koden din."
        ),
        "phone_call": gettext_noop("Dette er Førevar. Det haster. Logg inn nå."),
        "inside_new": gettext_noop("Du har noe nytt i Mitt arbeid."),
        "inside_urgent": gettext_noop("Det haster. Kan du ta den?"),
        "inside_again": gettext_noop("Det haster fortsatt. Kan du ta den?"),
        "inside_emergency": gettext_noop("Nødtilgang er åpnet. Les hva som skjedde."),
        "inside_explain": gettext_noop("Forklar nødtilgangen du brukte."),
        "inside_review": gettext_noop("En nødtilgang venter på gjennomgang."),
    }
)
"""Strings named `outside` leave the house, so they say nothing at all."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a notice says inside after sign-in, what may leave the house, and if it hurries."""

    inside: str
    outside: str
    is_urgent: bool


NOTICES: Final = MappingProxyType(
    {
        "something_new": Wording("inside_new", "outside_normal", is_urgent=False),
        "urgent": Wording("inside_urgent", "outside_urgent", is_urgent=True),
        "urgent_again": Wording("inside_again", "outside_again", is_urgent=True),
        "emergency_opened": Wording("inside_emergency", "outside_urgent", is_urgent=True),
        "emergency_to_explain": Wording("inside_explain", "outside_normal", is_urgent=False),
        "emergency_to_review": Wording("inside_review", "outside_normal", is_urgent=False),
    }
)

URGENT: Final = tuple(code for code, wording in NOTICES.items() if wording.is_urgent)
ANSWER_WITHIN: Final = timedelta(minutes=5)
"""An urgent notice unread for this long goes on to the next in the chain."""
