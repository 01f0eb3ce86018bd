"""The seven themes, their facts, and who owns the facts that are asked elsewhere (model.md §3)."""

from dataclasses import dataclass
from typing import Final, Literal

from forevar.guideline import catalogue
from forevar.trust.disclosure import classes

FieldClass = Literal["REAL", "COVER", "WHERE", "TEXT", "RISK", "CASE"]


def gettext_noop(text: str) -> str:
    """Mark a text for the translators without knowing Django."""
    return text


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the seven themes: its code, its place in an address, its title and its facts."""

    code: str
    slug: str
    title: str
    facts: tuple[str, ...]
    name_stays_out: bool = False
    """Whether a place may stand on its pages, so that no name of the child can."""


THEMES: Final[tuple[Theme, ...]] = (
    Theme(
        "child_and_case",
        "barnet-og-saken",
        gettext_noop("Barnet og saken"),
        (
            "child_name",
            "child_birth_date",
            "child_gender",
            "child_national_id",
            "child_maturity",
            "child_languages",
            "legal_basis",
            "placement_urgency",
            "language_minority",
            "norwegian_sufficient",
        ),
    ),
    Theme(
        "history",
        "hva-har-skjedd-for",
        gettext_noop("Hva har skjedd før"),
        (
            "prior_experience",
            "knowledge_of_family",
            "reason_for_placement",
            "special_theme",
            "documented_danger",
        ),
    ),
    Theme(
        "network_and_place",
        "nettverk-og-sted",
        gettext_noop("Nettverk og sted"),
        (
            "home_municipality",
            "home_police_district",
            "network_near_placement",
            "network_in_placement_area",
            "home_area_peers_at_institution",
            "places_to_avoid",
            "home_place_stay_restricted",
            "education_setting",
            "education_setting_changed",
        ),
        name_stays_out=True,
    ),
    Theme(
        "persons_of_risk",
        "hvem-det-er-knyttet-risiko-til",
        gettext_noop("Hvem det er knyttet risiko til"),
        ("persons_of_risk", "staff_violence_risk", "abductor_known", "child_has_alarm"),
    ),
    Theme(
        "abroad",
        "utland-pass-og-reise",
        gettext_noop("Utland, pass og reise"),
        (
            "country_background",
            "child_nationalities",
            "passport_status",
            "passport_seizure_ground",
            "destination_country",
            "destination_hague",
        ),
    ),
    Theme(
        "digital",
        "det-digitale",
        gettext_noop("Det digitale"),
        (
            "child_uses_internet",
            "online_accounts",
            "old_network_contact_safe",
            "child_has_phone",
            "child_phone_number",
            "child_has_bank_card",
        ),
        name_stays_out=True,
    ),
    Theme(
        "views",
        "barnets-og-foreldrenes-syn",
        gettext_noop("Barnets og foreldrenes syn"),
        (
            "child_views",
            "child_views_weight",
            "parents_views",
            "participation_limited",
            "participation_justification",
        ),
    ),
)
BY_CODE: Final = {theme.code: theme for theme in THEMES}
BY_SLUG: Final = {theme.slug: theme for theme in THEMES}
THEME_OF: Final = {fact: theme for theme in THEMES for fact in theme.facts}
FACTS: Final = tuple(fact for theme in THEMES for fact in theme.facts)

COMPUTED: Final = frozenset(
    {
        "child_age",
        "child_views_recorded",
        "care_taken_over",
        "address_blocked",
        "persons_of_risk_known",
        "office_hours",
        "safety_measures_active",
        "minutes_overdue",
        "network_map_exists",
        "placement_in_other_intake_area",
        "placement_in_other_region",
        "fictive_name_decided",
        "decision_made",
        "crisis_ongoing",
        "incident_closed",
        "move_considered",
        "move_decided",
        "visit_planned",
    }
)
"""Facts that records tell; nobody types them in."""

_TYPED_FREELY: Final = frozenset({"child_languages", "destination_country"})


def class_of(fact: catalogue.Fact) -> FieldClass:
    """Tell which class keeps the value of a fact asked here.

    What is typed freely is sealed, also where the model would let it be a code: nobody can know
    what somebody writes there. Only the home municipality, four digits, stays a code.
    """
    kept_as = classes.fact_class(fact.type, fact.sensitivity, fact.id)
    if kept_as == "CASE" and fact.id in _TYPED_FREELY:
        return "TEXT"
    return kept_as  # type: ignore[return-value]  # one of the classes of model.md §5


def is_quasi(fact: catalogue.Fact) -> bool:
    """Tell whether the answer tells who a child is when a place stands beside it."""
    return classes.is_quasi(fact.id)


def is_address_revealing(fact: catalogue.Fact) -> bool:
    """Tell whether the answer can help somebody find where the child is."""
    return classes.is_address_revealing(fact.type, fact.sensitivity, fact.id)
