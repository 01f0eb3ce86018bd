"""`forevar`: every command, loaded only when it is called, so that `--help` answers at once."""

import importlib
import os

import click

# name → (module, attribute, one line). The line stands here so that --help imports nothing.
COMMANDS = {
    "advise": ("forevar.ops.advise", "advise", "Tell what the guides ask, from a file of facts."),
    "demo": ("forevar.ops.demo.command", "demo", "Fill a demo database with made-up cases."),
    "describe": ("forevar.ops.describe", "describe", "Write the generated reference pages."),
    "guide": ("forevar.ops.guide", "guide", "Check, show, list, compare and trace the guides."),
    "keys": ("forevar.ops.keys", "keys", "Make, check and rotate the keys that seal."),
    "ledger": ("forevar.ops.ledger", "ledger", "Verify, sign and show the ledger."),
    "manage": ("forevar.ops.manage", "manage", "Run a Django management command."),
    "messages": ("forevar.ops.messages", "messages", "Gather, check and compile translations."),
    "serve": ("forevar.ops.serve", "serve", "Serve the pages."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when somebody asks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names, in the order they are listed."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command asked for."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _line = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List every command with its one line, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_m, _a, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def forevar() -> None:
    """Run Førevar: the case system that carries out the guides on keeping a placed child safe."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")


def main() -> None:
    """Start the command line."""
    forevar()
