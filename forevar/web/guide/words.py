"""Words of the reader that stand around the requirements: guides, parts, nynorsk of the catalogue."""

from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml
from django.utils.translation import get_language, gettext_noop

from forevar.guideline import catalogue, loader

GUIDES = {
    "2013": gettext_noop("Plasseringer med risiko for bortføring (2013)"),
    "2024": gettext_noop("Flyttinger i barnevernet (2024)"),
}
PARTS = {
    "i": gettext_noop("Del I – Om barnevernet, begreper og taushetsplikt"),
    "ii": gettext_noop("Del II – Fra henvendelse til hendelse"),
    "iii": gettext_noop("Del III – Hverdagen i tiltaket"),
    "vedlegg": gettext_noop("Vedlegg – planer, kart og logger"),
    "alt": gettext_noop("Hele veilederen"),
}
BODIES = {
    "barnevernstjenesten": (gettext_noop("Barnevernstjenesten"), {"caseworker", "cws_leader"}),
    "inntak": (gettext_noop("Inntak"), {"intake_adviser"}),
    "institusjon": (gettext_noop("Institusjonen"), {"unit_staff", "unit_leader"}),
    "hjem": (gettext_noop("Beredskapshjemmet eller fosterhjemmet"), {"carer"}),
    "skole": (gettext_noop("Skolen"), {"school_contact"}),
    "vakt": (gettext_noop("Vakta"), {"duty_officer"}),
    "region": (gettext_noop("Avdelings- eller regiondirektør"), {"region_leader"}),
}
"""Bodies the checklist can be narrowed to, and the roles that act for them."""
_NYNORSK = Path(__file__).with_name("nynorsk.yaml")


def language() -> catalogue.Language:
    """Give the language the page is read in."""
    code = (get_language() or "nb")[:2]
    return cast(catalogue.Language, code if code in {"nb", "nn", "en"} else "nb")


@cache
def nynorsk() -> Any:
    """Give the nynorsk of what the catalogue holds in bokmål and English only."""
    return yaml.safe_load(_NYNORSK.read_text(encoding="utf-8"))


def hard_rule(rule_id: str, *, lang: catalogue.Language) -> str:
    """Say one of the software's fixed rules in words."""
    if lang == "nn":
        return str(nynorsk()["hard_rules"][rule_id])
    rule = loader.load_guide().hard_rules[rule_id]
    return rule.rule_en if lang == "en" else rule.rule_nb


def definition(one: catalogue.Definition, *, lang: catalogue.Language) -> tuple[str, str]:
    """Give a word of the guide and what it means."""
    if lang == "nn":
        entry = nynorsk()["definitions"][one.id]
        return entry["term"], entry["text"]
    if lang == "en":
        return one.term_en, one.definition_en
    return one.term_nb, one.definition_nb
