"""What is chosen and typed on the pages around the work."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forevar.kernel import refs

_LIGHTS = (("light", _("Lyse farger")), ("dark", _("Mørke farger, for natt")))
_SIZES = (("vanlig", _("Vanlig")), ("stor", _("Større")), ("storst", _("Størst")))


def _radios(label: Any, options: Any) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "ds-input"})
    return forms.ChoiceField(label=label, choices=options, widget=widget)


class LookForm(forms.Form):
    """Language, light and text size."""

    language = _radios(_("Språk"), settings.LANGUAGES)
    light = _radios(_("Farger"), _LIGHTS)
    text_size = _radios(_("Tekststørrelse"), _SIZES)


class DeadlineForm(forms.Form):
    """A new deadline and why."""

    due_on = forms.DateField(
        label=_("Ny frist"),
        widget=forms.DateInput(attrs={"class": "ds-input", "type": "date"}),
        error_messages={
            "required": _("Velg en dato etter i dag."),
            "invalid": _("Velg en dato etter i dag."),
        },
    )
    reason = forms.CharField(
        label=_("Hvorfor flytter du fristen?"),
        help_text=_("Kollegene dine på saken kan lese dette. Skriv minst 20 tegn."),
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3}),
        error_messages={"required": _("Skriv hvorfor du flytter fristen.")},
    )


_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"})


class SearchForm(forms.Form):
    """What somebody rings about: a case code, or a name."""

    query = forms.CharField(
        label=_("Sakskode eller navn"),
        help_text=_("Skriv for eksempel Lønn-482. Det du søker etter, står aldri i adressen."),
        max_length=80,
        widget=forms.TextInput(
            attrs={"class": "ds-input", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Skriv en sakskode eller et navn.")},
    )

    def as_code(self) -> refs.CaseRef | None:
        """Read the query as a case code, as it is written on screen or as it is spelled out."""
        plain = self.cleaned_data["query"].strip().casefold().translate(_LETTERS)
        try:
            return refs.CaseRef(plain)
        except ValueError:
            return None
