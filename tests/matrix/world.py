"""Nora's and Elias's cases with everything told in them, and an address for every page of a case."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.test import Client
from django.urls import reverse

from forevar.casework.cases import selectors as cases
from forevar.kernel.refs import CaseRef
from forevar.trust.disclosure import opening
from tests import cast as casts
from tests.factories import planting

SIGNED_OUT: Final = "signed_out"
ANOTHER_CASE: Final = "another_case"
SAME_OFFICE: Final = "same_office"
BLOCKED: Final = "in_the_network"
STRANGERS: Final = (SIGNED_OUT, ANOTHER_CASE, SAME_OFFICE, BLOCKED)
COLUMNS: Final = (*casts.ROLES, *STRANGERS)


@contextmanager
def built() -> Iterator[casts.Cast]:
    """Build both cases in a transaction that is never kept; the clock stands at the cast's noon."""
    with transaction.atomic():
        cast = casts.build()
        planting.sow(cast, cast.nora, casts.NORA, who="nora")
        planting.sow(cast, cast.elias, casts.ELIAS, who="elias")
        yield cast
        transaction.set_rollback(True)


def who(column: str) -> str:
    """Give the person of a column of the matrix."""
    if column in casts.ROLES:
        return casts.ROLES[column][0]
    return {ANOTHER_CASE: "lars", SAME_OFFICE: casts.SAME_OFFICE, BLOCKED: casts.BLOCKED}[column]


def browser(cast: casts.Cast, column: str) -> Client:
    """Give the browser of a column."""
    if column == SIGNED_OUT:
        return cast.browsers.setdefault(SIGNED_OUT, Client(raise_request_exception=False))
    return cast.browser(who(column))


def address(name: str, cast: casts.Cast, case: CaseRef) -> str:
    """Give an address of a page on a case, with parts that exist there (or did, for a code)."""
    wanted = _parameters(name)
    return reverse(name, kwargs={key: _part(key, name, cast, case) for key in wanted})


def _parameters(name: str) -> list[str]:
    from tests.architecture.test_views import addresses

    path = next(path for found, path, _ in addresses() if found == name)
    return [part.split(":")[-1].rstrip(">") for part in path.split("/") if part.startswith("<")]


_FIXED: Final[dict[str, Any]] = {
    "tema": "hva-har-skjedd-for",
    "fact": "prior_experience",
    "nr": 1,
    "number": 1,
    "pk": 1,
    "rule_id": "best-interest-resolves-conflict",
    "emergency": "finnes-ikke",
    "kind": "navn",
}


def _part(key: str, name: str, cast: casts.Cast, case: CaseRef) -> Any:
    if key == "kode":
        return case.code
    there = case if case in (cast.nora, cast.elias) else cast.nora
    found = {"task": partial(_task, there), "ansvar": partial(_responsibility, there)}
    if key in found:
        return found[key]()
    if key == "krav":
        return _requirement(name)
    if key in {"year", "part", "point"}:
        from forevar.web.guide import contents

        return getattr(contents.sections()[0], key)
    if key == "slug":
        from forevar.casework.incidents import rules

        return next(slug for slug, found in rules.BY_SLUG.items() if not found.has_clock)
    return _FIXED[key]


def _task(case: CaseRef) -> str:
    from forevar.casework.cases.models import Task

    asked = Task.objects.filter(case_code=case.code, title="answer_from_municipality")
    return str(asked.values_list("key", flat=True)[0])


def _responsibility(case: CaseRef) -> str:
    with opening.scope(surface="tests", recipient=""):
        return cases.list_people(case)[0].responsibility


def _requirement(name: str) -> str:
    from forevar.guideline import loader

    rules = loader.load_guide().rules.values()
    judged = name.endswith("judgement")
    return next(r.id for r in rules if not judged or r.trigger.judgement is not None)
