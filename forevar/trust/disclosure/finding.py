"""Finding a case by name or number: read from the vault for each search, searchable nowhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from django.db import transaction

from forevar.kernel import clock, refs
from forevar.trust.access.actors import Actor
from forevar.trust.audit import ledger
from forevar.trust.disclosure import fields, links, reveal
from forevar.trust.vaults import dated, sealing
from forevar.trust.vaults.identity import store as identity

_SHORTEST: Final = 2
_FEWEST_DIGITS: Final = 6
_AT_ONCE: Final = 500


def find_cases(
    *, by: Actor, at: clock.Instant, query: str, codes: Iterable[str]
) -> list[refs.CaseRef]:
    """Find cases among those given, by the start of any name, or by number.

    Somebody who may never reveal a real name finds by the call name only. One ledger row says
    that a search was made and how many it found; what was sought is kept nowhere.
    """
    words, digits = _words(query), re.sub(r"\D", "", query)
    among = [refs.CaseRef(code) for code in codes]
    found: list[refs.CaseRef] = []
    if any(len(word) >= _SHORTEST for word in words):
        also_real = bool(by.roles & reveal.NAME_ROLES)
        for start in range(0, len(among), _AT_ONCE):
            batch = among[start : start + _AT_ONCE]
            found += _matching(batch, words=words, digits=digits, also_real=also_real)
    with transaction.atomic():
        ledger.append(
            action="disclosure.searched", actor=by.person, at=at, details={"found": len(found)}
        )
    return sorted(found, key=str)


def _matching(
    cases: Iterable[refs.CaseRef], *, words: list[str], digits: str, also_real: bool
) -> Iterator[refs.CaseRef]:
    subjects = links.find_many(cases)
    real_fields = [*fields.REAL_NAMES, fields.NATIONAL_NUMBER]
    covers = identity.latest_cover([s.cid for s in subjects.values()], fields=[fields.NAME_IN_USE])
    real = identity.latest([s.rid for s in subjects.values()], fields=real_fields)
    for case, found in subjects.items():
        cover = covers.get((found.cid, fields.NAME_IN_USE))
        own = {name: real[found.rid, name] for name in real_fields if (found.rid, name) in real}
        if not also_real:
            own = {} if cover else {n: row for n, row in own.items() if n == fields.GIVEN_NAME}
        number = own.pop(fields.NATIONAL_NUMBER, None)
        names = [row for row in (cover, *own.values()) if row is not None]
        if _names_fit(names, words=words) or _number_fits(number, digits=digits):
            yield case


def _names_fit(rows: Iterable[dated.DatedValue], *, words: list[str]) -> bool:
    names = [name for row in rows for name in _words(_text(row))]
    return all(any(name.startswith(word) for name in names) for word in words)


def _number_fits(row: dated.DatedValue | None, *, digits: str) -> bool:
    return len(digits) >= _FEWEST_DIGITS and row is not None and _text(row).startswith(digits)


def _text(row: dated.DatedValue) -> str:
    return sealing.compute_with(row.value, purpose="search") or ""


def _words(text: str) -> list[str]:
    """Bring names to one form: letter case, accents and Danish å do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("aa", "å")
    plain = (
        letter if letter in "åøæ" else unicodedata.normalize("NFKD", letter)[0] for letter in folded
    )
    return re.findall(r"[^\W_]+", "".join(plain))
