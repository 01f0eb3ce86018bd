"""What is typed and tapped on the pages about access."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forevar.kernel import refs
from forevar.trust.access.services import emergencies

BOX: Final = {"class": "ds-input"}
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"})


class Radios(forms.RadioSelect):
    """Radio buttons whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first button where none is named."""
        return f"{id_}_{index or 0}"


class AccessForm(forms.Form):
    """A form that can show what a verb refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)

    def refuse(self, fields: dict[str, str], *, otherwise: str) -> None:
        """Show each refusal at its field, and what fits no field above the form."""
        for name, said in (fields or {"": otherwise}).items():
            self.add_error(name if name in self.fields else None, _(said))


def code_field(label: Any, *, required: bool = True) -> Any:
    """Make a field for a case code, as it is read aloud or written."""
    return forms.CharField(
        label=label,
        max_length=40,
        required=required,
        help_text=gettext_lazy("For eksempel Lønn-482."),
        widget=forms.TextInput({**BOX, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Skriv sakskoden.")},
    )


def as_case(typed: str) -> refs.CaseRef | None:
    """Read a code as it is written on screen or spelled out; None for what can be no code."""
    try:
        return refs.CaseRef(typed.strip().casefold().translate(_LETTERS))
    except ValueError:
        return None


class EmergencyForm(AccessForm):
    """One case and one of four reasons."""

    code = code_field(gettext_lazy("Sakskode"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Hvorfor?"),
        choices=[(code, gettext_lazy(word)) for code, word in emergencies.REASONS.items()],
        widget=Radios(attrs=dict(BOX)),
        error_messages={"required": gettext_lazy("Velg hvorfor du trenger nødtilgang.")},
    )


class ExplainForm(AccessForm):
    """What an emergency access was used for."""

    emergency = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Skriv kort hva du brukte den til."),
        help_text=gettext_lazy("Minst 20 tegn. Den som går gjennom nødtilgangen, leser dette."),
        max_length=4000,
        widget=forms.Textarea({**BOX, "rows": "3"}),
        error_messages={"required": gettext_lazy("Skriv hvorfor du trengte nødtilgang.")},
    )


class ReviewForm(AccessForm):
    """What the review showed."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hva viste gjennomgangen?"),
        choices=[(code, gettext_lazy(word)) for code, word in emergencies.OUTCOMES.items()],
        widget=Radios(attrs=dict(BOX)),
        error_messages={"required": gettext_lazy("Velg hva gjennomgangen viste.")},
    )


class BlockForm(AccessForm):
    """Whom to keep out, by what they sign in with."""

    login = forms.CharField(
        label=gettext_lazy("Brukernavn"),
        help_text=gettext_lazy("Det personen logger inn med. Den som sperres, får ikke vite det."),
        max_length=80,
        widget=forms.TextInput({**BOX, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Skriv brukernavnet.")},
    )


class ControlForm(AccessForm):
    """What a privacy officer looks for: a case, or a colleague and a kind of deed."""

    code = code_field(gettext_lazy("Sakskode"), required=False)
    person = forms.ChoiceField(
        label=gettext_lazy("Person"), required=False, widget=forms.Select(BOX)
    )
    kind = forms.ChoiceField(label=gettext_lazy("Hva"), required=False, widget=forms.Select(BOX))

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        kinds: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Velg")), *people]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a case or a person."""
        sent: dict[str, Any] = super().clean() or {}
        if not sent.get("code") and not sent.get("person") and not self.errors:
            self.add_error("code", _("Skriv en sakskode, eller velg en person."))
        return sent
