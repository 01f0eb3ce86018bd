"""What must be in order before a case is closed: the only step that blocks instead of warning."""

from dataclasses import dataclass

from forevar.casework.cases.rules.texts import gettext_noop
from forevar.kernel import errors


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that holds a case open, in words somebody can act on."""

    code: str
    text: str


INCIDENT_RUNS = Block(
    "incident_runs", gettext_noop("En hendelse pågår. Den må være ferdig før saken avsluttes.")
)
COPIES_ARE_OUT = Block(
    "copies_out", gettext_noop("Papirkopier er ute. Samle dem inn, eller skriv at de er mistet.")
)
GRANTS_ARE_OPEN = Block(
    "grants_open", gettext_noop("Andre har fortsatt tilgang. Avslutt ansvaret deres først.")
)
NO_LEADER = Block(
    "no_leader",
    gettext_noop("Saken trenger en leder som kan åpne den igjen. Gi barnevernleder ansvar først."),
)


class CaseNotReadyToClose(errors.DomainError):
    """Something still holds the case open; `blocks` says what."""

    code = "not_ready_to_close"
    text = "Saken kan ikke avsluttes ennå."

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        super().__init__()
        self.blocks = blocks


def blocks(
    *, incident_runs: bool, copies_out: int, others_with_access: int, leaders_with_access: int
) -> tuple[Block, ...]:
    """List what holds the case open. Leaders keep their access, so that the case can be reopened."""
    found = []
    if incident_runs:
        found.append(INCIDENT_RUNS)
    if copies_out:
        found.append(COPIES_ARE_OUT)
    if others_with_access:
        found.append(GRANTS_ARE_OPEN)
    if not leaders_with_access:
        found.append(NO_LEADER)
    return tuple(found)
