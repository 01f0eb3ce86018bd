"""A door to Django's own commands, for migrations and checks."""

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django management command, such as `forevar manage migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["forevar manage", *arguments])
