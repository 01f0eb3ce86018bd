"""Made-up contents for the gallery: every component, each in the states it has."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from forevar.web.kit import frame

ICONS = (
    ("add", gettext_noop("Legg til")),
    ("clock", gettext_noop("Frist")),
    ("done", gettext_noop("Gjort")),
    ("edit", gettext_noop("Rediger")),
    ("guide", gettext_noop("Veilederen")),
    ("hide", gettext_noop("Skjul")),
    ("info", gettext_noop("Opplysning")),
    ("lock", gettext_noop("Skjermet")),
    ("offline", gettext_noop("Ikke på nett")),
    ("phone", gettext_noop("Ring")),
    ("print", gettext_noop("Skriv ut")),
    ("right", gettext_noop("Videre")),
    ("search", gettext_noop("Søk")),
    ("unknown", gettext_noop("Vet ikke ennå")),
    ("warning", gettext_noop("Se opp")),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField(
        label=gettext_lazy("Hva vet dere?"),
        help_text=gettext_lazy("Én linje er nok."),
        widget=forms.TextInput(attrs={"class": "ds-input"}),
        error_messages={"required": gettext_lazy("Skriv hva dere vet.")},
    )
    long_text = forms.CharField(
        label=gettext_lazy("Hvorfor?"),
        required=False,
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3}),
    )
    pick = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        choices=(
            ("yes", gettext_lazy("Ja")),
            ("no", gettext_lazy("Nei")),
            ("unknown", gettext_lazy("Vet ikke ennå")),
        ),
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
    )


def components() -> dict[str, Any]:
    """Give what the gallery shows."""
    return {
        "icons": [(f"components/icons/{name}.svg", _(word)) for name, word in ICONS],
        "bands": _bands(),
        "dues": (
            {"date": "19. nov. 2026", "when": _("2 dager over fristen"), "kind": "over"},
            {"date": "kl. 14.00", "when": _("om 3 timer"), "kind": "naer"},
            {"date": "24. nov. 2026", "when": _("om 3 dager"), "kind": ""},
        ),
        "empty_form": SampleForm(prefix="tomt"),
        "faulty_form": SampleForm({"feil-text": ""}, prefix="feil"),
        "panel": {
            "text": _("Inntak tar opp om politiet skal med, når de ikke er det fra før."),
            "place": "Veilederen II",
            "law_cited": "bvl. § 6-7",
            "law_now": "bvl. § 13-4",
            "verified_on": "1. oktober 2026",
            "to_check": True,
            "url": "",
        },
    }


def _bands() -> tuple[frame.Band, ...]:
    return (
        frame.Band(text=_("En vanlig opplysning.")),
        frame.Band(kind="gjort", text=_("Oppgaven er gjort.")),
        frame.Band(kind="frist", title=_("Nødtilgang til kl. 22.14."), text=_("Alt er loggført.")),
        frame.Band(kind="skjermet", text=_("Adressen er skjermet.")),
        frame.Band(kind="vetikke", text=_("Tre svar mangler.")),
    )
