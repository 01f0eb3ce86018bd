"""`forevar ledger`: is the log whole, sign it, read a case's entries, prove one entry."""

import base64
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

FINDINGS = {
    "entry": "Loggen er IKKE hel. Første gale innførsel: {index}.",
    "checkpoint": "Loggen er IKKE hel. Kontrollpunkt {checkpoint} stemmer ikke, eller mangler.",
    "end": "Loggen er IKKE hel. Innførslene henger sammen, men slutten er endret.",
    "known": "Loggen er IKKE hel. Den stemmer ikke med kontrollpunktet du har tatt vare på.",
    "unsigned": "Loggen er IKKE sikret. Innførslene fra {index} av er ikke signert.",
    "no_key": "Loggen henger sammen, men nøkkelen mangler, så signaturene kan ikke prøves.",
}


def _with_django(command: Callable[..., None]) -> Callable[..., None]:
    """Start Django first, and turn every expected refusal into one line."""

    @wraps(command)
    def started(*args: Any, **kwargs: Any) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
        import django

        django.setup()
        with _kind_refusals():
            command(*args, **kwargs)

    return started


@contextmanager
def _kind_refusals() -> Iterator[None]:
    from django.db import DatabaseError

    from forevar.kernel.errors import DomainError

    try:
        yield
    except DomainError as refusal:
        _refuse(refusal.text)
    except DatabaseError:
        _refuse("Loggen kan ikke leses. Er databasen gjort klar, og er filen hel?")


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    raise SystemExit(1)


@click.group()
def ledger() -> None:
    """Verify, sign and show the ledger."""


@ledger.command()
@click.option(
    "--checkpoint",
    "known",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A signed checkpoint kept elsewhere; shows also whether the newest entries were cut off.",
)
@_with_django
def verify(known: tuple[Path, ...]) -> None:
    """Say whether the log is whole.

    Names the first bad entry, and ends with 1, when it is not.
    """
    from forevar.trust.audit import ledger as log

    verdict = log.verify(known=[path.read_text(encoding="utf-8") for path in known])
    if not verdict.fence_stands:
        click.echo("Advarsel: Databasens sperre mot endring i loggen er tatt ned.", err=True)
    if verdict.is_whole:
        click.echo(_whole(verdict.size, signed=verdict.signed))
        return
    finding = FINDINGS[verdict.reason]
    _refuse(finding.format(index=verdict.first_bad, checkpoint=verdict.bad_checkpoint))


def _whole(size: int, *, signed: int) -> str:
    entries = "1 innførsel" if size == 1 else f"{size} innførsler"
    return f"Loggen er hel: {entries}, {signed} av dem dekket av et signert kontrollpunkt."


@ledger.command()
@_with_django
def checkpoint() -> None:
    """Sign the log and print the note.

    Keep a copy of it somewhere else: `verify --checkpoint` holds the log against it.
    """
    from forevar.trust.audit import ledger as log

    click.echo(log.sign().note, nl=False)


@ledger.command()
@click.option("--case", required=True, help="The case's code, such as lonn-482.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--before", type=click.IntRange(0), help="Go on from this entry backwards.")
@_with_django
def show(case: str, limit: int, before: int | None) -> None:
    """List what was done and shown in a case.

    Newest first. This look is entered in the log as well.
    """
    from django.db import transaction

    from forevar.kernel import clock
    from forevar.trust.audit import actions
    from forevar.trust.audit import ledger as log

    with transaction.atomic():
        log.append(
            action="access.log_viewed",
            actor="operator",
            at=clock.now(),
            case=case,
            details={"basis": "control"},
        )
    for entry in log.entries(case=case, limit=limit, before=before):
        sentence = actions.describe(entry)
        basis = f" ({sentence.basis})" if sentence.basis else ""
        moment = entry.at.strftime("%Y-%m-%d %H:%M:%S UTC")
        click.echo(f"{entry.index}  {moment}  {sentence.who}  {sentence.what}{basis}")


@ledger.command()
@click.argument("index", type=click.IntRange(0))
@_with_django
def proof(index: int) -> None:
    """Print the proof that entry INDEX is in the log."""
    from forevar.trust.audit import ledger as log

    found = log.prove(index)
    lines = [
        "c2sp.org/tlog-proof@v1",
        f"extra {base64.b64encode(found.leaf).decode()}",
        f"index {found.index}",
        *(base64.b64encode(one).decode() for one in found.hashes),
    ]
    click.echo("\n".join([*lines, "", found.note]), nl=False)
