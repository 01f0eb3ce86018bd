"""One case in a small town, and short ways to judge in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from forevar.casework.assessments import services
from forevar.casework.assessments.rules import writing
from forevar.kernel.clock import Instant
from forevar.kernel.refs import CaseRef
from forevar.trust.access import policy
from forevar.trust.disclosure import opening
from tests.casework.assessments import places
from tests.trust.access import town as towns

NOON = towns.NOON
NEXT_DATE = date(2027, 1, 15)
REASON = "To personer har sagt det samme, uavhengig av hverandre."


@dataclass
class Desk:
    """One case in the town, with the people who work on it."""

    town: towns.Town
    case: CaseRef

    def actor(self, name: str, *, at: Instant = NOON) -> policy.Actor:
        return self.town.actor(name, at=at)

    def write(
        self,
        *,
        name: str = "kari",
        at: Instant = NOON,
        version: int | None = None,
        conclusion: str = "risk_present",
        **changes: object,
    ) -> services.AssessmentWritten:
        """Write a draft that lacks nothing, or what is changed in it."""
        texts = {each.name: f"Om {each.name}." for each in writing.WRITING_FIELDS}
        texts |= {"reason": REASON, **{k: str(v) for k, v in changes.items()}}
        draft = services.Draft(texts=texts, conclusion=conclusion, reassess_on=NEXT_DATE)
        return services.write_assessment(
            case=self.case,
            version=version or places.draft_version(self.case),
            draft=draft,
            by=self.actor(name, at=at),
            at=at,
        )

    def signed(
        self, *, name: str = "kari", at: Instant = NOON, conclusion: str = "risk_present"
    ) -> int:
        """Start, write and lock a whole assessment."""
        actor = self.actor(name, at=at)
        services.start_assessment(case=self.case, by=actor, at=at)
        written = self.write(name=name, at=at, conclusion=conclusion)
        with opening.scope(surface="test"):
            locked = services.lock_assessment(
                case=self.case, version=written.version, by=actor, at=at
            )
        return locked.number


def days(number: int) -> timedelta:
    return timedelta(days=number)
