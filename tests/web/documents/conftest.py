"""The register of the casework tests, seen through a browser without JavaScript."""

from tests.web.meetings.conftest import as_person as as_person
from tests.web.meetings.conftest import table as table
from tests.web.meetings.conftest import town as town
