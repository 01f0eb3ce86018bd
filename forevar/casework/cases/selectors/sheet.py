"""The case itself: its sheet, the strip on top of every page, and the line of phases."""

from collections.abc import Collection

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from forevar.casework.cases import models
from forevar.casework.cases.projections import CaseSheet, PhaseLine, PhaseStep, Strip
from forevar.casework.cases.rules import codes, paragraphs, phases, shielding
from forevar.kernel import errors, refs
from forevar.kernel.clock import Instant, local_date
from forevar.trust.accounts import selectors as accounts
from forevar.trust.disclosure import selectors as disclosure


class CaseNotFound(errors.DomainError):
    """No case has this code."""

    code = "case_not_found"
    text = "Vi fant ikke saken."


def get_sheet(case: refs.CaseRef) -> CaseSheet:
    """Give what the case itself knows. For those who have been let in already."""
    found = find_sheet(case)
    if found is None:
        raise CaseNotFound
    return found


def find_sheet(case: refs.CaseRef) -> CaseSheet | None:
    """Find what the case itself knows; None for a code nobody has."""
    row = models.Case.objects.filter(code=case.code).first()
    if row is None:
        return None
    return CaseSheet(
        case=case,
        name=codes.spoken(case),
        phase=row.phase,
        paragraph=row.paragraph,
        legal_basis=paragraphs.legal_basis(row.paragraph),
        urgency=row.urgency,
        address_state=row.address_state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        municipality_org=row.municipality_org,
        intake_org=row.intake_org,
        flagged_for_duty=row.flagged_for_duty,
        version=row.version,
    )


def get_strip(case: refs.CaseRef, *, at: Instant) -> Strip:
    """Give the line on top of every page of the case; the call name stays sealed until shown."""
    answering = models.Responsibility.objects.filter(
        case_code=OuterRef("code"), body="municipality", until_at__isnull=True
    ).order_by("from_at", "key")
    row = (
        models.Case.objects.filter(code=case.code)
        .annotate(kontaktperson=Subquery(answering.values("person")[:1]))
        .first()
    )
    if row is None:
        raise CaseNotFound
    return Strip(
        name=codes.spoken(case),
        call_name=disclosure.call_name(case),
        age=disclosure.child_age(case, on=local_date(at)),
        address_line=gettext(shielding.LINES[row.address_state]),
        kontaktperson=_name_of(row.kontaktperson),
        scope_band=_translated(paragraphs.band_outside_abduction(row.paragraph)),
        phase=row.phase,
    )


def get_scope_band(case: refs.CaseRef, *, sheet: CaseSheet | None = None) -> str:
    """Give the band for cases the guide's word «bortføring» does not cover; else nothing."""
    here = sheet or get_sheet(case)
    return _translated(paragraphs.band_outside_abduction(here.paragraph))


def get_phase_line(
    case: refs.CaseRef, *, overlays: Collection[str] = (), sheet: CaseSheet | None = None
) -> PhaseLine:
    """Give the line of phases, what lies over it, and where the case can go from here.

    A page that has the sheet already gives it along, and it is not read again.
    """
    sheet = sheet or get_sheet(case)
    phases.open_phases(phase=sheet.phase, overlays=overlays)
    order = list(phases.PHASES)
    here = order.index(sheet.phase)
    steps = tuple(
        PhaseStep(code=code, label=gettext(phases.PHASES[code]), state=_where(place, here))
        for place, code in enumerate(phases.SHOWN_ON_THE_LINE)
    )
    following = phases.next_phases(phase=sheet.phase, acute=sheet.is_acute)
    return PhaseLine(
        steps=steps,
        overlays=tuple(gettext(phases.OVERLAYS[overlay]) for overlay in sorted(overlays)),
        next_phases=tuple((to, gettext(phases.PHASES[to])) for to in following),
        is_closed=sheet.is_closed,
    )


def catalogue_phases(case: refs.CaseRef, *, overlays: Collection[str] = ()) -> frozenset[str]:
    """Give the set of phases the case is in, by the names the guides' catalogue uses."""
    phase = models.Case.objects.filter(code=case.code).values_list("phase", flat=True).first()
    if phase is None:
        raise CaseNotFound
    return phases.in_the_catalogue(phases.open_phases(phase=phase, overlays=overlays))


def phases_until_now(case: refs.CaseRef) -> frozenset[str]:
    """Give the phases the case is in or has left, by the catalogue's names, in one query.

    What the guides asked for in those and nobody has done is still asked: it only grew late.
    """
    phase = models.Case.objects.filter(code=case.code).values_list("phase", flat=True).first()
    if phase is None:
        raise CaseNotFound
    line = tuple(phases.PHASES)
    behind = phases.in_the_catalogue(frozenset(line[: line.index(phase)]))
    return behind | phases.in_the_catalogue(phases.open_phases(phase=phase, overlays=()))


def _where(place: int, here: int) -> str:
    if place == here:
        return "current"
    return "past" if place < here else "ahead"


def _name_of(person: str | None) -> str:
    return accounts.names([refs.PersonRef(person)]).get(person, "") if person else ""


def _translated(text: str) -> str:
    return gettext(text) if text else ""
