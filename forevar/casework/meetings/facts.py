"""What meetings can tell the guideline. Absent means that no meeting is being prepared or written."""

from typing import Final

from forevar.casework.meetings import rules
from forevar.casework.meetings.models import Attendance, Meeting
from forevar.kernel.refs import CaseRef

FACTS: Final = ("meeting_has_guests",)


def known(case: CaseRef) -> dict[str, object]:
    """Tell whether a meeting that is not locked yet has guests, in two queries."""
    meetings = list(
        Meeting.objects.filter(case=case.code)
        .exclude(state=rules.LOCKED)
        .values_list("key", flat=True)
    )
    if not meetings:
        return {}
    coming = Attendance.objects.filter(meeting__in=meetings).values_list("role", flat=True)
    return {"meeting_has_guests": any(not rules.reads_all(role) for role in coming)}
