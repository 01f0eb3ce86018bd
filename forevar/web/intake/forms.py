"""The form of a new enquiry: who asks, eight questions, and what follows from not knowing yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from forevar.casework.cases import services as cases
from forevar.casework.cases.rules import sheet
from forevar.casework.intake import rules
from forevar.web.intake import fields, minimum, words

KNOWN: Final = "known"
NONE: Final = "none"
NOT_YET: Final = "not_yet"
PERSONS: Final = 3
FOLLOW_UP: Final = ("who", "due_on", "until_then")
NOT_DRAFTED: Final = ("given_name", "surname", "birth_date", "national_number")
"""These belong in a vault, so they are never kept in a draft."""

_SAY: Final = {
    "urgency": gettext_noop("Velg om det haster. Velg «Vet ikke ennå» hvis du ikke vet det."),
    "paragraph": gettext_noop("Velg hjemmel. Velg «Vet ikke ennå» hvis du ikke vet det."),
    "child": gettext_noop("Si om dere vet hvem barnet er."),
    "address": gettext_noop("Svar på begge spørsmålene om adressen."),
    "experience": gettext_noop("Si om noen kjenner barnet eller familien fra før."),
    "country": gettext_noop("Svar på landbakgrunn. Velg «Vet ikke ennå» hvis du ikke vet det."),
    "language": gettext_noop("Svar på om førstespråket er et annet enn norsk."),
    "persons": gettext_noop("Si om risikoen er knyttet til noen."),
}
_TYPED: Final = {
    "experience": ("experience_text",),
    "country": ("country_text",),
    "child": NOT_DRAFTED,
    "persons": tuple(f"person-{row}-name" for row in range(PERSONS)),
}
"""What somebody may have typed without ticking «Dette vet vi» first: then they know it."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line about somebody the risk is tied to."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The three fields that follow «Vet ikke ennå» for one question."""

    cells: tuple[Any, ...]

    @property
    def is_used(self) -> bool:
        """Tell whether something stands in one of them, or is wrong with it."""
        return any(cell.value() or cell.errors for cell in self.cells)


def _known_or_not(label: Any) -> Any:
    choices = ((KNOWN, gettext_lazy("Dette vet vi")), (NOT_YET, gettext_lazy("Vet ikke ennå")))
    return fields.radios(label, choices)


class NewEnquiryForm(fields.RefusedForm):
    """Everything `/ny/` asks. An acute enquiry may leave what it likes unanswered."""

    draft_version = 0
    """The version of the draft the form was filled from, sent back with the next one."""

    municipality = fields.select(gettext_lazy("Hvilken kommune spør?"), ())
    kontaktperson = fields.select(
        gettext_lazy("Kontaktperson i barnevernstjenesten"),
        (),
        hint=gettext_lazy("Den du velger, får tilgang til saken."),
    )
    contact = fields.line(
        gettext_lazy("Hvem tok kontakt?"),
        hint=gettext_lazy("Navn og stilling."),
        required=True,
        error_messages={"required": gettext_lazy("Skriv hvem som tok kontakt.")},
    )
    contact_phone = fields.line(
        gettext_lazy("Telefon til den som tok kontakt"), most=30, attrs={"type": "tel"}
    )
    channel = fields.select(
        gettext_lazy("Hvordan kom henvendelsen?"),
        [(code, gettext_lazy(word)) for code, word in rules.CHANNELS.items()],
        required=True,
    )
    received_on = fields.day(gettext_lazy("Når kom den?"), required=True)

    urgency = fields.radios("", ())
    paragraph = fields.select("", ())
    child = _known_or_not(gettext_lazy("Hvem er barnet?"))
    given_name = fields.line(gettext_lazy("Fornavn og mellomnavn"))
    surname = fields.line(gettext_lazy("Etternavn"))
    birth_date = fields.day(gettext_lazy("Fødselsdato"))
    national_number = fields.line(
        gettext_lazy("Fødselsnummer eller D-nummer"), most=14, attrs={"inputmode": "numeric"}
    )
    hidden_address = fields.radios("", ())
    grading = fields.select("", ())
    experience = _known_or_not("")
    experience_text = fields.text(gettext_lazy("Hva vet dere fra før?"))
    country = _known_or_not("")
    country_text = fields.line(gettext_lazy("Landbakgrunn"))
    language = fields.radios("", ())
    languages = fields.line(gettext_lazy("Hvilke språk?"), hint=gettext_lazy("Skriv komma mellom."))
    interpreter = fields.radios("", ())
    persons = fields.radios("", ())

    wanted = fields.select(gettext_lazy("Hva slags tiltak ber de om?"), ())
    told = fields.text(
        gettext_lazy("Hva forteller de?"),
        rows=4,
        hint=gettext_lazy("Skriv uten navn på barnet og uten adresser. De har egne felt."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: date,
        municipalities: Iterable[tuple[str, str]],
        kontaktpersoner: Iterable[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.today = today
        self._offer("municipality", [("", _("Velg")), *municipalities])
        self._offer("kontaktperson", [("", _("Ikke valgt ennå")), *kontaktpersoner])
        self._ask()
        for name in minimum.NAMES:
            self._add_follow_up(name, required_mark=False)
        self._add_follow_up("shared", required_mark=True)
        for name in NOT_DRAFTED:
            self.fields[name].widget.attrs["data-undrafted"] = ""
        for row in range(PERSONS):
            self.fields[f"person-{row}-name"] = fields.line(_("Navn"))
            self.fields[f"person-{row}-relation"] = fields.line(_("Hva er de for barnet?"))
            self.fields[f"person-{row}-reason"] = fields.line(_("Hvorfor er det risiko?"), most=500)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _ask(self) -> None:
        """Put the catalogue's own words on the questions, with «Vet ikke ennå» last of each."""
        yes_no = [("yes", _("Ja")), ("no", _("Nei"))]
        not_yet = (NOT_YET, _("Vet ikke ennå"))
        urgencies = [(code, _(word)) for code, word in sheet.URGENCIES.items()]
        gradings = [(code, _(word)) for code, word in rules.GRADINGS.items() if code]
        places = [(code, _(word)) for code, word in rules.PLACE_KINDS.items()]
        choose = ("", _("Velg"))
        known = [(KNOWN, _("Dette vet vi")), (NONE, _("Ingen kjent")), not_yet]
        asked: dict[str, tuple[str, list[tuple[str, str]] | None]] = {
            "urgency": ("placement_urgency", [*urgencies, not_yet]),
            "paragraph": ("legal_basis", [choose, *words.paragraphs(), not_yet]),
            "hidden_address": ("hidden_address_decision", [*yes_no, not_yet]),
            "grading": ("registry_grading", [choose, *gradings, not_yet]),
            "experience": ("prior_experience", None),
            "country": ("country_background", None),
            "language": ("language_minority", [*yes_no, not_yet]),
            "interpreter": ("interpreter_needed", [*yes_no, not_yet]),
            "persons": ("persons_of_risk", known),
        }
        for name, (fact, choices) in asked.items():
            self.fields[name].label = words.question(fact)
            self.fields[name].help_text = words.hint(fact)
            if choices is not None:
                self._offer(name, choices)
        self._offer("wanted", [("", _("Vet ikke ennå")), *places])

    def _add_follow_up(self, name: str, *, required_mark: bool) -> None:
        hint = "" if required_mark else _("La stå tomt hvis det er likt for alt.")
        who = [("", _("Velg")), *((code, _(word)) for code, word in rules.WHO_FINDS_OUT.items())]
        self.fields[f"{name}-who"] = fields.select(_("Hvem finner det ut?"), who, hint=hint)
        self.fields[f"{name}-due_on"] = fields.day(_("Innen når?"))
        self.fields[f"{name}-until_then"] = fields.line(_("Hva gjør vi til da?"), most=500)

    # ── what the page draws ──────────────────────────────────────────────────
    def follow_up(self, name: str) -> FollowUp:
        """Give the three fields that follow «Vet ikke ennå»."""
        return FollowUp(tuple(self[f"{name}-{part}"] for part in FOLLOW_UP))

    @property
    def follow_ups(self) -> dict[str, FollowUp]:
        """Give them for every question, and those that hold for all of them."""
        return {name: self.follow_up(name) for name in (*minimum.NAMES, "shared")}

    @property
    def offers_people(self) -> bool:
        """Tell whether the caseworkers of a municipality are there to choose from."""
        return len(list(cast(forms.ChoiceField, self.fields["kontaktperson"]).choices)) > 1  # type: ignore[arg-type]

    @property
    def person_rows(self) -> tuple[PersonRow, ...]:
        """Give the lines about people the risk is tied to."""
        parts = ("name", "relation", "reason")
        return tuple(
            PersonRow(row + 1, tuple(self[f"person-{row}-{part}"] for part in parts))
            for row in range(PERSONS)
        )

    @property
    def more_persons(self) -> bool:
        """Tell whether somebody beyond the first line was written."""
        return any(cell.value() for row in self.person_rows[1:] for cell in row.cells)

    # ── what is refused ──────────────────────────────────────────────────────
    def clean(self) -> dict[str, Any]:
        """Ask for an answer to each of the eight, unless it is acute, and for what follows."""
        sent: dict[str, Any] = super().clean() or {}
        for name, typed in _TYPED.items():
            if not sent.get(name) and any(sent.get(each) for each in typed):
                sent[name] = KNOWN
        for name in minimum.NAMES:
            if not self._is_answered(name) and (not self.is_acute or name == "urgency"):
                self.add_error(self._first_field(name), _(_SAY[name]))
        self._clean_known(sent)
        if self.left_open():
            self._clean_follow_up()
        return sent

    @property
    def is_acute(self) -> bool:
        """Tell whether the enquiry may leave things unanswered."""
        return bool(self.cleaned_data.get("urgency") == "acute")

    def _first_field(self, name: str) -> str:
        return "hidden_address" if name == "address" else name

    def _is_answered(self, name: str) -> bool:
        if name == "address":
            return all(self.cleaned_data.get(each) for each in ("hidden_address", "grading"))
        return bool(self.cleaned_data.get(name))

    def _clean_known(self, sent: dict[str, Any]) -> None:
        for name, field, says in (
            ("experience", "experience_text", _("Skriv hva dere vet fra før.")),
            ("country", "country_text", _("Skriv landbakgrunnen.")),
            ("persons", "person-0-name", _("Skriv hvem risikoen er knyttet til.")),
        ):
            if sent.get(name) == KNOWN and not sent.get(field) and field not in self.errors:
                self.add_error(field, says)
        if sent.get("child") == KNOWN and not self.is_acute:
            for field, says in (
                ("given_name", _("Skriv fornavnet.")),
                ("surname", _("Skriv etternavnet.")),
                ("birth_date", _("Skriv fødselsdatoen.")),
            ):
                if not sent.get(field) and field not in self.errors:
                    self.add_error(field, says)

    def _clean_follow_up(self) -> None:
        """Ask for who, when and until then once, where a question does not have its own."""
        says = {"who": rules.SAY_WHO, "due_on": rules.SAY_WHEN, "until_then": rules.SAY_UNTIL_THEN}
        for part, text in says.items():
            lacking = any(not self._follow(name, part) for name in self._questions_open())
            if lacking and f"shared-{part}" not in self.errors:
                self.add_error(f"shared-{part}", _(text))
        for name in (*minimum.NAMES, "shared"):
            due_on = self.cleaned_data.get(f"{name}-due_on")
            if due_on is not None and due_on < self.today:
                self.add_error(f"{name}-due_on", _(rules.SAY_WHEN))

    def _follow(self, name: str, part: str) -> Any:
        return self.cleaned_data.get(f"{name}-{part}") or self.cleaned_data.get(f"shared-{part}")

    def _questions_open(self) -> list[str]:
        return [name for name in minimum.NAMES if self.is_open(name)]

    def is_open(self, name: str) -> bool:
        """Tell whether somebody said «Vet ikke ennå» to a question."""
        if name == "address":
            return NOT_YET in {
                self.cleaned_data.get("hidden_address"),
                self.cleaned_data.get("grading"),
            }
        return bool(self.cleaned_data.get(name) == NOT_YET)

    def skipped(self) -> list[str]:
        """List the questions nobody answered: only an acute enquiry gets here with any."""
        return [name for name in minimum.NAMES if not self._is_answered(name)]

    # ── what is registered ───────────────────────────────────────────────────
    def told_now(self) -> rules.EnquiryTold:
        """Give the enquiry itself."""
        sent = self.cleaned_data
        known = {NOT_YET: ""}
        return rules.EnquiryTold(
            received_on=sent["received_on"],
            channel=sent["channel"],
            contact=sent["contact"],
            contact_phone=sent["contact_phone"],
            wanted=sent["wanted"],
            hidden_address=known.get(sent["hidden_address"], sent["hidden_address"]),
            grading=known.get(sent["grading"], sent["grading"]),
            told=sent["told"],
            address_open=self.follow("address") if self.is_open("address") else None,
        )

    def follow(self, name: str) -> rules.LeftOpen:
        """Give who finds out, by when, and what is done until then, for one question."""
        return rules.LeftOpen(
            who=self._follow(name, "who") or "",
            due_on=self._follow(name, "due_on"),
            until_then=self._follow(name, "until_then") or "",
        )

    def new_child(self) -> cases.NewChild | None:
        """Give the child, when the whole name is known."""
        sent = self.cleaned_data
        if not (sent["given_name"] and sent["surname"]):
            return None
        return cases.NewChild(
            given_name=sent["given_name"],
            surname=sent["surname"],
            birth_date=sent["birth_date"],
            national_number=sent["national_number"] or None,
        )

    def identity_facts(self) -> dict[str, Any]:
        """Give what is known of who the child is, by fact."""
        sent = self.cleaned_data
        name = " ".join(part for part in (sent["given_name"], sent["surname"]) if part)
        known = {
            "child_name": name,
            "child_birth_date": sent["birth_date"],
            "child_national_id": sent["national_number"],
        }
        return {fact: value for fact, value in known.items() if value}

    def answers(self) -> dict[str, Any]:
        """Give the other answers, by fact, in the shape screening asks for."""
        sent = self.cleaned_data
        yes_no = {"yes": True, "no": False}
        found: dict[str, Any] = {
            "placement_urgency": self._chosen("urgency"),
            "legal_basis": self._chosen("paragraph"),
            "prior_experience": sent["experience_text"] if sent["experience"] == KNOWN else None,
            "country_background": sent["country_text"] if sent["country"] == KNOWN else None,
            "language_minority": yes_no.get(sent["language"]),
            "child_languages": self._languages() or None,
            "persons_of_risk": {KNOWN: self._persons(), NONE: []}.get(sent["persons"]),
        }
        return {fact: value for fact, value in found.items() if value is not None}

    def _chosen(self, name: str) -> str | None:
        chosen: str = self.cleaned_data[name]
        return chosen if chosen and chosen != NOT_YET else None

    def _languages(self) -> list[str]:
        if self.cleaned_data["language"] != "yes":
            return []
        said = (each.strip() for each in self.cleaned_data["languages"].split(","))
        return list(dict.fromkeys(each for each in said if each))

    def _persons(self) -> list[dict[str, str]]:
        rows = (
            {
                part: self.cleaned_data[f"person-{row}-{part}"]
                for part in ("name", "relation", "reason")
                if self.cleaned_data[f"person-{row}-{part}"]
            }
            for row in range(PERSONS)
        )
        return [row for row in rows if row]

    def left_open(self) -> dict[str, str]:
        """Give the facts that are not known yet, each with the question it stands in."""
        known = {**self.identity_facts()} if self.cleaned_data.get("child") == NOT_YET else {}
        return {
            fact: name
            for name in self._questions_open()
            for fact in minimum.BY_NAME[name].facts
            if fact not in known
        }

    def interpreter_needed(self) -> bool | None:
        """Give whether an interpreter is needed, when the first language is another."""
        return {"yes": True, "no": False}.get(self.cleaned_data["interpreter"])
