"""What may be read of a child: the call name, the age, and sealed facts one by one."""

from collections.abc import Iterable
from datetime import date

from forevar.kernel import refs
from forevar.trust.disclosure import fields, links
from forevar.trust.vaults import dated, scope, sealing
from forevar.trust.vaults.identity import store as identity

Sealed = scope.Sealed


def call_name(case: refs.CaseRef) -> Sealed:
    """Give what the child is called here: the name in use once decided, else the given name."""
    return call_names([case])[case]


def call_names(cases: Iterable[refs.CaseRef]) -> dict[refs.CaseRef, Sealed]:
    """Give the call names of many cases, in the same three queries however many there are."""
    wanted = list(dict.fromkeys(cases))
    subjects = links.find_many(wanted)
    covers = identity.latest_cover([s.cid for s in subjects.values()], fields=[fields.NAME_IN_USE])
    real = [s.rid for s in subjects.values() if (s.cid, fields.NAME_IN_USE) not in covers]
    given = identity.latest(real, fields=[fields.GIVEN_NAME])
    names: dict[refs.CaseRef, Sealed] = {}
    for case in wanted:
        found = subjects.get(case)
        cover = covers.get((found.cid, fields.NAME_IN_USE)) if found else None
        own = given.get((found.rid, fields.GIVEN_NAME)) if found else None
        names[case] = _call_name(case, cover or own, origin="COVER" if cover else "REAL")
    return names


def _call_name(case: refs.CaseRef, row: dated.DatedValue | None, *, origin: str) -> Sealed:
    if row is None:
        return scope.nothing(subject=case.code, field=fields.CALL_NAME)
    return sealing.relabel(
        row.value,
        subject=case.code,
        field=fields.CALL_NAME,
        classes={scope.NAME, origin},
    )


def child_age(case: refs.CaseRef, *, on: date) -> int | None:
    """Say how old the child is; nothing of the birth date itself is shown or kept."""
    return child_ages([case], on=on)[case]


def child_ages(cases: Iterable[refs.CaseRef], *, on: date) -> dict[refs.CaseRef, int | None]:
    """Say how old many children are, in two queries; None where no birth date is known."""
    wanted = list(dict.fromkeys(cases))
    subjects = links.find_many(wanted)
    born = identity.latest([s.rid for s in subjects.values()], fields=[fields.BIRTH_DATE])
    ages: dict[refs.CaseRef, int | None] = dict.fromkeys(wanted)
    for case, found in subjects.items():
        row = born.get((found.rid, fields.BIRTH_DATE))
        text = sealing.compute_with(row.value, purpose="age") if row else None
        ages[case] = full_years(date.fromisoformat(text), on=on) if text else None
    return ages


def full_years(born: date, *, on: date) -> int:
    """Count full years; 29 February counts as 1 March in other years.

    >>> full_years(date(2008, 2, 29), on=date(2026, 2, 28))
    17
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
