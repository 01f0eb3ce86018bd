"""What the guide says of a question: the requirements that rest on it, with the law then and now."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forevar.guideline import catalogue, explain, loader, triggers
from forevar.web.kit import guide_links
from forevar.web.screening import questions

SHOWN_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class LawPair:
    """What the guide cites, and what is in force now."""

    cited: str
    now: str
    verified_on: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One requirement that rests on the question."""

    title: str
    sentence: str
    place: str
    url: str
    law: tuple[LawPair, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the margin says of one question."""

    first: tuple[Advice, ...]
    more: tuple[Advice, ...]
    responsible: str


RULES_BEHIND = {
    "child_name": ("name-and-home-address-apart",),
    "child_birth_date": ("collect-child-age", "child-means-under-18"),
    "child_gender": ("sufficient-information-for-choice",),
    "child_national_id": ("name-and-home-address-apart",),
    "child_maturity": ("child-views-weighted-by-age-maturity", "conversation-age-adapted"),
    "child_languages": ("check-norwegian-skills", "qualified-interpreter"),
    "prior_experience": ("collect-prior-experience",),
    "documented_danger": ("registry-block-needs-documented-danger",),
    "home_municipality": ("threat-assessment-by-home-police",),
    "home_police_district": ("threat-assessment-by-home-police", "family-violence-coordinator"),
    "network_near_placement": ("avoid-placement-near-network", "network-map-record-residence"),
    "network_in_placement_area": ("check-network-in-other-area",),
    "home_area_peers_at_institution": ("check-peers-at-institution",),
    "places_to_avoid": ("help-child-own-safety",),
    "home_place_stay_restricted": ("individual-measure-assessment",),
    "persons_of_risk": ("collect-risk-persons", "network-map-mark-risk-persons"),
    "abductor_known": ("duty-prevent-removal",),
    "country_background": ("collect-country-background",),
    "child_nationalities": ("child-has-own-passport", "consider-securing-passport"),
    "destination_country": ("abduction-abroad-consequence",),
    "online_accounts": ("no-accounts-with-name-and-address", "sites-require-home-address"),
    "child_phone_number": ("phone-number-hidden",),
    "child_views": ("child-always-heard", "cws-makes-views-visible"),
    "child_views_weight": ("child-views-weighted-by-age-maturity", "child-influences-decisions"),
    "parents_views": ("cws-informs-child-and-parents", "cws-makes-views-visible"),
    "participation_justification": ("justify-missing-participation",),
}
"""Requirements that ask for a fact no trigger compares with. Others are found by their trigger."""


@cache
def rules_on() -> dict[str, tuple[str, ...]]:
    """Tell which requirements rest on each fact, in catalogue order."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in loader.load_guide().rules.values():
        expression = rule.trigger.expression
        if not isinstance(expression, triggers.Always):
            for atom in triggers.atoms(expression):
                if rule.id not in found[atom.fact]:
                    found[atom.fact].append(rule.id)
    for fact, rules in RULES_BEHIND.items():
        found[fact] = [*rules, *(each for each in found[fact] if each not in rules)]
    return {fact: tuple(rules) for fact, rules in found.items()}


def panel_of(fact: catalogue.Fact) -> Panel:
    """Give what stands in the margin of a question."""
    guide = loader.load_guide()
    advice = [_advice(guide.rules[each], guide) for each in rules_on().get(fact.id, ())]
    return Panel(
        first=tuple(advice[:SHOWN_AT_ONCE]),
        more=tuple(advice[SHOWN_AT_ONCE:]),
        responsible=_responsible(fact),
    )


def _advice(rule: catalogue.Rule, guide: catalogue.Guide) -> Advice:
    language = questions.language()
    return Advice(
        title=rule.text.title.in_language(language) if rule.text else "",
        sentence=rule.sentence(language),
        place=explain.citation(rule.source, language=language),
        url=guide_links.section_url(rule.source, rule_id=rule.id),
        law=tuple(
            LawPair(
                cited=row.cited,
                now=row.now or _("Gjelder ikke lenger"),
                verified_on=date_format(row.verified_on, "DATE_FORMAT") if row.verified_on else "",
            )
            for row in guide.law_now(rule)
        ),
    )


def _responsible(fact: catalogue.Fact) -> str:
    who = ", ".join(questions.name_of(body) for body in fact.provider)
    if fact.provider == ("bufetat_intake",):
        return _("%(who)s finner det ut.") % {"who": who}
    return _("%(who)s vet eller finner ut. Inntak etterspør.") % {"who": who}
