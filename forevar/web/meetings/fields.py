"""Form fields as the pages of meetings draw them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

BOX: Final = {"class": "ds-input"}
NARROW: Final = {**BOX, "autocomplete": "off"}


class Boxes(forms.CheckboxSelectMultiple):
    """Check boxes whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first box where none is named."""
        return f"{id_}_{index or 0}"


class Radios(forms.RadioSelect):
    """Radio buttons whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first button where none is named."""
        return f"{id_}_{index or 0}"


def text(label: Any, *, hint: Any = "", rows: int = 3, most: int = 8000) -> forms.CharField:
    """Make a long text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.Textarea({**BOX, "rows": str(rows)}),
    )


def line(label: Any, *, hint: Any = "", most: int = 120) -> forms.CharField:
    """Make a short text; nothing is remembered by the browser."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.TextInput(dict(NARROW)),
    )


def day(label: Any, *, required: bool = False) -> forms.DateField:
    """Make a date."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput({**BOX, "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Skriv en gyldig dato."), "required": _("Velg en dato.")},
    )


def time() -> forms.TimeField:
    """Make a time of day."""
    return forms.TimeField(
        label=_("Når på dagen?"),
        widget=forms.TimeInput({**BOX, "type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Velg et klokkeslett."),
            "invalid": _("Skriv et klokkeslett, for eksempel 10:30."),
        },
    )


def select(label: Any, options: Iterable[tuple[str, Any]], *, empty: Any) -> forms.ChoiceField:
    """Make a native select that starts with nothing chosen."""
    return forms.ChoiceField(
        label=label,
        choices=[("", empty), *options],
        required=False,
        widget=forms.Select(BOX),
        error_messages={"invalid_choice": _("Velg fra listen.")},
    )


def radios(label: Any, options: Mapping[str, Any], *, required: bool = False) -> forms.ChoiceField:
    """Make a question with radio buttons and no default."""
    return forms.ChoiceField(
        label=label,
        choices=[(code, _(words)) for code, words in options.items()],
        required=required,
        widget=Radios(dict(BOX)),
        error_messages={"required": _("Velg et svar."), "invalid_choice": _("Velg et svar.")},
    )


def boxes(label: Any, options: Iterable[tuple[str, Any]]) -> forms.MultipleChoiceField:
    """Make check boxes; none is ticked beforehand."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(options),
        required=False,
        widget=Boxes(dict(BOX)),
        error_messages={"invalid_choice": _("Velg fra listen.")},
    )


def box(label: Any) -> forms.BooleanField:
    """Make one check box."""
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(dict(BOX)))


class RefusedForm(forms.Form):
    """A form that can show what a service refused, at the field it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)

    def refuse(self, faults: Mapping[str, str], *, otherwise: str) -> None:
        """Show each refusal at its field, and what fits no field above the form."""
        for name, said in (faults or {"": otherwise}).items():
            self.add_error(name if name in self.fields else None, _(said))
