"""The page of participation: the form, the earlier notes in words, and what the guide says."""

import json
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.casework.cases.projections import DraftFound
from forevar.casework.screening import selectors, services
from forevar.casework.screening.projections import ViewsLine
from forevar.casework.screening.rules import participation
from forevar.kernel import clock
from forevar.web.kit.requests import CaseRequest
from forevar.web.screening import guidance, presenting, questions
from forevar.web.screening.forms import ViewsForm

DRAFT: Final = "screening.views"


@dataclass(frozen=True, slots=True)
class Note:
    """One note in words."""

    number: int
    voice: str
    when: str
    heard: bool
    said: str
    told: str
    wording: str
    weight: str
    not_heard_because: str
    remarks: tuple[str, ...]
    who_reads: str
    written: str
    is_latest: bool
    url: str


def blank(request: CaseRequest) -> ViewsForm:
    """Give the form as it starts: the draft if there is one, else the version to be carried on."""
    initial: dict[str, Any] = {}
    voice = request.GET.get("stemme", "")
    if voice in participation.VOICES:
        initial = _standing(request, voice)
    found = _draft(request)
    if found is not None:
        typed = json.loads(str(found.body))
        initial |= {name: typed[name] for name in ViewsForm.base_fields if name in typed}
    return ViewsForm(initial=initial)


def _draft(request: CaseRequest) -> DraftFound | None:
    return cases.find_draft(form=DRAFT, by=request.actor, case=request.case)


def draft_version(request: CaseRequest) -> int:
    """Tell which version of the draft the page knows of; 0 for none."""
    found = _draft(request)
    return found.version if found else 0


def _standing(request: CaseRequest, voice: str) -> dict[str, Any]:
    for line in selectors.list_views(request.case):
        if line.voice == voice and line.is_latest:
            return {
                "voice": voice,
                "heard": "yes" if line.heard else "no",
                "told": str(line.told),
                "said": str(line.said),
                "weight": str(line.weight),
                "who_reads": str(line.who_reads),
                "version": line.key,
            }
    return {"voice": voice}


def sent(request: CaseRequest) -> ViewsForm:
    """Give the form that was posted."""
    return ViewsForm(request.POST)


def save(request: CaseRequest, form: ViewsForm) -> bool:
    """Save the note; False when a field cannot be read."""
    if not form.is_valid():
        return False
    services.note_views(
        case=request.case,
        voice=form.cleaned_data["voice"],
        words=form.words(),
        seen=form.cleaned_data["version"] or None,
        by=request.actor,
        at=request.at,
    )
    case_verbs.drop_draft(form=DRAFT, by=request.actor, at=request.at, case=request.case)
    return True


def in_words(request: CaseRequest) -> tuple[Note, ...]:
    """Give every note in words, latest first."""
    return tuple(_note(line) for line in selectors.list_views(request.case))


def _note(line: ViewsLine) -> Note:
    remarks = []
    if line.parents_unaware:
        remarks.append(_("Hørt uten at foreldrene visste det på forhånd."))
    if line.told_who_reads:
        remarks.append(_("Barnet vet hvem som kan lese det, og fikk si noe om det først."))
    return Note(
        number=line.number,
        voice=_(participation.VOICES[line.voice]),
        when=presenting.day(line.held_on),
        heard=line.heard,
        said=str(line.said),
        told=str(line.told),
        wording=_(participation.WORDINGS[line.wording]) if line.wording else "",
        weight=str(line.weight),
        not_heard_because=str(line.not_heard_because),
        remarks=tuple(remarks),
        who_reads=str(line.who_reads),
        written=_("Skrevet %(date)s av %(who)s.")
        % {"date": presenting.day(clock.local_date(line.at)), "who": line.by_name},
        is_latest=line.is_latest,
        url=f"?stemme={line.voice}#skriv",
    )


def advice() -> guidance.Panel:
    """Give what the guide says of being heard."""
    return guidance.panel_of(questions.fact_of("child_views"))
