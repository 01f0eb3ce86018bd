"""Reads of what is known: themes, questions, gaps, history, and notes on views.

Start reading at `asking.py`; `in_words.py` is how a row leaves the package.
"""

from forevar.casework.screening.selectors.asking import (
    NoSuchTheme,
    find_theme,
    get_theme,
    list_gaps,
    list_gaps_and_themes,
    list_questions,
    list_themes,
    outdated_count,
)
from forevar.casework.screening.selectors.history import (
    NoSuchQuestion,
    latest_source,
    list_history,
    list_views,
)
from forevar.casework.screening.selectors.in_words import read_value

__all__ = [
    "NoSuchQuestion",
    "NoSuchTheme",
    "find_theme",
    "get_theme",
    "latest_source",
    "list_gaps",
    "list_gaps_and_themes",
    "list_history",
    "list_questions",
    "list_themes",
    "list_views",
    "outdated_count",
    "read_value",
]
