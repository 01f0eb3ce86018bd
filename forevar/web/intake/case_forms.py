"""The forms on a case's own pages: the enquiry, whether it is enough, requests, the interpreter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from forevar.casework.intake import projections, rules
from forevar.web.intake import fields, words

YES_NO_NOT_YET = (
    ("yes", gettext_lazy("Ja")),
    ("no", gettext_lazy("Nei")),
    ("not_yet", gettext_lazy("Vet ikke ennå")),
)
_TRUTH = {"yes": True, "no": False}
_SAID = {True: "yes", False: "no", None: "not_yet"}


def _lazily(table: dict[str, str]) -> list[tuple[str, Any]]:
    return [(code, gettext_lazy(word)) for code, word in table.items() if code]


class EnquiryForm(fields.RefusedForm):
    """What the municipality asked, to be written anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    contact = fields.line(gettext_lazy("Hvem tok kontakt?"), hint=gettext_lazy("Navn og stilling."))
    contact_phone = fields.line(
        gettext_lazy("Telefon til den som tok kontakt"), most=30, attrs={"type": "tel"}
    )
    channel = fields.select(
        gettext_lazy("Hvordan kom henvendelsen?"), _lazily(rules.CHANNELS), required=True
    )
    received_on = fields.day(gettext_lazy("Når kom den?"), required=True)
    wanted = fields.select(
        gettext_lazy("Hva slags tiltak ber de om?"),
        [("", gettext_lazy("Vet ikke ennå")), *_lazily(rules.PLACE_KINDS)],
    )
    hidden_address = fields.radios("", YES_NO_NOT_YET, required=True)
    grading = fields.radios(
        "",
        [*_lazily(rules.GRADINGS), ("not_yet", gettext_lazy("Vet ikke ennå"))],
        required=True,
    )
    who = fields.select(
        gettext_lazy("Hvem finner det ut?"),
        [("", gettext_lazy("Velg")), *_lazily(rules.WHO_FINDS_OUT)],
    )
    due_on = fields.day(gettext_lazy("Innen når?"))
    until_then = fields.line(gettext_lazy("Hva gjør vi til da?"), most=500)
    told = fields.text(
        gettext_lazy("Hva forteller de?"),
        rows=6,
        hint=gettext_lazy("Skriv uten navn på barnet og uten adresser."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, fact in (
            ("hidden_address", "hidden_address_decision"),
            ("grading", "registry_grading"),
        ):
            self.fields[name].label = words.question(fact)

    def told_now(self) -> rules.EnquiryTold:
        """Give the enquiry as it is written now."""
        sent = self.cleaned_data
        hidden, grading = (
            {"not_yet": ""}.get(sent[n], sent[n]) for n in ("hidden_address", "grading")
        )
        left = rules.LeftOpen(sent["who"], sent["due_on"], sent["until_then"])
        return rules.EnquiryTold(
            received_on=sent["received_on"],
            channel=sent["channel"],
            contact=sent["contact"],
            contact_phone=sent["contact_phone"],
            wanted=sent["wanted"],
            hidden_address=hidden,
            grading=grading,
            told=sent["told"],
            address_open=None if hidden and grading else left,
        )


def enquiry_as_typed(found: projections.EnquiryNow | None, *, today: date) -> dict[str, Any]:
    """Give what stands as the form starts with it; nothing is chosen where nobody has said."""
    if found is None:
        return {"version": 0, "received_on": today}
    return {
        "version": found.version,
        "contact": found.contact,
        "contact_phone": found.contact_phone,
        "channel": found.channel,
        "received_on": found.received_on,
        "wanted": found.wanted,
        "hidden_address": found.hidden_address or ("not_yet" if found.address_who else ""),
        "grading": found.grading or ("not_yet" if found.address_who else ""),
        "who": found.address_who,
        "due_on": found.address_due_on,
        "until_then": str(found.address_until_then),
        "told": str(found.told),
    }


class SufficientForm(fields.RefusedForm):
    """Whether intake knows enough to find a suitable place, in a person's judgement."""

    sufficient = fields.radios("", YES_NO_NOT_YET[:2], required=True)
    reason = fields.text(
        gettext_lazy("Hvorfor?"),
        hint=gettext_lazy("Skriv så en ny kollega forstår det. Minst 20 tegn."),
        required=True,
        error_messages={"required": gettext_lazy("Skriv hvorfor, med minst 20 tegn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sufficient"].label = words.question("information_sufficient")

    @property
    def is_sufficient(self) -> bool:
        """Tell which of the two was chosen."""
        return _TRUTH[self.cleaned_data["sufficient"]]


class Boxes(forms.CheckboxSelectMultiple):
    """Check boxes whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first box where none is named."""
        return f"{id_}_{index or 0}"


class RequestForm(fields.RefusedForm):
    """What to ask for, of whom, and the words above it."""

    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Hva vil dere spørre om?"),
        widget=Boxes(attrs=dict(fields.BOX)),
        error_messages={"required": gettext_lazy("Velg minst én opplysning å be om.")},
    )
    to = fields.select(gettext_lazy("Hvem spør dere?"), _lazily(rules.RECIPIENTS), required=True)
    covering = fields.text(
        gettext_lazy("Tekst over spørsmålene"),
        hint=gettext_lazy("Skriv uten navn, nummer og adresse. Brevet har bare sakskoden."),
    )

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts"].choices = list(offered)  # type: ignore[attr-defined]


class SendForm(fields.RefusedForm):
    """When the answer is due, and what is done until then."""

    due_on = fields.day(
        gettext_lazy("Når trenger dere svaret?"),
        required=True,
        missing=gettext_lazy("Velg en dato etter i dag."),
    )
    until_then = fields.line(gettext_lazy("Hva gjør vi til da?"), most=500, required=True)


class AnsweredForm(fields.RefusedForm):
    """Which of the questions have been answered."""

    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Hva er besvart?"),
        widget=Boxes(attrs=dict(fields.BOX)),
        error_messages={"required": gettext_lazy("Velg det som er besvart.")},
    )

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts"].choices = list(offered)  # type: ignore[attr-defined]


class InterpreterForm(fields.RefusedForm):
    """Whether an interpreter is needed, who it is, and whether their ties were looked into."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    needed = fields.radios("", YES_NO_NOT_YET, required=True)
    language = fields.line(gettext_lazy("Språk"), hint=gettext_lazy("Skriv også dialekt."), most=60)
    relation = fields.radios(
        "", [*_lazily(rules.RELATIONS), ("not_yet", gettext_lazy("Ikke valgt ennå"))]
    )
    qualification = fields.select(
        "", [("", gettext_lazy("Vet ikke ennå")), *_lazily(rules.QUALIFICATIONS)]
    )
    ties_checked = fields.radios("", YES_NO_NOT_YET)
    details = fields.text(
        gettext_lazy("Navn, nummer i tolkeregisteret og avtale"),
        hint=gettext_lazy("Lagres forseglet. Tolken får ikke vite hvor barnet bor."),
    )
    reason = fields.text(
        gettext_lazy("Hvorfor må en slektning eller venn tolke?"),
        hint=gettext_lazy("Må fylles ut når tolken er i familien eller en venn. Minst 20 tegn."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("needed", "relation", "qualification", "ties_checked"):
            self.fields[name].label = words.question(f"interpreter_{name}")
            self.fields[name].help_text = words.hint(f"interpreter_{name}")

    def told_now(self) -> dict[str, Any]:
        """Give what is known, as the service takes it; unknown is never a no."""
        sent = self.cleaned_data
        return {
            "needed": _TRUTH.get(sent["needed"]),
            "language": sent["language"],
            "relation": {"not_yet": ""}.get(sent["relation"], sent["relation"]),
            "qualification": sent["qualification"],
            "ties_checked": _TRUTH.get(sent["ties_checked"]),
            "details": sent["details"],
            "reason": sent["reason"],
            "seen": sent["version"],
        }


def interpreter_as_typed(found: projections.InterpreterNow | None) -> dict[str, Any]:
    """Give what stands as the form starts with it."""
    if found is None:
        return {"version": 0}
    return {
        "version": found.version,
        "needed": _SAID[found.needed],
        "language": str(found.language),
        "relation": found.relation or "not_yet",
        "qualification": found.qualification,
        "ties_checked": _SAID[found.ties_checked],
        "details": str(found.details),
        "reason": str(found.reason),
    }
