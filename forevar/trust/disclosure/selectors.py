"""What may be read of a child: the call name, the age, and sealed facts one by one."""

from collections.abc import Iterable, Sequence
from datetime import date

from forevar.kernel import refs
from forevar.trust.disclosure import fields, links
from forevar.trust.vaults import dated, scope, sealing
from forevar.trust.vaults.identity import store as identity
from forevar.trust.vaults.whereabouts import store as whereabouts

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


def shown(row: dated.DatedValue, *, case: refs.CaseRef, key_class: str) -> Sealed:
    """Give a vault value as one of this case's child, in the classes it counts as when shown."""
    return sealing.relabel(
        row.value,
        subject=case.code,
        field=row.field,
        classes=fields.shown_as(row.field, key_class=key_class),
    )


def facts(case: refs.CaseRef) -> dict[str, Sealed]:
    """Give every fact of the vaults that is known now, by fact id; each still sealed.

    What was kept as a list or an object reads as JSON. `child_name` is both names together.
    """
    subjects = links.find(case)
    if subjects is None:
        return {}
    found: dict[str, Sealed] = {}
    for rows, key_class in (
        (identity.latest([subjects.rid]), "REAL"),
        (identity.latest_cover([subjects.cid]), "COVER"),
        (whereabouts.latest([subjects.wid]), "WHERE"),
    ):
        for (_, field), row in rows.items():
            found[field] = shown(row, case=case, key_class=key_class)
    names = [found.pop(name) for name in fields.REAL_NAMES if name in found]
    if names:
        found[fields.CHILD_NAME] = sealing.joined(names, field=fields.CHILD_NAME)
    return found


def fact(case: refs.CaseRef, *, fact_id: str, number: int | None = None) -> Sealed:
    """Give one fact of the vaults as it is now, or as it was under a number `vault_fact` gave."""
    if number is None:
        known = facts(case).get(fact_id)
        return known if known is not None else scope.nothing(subject=case.code, field=fact_id)
    subjects = links.find(case)
    parts = fields.REAL_NAMES if fact_id == fields.CHILD_NAME else (fact_id,)
    found = []
    for rows, key_class in _every(subjects, parts=parts) if subjects else ():
        mine = sorted((r for r in rows if r.number == number), key=lambda r: parts.index(r.field))
        found += [shown(row, case=case, key_class=key_class) for row in mine]
    if not found:
        return scope.nothing(subject=case.code, field=fact_id)
    return sealing.joined(found, field=fact_id)


def _every(
    subjects: links.Subjects, *, parts: Sequence[str]
) -> tuple[tuple[Sequence[dated.DatedValue], str], ...]:
    return (
        (identity.every([subjects.rid], fields=parts), "REAL"),
        (identity.every_cover([subjects.cid], fields=parts), "COVER"),
        (whereabouts.every([subjects.wid], fields=parts), "WHERE"),
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
