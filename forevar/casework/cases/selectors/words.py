"""What people have said and typed: marks, reasons, drafts and explanations; texts stay sealed."""

from forevar.casework.cases import models
from forevar.casework.cases.projections import DraftFound, Mark, ReasonLine
from forevar.kernel import refs
from forevar.trust.access.actors import Actor
from forevar.trust.accounts import selectors as accounts
from forevar.trust.vaults.scope import Sealed


def list_marks(case: refs.CaseRef) -> tuple[Mark, ...]:
    """List what stands of every requirement somebody has said something of, latest last."""
    rows = models.RequirementMark.objects.filter(case_code=case.code, ended_at__isnull=True)
    found = list(rows.order_by("marked_at", "key"))
    names = accounts.names(refs.PersonRef(row.marked_by) for row in found)
    return tuple(
        Mark(
            requirement=row.requirement,
            state=row.state,
            by=names.get(row.marked_by, ""),
            at=row.marked_at,
        )
        for row in found
    )


def list_reasons(case: refs.CaseRef, *, about: str) -> tuple[ReasonLine, ...]:
    """List the reasons given about a task or a requirement, latest first; each still sealed."""
    rows = models.Reason.objects.filter(case_code=case.code, about=about)
    found = list(rows.order_by("-written_at", "key"))
    names = accounts.names(refs.PersonRef(row.written_by) for row in found)
    return tuple(
        ReasonLine(
            kind=row.kind, text=row.text, by=names.get(row.written_by, ""), at=row.written_at
        )
        for row in found
    )


def find_draft(*, form: str, by: Actor, case: refs.CaseRef | None = None) -> DraftFound | None:
    """Find what somebody had typed in a form; their own only, and sealed until the page shows it."""
    row = models.Draft.objects.filter(
        person=by.person.key, case_code=case.code if case else "", form=form
    ).first()
    if row is None:
        return None
    return DraftFound(body=row.body, version=row.version, saved_at=row.saved_at)


def find_explanation(*, emergency: str) -> Sealed | None:
    """Find why somebody needed an emergency access. Who may read it, access knows."""
    row = models.EmergencyExplanation.objects.filter(emergency=emergency).first()
    return None if row is None else row.text
