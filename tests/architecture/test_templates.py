"""Templates: escaped, used, tidy, and without a way round either."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.architecture import files

TEMPLATES: Final = Path("forevar/web/templates")
FORBIDDEN: Final = {
    r"\|\s*safe\b": "|safe",
    r"\|\s*safeseq\b": "|safeseq",
    r"\{%\s*autoescape\s+off": "autoescape off",
    r"\{%\s*debug": "debug",
    r"<script(?![^>]*\b(src|type=.application/json)\b)": "an inline script",
    r"<style\b": "an inline style sheet",
    r"\sstyle=": "a style attribute",
    r"\son[a-z]+=": "an inline handler",
    r"\{%\s*load [^%]*[a-z_] [a-z_][^%]*%\}": "two libraries in one load",
    r"https?://(?!www\.w3\.org)": "another host",
}
_TAG: Final = re.compile(r"\{%.*?%\}", re.DOTALL)
NAMED_BY_LIBRARIES: Final = re.compile(
    r"^(django/forms|account|mfa|allauth|socialaccount)/|^\d{3}\.html$"
)


def _templates() -> list[Path]:
    return [p for p in files.tracked(".html", ".svg") if p.is_relative_to(TEMPLATES)]


def faults(source: str) -> Iterator[str]:
    """Say what a template should not hold."""
    plain = _TAG.sub("", source)
    for pattern, told in FORBIDDEN.items():
        if re.search(pattern, source if pattern.startswith("\\{%") or "|" in told else plain):
            yield told


@pytest.mark.parametrize("template", _templates(), ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_the_template_holds_nothing_forbidden(template: Path) -> None:
    assert [*faults(files.read(template))] == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("{{ name|safe }}", "|safe"),
        ("{% autoescape off %}", "autoescape off"),
        ("<p onclick='x'>", "an inline handler"),
        ("{% load i18n static %}", "two libraries in one load"),
        ('<img src="https://tiles.example/1.png">', "another host"),
        ("<script>x()</script>", "an inline script"),
    ],
)
def test_a_planted_fault_is_found(planted: str, told: str) -> None:
    assert told in [*faults(planted)]


def _words() -> str:
    sources = [p for p in files.tracked(".py", ".html", ".svg") if p.is_relative_to("forevar")]
    return "\n".join(files.read(p) for p in sources)


def test_every_template_is_used() -> None:
    words = _words()
    names = [p.relative_to(TEMPLATES).as_posix() for p in _templates()]
    unused = [
        n
        for n in names
        if f'"{n}"' not in words
        and f"'{n}'" not in words
        and not NAMED_BY_LIBRARIES.match(n)
        and not _is_chosen_by_name(n, words)
    ]

    assert unused == []


def _is_chosen_by_name(name: str, words: str) -> bool:
    """Tell whether a template is picked by a computed name such as icons/<kind>.svg."""
    folder = name.rpartition("/")[0]
    return bool(re.search(rf"""["']{re.escape(folder)}/_?(\{{|%|["']\s*(\+|\|add))""", words))


def test_code_marks_nothing_safe() -> None:
    guilty = [
        p.as_posix()
        for p in files.tracked(".py", under="forevar")
        if re.search(r"mark_safe|SafeString\(|SafeText|format_html\(f", files.read(p))
    ]

    assert guilty == []
