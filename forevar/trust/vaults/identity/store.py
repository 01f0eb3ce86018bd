"""The verbs of the identity vault: keep and read. Called by `trust/disclosure` only."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from forevar.trust.vaults import dated
from forevar.trust.vaults.identity.models import Identity, NameInUse


def keep(rid: str, *, values: Mapping[str, str | None], on: date) -> dict[str, int]:
    """Keep real values of some fields; None ends one. Gives each its number."""
    return dated.keep(Identity, subject=rid, values=values, on=on)


def keep_first(*, entries: Iterable[tuple[str, Mapping[str, str]]], on: date) -> None:
    """Keep the first real values of many new subjects."""
    dated.keep_first(Identity, entries=entries, on=on)


def keep_cover(cid: str, *, values: Mapping[str, str | None], on: date) -> dict[str, int]:
    """Keep the name in use, or what belongs to it; None ends one. Gives each its number."""
    return dated.keep(NameInUse, subject=cid, values=values, on=on)


def latest(
    rids: Collection[str], *, fields: Collection[str] = ()
) -> dict[tuple[str, str], Identity]:
    """Read the real values that hold now."""
    return dated.latest(Identity, subjects=rids, fields=fields)


def latest_cover(
    cids: Collection[str], *, fields: Collection[str] = ()
) -> dict[tuple[str, str], NameInUse]:
    """Read the names in use that hold now."""
    return dated.latest(NameInUse, subjects=cids, fields=fields)


def every(rids: Collection[str], *, fields: Collection[str] = ()) -> list[Identity]:
    """Read the real values ever kept."""
    return dated.every(Identity, subjects=rids, fields=fields)


def every_cover(cids: Collection[str], *, fields: Collection[str] = ()) -> list[NameInUse]:
    """Read the names in use ever kept."""
    return dated.every(NameInUse, subjects=cids, fields=fields)
