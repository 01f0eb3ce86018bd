"""Form fields as these pages draw them: radios, dates and boxes in the look of the rest."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

BOX: Final = {"class": "ds-input"}
DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y")


class Radios(forms.RadioSelect):
    """Radio buttons whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first button where none is named."""
        return f"{id_}_{index or 0}"


class DateBox(forms.DateInput):
    """A date field of the browser, which wants the date as ISO writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs=dict(BOX), format="%Y-%m-%d")


def radios(label: Any, choices: Any, *, hint: Any = "", required: bool = False) -> Any:
    """Make a question with radio buttons and no default."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=required,
        widget=Radios(attrs=dict(BOX)),
        error_messages={"required": _("Velg et svar.")},
    )


def select(label: Any, choices: Any, *, hint: Any = "", required: bool = False) -> Any:
    """Make a native select."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=hint, required=required, widget=forms.Select(BOX)
    )


def day(label: Any, *, required: bool = False, missing: Any = "") -> Any:
    """Make a date."""
    return forms.DateField(
        label=label,
        required=required,
        widget=DateBox(),
        input_formats=list(DAYS),
        error_messages={
            "invalid": _("Skriv en gyldig dato."),
            "required": missing or _("Velg en dato."),
        },
    )


def line(
    label: Any, *, hint: Any = "", most: int = 120, required: bool = False, **more: Any
) -> Any:
    """Make a short text; nothing is remembered or corrected by the browser."""
    attrs = {**BOX, "autocomplete": "off", **more.pop("attrs", {})}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        widget=forms.TextInput(attrs),
        **more,
    )


def text(label: Any, *, hint: Any = "", rows: int = 3, required: bool = False, **more: Any) -> Any:
    """Make a long text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=8000,
        widget=forms.Textarea({**BOX, "rows": str(rows)}),
        **more,
    )


class RefusedForm(forms.Form):
    """A form that can show what a service refused, at the field it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)

    def refuse(self, fields: dict[str, str], *, otherwise: str) -> None:
        """Show each refusal at its field, and what fits no field above the form."""
        for name, said in (fields or {"": otherwise}).items():
            self.add_error(name if name in self.fields else None, _(said))
