"""The cases a person may open, as a piece of SQL that several questions of one page can share."""

from django.db.models.expressions import RawSQL

from forevar.kernel.clock import Instant
from forevar.trust.access import visible
from forevar.trust.access.actors import Actor


def seen_by(actor: Actor, *, at: Instant) -> RawSQL:
    """Give the codes of the cases somebody may open, for use as `case_code__in=…`."""
    return visible.among(actor, section="overview", letter="s", at=at)
