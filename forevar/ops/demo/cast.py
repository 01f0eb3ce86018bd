"""Who there is in the made-up world, by the short names of `world.yaml`."""

from dataclasses import dataclass, field

from forevar.kernel import refs
from forevar.kernel.clock import Instant
from forevar.trust.access import actors


@dataclass
class Cast:
    """Who there is in the made-up world, by the short names of `world.yaml`."""

    orgs: dict[str, refs.OrgRef] = field(default_factory=dict)
    units: dict[str, refs.UnitRef] = field(default_factory=dict)
    org_of_unit: dict[str, refs.OrgRef] = field(default_factory=dict)
    people: dict[str, refs.PersonRef] = field(default_factory=dict)
    unit_of_person: dict[str, refs.UnitRef] = field(default_factory=dict)

    def actor(self, who: str, at: Instant) -> actors.Actor:
        """Load somebody as they were at that instant."""
        return actors.load(self.people[who].key, at)
