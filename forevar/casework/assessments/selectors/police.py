"""What was said with and by the police, and where people see the risk differently."""

from forevar.casework.assessments.models import Disagreement, PoliceThreat
from forevar.casework.assessments.projections import DisagreementView, PoliceLine
from forevar.casework.assessments.rules import disagreement
from forevar.kernel.refs import CaseRef


def list_police_lines(case: CaseRef) -> tuple[PoliceLine, ...]:
    """List everything noted about the police, latest first; texts stay sealed."""
    rows = PoliceThreat.objects.filter(case=str(case)).order_by("-number")
    return tuple(_police_line(row) for row in rows)


def _police_line(row: PoliceThreat) -> PoliceLine:
    return PoliceLine(
        number=row.number,
        kind=row.kind,
        on=row.happened_on,
        parties=tuple(row.parties),
        outcome=row.outcome,
        involved=row.involved,
        district=row.district,
        coordinator=row.coordinator,
        form=row.form,
        police_word=row.police_word,
        valid_until=row.valid_until,
        said_by=row.said_by,
        text=row.text,
        noted_by=row.noted_by_name,
        noted_at=row.noted_at,
    )


def list_disagreements(case: CaseRef) -> tuple[DisagreementView, ...]:
    """List every disagreement about the risk, latest first."""
    rows = Disagreement.objects.filter(case=str(case)).order_by("-number")
    return tuple(_disagreement_view(row) for row in rows)


def find_disagreement(case: CaseRef) -> DisagreementView | None:
    """Find the disagreement that is open now."""
    row = Disagreement.objects.filter(case=str(case), state=disagreement.OPEN).first()
    return _disagreement_view(row) if row else None


def _disagreement_view(row: Disagreement) -> DisagreementView:
    return DisagreementView(
        number=row.number,
        version=row.version,
        state=row.state,
        intake_view=row.intake_view,
        municipality_view=row.municipality_view,
        agreed_until_then=row.agreed_until_then,
        settled_how=row.settled_how,
        police_asked=row.police_asked,
        opened_by=row.opened_by_name,
        opened_at=row.opened_at,
        settled_by=row.settled_by_name,
        settled_at=row.settled_at,
        approved_by=row.approved_by_name,
        approved_at=row.approved_at,
        written_by=row.written_by_name,
        written_at=row.written_at,
        writers=tuple(row.writers),
    )
