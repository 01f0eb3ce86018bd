"""The verbs of the whereabouts vault: keep and read. Called by `trust/disclosure` only."""

from collections.abc import Collection, Mapping
from datetime import date

from forevar.trust.vaults import dated
from forevar.trust.vaults.whereabouts.models import Whereabouts


def keep(wid: str, *, values: Mapping[str, str | None], on: date) -> dict[str, int]:
    """Keep places of some kinds; None ends one. Gives each its number."""
    return dated.keep(Whereabouts, subject=wid, values=values, on=on)


def latest(
    wids: Collection[str], *, fields: Collection[str] = ()
) -> dict[tuple[str, str], Whereabouts]:
    """Read the places that hold now."""
    return dated.latest(Whereabouts, subjects=wids, fields=fields)


def every(wids: Collection[str], *, fields: Collection[str] = ()) -> list[Whereabouts]:
    """Read the places ever kept."""
    return dated.every(Whereabouts, subjects=wids, fields=fields)
