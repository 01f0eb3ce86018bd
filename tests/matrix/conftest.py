"""The two cases of the matrices, built once for each module that asks."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests import cast as casts
from tests.matrix import world


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[casts.Cast]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), world.built() as built:
        patch.setattr("forevar.kernel.clock.now", lambda: built.at)
        for column in world.COLUMNS:  # signed in here, since each test is rolled back
            world.browser(built, column)
        for _, other in casts.ROLES.values():
            built.browser(other)
        yield built


@pytest.fixture(autouse=True)
def _still_signed_in(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give everybody their cookies back: a test may press «Logg ut», and is rolled back."""
    if "cast" not in request.fixturenames:
        yield
        return
    browsers = request.getfixturevalue("cast").browsers
    kept = {name: deepcopy(client.cookies) for name, client in browsers.items()}
    yield
    for name, cookies in kept.items():
        browsers[name].cookies = cookies
