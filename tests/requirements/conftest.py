"""One case in a small town, as each of its people meets it: the requirements are shown on it."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from forevar.casework.assessments import selectors as assessments
from forevar.casework.assessments import services as judging
from forevar.casework.assessments.rules import writing
from forevar.casework.cases import selectors as cases
from forevar.casework.cases import services as case_verbs
from forevar.casework.cases.projections import Holder
from forevar.casework.intake import rules as intake_rules
from forevar.casework.intake import selectors as enquiries
from forevar.casework.intake import services as intake
from forevar.casework.screening import services as screening
from forevar.casework.screening.rules import themes
from forevar.guideline import loader
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.access import services as access
from forevar.trust.accounts.models import Person
from forevar.trust.disclosure import opening
from forevar.web.kit import guide_links
from tests.trust.access import town as towns

TODAY = date(2026, 11, 21)
SOON = TODAY + timedelta(days=5)
GUIDE = loader.load_guide()
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Scene:
    """The town and its case; every verb and every page is the real one."""

    town: towns.Town
    case: CaseRef

    def actor(self, name: str) -> policy.Actor:
        return self.town.actor(name, at=towns.NOON)

    def visitor(self, name: str = "kari") -> Client:
        client = Client()
        client.force_login(Person.objects.get(key=self.town.people[name].key), _BACKEND)
        return client

    def page(self, path: str, *, name: str = "kari") -> str:
        answer = self.visitor(name).get(f"/sak/{self.case}/{path}")
        assert answer.status_code == 200, path
        return html.unescape(answer.content.decode())

    def question(self, fact: str, *, name: str = "kari") -> str:
        """Open the page where a fact is asked."""
        return self.page(f"fakta/{themes.THEME_OF[fact].slug}/?sporsmal={fact}", name=name)

    def answer(self, fact: str, value: object, *, by: str = "kari", of: str = "") -> None:
        screening.note_answer(
            case=self.case,
            fact=fact,
            value=value,
            source="Møte med kommunen",
            source_on=TODAY,
            on_behalf_of=of,
            by=self.actor(by),
            at=towns.NOON,
        )

    def leave_open(self, fact: str, *, who: str = "municipality") -> None:
        screening.note_not_yet_known(
            case=self.case,
            fact=fact,
            who=who,
            due_on=SOON,
            until_then="Velger sted i en annen region.",
            by=self.actor("kari"),
            at=towns.NOON,
        )

    def tell(self, **told: Any) -> None:
        """Write the enquiry anew, as intake does."""
        found = enquiries.find_enquiry(self.case)
        assert found is not None
        said = intake_rules.EnquiryTold(received_on=TODAY, channel="phone", **told)
        intake.change_enquiry(
            case=self.case, told=said, seen=found.version, by=self.actor("ivar"), at=towns.NOON
        )

    def goes_to(self, *phases: str) -> None:
        for phase in phases:
            case_verbs.change_phase(case=self.case, to=phase, by=self.actor("kari"), at=towns.NOON)

    def sign(self, conclusion: str, **texts: str) -> int:
        """Write, lock and sign a whole risk assessment as the municipality."""
        kari = self.actor("kari")
        judging.start_assessment(case=self.case, by=kari, at=towns.NOON)
        draft = assessments.find_draft(self.case)
        assert draft is not None
        said = {each.name: f"Om {each.name}." for each in writing.WRITING_FIELDS}
        said |= {"reason": "To personer har sagt det samme hver for seg.", **texts}
        written = judging.write_assessment(
            case=self.case,
            version=draft.version,
            draft=judging.Draft(texts=said, conclusion=conclusion, reassess_on=date(2027, 1, 15)),
            by=kari,
            at=towns.NOON,
        )
        with opening.scope(surface="test"):
            return judging.lock_assessment(
                case=self.case, version=written.version, by=kari, at=towns.NOON
            ).number

    def outcome(self, rule: str) -> str:
        found = assessments.evaluate_case(self.case, at=towns.NOON)
        return found.evaluation.by_rule[rule].outcome

    def line(self, rule: str) -> Any:
        """Find a requirement on the case's own full list."""
        phases = assessments.list_requirements(self.case, at=towns.NOON)
        return next(line for phase in phases for line in phase.lines if line.rule_id == rule)

    def done(self, *, name: str = "ivar") -> set[str]:
        found = assessments.get_guide_status(self.case, actor=self.actor(name), at=towns.NOON)
        return {item.rule_id for item in found.done}

    def steps(self, *, name: str = "kari") -> list[Any]:
        """List every step of the overview. It shows five; those are ticked off to see the next."""
        shown: list[Any] = []
        while True:
            found = assessments.get_guide_status(self.case, actor=self.actor(name), at=towns.NOON)
            shown += found.steps
            if not found.hidden_count:
                return shown
            for step in found.steps:
                self._set_aside(step.rule_id)

    def _set_aside(self, rule: str) -> None:
        case_verbs.mark_requirement(
            case=self.case,
            requirement=rule,
            state="done",
            by=self.actor("kari"),
            at=towns.NOON,
        )

    def open_tasks(self) -> set[str]:
        return {task.about or task.title for task in cases.list_open_tasks(self.case)}


def stands_with(rule: str, *, page: str) -> bool:
    """Tell whether a page says a requirement in our words and leads to its place in the guide."""
    found = GUIDE.rules[rule]
    url = guide_links.section_url(found.source, rule_id=rule)
    says = found.sentence("nb") in page or found.title("nb") in page
    return says and f'href="{url}"' in page


def in_reader(rule: str) -> bool:
    """Tell whether the guide reader says a requirement in all three languages."""
    source = GUIDE.rules[rule].source
    for lang in ("nb", "nn", "en"):
        client = Client()
        client.cookies["sprak"] = lang
        page = html.unescape(client.get(guide_links.section_url(source)).content.decode())
        if f'id="{rule}"' not in page or GUIDE.rules[rule].sentence(lang) not in page:
            return False
    return True


def let_in(town: towns.Town, case: CaseRef, people: Iterable[tuple[str, str]]) -> None:
    for name, role in people:
        access.give(
            case=case, person=town.people[name], role=role, by=town.actor("ivar"), at=towns.NOON
        )


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Ivar takes down an enquiry that says little; Kari answers for the municipality."""
    monkeypatch.setattr("forevar.kernel.clock.now", lambda: towns.NOON)
    town = towns.build()
    opened = intake.register_enquiry(
        told=intake_rules.EnquiryTold(received_on=TODAY, channel="phone", contact="Vakthavende"),
        child=case_verbs.NewChild(
            given_name="Nora", surname="Fjellvang", birth_date=date(2012, 3, 4)
        ),
        paragraph="",
        urgency="planned",
        municipality_org=town.orgs["bykommunen"],
        kontaktperson=Holder(unit=town.units["bykommunen"], person=town.people["kari"]),
        by=town.actor("ivar"),
        at=towns.NOON,
    )
    let_in(town, opened.case, (("turid", "cws_leader"), ("berit", "carer"), ("ulf", "unit_leader")))
    return Scene(town, opened.case)
