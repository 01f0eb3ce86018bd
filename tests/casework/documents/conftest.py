"""The case of the meetings tests, with a register of documents."""

from tests.casework.meetings.conftest import reading as reading
from tests.casework.meetings.conftest import table as table
from tests.casework.meetings.conftest import town as town
