"""What is typed and chosen on the case's own pages."""

import json
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from forevar.casework.cases import projections, selectors
from forevar.casework.cases.rules import bodies, phases
from forevar.web.kit.requests import CaseRequest

NOTE: Final = "cases.note"
"""The code the draft of a note is kept under."""


def _reason(label: Any, *, required: bool = True, missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_("Kollegene dine på saken kan lese dette. Skriv minst 20 tegn."),
        required=required,
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3}),
        error_messages={"required": missing},
    )


class NoteForm(forms.Form):
    """A line for the time line."""

    text = forms.CharField(
        label=_("Hva skjedde?"),
        help_text=_("Skriv kort. Ikke skriv adresser eller navn på steder."),
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 4}),
        error_messages={"required": _("Skriv hva som skjedde.")},
    )
    happened_at = forms.DateTimeField(
        label=_("Når skjedde det?"),
        help_text=_("La feltet stå tomt hvis det var nå."),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(
            attrs={"class": "ds-input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": _("Skriv dato og klokkeslett.")},
    )

    def as_note(self) -> dict[str, Any]:
        """Give the note's words and its time."""
        happened: datetime | None = self.cleaned_data["happened_at"]
        return {"text": self.cleaned_data["text"], "happened_at": happened}


def drafted_note(request: CaseRequest) -> tuple[NoteForm, int]:
    """Give the form as it was left, and the version the page knows of."""
    found = selectors.find_draft(form=NOTE, by=request.actor, case=request.case)
    if found is None:
        return NoteForm(), 0
    typed = json.loads(str(found.body))
    known = {name: typed.get(name, "") for name in NoteForm.base_fields}
    return NoteForm(initial=known), found.version


class PhaseForm(forms.Form):
    """The phase that follows, and what is in place before this one is left."""

    to = forms.ChoiceField(
        label=_("Neste fase"), widget=forms.RadioSelect(attrs={"class": "ds-input"})
    )
    met = forms.MultipleChoiceField(
        label=_("Hva er på plass?"),
        help_text=_("Det du ikke krysser av, blir stående i loggen. Du kan gå videre likevel."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"}),
    )

    def __init__(self, *args: Any, line: projections.PhaseLine, phase: str) -> None:
        super().__init__(*args)
        following, conditions = self.fields["to"], self.fields["met"]
        following.choices = line.next_phases  # type: ignore[attr-defined]  # a choice field
        conditions.choices = [  # type: ignore[attr-defined]  # a choice field
            (condition.code, translated(condition.text))
            for condition in phases.EXIT_CONDITIONS[phase]
        ]
        if len(line.next_phases) == 1:
            following.initial = line.next_phases[0][0]
        if not phases.EXIT_CONDITIONS[phase]:
            del self.fields["met"]


class MarkForm(forms.Form):
    """Why a requirement is not relevant here."""

    reason = _reason(
        _("Hvorfor er dette ikke aktuelt?"), missing=_("Skriv hvorfor dette ikke er aktuelt.")
    )


class DropForm(forms.Form):
    """Why a task is not relevant."""

    reason = _reason(
        _("Hvorfor er oppgaven ikke aktuell?"),
        missing=_("Skriv hvorfor oppgaven ikke er aktuell."),
    )


class ReopenForm(forms.Form):
    """Why a closed case is opened again."""

    reason = _reason(
        _("Hvorfor åpner du saken igjen?"), missing=_("Skriv hvorfor saken åpnes igjen.")
    )


class BodyForm(forms.Form):
    """On whose behalf somebody is to answer, and a part of their name."""

    body = forms.ChoiceField(
        label=_("Hvem skal de svare for?"),
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
        error_messages={"required": _("Velg en av instansene i listen.")},
    )
    find = forms.CharField(
        label=_("Navn eller enhet"),
        help_text=_("Skriv litt av navnet. Det du skriver, står aldri i adressen."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, body: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["body"].choices = [  # type: ignore[attr-defined]  # a choice field
            (code, translated(bodies.NAMES[code])) for code in bodies.ROLES_OF
        ]
        if body:
            del self.fields["body"]
