"""Which `rid`, `cid` and `wid` belong to a case. Nobody outside this package ever learns."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from forevar.kernel import clock, refs
from forevar.trust.disclosure.models import SubjectLink
from forevar.trust.vaults import scope, sealing, subjectkeys

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Subjects:
    """The three unrelated ids of one case's child."""

    rid: str = field(repr=False)
    cid: str = field(repr=False)
    wid: str = field(repr=False)


def find_many(cases: Iterable[refs.CaseRef]) -> dict[refs.CaseRef, Subjects]:
    """Find the subjects of many cases; a case without a child, or erased, is left out."""
    wanted = dict.fromkeys(cases)
    remembered = _memory()
    found = {case: remembered[case.code] for case in wanted if case.code in remembered}
    waiting = (case for case in wanted if case not in found)
    while batch := list(islice(waiting, _AT_ONCE)):
        for row in _rows([case.code for case in batch]):
            subjects = opened(row)
            if subjects is not None:
                found[refs.CaseRef(row.case)] = remembered[row.case] = subjects
    return found


def _rows(codes: Sequence[str]) -> Iterable[SubjectLink]:
    if len(codes) == 1:
        return subjectkeys.rows_of_one(
            SubjectLink, column="case", subject=codes[0], key_class="TEXT", order="case"
        )
    rows = SubjectLink.objects.filter(case__in=codes)
    return sealing.with_keys(rows, subject="case", key_class="TEXT")


def _memory() -> dict[str, Subjects]:
    """Give what this output has looked up already; outside an output nothing is remembered."""
    here = scope.current()
    return {} if here is None else here.memory.setdefault("subjects", {})


def forget(case: refs.CaseRef) -> None:
    """Look the case up again: its subjects are about to change."""
    _memory().pop(case.code, None)


def find(case: refs.CaseRef) -> Subjects | None:
    """Find the subjects of one case."""
    return find_many([case]).get(case)


def opened(row: SubjectLink) -> Subjects | None:
    """Read a link; None when the case was erased."""
    text = sealing.compute_with(row.subjects, purpose="link")
    return None if text is None else Subjects(**json.loads(text))


def find_or_make(case: refs.CaseRef) -> Subjects:
    """Find the subjects of a case, or give it three new ones; refuses an erased case."""
    row = SubjectLink.objects.filter(case=case.code).first()
    subjects = None if row is None else opened(row)
    if row is not None and subjects is None:
        raise sealing.KeysDestroyed
    return subjects or make_many([case])[case]


def make_many(cases: Iterable[refs.CaseRef]) -> dict[refs.CaseRef, Subjects]:
    """Give each case three new random ids."""
    made = {case: Subjects(refs.new_key(), refs.new_key(), refs.new_key()) for case in cases}
    SubjectLink.objects.bulk_create(
        (
            SubjectLink(case=case.code, subjects=_written(subjects))
            for case, subjects in made.items()
        ),
        batch_size=1000,
    )
    return made


def give_new_place(row: SubjectLink, *, subjects: Subjects, by: str, at: clock.Instant) -> None:
    """Destroy the place keys of a case and give it a new, empty `wid`."""
    sealing.destroy_keys(subjects.wid, by=by, at=at, case=row.case)
    row.subjects = _written(replace(subjects, wid=refs.new_key()))
    row.save(update_fields=["subjects"])
    forget(refs.CaseRef(row.case))


def _written(subjects: Subjects) -> str:
    return json.dumps({"rid": subjects.rid, "cid": subjects.cid, "wid": subjects.wid})
