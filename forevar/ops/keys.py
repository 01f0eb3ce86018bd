"""`forevar keys`: make, check and rotate the keys that seal."""

import sys
from typing import NoReturn

import click

OPERATOR = "operator"


@click.group()
def keys() -> None:
    """Make, check and rotate the keys that seal."""


@keys.command()
@click.option("--demo", is_flag=True, help="Keys for made-up people; production refuses them.")
def init(demo: bool) -> None:
    """Make the first keys, readable by their owner only. Refuses to replace any."""
    _start()
    from forevar.kernel import errors
    from forevar.trust.disclosure import keys as keeping

    try:
        path = keeping.make_keys(demo=demo)
    except errors.DomainError as refused:
        _refuse(refused.text)
    click.echo(f"Keys made: {path}")
    if not demo:
        click.echo("Keep a copy where nobody reads it by chance. Without it, nothing can be read.")


@keys.command()
def check() -> None:
    """Say whether the keys are there, closed to others, and right for the mode."""
    _start()
    from forevar.trust.disclosure import keys as keeping

    problems = keeping.check_keys()
    if problems:
        _refuse("\n".join(problems))
    click.echo("The keys are in order.")


@keys.command()
@click.argument("key_class", metavar="CLASS", type=click.Choice(["REAL", "COVER", "WHERE", "TEXT"]))
def rotate(key_class: str) -> None:
    """Give CLASS a new key and wrap every child's key with it. Old values stay readable."""
    _start()
    from forevar.kernel import clock, errors
    from forevar.trust.disclosure import keys as keeping

    try:
        count = keeping.rotate_keys(key_class, by=OPERATOR, at=clock.now())
    except errors.DomainError as refused:
        _refuse(refused.text)
    click.echo(f"{key_class}: a new key is in use; {count} wrapped anew.")


def _start() -> None:
    import django

    django.setup()


def _refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(1)
