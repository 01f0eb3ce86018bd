"""Meetings in words: headings from the catalogue, who somebody is, and the guide's margin."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forevar.casework.assessments.rules import police
from forevar.casework.meetings import projections, rules
from forevar.guideline import catalogue, loader
from forevar.trust.accounts import roles
from forevar.web.kit import guide_links


@dataclass(frozen=True, slots=True)
class Panel:
    """What the guide says of one requirement, in our words, with the law then and now."""

    text: str
    place: str
    law_cited: str
    law_now: str
    verified_on: date | None
    to_check: bool
    url: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of the minutes in words; sealed texts are opened by the page."""

    number: int
    heading: Any
    minutes: Any
    decided: Any
    present: tuple[Any, ...]
    left_out: bool
    follow_up_by: str
    follow_up_on: date | None
    added: tuple[projections.Added, ...]


def language() -> catalogue.Language:
    """Tell which of the three languages the page is in."""
    code = (get_language() or "nb")[:2]
    return cast(catalogue.Language, code if code in {"nb", "nn", "en"} else "nb")


def panel(rule_id: str) -> Panel:
    """Give what stands in the margin about one requirement."""
    guide = loader.load_guide()
    rule = guide.rules[rule_id]
    first = next(iter(guide.law_now(rule)), None)
    return Panel(
        text=rule.sentence(language()),
        place=rule.source.citation,
        law_cited=first.cited if first else "",
        law_now=(first.now or "") if first else "",
        verified_on=first.verified_on if first else None,
        to_check=any(row.status == "must be checked" for row in guide.law_now(rule)),
        url=guide_links.section_url(rule.source, rule_id=rule.id),
    )


def panel_of(kind: str, *, has_guests: bool = False) -> Panel:
    """Choose what of the guide to show beside a meeting: guests before everything else."""
    if has_guests:
        return panel("meeting-need-to-know")
    return panel("clarification-meeting" if kind == rules.CLARIFICATION else "followup-meetings")


def kind(code: str) -> str:
    """Name the kind of a meeting."""
    return _(rules.KINDS[code])


def state(code: str) -> str:
    """Say how far a meeting has come."""
    return _(rules.STATES[code])


def heading(item: projections.ItemNow | projections.AttendedItem) -> Any:
    """Give the heading of an item: the catalogue's question or title, or somebody's own words."""
    return catalogue_heading(item.source, item.source_id) or item.heading


def catalogue_heading(source: str, source_id: str) -> str:
    """Say a fact as its question and a requirement by its title; nothing for own words."""
    guide = loader.load_guide()
    if source == "fact" and source_id in guide.facts:
        fact = guide.facts[source_id]
        asked = fact.question
        return asked.question.in_language(language()) if asked else fact.label(language())
    if source == "rule" and source_id in guide.rules:
        return guide.rules[source_id].title(language())
    return ""


def role(code: str) -> str:
    """Give the screen name of a role."""
    return _(roles.ROLES[code].screen) if code in roles.ROLES else ""


def attendee(one: projections.Attendee) -> str:
    """Say who somebody is. Needs an open scope for a guest who is named."""
    if one.role:
        return f"{one.name}, {role(one.role)}"
    name = str(one.guest_name) if one.guest_name.is_set else ""
    return f"{name}, {_(rules.BODIES[one.body])}" if name else _(rules.BODIES[one.body])


def items(now: projections.MeetingNow) -> tuple[ShownItem, ...]:
    """Put the items of a meeting into words."""
    coming = {one.number: attendee(one) for one in now.attendees}
    return tuple(
        ShownItem(
            number=item.number,
            heading=heading(item),
            minutes=item.minutes,
            decided=item.decided,
            present=tuple(coming[number] for number in item.present if number in coming),
            left_out=item.left_out,
            follow_up_by=_(rules.BODIES[item.follow_up_by]) if item.follow_up_by else "",
            follow_up_on=item.follow_up_on,
            added=item.added,
        )
        for item in now.items
    )


def police_line(now: projections.MeetingNow) -> str:
    """Answer whether the police were discussed, with whom and to what end."""
    if now.police_discussed != "yes":
        return {"no": _("Nei, det ble ikke drøftet.")}.get(now.police_discussed, _("Ubesvart"))
    parties = ", ".join(_(police.PARTIES[code]) for code in now.police_parties)
    outcome = _(police.OUTCOMES[now.police_outcome]) if now.police_outcome else ""
    return _("Ja. %(parts)s.") % {"parts": ". ".join(part for part in (outcome, parties) if part)}
