"""Laying out what is known of cases, so that a whole caseload can be asked one question."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from forevar.casework.assessments import selectors
from forevar.casework.assessments.models import HeldFact, StockTaken
from forevar.casework.assessments.rules import stock
from forevar.guideline import evaluate, loader
from forevar.kernel.clock import Instant, local_date
from forevar.kernel.refs import CaseRef

AT_ONCE = 200


def take_stock(*, cases: Iterable[CaseRef], at: Instant) -> int:
    """Lay out the settled facts of these cases anew; tell how many.

    Nobody says, sees or decides anything by it, so it is no entry in the ledger: the table can be
    thrown away and made again from the records.
    """
    done = 0
    for batch in _batches(cases):
        with transaction.atomic():
            _take(batch, at=at)
        done += len(batch)
    return done


def _batches(cases: Iterable[CaseRef]) -> Iterator[Sequence[CaseRef]]:
    waiting = iter(cases)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch


def _take(cases: Sequence[CaseRef], *, at: Instant) -> None:
    guide = loader.load_guide()
    lines = []
    for case, facts in selectors.gather_many(cases, at=at).items():
        settled = evaluate.evaluate(guide, facts, on=local_date(at)).values
        lines += [
            HeldFact(case=case.code, fact=line.fact, code=line.code, number=line.number)
            for line in stock.held(settled, facts=guide.facts)
        ]
    codes = [case.code for case in cases]
    HeldFact.objects.filter(case__in=codes).delete()
    HeldFact.objects.bulk_create(lines, batch_size=500)
    StockTaken.objects.filter(case__in=codes).delete()
    StockTaken.objects.bulk_create(StockTaken(case=code, taken_at=at) for code in codes)
