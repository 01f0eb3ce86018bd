"""The forms of meetings: a plan, the minutes item by item, and what is added later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from forevar.casework.assessments.rules import police
from forevar.casework.meetings import projections, rules
from forevar.kernel import clock
from forevar.web.meetings import fields, words


class PlanForm(fields.RefusedForm):
    """When the meeting is, what it is about, and who is asked. Where it is held is not asked for."""

    kind = fields.radios(_("Hva slags møte?"), rules.KINDS, required=True)
    day = fields.day(_("Hvilken dag?"), required=True)
    time = fields.time()
    own = fields.text(
        _("Egne punkter"),
        hint=_("Skriv ett punkt på hver linje, uten navn på barnet og uten sted."),
    )

    def __init__(
        self,
        *args: Any,
        proposals: Iterable[projections.Proposal],
        candidates: Iterable[projections.Candidate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(f"{one.source}:{one.source_id}", one.heading) for one in proposals]
        self.fields["agenda"] = fields.boxes(_("Dette mangler i saken"), offered)
        people = [(one.person, f"{one.name}, {words.role(one.role)}") for one in candidates]
        self.fields["people"] = fields.boxes(_("Hvem blir bedt inn?"), people)

    def agenda(self) -> list[rules.ItemToBe]:
        """Give the items in the order they are offered, then the person's own."""
        chosen = [value.partition(":") for value in self.cleaned_data["agenda"]]
        own = [line.strip() for line in self.cleaned_data["own"].splitlines() if line.strip()]
        return [
            *(rules.ItemToBe(source, source_id) for source, _colon, source_id in chosen),
            *(rules.ItemToBe("own", heading=line) for line in own),
        ]

    def planned_for(self) -> datetime:
        """Give the instant, read as the time of day in Norway."""
        return _instant(self.cleaned_data)


def _instant(sent: dict[str, Any]) -> datetime:
    return datetime.combine(sent["day"], sent["time"], tzinfo=clock.NORWAY)


@dataclass(frozen=True, slots=True)
class ItemBoxes:
    """The fields of one item, with its heading, as the page draws them."""

    number: int
    heading: Any
    present: Any
    left_out: Any
    minutes: Any = None
    decided: Any = None
    follow_up_by: Any = None
    follow_up_on: Any = None


class MeetingForm(fields.RefusedForm):
    """The meeting as it is written: who was there for what, what was said, and what was decided.

    A meeting that is only planned asks for who is to be there; the rest comes when it was held.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        *args: Any,
        now: projections.MeetingNow,
        candidates: Iterable[projections.Candidate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.is_held = now.state == rules.HELD
        self.coming = [(str(one.number), words.attendee(one)) for one in now.attendees]
        for item in now.items:
            self._add_item(item.number)
        if self.is_held:
            self._add_police()
        else:
            self.fields["day"] = fields.day(_("Hvilken dag?"), required=True)
            self.fields["time"] = fields.time()
        self._add_new(candidates)

    def _add_item(self, number: int) -> None:
        who = _("Hvem var med på dette punktet?") if self.is_held else _("Hvem skal være med?")
        self.fields[f"present-{number}"] = fields.boxes(who, self.coming)
        self.fields[f"left_out-{number}"] = fields.box(
            _("Punktet ble ikke tatt opp") if self.is_held else _("Ta bort punktet")
        )
        if not self.is_held:
            return
        self.fields[f"minutes-{number}"] = fields.text(_("Hva ble sagt?"), rows=4)
        self.fields[f"decided-{number}"] = fields.text(_("Hva ble bestemt?"), rows=2)
        self.fields[f"follow_up_by-{number}"] = fields.select(
            _("Hvem følger opp?"),
            [(code, say(name)) for code, name in rules.BODIES.items() if code != "child"],
            empty=_("Ingen"),
        )
        self.fields[f"follow_up_on-{number}"] = fields.day(_("Innen når?"))

    def _add_police(self) -> None:
        self.fields["held_on"] = fields.day(_("Hvilken dag ble møtet holdt?"))
        self.fields["police_discussed"] = fields.radios(
            _("Ble det drøftet om politiet skal være med?"), rules.YES_NO
        )
        self.fields["police_parties"] = fields.boxes(
            _("Hvem drøftet det?"), [(code, say(name)) for code, name in police.PARTIES.items()]
        )
        self.fields["police_outcome"] = fields.select(
            _("Hva kom dere fram til?"),
            [(code, say(name)) for code, name in police.OUTCOMES.items()],
            empty=_("Velg"),
        )

    def _add_new(self, candidates: Iterable[projections.Candidate]) -> None:
        there = {one.name + one.role for one in self.now.attendees}
        people = [
            (one.person, f"{one.name}, {words.role(one.role)}")
            for one in candidates
            if one.name + one.role not in there
        ]
        self.fields["own"] = fields.line(
            _("Nytt punkt"), hint=_("Skriv uten navn på barnet og uten sted."), most=300
        )
        self.fields["person"] = fields.select(_("Fra saken"), people, empty=_("Velg"))
        self.fields["guest_body"] = fields.select(
            _("Gjest uten tilgang til saken"),
            [(code, say(name)) for code, name in rules.BODIES.items()],
            empty=_("Velg hvor gjesten kommer fra"),
        )
        self.fields["guest_name"] = fields.line(
            _("Gjestens navn"),
            hint=_("Skriv ikke navn på noen fra institusjonen, hjemmet eller skolen."),
        )

    @property
    def items(self) -> list[ItemBoxes]:
        """Give the fields item by item."""
        names = ("present", "left_out")
        if self.is_held:
            names += ("minutes", "decided", "follow_up_by", "follow_up_on")  # type: ignore[assignment]
        return [
            ItemBoxes(
                number=item.number,
                heading=words.heading(item),
                **{name: self[f"{name}-{item.number}"] for name in names},
            )
            for item in self.now.items
        ]

    def written(self) -> rules.MeetingWritten:
        """Give the meeting as the service takes it."""
        sent = self.cleaned_data
        return rules.MeetingWritten(
            items=tuple(self._item(item.number) for item in self.now.items),
            planned_for=None if self.is_held else _instant(sent),
            held_on=sent.get("held_on"),
            police_discussed=sent.get("police_discussed", ""),
            police_parties=tuple(sent.get("police_parties", ())),
            police_outcome=sent.get("police_outcome", ""),
        )

    def _item(self, number: int) -> rules.ItemWritten:
        sent = self.cleaned_data
        return rules.ItemWritten(
            number=number,
            present=tuple(int(one) for one in sent[f"present-{number}"]),
            left_out=sent[f"left_out-{number}"],
            minutes=sent.get(f"minutes-{number}", ""),
            decided=sent.get(f"decided-{number}", ""),
            follow_up_by=sent.get(f"follow_up_by-{number}", ""),
            follow_up_on=sent.get(f"follow_up_on-{number}"),
        )


def as_written(now: projections.MeetingNow) -> dict[str, Any]:
    """Give what stands, as the form starts with it. Needs an open scope."""
    planned_for = now.planned_for.astimezone(clock.NORWAY)
    told: dict[str, Any] = {
        "version": now.version,
        "day": planned_for.date(),
        "time": planned_for.time(),
        "held_on": now.held_on,
        "police_discussed": now.police_discussed,
        "police_parties": list(now.police_parties),
        "police_outcome": now.police_outcome,
    }
    for item in now.items:
        told |= {
            f"present-{item.number}": [str(one) for one in item.present],
            f"left_out-{item.number}": item.left_out,
            f"minutes-{item.number}": str(item.minutes),
            f"decided-{item.number}": str(item.decided),
            f"follow_up_by-{item.number}": item.follow_up_by,
            f"follow_up_on-{item.number}": item.follow_up_on,
        }
    return told


class AdditionForm(fields.RefusedForm):
    """What is added to locked minutes, and where."""

    text = fields.text(_("Hva vil du føye til?"), hint=_("Skriv uten navn på barnet og uten sted."))

    def __init__(self, *args: Any, now: projections.MeetingNow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(str(item.number), str(words.heading(item))) for item in now.items]
        self.fields["item"] = fields.select(
            _("Hvilket punkt gjelder det?"), items, empty=_("Hele møtet")
        )

    def told(self) -> dict[str, Any]:
        """Give what is added, as the service takes it."""
        item = self.cleaned_data["item"]
        return {"text": self.cleaned_data["text"], "item": int(item) if item else None}
