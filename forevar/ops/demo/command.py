"""`forevar demo`: prepare a demonstration, or add many made-up cases for load."""

import os
import sys
import time
from pathlib import Path

import click


@click.command()
@click.option("--prepare", is_flag=True, help="Make keys, database and the made-up world.")
@click.option("--cases", type=click.IntRange(1, 1_000_000), help="Add this many made-up cases.")
def demo(prepare: bool, cases: int | None) -> None:
    """Fill a demo database with made-up cases. A second run changes nothing it need not."""
    os.environ.setdefault("FOREVAR_MODE", "demo")
    import django  # Django is heavy, and its settings need the mode first

    django.setup()
    from django.conf import settings

    if settings.FOREVAR_MODE == "production":
        raise click.ClickException("Made-up cases never stand beside real ones.")
    if not prepare and not cases:
        raise click.UsageError("Say --prepare, --cases N, or both.")
    if prepare:
        _prepare(Path(settings.FOREVAR_VAR))
    if cases:
        _add_cases(cases)


def _prepare(var: Path) -> None:
    from django.core.management import call_command

    from forevar.kernel import clock
    from forevar.ops.demo import building

    var.mkdir(parents=True, exist_ok=True)
    _make_keys(var)
    call_command("migrate", verbosity=0, interactive=False)
    _collect_static(var)
    if building.is_built():
        click.echo("The made-up world is already there.")
        return
    started = time.perf_counter()
    built = building.build_world(at=clock.now(), tell=_progress)
    click.echo(f"Made {built} cases in {time.perf_counter() - started:.0f} s.")


def _make_keys(var: Path) -> None:
    from forevar.trust.disclosure import keys

    if not (var / "keys.json").exists():
        keys.make_keys(demo=True)


def _collect_static(var: Path) -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def _progress(done: int, total: int) -> None:
    if sys.stdout.isatty():
        click.echo(f"\rMaking made-up cases: {done} of {total}", nl=False)


def _add_cases(number: int) -> None:
    from forevar.kernel import clock
    from forevar.ops.demo import load

    started = time.perf_counter()
    load.add_cases(number, at=clock.now(), tell=_progress)
    click.echo(f"Added {number} cases in {time.perf_counter() - started:.0f} s.")
