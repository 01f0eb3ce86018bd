"""What is noted of a received document. Nothing is chosen beforehand, and nothing is uploaded."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from forevar.casework.documents import rules

_BOX: Final = {"class": "ds-input"}


def _select(label: Any, options: Mapping[str, str], *, missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Velg")), *((code, _(name)) for code, name in options.items())],
        widget=forms.Select(_BOX),
        error_messages={"required": missing, "invalid_choice": missing},
    )


class ReceivedForm(forms.Form):
    """Kind, sender, day, and a sealed note about what to do with it."""

    kind = _select(
        _("Hva slags dokument?"), rules.KINDS, missing=_("Velg hva slags dokument det er.")
    )
    sender = _select(_("Hvem kom det fra?"), rules.SENDERS, missing=_("Velg hvem det kom fra."))
    received_on = forms.DateField(
        label=_("Når kom det?"),
        widget=forms.DateInput({**_BOX, "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={
            "required": _("Velg dagen dokumentet kom."),
            "invalid": _("Velg dagen dokumentet kom."),
        },
    )
    note = forms.CharField(
        label=_("Merknad"),
        help_text=_("Skriv uten navn på barnet og uten adresser."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({**_BOX, "rows": "3"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)

    def refuse(self, faults: Mapping[str, str], *, otherwise: str) -> None:
        """Show each refusal at its field, and what fits no field above the form."""
        for name, said in (faults or {"": otherwise}).items():
            self.add_error(name if name in self.fields else None, _(said))
