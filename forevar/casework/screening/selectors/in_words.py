"""How an answer leaves the package: native where it is a code, sealed where it is words."""

from collections.abc import Iterable

from forevar.casework.screening.models import Answer, ViewsNote
from forevar.casework.screening.projections import AnswerNow
from forevar.casework.screening.rules import values
from forevar.guideline import catalogue, loader
from forevar.kernel.refs import PersonRef
from forevar.trust.accounts import selectors as accounts


def names(rows: Iterable[Answer | ViewsNote]) -> dict[str, str]:
    """Give the names of those who wrote these rows, in one query."""
    return accounts.names({PersonRef(row.by) for row in rows})


def answer(row: Answer, *, fact: catalogue.Fact, names: dict[str, str]) -> AnswerNow:
    """Project one answer; nothing is opened."""
    return AnswerNow(
        key=row.key,
        fact=row.fact,
        number=row.number,
        state=row.state,
        value=values.from_text(fact, row.value) if row.value else None,
        written=row.written,
        in_vault=row.vault_number > 0,
        entries=row.entries,
        source=row.source,
        source_on=row.source_on,
        on_behalf_of=row.on_behalf_of,
        who=row.who,
        due_on=row.due_on,
        until_then=row.until_then,
        reason=row.reason,
        by=row.by,
        by_name=names.get(row.by, ""),
        at=row.at,
        is_latest=row.is_latest,
    )


def read_value(answer: AnswerNow) -> values.Value | None:
    """Open the value of an answer inside a scope; None when there is none, or it is in a vault."""
    if answer.value is not None:
        return answer.value  # type: ignore[no-any-return]  # native since `from_text`
    if not answer.written.is_set:
        return None
    return values.from_text(loader.load_guide().facts[answer.fact], str(answer.written))
