"""What is written and chosen on the pages where people judge. Nothing is chosen beforehand."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from forevar.casework.assessments import services
from forevar.casework.assessments.rules import disagreement, police, writing


def _text(label: Any, *, hint: Any = "", required: bool = False, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=20_000,
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": rows}),
    )


def _line(label: Any, *, hint: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
    )


def _day(
    label: Any, *, hint: Any = "", missing: Any = "", required: bool = False
) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"class": "ds-input", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing or _("Velg en dato."),
            "invalid": missing or _("Velg en dato."),
        },
    )


def _radios(label: Any, options: Mapping[str, Any], *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(code, _(words)) for code, words in options.items()],
        required=required,
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
        error_messages={"required": _("Velg et svar."), "invalid_choice": _("Velg et svar.")},
    )


def _checks(label: Any, options: Iterable[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(options),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"}),
    )


class RefusedForm(forms.Form):
    """A form that can show what the domain refused, at the field it is about."""

    needed: ClassVar[frozenset[str]] = frozenset()
    """The fields that have to be filled in before the domain takes it."""

    def refuse(self, faults: Mapping[str, str], *, otherwise: str = "") -> None:
        """Put each fault at its field; one without a field of its own stands on top."""
        for name, text in faults.items():
            self.add_error(name if name in self.fields else None, _(text))
        if not faults and otherwise:
            self.add_error(None, _(otherwise))


class AssessmentForm(RefusedForm):
    """The six writing fields, the conclusion and the next date. A draft may be half finished."""

    needed = frozenset(writing.FIELD_BY_NAME) | {
        "conclusion",
        "reason",
        "reassess_on",
        "what_was_corrected",
    }

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        *args: Any,
        number: int,
        is_correction: bool,
        known: Iterable[tuple[str, Any]],
        unknown: Iterable[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            self.fields["what_was_corrected"] = _text(_("Hva er rettet?"), rows=2)
        for field in writing.fields_asked(number):
            self.fields[field.name] = _text(_(field.label), hint=_(field.hint))
            if field.name == "known":
                self.fields["facts_chosen"] = _checks(_("Velg det du bygger på"), known)
            if field.name == "unknown":
                self.fields["unknowns_chosen"] = _checks(_("Velg det som mangler"), unknown)
        self.fields["conclusion"] = _radios(_("Hva er vurderingen din?"), writing.CONCLUSIONS)
        self.fields["despite_unknowns"] = _text(
            _("Forklar hvorfor det er forsvarlig"),
            hint=_("Brukes når du ikke ser holdepunkter for risiko, men noe ennå er ukjent."),
            rows=3,
        )
        self.fields["reason"] = _text(
            _("Begrunn vurderingen"), hint=_("Skriv så en ny kollega forstår hvorfor.")
        )
        self.fields["place_unsafe"] = _radios(
            _("Er stedet vurdert som utrygt for barnet?"), {"yes": _("Ja"), "no": _("Nei")}
        )
        self.fields["reassess_on"] = _day(
            _("Når skal dere vurdere på nytt?"),
            hint=_("Senest ved ny hendelse, flytting eller nytt svar fra politiet."),
            missing=_("Velg dato for ny vurdering."),
        )

    def draft(self) -> services.Draft:
        """Give what is written as the domain takes it."""
        said = self.cleaned_data
        return services.Draft(
            texts={name: said.get(name, "") for name in writing.TEXTS},
            facts_chosen=tuple(said["facts_chosen"]),
            unknowns_chosen=tuple(said["unknowns_chosen"]),
            conclusion=said["conclusion"],
            place_unsafe=said["place_unsafe"],
            reassess_on=said["reassess_on"],
        )


class DiscussionForm(RefusedForm):
    """Whether it was discussed to have the police with us, with whom, and what came of it."""

    needed = frozenset({"on", "parties", "outcome"})
    on = _day(_("Når drøftet dere det?"), required=True, missing=_("Velg datoen for drøftingen."))
    parties = _checks(
        _("Hvem drøftet?"), [(code, _(words)) for code, words in police.PARTIES.items()]
    )
    outcome = _radios(_("Hva kom dere fram til?"), police.OUTCOMES)
    involved = _radios(_("Er politiet med i saken nå?"), police.INVOLVED)
    text = _text(
        _("Hva ble sagt?"),
        hint=_("Skriv også når svaret var nei. Da ser alle at det er vurdert."),
        rows=3,
    )


class RequestForm(RefusedForm):
    """That the police were asked to assess the threat."""

    needed = frozenset({"on", "district"})
    on = _day(_("Når spurte dere?"), required=True, missing=_("Velg datoen dere spurte."))
    district = _line(_("Hvilket politidistrikt?"))
    coordinator = _line(
        _("Familievoldskoordinator"), hint=_("Navn eller telefon, hvis dere har det.")
    )
    text = _text(_("Hva spurte dere om?"), rows=3)


class AnswerForm(RefusedForm):
    """What the police answered, in their words."""

    needed = frozenset({"on", "form", "police_word", "said_by"})
    on = _day(_("Når kom svaret?"), required=True, missing=_("Velg datoen svaret kom."))
    form = _radios(_("Hvordan svarte politiet?"), police.FORMS)
    police_word = _radios(_("Hvilket trusselnivå har politiet satt?"), police.WORDS_OF_THE_POLICE)
    said_by = _line(_("Hvem i politiet svarte?"))
    valid_until = _day(_("Hvor lenge gjelder svaret?"), hint=_("Hvis politiet har sagt det."))
    involved = _radios(_("Er politiet med i saken nå?"), police.INVOLVED)
    text = _text(_("Hva sa politiet?"), hint=_("Skriv det med politiets egne ord."), rows=4)


class DisagreementForm(RefusedForm):
    """Both views, and what holds until it is settled."""

    needed = frozenset({"agreed_until_then"})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    intake_view = _text(_("Inntaks syn"))
    municipality_view = _text(_("Barnevernstjenestens syn"))
    agreed_until_then = _text(
        _("Hva gjør dere til det er avklart?"),
        hint=_("Velg det som er tryggest for barnet."),
        rows=3,
    )
    ask_police = forms.BooleanField(
        label=_("Be politiet om en trusselvurdering"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "ds-input"}),
    )

    def __init__(self, *args: Any, roles: frozenset[str], is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:
            return
        del self.fields["ask_police"]
        for side in disagreement.SIDES:
            if not disagreement.may_write(side, roles=roles):
                del self.fields[disagreement.column_of(side)]

    def views(self) -> dict[str, str]:
        """Give the views that were written."""
        columns = {side: disagreement.column_of(side) for side in disagreement.SIDES}
        return {
            side: self.cleaned_data[name] for side, name in columns.items() if name in self.fields
        }


class SettleForm(RefusedForm):
    """How the disagreement was settled."""

    needed = frozenset({"settled_how"})
    version = forms.IntegerField(widget=forms.HiddenInput)
    settled_how = _text(_("Hvordan ble det avklart?"), rows=3)


class JudgementForm(RefusedForm):
    """A person's yes or no, and why."""

    needed = frozenset({"answer", "reason"})
    answer = _radios(_("Hva er svaret ditt?"), {"yes": _("Ja"), "no": _("Nei")}, required=True)
    reason = _text(
        _("Begrunn svaret"),
        hint=_("Skriv så en ny kollega forstår hvorfor. Minst 20 tegn."),
        rows=4,
    )
