"""Dates and times are written as the language of the page writes them, and read day first."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from forevar.ops import messages

WHEN = datetime(2026, 11, 3, 14, 32)  # noqa: DTZ001  # already local
_FOR_MACHINES = frozenset({"c", "H:i", "Y-m-d"})
_IN_TEMPLATES = re.compile(r"""\|(?:date|time):(["'])(.*?)\1""")
_IN_CODE = re.compile(r"""(?:date|time)_format\([^"']*?(["'])(.*?)\1""")


@pytest.mark.parametrize(
    ("language", "day", "moment", "brief"),
    [
        ("nb", "3. november 2026", "3. november 2026 kl. 14.32", "3. nov. 2026 14.32"),
        ("nn", "3. november 2026", "3. november 2026 kl. 14.32", "3. nov. 2026 14.32"),
        ("en", "3 November 2026", "3 November 2026 at 14:32", "3 Nov 2026 14:32"),
    ],
)
def test_a_date_reads_as_the_language_writes_it(
    language: str, day: str, moment: str, brief: str
) -> None:
    page = Template(
        '{{ at|date:"DATE_FORMAT" }}|{{ at|date:"DATETIME_FORMAT" }}'
        '|{{ at|date:"BRIEF_DATE_FORMAT" }} {{ at|date:"TIME_FORMAT" }}'
    )
    with translation.override(language):
        assert page.render(Context({"at": WHEN})) == f"{day}|{moment}|{brief}"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("typed", ["2026-11-10", "10.11.2026"])
def test_the_day_stands_before_the_month_in_every_language(language: str, typed: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2026, 11, 10)


def test_english_is_read_the_british_way() -> None:
    with translation.override("en"):
        assert forms.DateField().clean("10/11/2026") == date(2026, 11, 10)


def _fixed(source: str, *, pattern: re.Pattern[str]) -> Iterator[str]:
    for _quote, written in pattern.findall(source):
        if written not in _FOR_MACHINES and not written.endswith("_FORMAT"):
            yield written


def _everywhere() -> Iterator[str]:
    for suffix, pattern in (("html", _IN_TEMPLATES), ("py", _IN_CODE)):
        for path in messages.PACKAGE.rglob(f"*.{suffix}"):
            for written in _fixed(Path(path).read_text(encoding="utf-8"), pattern=pattern):
                yield f"{path.relative_to(messages.PACKAGE)}: {written}"


def test_nothing_writes_a_date_in_one_language_only() -> None:
    assert [*_everywhere()] == []


@pytest.mark.parametrize(
    ("source", "pattern", "found"),
    [
        ('{{ at|date:"j. F Y" }}', _IN_TEMPLATES, ["j. F Y"]),
        ('{{ at|time:"H.i" }}{{ at|date:"DATE_FORMAT" }}', _IN_TEMPLATES, ["H.i"]),
        ("<time datetime=\"{{ at|date:'c' }}\">", _IN_TEMPLATES, []),
        ('formats.date_format(day, "j. N")', _IN_CODE, ["j. N"]),
        ('date_format(at.astimezone(clock.NORWAY), "TIME_FORMAT")', _IN_CODE, []),
    ],
)
def test_a_planted_date_is_found(source: str, pattern: re.Pattern[str], found: list[str]) -> None:
    assert [*_fixed(source, pattern=pattern)] == found
