"""The requests views receive, with what the kit has added to them."""

from django.http import HttpRequest

from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import actors, policy


class PageRequest(HttpRequest):
    """A request whose time was read once and whose error id is known."""

    at: Instant
    error_id: str


class StaffRequest(PageRequest):
    """A request from somebody who has signed in."""

    actor: actors.Actor


class CaseRequest(StaffRequest):
    """A request on one case, from somebody who may be there."""

    case: refs.CaseRef
    rights: policy.CaseRights
    name_stays_out: bool
    """True where the page holds a place or another name, so the strip must not say the call name."""
