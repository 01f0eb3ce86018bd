"""The small town that access is tested in."""

import pytest

from tests.trust.access import town as towns


@pytest.fixture
def town(db: None) -> towns.Town:
    return towns.build()
