"""Serve the pages with granian, after refusing what must not start."""

import os

import click


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--workers", default=1, show_default=True, help="How many web processes.")
def serve(port: int, host: str, workers: int) -> None:
    """Serve the pages. Refuses demo data, demo keys and DEBUG in production."""
    import django

    django.setup()
    from django.conf import settings
    from granian import Granian

    from forevar.ops import readiness

    if found := readiness.problems():
        for problem in found:
            click.echo(problem, err=True)
        raise SystemExit(1)
    where = settings.FOREVAR_ORIGIN if port == 8000 else f"http://localhost:{port}"
    click.echo(f"Førevar is ready at {where}  (stop with Ctrl+C)")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
    Granian(
        "forevar.config.wsgi:application",
        address=host,
        port=port,
        interface="wsgi",  # type: ignore[arg-type]  # granian takes the enum's value
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
