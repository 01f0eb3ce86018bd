"""Translations: gathered from code and templates, checked, and compiled with polib."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click
import polib

from forevar.ops import texts

PACKAGE: Final = Path(__file__).resolve().parent.parent
LANGUAGES: Final = ("nn", "en")
SOURCE: Final = "nb"
"""The language of the code; its catalogue holds only what is borrowed from Django."""
_HEADER: Final = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?[a-z][^<>]*>")
"""What must come through a translation unchanged: values to fill in, and markup."""


def catalogues() -> Iterator[tuple[str, Path]]:
    """Give each language with the file of its translations."""
    for language in (SOURCE, *LANGUAGES):
        yield language, PACKAGE / "web" / "locale" / language / "LC_MESSAGES" / "django.po"


@click.group()
def messages() -> None:
    """Gather, check and compile translations. Bokmål is the source; nn and en are full."""


@messages.command("compile")
def compile_messages() -> None:
    """Compile what is translated, so that the pages can use it."""
    for _language, path in catalogues():
        if path.exists():
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


@messages.command()
def gather() -> None:
    """Gather texts from code and templates into the catalogues; what is translated is kept."""
    every = texts.every_text(PACKAGE)
    for language, path in catalogues():
        wanted = texts.BORROWED if language == SOURCE else every
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = gathered(wanted, known=_entries(path), language=language)
        fresh.save(str(path))
        waiting = len(fresh.untranslated_entries())
        click.echo(f"{language}: {len(fresh)} texts, {waiting} to translate.")


@messages.command()
def check() -> None:
    """Fail when a text lacks nynorsk or English, is uncertain, loses a placeholder, or is stale."""
    every = texts.every_text(PACKAGE)
    found: dict[str, list[str]] = {}
    for language, path in catalogues():
        wanted = texts.BORROWED if language == SOURCE else every
        for fault in faults(wanted, known=_entries(path)):
            found.setdefault(fault, []).append(language)
    for fault, languages in found.items():
        click.echo(f"{', '.join(languages)}: {fault}", err=True)
    if found:
        raise SystemExit(f"{len(found)} texts are not ready in every language.")
    click.echo("Every text stands in bokmål, nynorsk and English.")


def gathered(
    wanted: frozenset[texts.Text], *, known: Mapping[texts.Text, polib.POEntry], language: str
) -> polib.POFile:
    """Make a catalogue of exactly what is wanted, with the translations that are known."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Language": language, **_HEADER}
    for text in sorted(wanted):
        catalogue.append(known[text] if text in known else _entry(text))
    return catalogue


def faults(
    wanted: frozenset[texts.Text], *, known: Mapping[texts.Text, polib.POEntry]
) -> Iterator[str]:
    """Say, text by text, what keeps a catalogue from being whole."""
    for text in sorted(wanted | known.keys()):
        shown = f"«{text.one[:70]}»"
        if text not in known:
            yield f"no catalogue knows {shown}"
        elif text not in wanted or known[text].obsolete:
            yield f"nothing uses {shown} any longer"
        elif known[text].fuzzy:
            yield f"an uncertain translation of {shown}"
        elif not known[text].translated():
            yield f"no translation of {shown}"
        elif text not in texts.BORROWED and (lost := _lost(text, entry=known[text])):
            yield f"{', '.join(lost)} came out otherwise in {shown}"


def _entries(path: Path) -> dict[texts.Text, polib.POEntry]:
    if not path.exists():
        return {}
    return {
        texts.Text(entry.msgid, entry.msgid_plural or ""): entry
        for entry in polib.pofile(str(path), wrapwidth=0)
    }


def _entry(text: texts.Text) -> polib.POEntry:
    formats = "%(" in text.one + text.many and text not in texts.BORROWED
    flags = ["python-format"] if formats else []
    if text.many:
        return polib.POEntry(
            msgid=text.one, msgid_plural=text.many, msgstr_plural={0: "", 1: ""}, flags=flags
        )
    return polib.POEntry(msgid=text.one, msgstr="", flags=flags)


def _lost(text: texts.Text, *, entry: polib.POEntry) -> list[str]:
    """List what should have come through unchanged and did not, on either side."""
    pairs = [(text.one, entry.msgstr)]
    if text.many:
        pairs = [(text.one, entry.msgstr_plural[0]), (text.many, entry.msgstr_plural[1])]
    differing: set[str] = set()
    for source, translation in pairs:
        differing |= set(_PLACEHOLDER.findall(source)) ^ set(_PLACEHOLDER.findall(translation))
    return sorted(differing)
