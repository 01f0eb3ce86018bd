"""`forevar advise`: what the guides ask in a case, from a file."""

import json
import sys
from pathlib import Path
from typing import NoReturn, cast

import click

from forevar.guideline import advice, catalogue
from forevar.guideline.catalogue import Language

TOO_MUCH = advice.casefile.LARGEST + 1
UNREADABLE = {"nb": "Filen kan ikke leses.", "en": "The file cannot be read."}


@click.command()
@click.argument("file", metavar="FILE.json")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--phase", type=click.Choice(catalogue.PHASES), help="Only this phase.")
@click.option("--actor", help="Only what is asked of this actor of the catalogue.")
@click.option("--lang", type=click.Choice(["nb", "nn", "en"]), default="nb")
def advise(file: str, form: str, phase: str | None, actor: str | None, lang: str) -> None:
    """Say what the guides ask in a case, and what is missing ("-" reads standard input)."""
    language = cast("Language", lang)
    raw = _read(file, language=language)
    try:
        case = advice.read_case(raw)
        if form == "json":
            text = json.dumps(
                advice.advise(case, phase=phase, actor=actor), ensure_ascii=False, indent=2
            )
        else:
            text = advice.write_advice(case, language=language, phase=phase, actor=actor)
    except advice.BadCaseFile as bad:
        _refuse(bad.in_language("en" if language == "en" else "nb"))
    except advice.NoSuchFilter as bad:
        _refuse(str(bad))
    sys.stdout.buffer.write(text.rstrip("\n").encode() + b"\n")


def _read(file: str, *, language: Language) -> bytes:
    """Read at most one byte more than a case file may have."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(TOO_MUCH)
        with Path(file).open("rb") as stream:
            return stream.read(TOO_MUCH)
    except (OSError, ValueError):
        _refuse(UNREADABLE["en" if language == "en" else "nb"])


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(2)
