"""Translations: gathered with GNU gettext (developers only), checked and compiled with polib."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import polib

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "web" / "locale"
LANGUAGES = ("nn", "en")


def _catalogues() -> Iterator[tuple[str, Path]]:
    for language in LANGUAGES:
        yield language, LOCALE / language / "LC_MESSAGES" / "django.po"


@click.group()
def messages() -> None:
    """Gather, check and compile translations. Bokmål is the source; nn and en are full."""


@messages.command("compile")
def compile_messages() -> None:
    """Compile what is translated, so that the pages can use it."""
    for _language, path in _catalogues():
        if path.exists():
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


@messages.command()
def gather() -> None:
    """Gather texts from code and templates into the catalogues. Needs GNU gettext."""
    from django.core.management import execute_from_command_line

    for language, path in _catalogues():
        path.parent.mkdir(parents=True, exist_ok=True)
        execute_from_command_line(
            ["forevar", "makemessages", "-l", language, "--no-location", "--no-wrap", "-v0"]
            + ["--ignore=.venv/*", "--ignore=node_modules/*", "--ignore=var/*", "--ignore=tests/*"]
        )
        catalogue = polib.pofile(str(path), wrapwidth=0)
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": language,
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        for entry in [one for one in catalogue if one.obsolete]:
            catalogue.remove(entry)
        catalogue.sort(key=lambda entry: entry.msgid)
        catalogue.save()


@messages.command()
def check() -> None:
    """Fail when a text lacks nynorsk or English, is marked fuzzy, or loses a placeholder."""
    missing = 0
    for language, path in _catalogues():
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            if entry.obsolete:
                continue
            if not entry.translated() or entry.fuzzy:
                missing += 1
                click.echo(f"{language}: no translation of «{entry.msgid[:70]}»", err=True)
    missing += _not_gathered()
    if missing:
        raise SystemExit(f"{missing} texts are not ready in every language.")
    click.echo("Every text stands in bokmål, nynorsk and English.")


def _not_gathered() -> int:
    """Count texts in code and templates that no catalogue knows; needs xgettext, else 0."""
    if subprocess.run(["which", "xgettext"], capture_output=True, check=False).returncode:  # noqa: S607
        return 0
    before = {path: path.read_text(encoding="utf-8") for _language, path in _catalogues()}
    try:
        gather.callback()  # type: ignore[misc]  # the command's own function
        lost = sum(
            1
            for _language, path in _catalogues()
            for entry in polib.pofile(str(path))
            if not entry.translated()
        )
    finally:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
    return lost
