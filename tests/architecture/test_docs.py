"""Docs that drift fail: decisions are listed, commands exist, links lead somewhere, words are used."""

import re
from pathlib import Path
from typing import Final

import pytest

from forevar.ops import cli
from tests.architecture import files
from tests.architecture.imports import ROOT

_LINK: Final = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_CODE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def _pages() -> tuple[Path, ...]:
    return tuple(p for p in files.tracked(".md") if not p.as_posix().startswith("tests/"))


def _decisions() -> list[Path]:
    return [p for p in _pages() if re.match(r"docs/adr/\d{4}-", p.as_posix())]


def test_decisions_are_numbered_once_and_all_are_listed() -> None:
    names = [p.name for p in _decisions()]
    listed = files.read(Path("docs/adr/README.md"))

    assert len(names) > 10
    assert len({name[:4] for name in names}) == len(names)
    assert [name for name in names if f"({name})" not in listed] == []


@pytest.mark.parametrize("page", _decisions(), ids=lambda p: p.stem)
def test_a_decision_says_what_it_costs_and_what_else_there_was(page: Path) -> None:
    text = files.read(page)

    assert text.startswith(f"# {page.name[:4]} ")
    for part in ("Context", "Decision", "Consequences", "Alternatives"):
        assert part in text
    assert "Good" in text
    assert "Bad" in text
    assert len(text.splitlines()) <= 80, "one page"


@pytest.mark.parametrize("page", _pages(), ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    inside = [link for link in _LINK.findall(files.read(page)) if "://" not in link]

    assert [link for link in inside if not (ROOT / page.parent / link).exists()] == []


def test_every_make_target_is_told_and_every_one_told_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    words = "\n".join(files.read(p) for p in (Path("README.md"), Path("CONTRIBUTING.md")))
    told = set(re.findall(r"make ([a-z]+)", words)) | (set(_CODE.findall(words)) & targets)

    assert targets - told - {"help"} == set()
    assert set(re.findall(r"(?<!\w)make ([a-z]+)\b(?=`|\s+#)", words)) <= targets


def test_every_command_told_exists() -> None:
    told = {
        word
        for page in _pages()
        for word in re.findall(r"`(?:\.venv/bin/)?forevar ([a-z]+)", files.read(page))
    }

    assert told
    assert told <= set(cli.COMMANDS)


def test_every_module_told_exists() -> None:
    """A path in backticks that looks like one of ours is there."""
    gone = []
    for page in _pages():
        for word in _CODE.findall(files.read(page)):
            if re.fullmatch(r"(forevar|tests|docs|bench)/[\w./-]+", word):
                gone += [f"{page}: {word}"] if not (ROOT / word.rstrip("/")).exists() else []

    assert gone == []


def test_every_code_word_of_the_glossary_is_used() -> None:
    source = "\n".join(files.read(p) for p in files.tracked(".py", ".yaml", under="forevar"))
    unused = []
    for row in files.read(Path("docs/glossary.md")).splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) < 3 or not row.startswith("|"):
            continue
        unused += [
            word
            for word in _CODE.findall(cells[2])
            if not re.search(re.escape(word.split("/")[-1]), source, re.IGNORECASE)
        ]

    assert unused == []


def test_the_picture_of_the_readme_is_small() -> None:
    picture = ROOT / "docs/pictures/overview.png"

    assert picture.stat().st_size < 300_000
