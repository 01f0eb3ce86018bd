"""A small town with one case, for everything about judging."""

import pytest

from tests.casework.assessments import places
from tests.casework.assessments.desk import Desk
from tests.trust.access import town as towns


@pytest.fixture
def desk(db: None) -> Desk:
    """Kari (caseworker), Turid (her leader), Ivar (intake), Rakel (region) are on the case."""
    town = towns.build()
    case = places.open_case(town)
    for name, role in (
        ("turid", "cws_leader"),
        ("rakel", "region_leader"),
        ("ulf", "unit_leader"),
    ):
        places.let_in(town, name, role, case=case)
    return Desk(town=town, case=case)
