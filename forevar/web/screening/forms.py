"""The form of one question, whatever its type, and the form of a note on views."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from forevar.casework.cases.rules import bodies
from forevar.casework.screening.rules import answers, participation, values
from forevar.guideline import catalogue
from forevar.web.screening import questions

ROWS_SHOWN: Final = 1
MOST_ROWS: Final = 20
_BOX: Final = {"class": "ds-input"}
_LONG: Final = {"class": "ds-input", "rows": "3"}
gettext_noop("Velg et svar. Velg «Vet ikke ennå» hvis dere ikke vet det.")


class Radios(forms.RadioSelect):
    """Radio buttons whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first button where none is named."""
        return f"{id_}_{index or 0}"


class Boxes(forms.CheckboxSelectMultiple):
    """Check boxes whose error can be reached from the summary: it points at the first one."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give the id of the first box where none is named."""
        return f"{id_}_{index or 0}"


class DateBox(forms.DateInput):
    """A date field of the browser, which wants the date as ISO writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs=dict(_BOX), format="%Y-%m-%d")


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DateBox(),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": gettext_lazy("Skriv en gyldig dato.")},
    )


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list of records: its number and its fields."""

    index: int
    fields: tuple[Any, ...]

    @property
    def number(self) -> int:
        """Its number, as people count."""
        return self.index + 1


class AnswerForm(forms.Form):
    """One question: what can be known, what follows «Vet ikke ennå», why it does not fit, source."""

    choice = forms.ChoiceField(required=False, widget=Radios(attrs={"class": "ds-input"}))
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    who = forms.ChoiceField(
        label=gettext_lazy("Hvem finner det ut?"), required=False, widget=forms.Select(_BOX)
    )
    due_on = _date(gettext_lazy("Innen når?"))
    until_then = forms.CharField(
        label=gettext_lazy("Hva gjør vi til da?"), required=False, widget=forms.Textarea(_LONG)
    )
    asked = forms.BooleanField(
        label=gettext_lazy("De er spurt"),
        required=False,
        widget=forms.CheckboxInput({"class": "ds-input"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor er det ikke aktuelt?"),
        required=False,
        widget=forms.TextInput(_BOX),
    )
    source = forms.CharField(
        label=gettext_lazy("Hvor vet vi det fra?"), required=False, widget=forms.TextInput(_BOX)
    )
    source_on = _date(gettext_lazy("Når fikk vi vite det?"))
    on_behalf_of = forms.ChoiceField(
        label=gettext_lazy("På vegne av"), required=False, widget=forms.Select(_BOX)
    )
    settles = forms.ChoiceField(
        label=gettext_lazy("Hvem avgjør det?"), required=False, widget=forms.Select(_BOX)
    )
    settled_by = _date(gettext_lazy("Innen når?"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        fact: catalogue.Fact,
        providers: tuple[str, ...],
        speaks_for_others: bool,
        offers_on_behalf: bool = True,
        initial: Mapping[str, Any] | None = None,
        rows: int | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="f-%s")
        self.fact = fact
        self.kind = questions.kind_of(fact)
        _offer(self, "choice", [(c.code, c.label) for c in questions.choices_of(fact)])
        nobody = [("", _("Velg"))]
        found_by = [(body, _(bodies.NAMES[body])) for body in answers.WHO_FINDS_OUT]
        _offer(self, "who", nobody + found_by)
        _offer(self, "settles", nobody + found_by)
        self.offers_on_behalf = offers_on_behalf
        own = [("", _("Velg") if speaks_for_others else _("Oss selv"))]
        _offer(self, "on_behalf_of", own + [(each, questions.name_of(each)) for each in providers])
        self.fields["choice"].label = questions.title_of(fact)
        self.fields["choice"].help_text = questions.hint_of(fact)
        self._add_value_fields(rows)

    def _add_value_fields(self, rows: int | None) -> None:
        fact = self.fact
        if self.kind == "symbols":
            symbols = [
                (each, questions.value_word(fact, each)) for each in questions.symbols_of(fact)
            ]
            self.fields["symbols"] = forms.MultipleChoiceField(
                label=_("Velg alle som passer"),
                choices=symbols,
                required=False,
                widget=Boxes(attrs={"class": "ds-input"}),
            )
        elif self.kind in {"rows", "record"}:
            self._add_rows(1 if self.kind == "record" else rows)
        elif self.kind == "date":
            self.fields["value"] = _date(fact.label(questions.language()))
        elif self.kind != "choice":
            self.fields["value"] = self._written()

    def _written(self) -> forms.CharField:
        label = self.fact.label(questions.language())
        if self.kind in {"text", "lines"}:
            hint = _("Skriv ett svar på hver linje.") if self.kind == "lines" else ""
            widget: forms.Widget = forms.Textarea({**_LONG, "rows": "4"})
            return forms.CharField(label=label, required=False, help_text=hint, widget=widget)
        kinds = {"phone": "tel", "number": "text"}
        attrs = {**_BOX, "autocomplete": "off"}
        if self.kind == "number" or self.fact.id in {"child_national_id", "home_municipality"}:
            attrs["inputmode"] = "numeric"
        box = forms.TextInput(attrs)
        box.input_type = kinds.get(self.kind, "text")
        return forms.CharField(label=label, required=False, widget=box)

    def _add_rows(self, rows: int | None) -> None:
        sent = str(self.data.get("rows", "")) if self.is_bound else ""
        count = int(sent) if sent.isascii() and sent.isdigit() else (rows or ROWS_SHOWN)
        self.row_count = max(1, min(count, MOST_ROWS))
        self.fields["rows"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=str(self.row_count)
        )
        for row in range(self.row_count):
            for place, name in enumerate(self.fact.fields or ()):
                self.fields[f"row-{row}-{place}"] = forms.CharField(
                    label=questions.field_word(self.fact, name),
                    required=False,
                    widget=forms.TextInput({**_BOX, "autocomplete": "off"}),
                )

    @property
    def rows_shown(self) -> tuple[Row, ...]:
        """The rows with their fields, for the page."""
        width = len(self.fact.fields or ())
        return tuple(
            Row(row, tuple(self[f"row-{row}-{place}"] for place in range(width)))
            for row in range(getattr(self, "row_count", 0))
        )

    def clean_choice(self) -> str:
        """Ask again when nothing was chosen."""
        chosen: str = self.cleaned_data["choice"]
        if not chosen:
            raise forms.ValidationError(questions.asks_again(self.fact))
        return chosen

    def value(self) -> object:
        """Give what was answered, in the shape the service asks for."""
        chosen = self.cleaned_data["choice"]
        if self.kind == "choice":
            return {"true": True, "false": False}.get(chosen, chosen)
        if chosen == questions.EMPTY:
            return []
        return self._typed()

    def _typed(self) -> object:
        if self.kind == "symbols":
            return self.cleaned_data["symbols"] or None  # nothing ticked is no answer
        if self.kind == "lines":
            lines = [line.strip() for line in self.cleaned_data["value"].splitlines()]
            return [line for line in lines if line] or None
        if self.kind in {"rows", "record"}:
            records = [record for record in self._records() if record]
            if self.kind == "record":
                return records[0] if records else None
            return records or None
        if self.kind == "number":
            text = self.cleaned_data["value"].strip()
            return int(text) if text.lstrip("-").isdigit() else None
        return self.cleaned_data["value"]

    def _records(self) -> list[dict[str, str]]:
        return [
            {
                name: text
                for place, name in enumerate(self.fact.fields or ())
                if (text := self.cleaned_data[f"row-{row}-{place}"].strip())
            }
            for row in range(self.row_count)
        ]

    def add_refusals(self, refusals: Mapping[str, str]) -> None:
        """Put what the service refused where it belongs on the page."""
        for name, text in refusals.items():
            self.add_error(self._place(name), _(text))

    def _place(self, name: str) -> str:
        if name == "value":
            for place in ("value", "symbols", "row-0-0"):
                if place in self.fields:
                    return place
            return "choice"
        return name if name in self.fields else "choice"


def initial_of(fact: catalogue.Fact, value: values.Value | None) -> dict[str, Any]:
    """Give what the form starts with when an answer is changed."""
    if value is None:
        return {}
    kind = questions.kind_of(fact)
    if kind == "choice":
        code = str(value).lower() if isinstance(value, bool) else value
        return {"choice": code}
    if value == []:
        return {"choice": questions.EMPTY}
    given: dict[str, Any] = {"choice": questions.KNOWN}
    if kind == "symbols":
        return {**given, "symbols": value}
    if kind == "lines" and isinstance(value, list):
        return {**given, "value": "\n".join(str(each) for each in value)}
    if kind in {"rows", "record"}:
        records = value if isinstance(value, list) else [value]
        return {**given, "rows": str(len(records)), **_row_values(fact, records)}
    return {**given, "value": value}


def _row_values(fact: catalogue.Fact, records: list[Any]) -> dict[str, str]:
    return {
        f"row-{row}-{place}": record.get(name, "")
        for row, record in enumerate(records)
        for place, name in enumerate(fact.fields or ())
    }


class ViewsForm(forms.Form):
    """What somebody was told, what they said and how it weighed, or why it was not possible."""

    voice = forms.ChoiceField(
        label=gettext_lazy("Hvem gjelder det?"), required=False, widget=Radios(_BOX)
    )
    held_on = _date(gettext_lazy("Når?"))
    heard = forms.ChoiceField(
        label=gettext_lazy("Er samtalen holdt?"), required=False, widget=Radios(_BOX)
    )
    told = forms.CharField(
        label=gettext_lazy("Hva fortalte dere?"), required=False, widget=forms.Textarea(_LONG)
    )
    said = forms.CharField(
        label=gettext_lazy("Hva ble sagt?"),
        help_text=gettext_lazy("Bruk barnets egne ord."),
        required=False,
        widget=forms.Textarea({**_LONG, "rows": "6"}),
    )
    wording = forms.ChoiceField(
        label=gettext_lazy("Har barnet lest eller hørt teksten?"),
        required=False,
        widget=Radios(_BOX),
    )
    weight = forms.CharField(
        label=gettext_lazy("Hvor mye vekt fikk det, og hvorfor?"),
        required=False,
        widget=forms.Textarea(_LONG),
    )
    not_heard_because = forms.CharField(
        label=gettext_lazy("Hvorfor var det ikke mulig?"),
        help_text=gettext_lazy("Skriv for den som skal lese saken senere."),
        required=False,
        widget=forms.Textarea(_LONG),
    )
    parents_unaware = forms.BooleanField(
        label=gettext_lazy("Barnet ble hørt uten at foreldrene visste det på forhånd"),
        required=False,
        widget=forms.CheckboxInput(_BOX),
    )
    told_who_reads = forms.BooleanField(
        label=gettext_lazy("Barnet vet hvem som kan lese det, og fikk si noe om det først"),
        required=False,
        widget=forms.CheckboxInput(_BOX),
    )
    who_reads = forms.CharField(
        label=gettext_lazy("Hvem får lese dette?"), required=False, widget=forms.TextInput(_BOX)
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="f-%s")
        for name, choices in (
            ("voice", participation.VOICES),
            ("wording", participation.WORDINGS),
            ("heard", {"yes": gettext_noop("Ja"), "no": gettext_noop("Nei, det var ikke mulig")}),
        ):
            _offer(self, name, [(code, _(label)) for code, label in choices.items()])

    def words(self) -> participation.Words:
        """Give what was written, as the service asks for it."""
        sent = self.cleaned_data
        return participation.Words(
            heard={"yes": True, "no": False}.get(sent["heard"]),
            held_on=sent["held_on"],
            told=sent["told"],
            said=sent["said"],
            wording=sent["wording"],
            weight=sent["weight"],
            not_heard_because=sent["not_heard_because"],
            parents_unaware=sent["parents_unaware"],
            told_who_reads=sent["told_who_reads"],
            who_reads=sent["who_reads"],
        )

    def add_refusals(self, refusals: Mapping[str, str]) -> None:
        """Put what the service refused at its field."""
        for name, text in refusals.items():
            self.add_error(name if name in self.fields else None, _(text))
