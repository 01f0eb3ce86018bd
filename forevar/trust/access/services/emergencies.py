"""Emergency access: opened by a tap, told to others at once, explained, and reviewed by another."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from forevar.kernel import decision
from forevar.kernel.clock import Instant
from forevar.kernel.errors import DomainError
from forevar.kernel.refs import CaseRef, PersonRef
from forevar.trust.access import decide, policy, selectors
from forevar.trust.access.models import EmergencyAccess, EmergencyTold, Grant
from forevar.trust.access.services import gate
from forevar.trust.accounts import roles
from forevar.trust.accounts import selectors as accounts
from forevar.trust.notices import services as notices

IsRunning = Callable[[CaseRef, Instant], bool]
"""Tells whether an incident runs on a case. Incidents lie above access, so they are asked."""

REASONS: Final = {
    "child_missing": roles.gettext_noop("Barnet er borte"),
    "someone_at_child": roles.gettext_noop("Noen oppsøker barnet"),
    "taking_over_duty": roles.gettext_noop("Jeg har vakt og tar over"),
    "other": roles.gettext_noop("Annet"),
}
OUTCOMES: Final = {
    "in_order": roles.gettext_noop("I orden"),
    "follow_up": roles.gettext_noop("Må følges opp"),
}
TOLD_AT_LEAST: Final = 2
_LASTS: Final = timedelta(minutes=policy.EMERGENCY_MINUTES)
_COMMITMENT: Final = re.compile(r"^[0-9a-f]{64}$")


class ReasonIsMissing(DomainError):
    """No reason of the closed list was chosen."""

    code = "reason_missing"
    text = roles.gettext_noop("Velg hvorfor du trenger nødtilgang.")


class NoIncidentRuns(DomainError):
    """Emergency access lasts longer only while an incident runs on the case."""

    code = "no_incident_runs"
    text = roles.gettext_noop("Nødtilgangen kan bare forlenges mens en hendelse pågår.")


class AlreadyExplained(DomainError):
    """An explanation is given once."""

    code = "already_explained"
    text = roles.gettext_noop("Du har allerede forklart denne nødtilgangen.")


class NotReadyForReview(DomainError):
    """The explanation may still come, or the review is done."""

    code = "not_ready_for_review"
    text = roles.gettext_noop("Nødtilgangen er gått gjennom, eller venter på forklaring.")


@transaction.atomic
def open_emergency(*, by: policy.Actor, case: CaseRef, reason: str, at: Instant) -> str:
    """Open one case for an hour on a reason chosen by a tap, and tell at least two people at once.

    Refuses roles that never break the glass. To a person in the child's network the case is not
    there, exactly as a code that was never used. A second tap gives the access that is open.
    """
    now = gate.as_now(by, at)
    decision.require(policy.may_start_emergency(now))
    if reason not in REASONS:
        raise ReasonIsMissing(fields={"reason": ReasonIsMissing.text})
    gate.hold(by.person)
    if not _may_be_opened(by.person, case, at):
        raise gate.CaseIsNotThere
    standing = _active(by.person, case, at)
    if standing is not None:
        return standing.key
    held = next(fact for fact in now.memberships if fact.role in policy.EMERGENCY_ROLES)
    row = _new(by.person, case, reason, held=held, at=at)
    told = _tell(row, case, now, held=held, at=at)
    gate.enter(
        "access.emergency_opened",
        case=case,
        by=by,
        at=at,
        subject=row.key,
        reason=reason,
        basis="emergency",
        told=told,
    )
    return row.key


@transaction.atomic
def renew_emergency(
    *, emergency: str, by: policy.Actor, at: Instant, is_running: IsRunning | None = None
) -> Instant:
    """Give another hour from now, and the instant it ends. Refuses when no incident runs.

    Refuses what has run out: that is opened anew, with its reason and its notices.
    """
    row = _own(emergency, by)
    case = CaseRef(row.grant.case)
    gate.hold(by.person)
    if row.grant.until_at is None or row.grant.until_at <= at:
        raise gate.NothingToEnd
    if not _may_be_opened(by.person, case, at):
        raise gate.CaseIsNotThere
    if is_running is None or not is_running(case, at):
        raise NoIncidentRuns
    row.grant.until_at = at + _LASTS
    row.grant.save(update_fields=["until_at"])
    gate.enter(
        "access.emergency_renewed", case=case, by=by, at=at, subject=row.key, basis="emergency"
    )
    return row.grant.until_at


@transaction.atomic
def end_emergency(*, emergency: str, by: policy.Actor, at: Instant) -> None:
    """End one's own emergency access before its hour is over."""
    row = _own(emergency, by)
    if row.grant.until_at is None or row.grant.until_at <= at:
        raise gate.NothingToEnd
    row.grant.until_at = max(at, row.grant.from_at)
    row.grant.save(update_fields=["until_at"])
    gate.enter(
        "access.emergency_ended",
        case=row.grant.case,
        by=by,
        at=at,
        subject=row.key,
        basis="emergency",
    )


@transaction.atomic
def explain_emergency(*, emergency: str, commitment: str, by: policy.Actor, at: Instant) -> CaseRef:
    """Note that the explanation is written, by its salted hash, and ask for the review.

    The words lie sealed with the case, which is returned for that. Only who opened explains.
    """
    row = _own(emergency, by)
    if row.explained_at is not None:
        raise AlreadyExplained
    if not _COMMITMENT.match(commitment):
        raise ValueError("a commitment is 64 hexadecimal digits")
    row.explained_at, row.commitment = at, commitment
    row.save(update_fields=["explained_at", "commitment"])
    reviewers = _privacy_officers(row, at)
    if reviewers:
        notices.send_all(to=reviewers, string_id="emergency_to_review", at=at, by=by.person)
    case = CaseRef(row.grant.case)
    gate.enter(
        "access.emergency_explained",
        case=case,
        by=by,
        at=at,
        subject=row.key,
        commitment=commitment,
        late=at > row.explain_before,
    )
    return case


@transaction.atomic
def review_emergency(*, emergency: str, outcome: str, by: policy.Actor, at: Instant) -> None:
    """Say of another's emergency access that it was in order or must be followed up.

    Refuses everybody who was involved; refuses before the explanation, or its 24 hours, is over.
    """
    row = _emergency(emergency)
    case = CaseRef(row.grant.case)
    may = policy.may_review(
        gate.as_now(by, at),
        selectors.reviewables([row])[row.key],
        blocked=gate.is_blocked(by.person, case, at),
    )
    basis = decision.require(may).basis
    if outcome not in OUTCOMES:
        raise ReasonIsMissing(
            roles.gettext_noop("Velg hva gjennomgangen viste."),
            fields={"outcome": roles.gettext_noop("Velg hva gjennomgangen viste.")},
        )
    waits = row.explained_at is None and at < row.explain_before
    if waits or row.reviewed_at is not None:
        raise NotReadyForReview
    row.reviewed_by_id, row.reviewed_at, row.outcome = by.person.key, at, outcome
    row.save(update_fields=["reviewed_by", "reviewed_at", "outcome"])
    gate.enter(
        "access.emergency_reviewed",
        case=case,
        by=by,
        at=at,
        subject=row.key,
        outcome=outcome,
        basis=basis,
    )


def _may_be_opened(person: PersonRef, case: CaseRef, at: Instant) -> bool:
    """Tell, in one query whatever the answer, whether the case exists and no block stands.

    A case exists here when somebody was ever let in to it by name.
    """
    blocked = decide.blocks_in_force(at).filter(case=case.code, person=person.key)
    known = Grant.objects.filter(case=case.code, basis="assigned")
    return known.exclude(case__in=blocked.values("case")).exists()


def _active(person: PersonRef, case: CaseRef, at: Instant) -> EmergencyAccess | None:
    return EmergencyAccess.objects.filter(
        grant__person=person.key, grant__case=case.code, grant__until_at__gt=at
    ).first()


def _new(
    person: PersonRef, case: CaseRef, reason: str, *, held: policy.MembershipFact, at: Instant
) -> EmergencyAccess:
    grant = Grant.objects.create(
        case=case.code,
        basis="emergency",
        person_id=person.key,
        unit_id=held.unit.key,
        role=held.role,
        from_at=at,
        until_at=at + _LASTS,
    )
    return EmergencyAccess.objects.create(
        grant=grant,
        reason=reason,
        opened_at=at,
        explain_before=at + timedelta(hours=policy.EXPLANATION_HOURS),
    )


def _tell(
    row: EmergencyAccess,
    case: CaseRef,
    opener: policy.Actor,
    *,
    held: policy.MembershipFact,
    at: Instant,
) -> int:
    """Tell those who answer for the case; too few, then the privacy officers and own leaders.

    Emergency access opens also when nobody can be told: a child may be in danger. Then the
    ledger says nought, and the review finds it.
    """
    people = _whom_to_tell(case, opener, held=held, at=at)
    keys = (
        notices.send_all(to=people, string_id="emergency_opened", at=at, by=opener.person)
        if people
        else []
    )
    EmergencyTold.objects.bulk_create(
        EmergencyTold(emergency=row, person_id=person.key, notice=key)
        for person, key in zip(people, keys, strict=True)
    )
    return len(people)


def _whom_to_tell(
    case: CaseRef, opener: policy.Actor, *, held: policy.MembershipFact, at: Instant
) -> list[PersonRef]:
    found = [
        seer.person
        for seer in decide.who_can_see(case, at)
        if seer.basis == "assigned" and seer.role in policy.STEWARDS
    ]
    nearest = Q(role="privacy_officer", unit__organisation=held.org.key) | Q(
        role__in=sorted(roles.LEADERS), unit=held.unit.key
    )
    further = Q(role="privacy_officer") | Q(
        role__in=sorted(roles.LEADERS), unit__organisation=held.org.key
    )
    blocked = set(
        decide.blocks_in_force(at).filter(case=case.code).values_list("person", flat=True)
    )
    for ring in (nearest, further):
        if len(_others(found, opener, blocked)) < TOLD_AT_LEAST:
            found += accounts.list_holders(ring, at=at)
    return _others(found, opener, blocked)


def _others(people: list[PersonRef], opener: policy.Actor, blocked: set[str]) -> list[PersonRef]:
    return [
        person
        for person in dict.fromkeys(people)
        if person != opener.person and person.key not in blocked
    ]


def _privacy_officers(row: EmergencyAccess, at: Instant) -> list[PersonRef]:
    near = selectors.reviewables([row])[row.key]
    organisations = [org.key for org in near.organisations]
    officers = accounts.list_holders(
        Q(role="privacy_officer", unit__organisation__in=organisations), at=at
    )
    case = CaseRef(row.grant.case)
    return [
        person
        for person in officers
        if person not in near.involved and not gate.is_blocked(person, case, at)
    ]


def _emergency(key: str) -> EmergencyAccess:
    row = (
        EmergencyAccess.objects.select_for_update(of=("self",))
        .select_related("grant__unit")
        .filter(key=key)
        .first()
    )
    if row is None:
        raise gate.CaseIsNotThere
    return row


def _own(key: str, by: policy.Actor) -> EmergencyAccess:
    row = _emergency(key)
    if row.grant.person_id != by.person.key:
        raise gate.CaseIsNotThere
    return row
