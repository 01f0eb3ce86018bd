"""A meeting from planned to held to locked: what it can be, what a lock needs, who sees which item."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from forevar.kernel import errors
from forevar.kernel.clock import Instant
from forevar.trust.access import policy


def gettext_noop(text: str) -> str:
    """Mark a text for translation; the page that shows it translates."""
    return text


PLANNED: Final = "planned"
HELD: Final = "held"
LOCKED: Final = "locked"
STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        PLANNED: gettext_noop("Planlagt"),
        HELD: gettext_noop("Referatet skrives"),
        LOCKED: gettext_noop("Referatet er låst"),
    }
)
ARROWS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {(PLANNED, "hold"): HELD, (HELD, "lock"): LOCKED}
)
"""There is no way back from locked: what is to be put right is added, and the first text stands."""

CLARIFICATION: Final = "clarification"
COOPERATION: Final = "cooperation"
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        CLARIFICATION: gettext_noop("Avklaringsmøte"),
        COOPERATION: gettext_noop("Samarbeidsmøte"),
    }
)
TASK_OF: Final[Mapping[str, str]] = MappingProxyType(
    {CLARIFICATION: "hold_clarification_meeting", COOPERATION: "hold_cooperation_meeting"}
)
"""The task that stands until the minutes of such a meeting are locked."""

SOURCES: Final = ("fact", "rule", "own")
"""Where an item comes from: a question without an answer, a requirement, or somebody's own words."""
YES_NO: Final[Mapping[str, str]] = MappingProxyType(
    {"yes": gettext_noop("Ja"), "no": gettext_noop("Nei")}
)

BODIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "child": gettext_noop("Barnet"),
        "parents": gettext_noop("Foreldrene"),
        "intake": gettext_noop("Inntak"),
        "municipality": gettext_noop("Barnevernstjenesten"),
        "municipal_leader": gettext_noop("Barnevernleder"),
        "region": gettext_noop("Avdelings- eller regiondirektør"),
        "unit": gettext_noop("Institusjonen"),
        "home": gettext_noop("Beredskapshjemmet eller fosterhjemmet"),
        "home_guidance": gettext_noop("Beredskapshjemkonsulent"),
        "school": gettext_noop("Skolen"),
        "police": gettext_noop("Politiet"),
        "health": gettext_noop("Helsetjenesten"),
        "lawyer": gettext_noop("Advokaten"),
        "interpreter": gettext_noop("Tolken"),
        "other": gettext_noop("Andre"),
    }
)
"""The bodies of `cases` that somebody can come from, or that can follow something up."""
WITH_AN_ACCOUNT: Final = frozenset(
    {"intake", "municipality", "municipal_leader", "region", "unit", "home", "home_guidance"}
    | {"school"}
)
"""These have the task themselves; for the others somebody here waits for them."""
PLACE_BODIES: Final = frozenset({"unit", "home", "school"})
PLACE_ROLES: Final = frozenset({"unit_staff", "unit_leader", "carer", "school_contact"})
"""Who they are tells where the child is, so minutes have the role and no whole name."""

LONGEST_HEADING: Final = 300


class MeetingNotFound(errors.DomainError):
    """The case has no such meeting, or it is none of the asker's business."""

    code = "not_here"
    text = gettext_noop("Vi fant ikke møtet.")


class MeetingIncomplete(errors.DomainError):
    """Something a meeting cannot do without is missing; `fields` says what."""

    code = "meetings.incomplete"
    text = gettext_noop("Noe mangler før du kan gå videre.")


class MinutesAreLocked(errors.DomainError):
    """Somebody asked to change minutes that are locked, or to skip a state."""

    code = "meetings.wrong_state"
    text = gettext_noop(
        "Dette kan ikke gjøres med møtet nå. Et låst referat kan du føye til noe i."
    )


class ShieldedInText(errors.DomainError):
    """A text holds a name, number or place that is kept shielded."""

    code = "meetings.shielded_in_text"
    text = gettext_noop(
        "Teksten inneholder noe som er skjermet. Skriv uten navn, nummer og adresse."
    )


class GuestNamesThePlace(errors.DomainError):
    """Somebody from where the child is was to be named: the name would tell the place."""

    code = "meetings.guest_names_the_place"
    text = gettext_noop(
        "Skriv ikke navn på noen fra institusjonen, hjemmet eller skolen. Det holder hvor de kommer fra."
    )


class AlreadyThere(errors.DomainError):
    """The person is on the list of the meeting already."""

    code = "meetings.already_there"
    text = gettext_noop("Denne personen står på listen fra før.")


@dataclass(frozen=True, slots=True)
class ItemToBe:
    """An item somebody wants on the agenda: a fact, a requirement, or a heading of their own."""

    source: str
    source_id: str = ""
    heading: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ItemWritten:
    """What is written at one item: who was there, what was said, decided, and who follows it up."""

    number: int
    present: tuple[int, ...] = ()
    left_out: bool = False
    minutes: str = field(default="", repr=False)
    decided: str = field(default="", repr=False)
    follow_up_by: str = ""
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingWritten:
    """The meeting as somebody has written it so far; it need not be finished."""

    items: tuple[ItemWritten, ...]
    planned_for: Instant | None = None
    held_on: date | None = None
    police_discussed: str = ""
    police_parties: tuple[str, ...] = ()
    police_outcome: str = ""


def next_state(state: str, verb: str) -> str:
    """Follow one arrow; refuse one that is not there."""
    if (state, verb) not in ARROWS:
        raise MinutesAreLocked
    return ARROWS[(state, verb)]


def check_not_locked(state: str) -> None:
    """Refuse to change what is locked."""
    if state == LOCKED:
        raise MinutesAreLocked


def check_plan(*, kind: str, agenda: Collection[ItemToBe], known: Collection[str]) -> None:
    """Refuse a meeting of no kind, without an item, or about what the guides do not know."""
    fields = {}
    if kind not in KINDS:
        fields["kind"] = gettext_noop("Velg hva slags møte det er.")
    if not agenda:
        fields["own"] = gettext_noop("Velg eller skriv minst ett punkt.")
    if any(not _is_item(item, known=known) for item in agenda):
        fields["own"] = gettext_noop("Skriv punktet kortere, eller velg fra listen.")
    if fields:
        raise MeetingIncomplete(fields=fields)


def _is_item(item: ItemToBe, *, known: Collection[str]) -> bool:
    if item.source == "own":
        return 0 < len(item.heading.strip()) <= LONGEST_HEADING
    return item.source in SOURCES and item.source_id in known


def check_guest(*, body: str, name: str) -> None:
    """Refuse a guest from nowhere, and the name of somebody who is where the child is."""
    if body not in BODIES:
        raise MeetingIncomplete(
            fields={"guest_body": gettext_noop("Velg hvor gjesten kommer fra.")}
        )
    if name.strip() and body in PLACE_BODIES:
        raise GuestNamesThePlace(fields={"guest_name": GuestNamesThePlace.text})


def lacks(written: MeetingWritten, *, filled: Mapping[int, bool], today: date) -> dict[str, str]:
    """Name everything that keeps minutes from being locked, by field; empty when nothing does.

    `filled` tells for each item whether anything is written: sealed texts are not opened for it.
    """
    missing = _lacks_of_police(written)
    if written.held_on is None or written.held_on > today:
        missing["held_on"] = gettext_noop("Velg dagen møtet ble holdt.")
    treated = [item for item in written.items if not item.left_out]
    if not treated:
        missing["items"] = gettext_noop("Et referat må ha minst ett punkt.")
    for item in treated:
        missing |= _lacks_of_item(item, is_filled=filled[item.number], held_on=written.held_on)
    return missing


def _lacks_of_police(written: MeetingWritten) -> dict[str, str]:
    missing = {}
    if written.police_discussed not in YES_NO:
        missing["police_discussed"] = gettext_noop("Svar ja eller nei på om politiet ble drøftet.")
    if written.police_discussed == "yes":
        if not written.police_parties:
            missing["police_parties"] = gettext_noop("Velg hvem som drøftet det.")
        if not written.police_outcome:
            missing["police_outcome"] = gettext_noop("Velg hva dere kom fram til.")
    return missing


def _lacks_of_item(item: ItemWritten, *, is_filled: bool, held_on: date | None) -> dict[str, str]:
    missing = {}
    if not item.present:
        missing[f"present-{item.number}"] = gettext_noop("Velg hvem som var med på punktet.")
    if not is_filled:
        missing[f"minutes-{item.number}"] = gettext_noop("Skriv hva som ble sagt.")
    if bool(item.follow_up_by) != (item.follow_up_on is not None):
        missing[f"follow_up_on-{item.number}"] = gettext_noop(
            "Velg både hvem som følger opp og innen når."
        )
    elif item.follow_up_on and held_on and item.follow_up_on < held_on:
        missing[f"follow_up_on-{item.number}"] = gettext_noop("Velg en dag etter møtet.")
    return missing


def reads_all(role: str) -> bool:
    """Tell whether a role reads a case's minutes whole; everybody else in a meeting is a guest."""
    return "S" in policy.letters_of(role, "assigned").get("meetings", frozenset())


def seen_by(attendee: int, *, items: Iterable[tuple[int, Collection[int], bool]]) -> frozenset[int]:
    """Give the items somebody may read: those they were there for, and none that was left out.

    `items` are (number, attendees present, left out). The hard rule of Veilederen III.2: a guest
    reads what was said while the guest was there, and nothing else (hr-meeting-need-to-know).
    """
    return frozenset(
        number for number, present, left_out in items if attendee in present and not left_out
    )


def initials(name: str) -> str:
    """Shorten a name to what tells two colleagues apart and nobody outside who they are.

    >>> initials("Mona Berg Lie")
    'M.B.L.'
    """
    return "".join(f"{word[0]}." for word in name.split())
