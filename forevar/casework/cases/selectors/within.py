"""The cases a person may open, as a piece of SQL that several questions of one page can share."""

from django.db.models.expressions import RawSQL

from forevar.kernel.clock import Instant
from forevar.trust.access import visible
from forevar.trust.access.actors import Actor


def seen_by(actor: Actor, *, at: Instant) -> RawSQL:
    """Give the codes of the cases somebody may open, for use as `case_code__in=…`.

    The text is the access filter's own, made once: putting it together takes Django ten times as
    long as the database needs to answer it, and a list of work asks three times.
    """
    codes = visible.case_codes(actor, section="overview", letter="s", at=at)
    sql, params = codes.query.sql_with_params()
    return RawSQL(sql, params)  # noqa: S611 - Django wrote it a line above, and nobody typed in it
