"""Mitt arbeid and the list of cases: one statement each."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext

from bench.handwritten import asking
from bench.handwritten.overview import TASK
from forevar.casework.cases import projections
from forevar.casework.cases.rules import bodies, codes, phases, tasks
from forevar.casework.cases.selectors import case_list, keyset, rows, work
from forevar.kernel import refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.access import policy

Row = asking.Row
_IN_FORCE = "{0}.from_at <= %(at)s AND ({0}.until_at IS NULL OR {0}.until_at > %(at)s)"
_BLOCKED = """EXISTS (SELECT 1 FROM access_networkblock b WHERE b."case" = g."case"
    AND b.person_id = %(person)s AND (b.lifted_at IS NULL OR b.lifted_at > %(at)s))"""
_VISIBLE = f"""
    SELECT g."case" FROM access_grant g
    WHERE g.person_id = %(person)s AND g.role IN %(named)s AND {_IN_FORCE.format("g")}
      AND EXISTS (SELECT 1 FROM accounts_membership m WHERE m.person_id = g.person_id
                  AND m.unit_id = g.unit_id AND m.role = g.role AND {_IN_FORCE.format("m")})
      AND NOT {_BLOCKED}
    UNION
    SELECT g."case" FROM accounts_shift s
    JOIN accounts_membership m ON m.person_id = s.person_id AND m.unit_id = s.unit_id
    JOIN access_grant g ON g.unit_id = s.unit_id AND g.basis IN ('unit', 'duty')
    WHERE s.person_id = %(person)s AND m.role IN %(of_units)s AND {_IN_FORCE.format("s")}
      AND {_IN_FORCE.format("m")} AND {_IN_FORCE.format("g")} AND NOT {_BLOCKED}
"""
_OWN: list[Row] = []
"""The tasks read for the page that is being made."""


def _roles(*, named: bool) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                role
                for basis in policy.BASES
                if (basis in policy.NAMED_BASES) is named
                for role in policy.roles_with("overview", "s", basis=basis)
            }
        )
    )


NAMED, OF_UNITS = _roles(named=True), _roles(named=False)


def _own_tasks(actor: policy.Actor, *, at: Instant) -> list[Row]:
    """Read one person's open tasks in one statement; all the lists are made of them."""
    found = asking.ask(
        f"SELECT {TASK} FROM cases_task WHERE state = 'open' AND case_code IN ({_VISIBLE}) "
        "AND (owner_person = %(person)s OR (owner_person = '' AND owner_body IN %(acting)s)) "
        "ORDER BY due_sort, key",
        person=actor.person.key,
        at=at,
        named=NAMED,
        of_units=OF_UNITS,
        acting=tuple(sorted(bodies.acting_for(actor.roles))) or ("",),
    )
    return [replace(row, due_on=asking.day(row.due_on)) for row in found]


def list_work(
    actor: policy.Actor, *, at: Instant, filters: Any = None, after: str = ""
) -> projections.WorkList:
    assert not after
    mine = _own_tasks(actor, at=at)
    _OWN[:] = mine
    duties = [r for r in mine if r.kind == "duty" and (not r.waits_on or r.due_sort < at)]
    awaited = sorted(
        (r for r in mine if r.waits_on and r.due_sort >= at), key=lambda r: (r.asked_at, r.key)
    )
    groups = [tasks.group_of(due=row.due_sort, at=at) for row in duties]
    counts = projections.WorkCounts(
        **{code: groups.count(code) for code in tasks.GROUPS},
        waiting=len(awaited),
        approvals=sum(row.kind == "approval" for row in mine),
    )
    page = [rows.work_row(row, actor=actor, at=at) for row in duties[: work.PAGE]]
    ahead = [row.due_sort for row in mine if at <= row.due_sort < tasks.WITHOUT_DEADLINE]
    return projections.WorkList(
        groups=work._grouped(page, counts),
        waiting=tuple(rows.work_row(row, actor=actor, at=at) for row in awaited[: work.PAGE]),
        counts=counts,
        after=keyset.mark_of(duties[work.PAGE - 1]) if len(duties) > work.PAGE else "",
        next_due_on=local_date(min(ahead)) if ahead and not page else None,
    )


def list_work_cases(actor: policy.Actor, *, at: Instant) -> tuple[tuple[str, str], ...]:
    found = sorted({row.case_code for row in _OWN})
    return tuple((code, codes.spoken(refs.CaseRef(code))) for code in found[: work.MOST_CASES])


def list_cases(
    actor: policy.Actor, *, at: Instant, filters: Any = None, after: str = ""
) -> projections.CaseList:
    found = asking.ask(
        f"""SELECT c.code, c.phase, p.name, t.number, t.late, t.soonest FROM cases_case c
        LEFT JOIN cases_responsibility r ON r.case_code = c.code AND r.body = 'municipality'
             AND r.until_at IS NULL
        LEFT JOIN accounts_person p ON p.key = r.person
        LEFT JOIN (SELECT case_code, count(*) AS number, min(due_sort) AS soonest,
                   sum(CASE WHEN due_sort < %(at)s THEN 1 ELSE 0 END) AS late FROM cases_task
                   WHERE state = 'open' AND case_code IN ({_VISIBLE}) GROUP BY case_code) t
             ON t.case_code = c.code
        WHERE c.code IN ({_VISIBLE}) AND c.code > %(after)s ORDER BY c.code LIMIT 51""",
        person=actor.person.key,
        at=at,
        named=NAMED,
        of_units=OF_UNITS,
        after=after,
    )
    page = found[: case_list.PAGE]
    return projections.CaseList(
        rows=tuple(_case_row(row, at=at) for row in page),
        after=page[-1].code if len(found) > case_list.PAGE else "",
    )


def _case_row(row: Row, *, at: Instant) -> projections.CaseRow:
    case, first = refs.CaseRef(row.code), row.soonest
    if isinstance(first, str):  # SQLite keeps no type on what it works out
        first = datetime.fromisoformat(first).replace(tzinfo=UTC)
    return projections.CaseRow(
        case=case,
        name=codes.spoken(case),
        phase=row.phase,
        phase_name=gettext(phases.PHASES[row.phase]),
        kontaktperson=row.name or "",
        due=case_list._due(first or tasks.WITHOUT_DEADLINE, at=at),
        open_tasks=row.number or 0,
        overdue_tasks=row.late or 0,
    )
