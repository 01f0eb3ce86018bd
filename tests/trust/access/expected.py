"""What the matrix asks, read from its own copy and worked out a second time, by hand.

Shares no line with the policy: a mistake there is not repeated here.
"""

from pathlib import Path

SHORT = {
    "IA": "intake_adviser",
    "CW": "caseworker",
    "CL": "cws_leader",
    "RL": "region_leader",
    "US": "unit_staff",
    "UL": "unit_leader",
    "CA": "carer",
    "HC": "home_consultant",
    "SC": "school_contact",
    "DO": "duty_officer",
}
_SECTIONS_OF_ROW = {
    "overview, tasks": ["overview"],
    "who has seen": ["who_has_seen"],
    "enquiry, interpreter": ["enquiry", "interpreter"],
    "police, disagreement": ["police", "disagreement"],
    "risk assessment": ["risk_assessment"],
    "choice of place": ["choice_of_place"],
    "placement day": ["placement_day"],
    "name in use": ["name_in_use"],
    "who knows what": ["who_knows"],
    "plan: institution": ["plan_institution"],
    "plan: home": ["plan_home"],
    "plan: school": ["plan_school"],
    "plan: young person": ["plan_young"],
    "Nødkort": ["nodkort"],
    "everyday, visits": ["everyday"],
    "visitors, calls": ["visitors"],
    "incident, action log": ["incident"],
    "crisis log": ["crisis_log"],
    "after the incident": ["after_incident"],
    "police report": ["police_report"],
    "documents out": ["documents_out"],
    "start emergency access": ["emergency"],
}
WORKS_IN = {
    "intake_adviser": {"bufetat_region"},
    "caseworker": {"municipality"},
    "cws_leader": {"municipality"},
    "region_leader": {"bufetat_region"},
    "unit_staff": {"institution"},
    "unit_leader": {"institution"},
    "carer": {"care_home"},
    "home_consultant": {"bufetat_region"},
    "school_contact": {"school"},
    "duty_officer": {"out_of_hours", "bufetat_region"},
    "press_officer": {"bufetat_region", "directorate"},
}
KINDS = (
    "municipality",
    "bufetat_region",
    "institution",
    "care_home",
    "school",
    "out_of_hours",
    "directorate",
)
ROLES = (*SHORT.values(), "org_admin", "privacy_officer", "press_officer")
LETTERS = "sSWAD"


def _read() -> dict[tuple[str, str], str]:
    lines = (Path(__file__).parent / "matrix.md").read_text(encoding="utf-8").splitlines()
    head = lines[0].strip("|").split("|")[1:]
    cells = {}
    for line in lines[2:]:
        name, *row = line.strip("|").split("|")
        for section in _SECTIONS_OF_ROW.get(name, [name]):
            for short, cell in zip(head, row, strict=True):
                cells[section, SHORT[short]] = cell
    return cells


CELLS = _read()
SECTIONS = tuple(dict.fromkeys(section for section, _ in CELLS if section != "emergency"))
MAY_START = {
    role for (section, role), cell in CELLS.items() if (section, cell) == ("emergency", "yes")
}


def _covers(cell: str, letter: str) -> bool:
    if cell == "–":
        return False
    if letter == "s":
        return True
    if letter == "S":
        return cell != "s"
    return letter in cell


def opens(basis: str, role: str, section: str, letter: str) -> bool:
    """Say whether a role that came in on a basis has a letter in a section."""
    if letter not in LETTERS:
        return False
    if basis == "emergency":
        if role not in MAY_START:
            return False
        plans = {"plan_institution", "plan_home", "plan_school", "plan_young"}
        return (
            (section in plans | {"overview"} and letter == "s")
            or (section == "nodkort" and letter in "sS")
            or (section == "incident" and letter in "sSW")
        )
    if basis == "control":
        leads = role in {"cws_leader", "region_leader", "unit_leader", "home_consultant"}
        reads = section == "who_has_seen" and letter in "sS"
        return (leads or role == "privacy_officer") and reads
    if basis == "unit" and role not in {"unit_staff", "unit_leader", "home_consultant"}:
        return False
    if basis == "duty" and role != "duty_officer":
        return False
    if basis not in {"assigned", "unit", "duty"} or section not in SECTIONS:
        return False
    return _covers(CELLS.get((section, role), "–"), letter)


def works_in(role: str, kind: str) -> bool:
    """Say whether a role exists in a kind of organisation."""
    if role in {"org_admin", "privacy_officer"}:
        return kind in KINDS
    return kind in WORKS_IN.get(role, set())
