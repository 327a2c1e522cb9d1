"""The table of commands. Each command lives in a module of its own and imports Django only when it runs."""

from importlib import import_module
from typing import Any

import click

from rantau.kernel.refusals import Refused

COMMANDS = {
    "setup": "operate",
    "serve": "operate",
    "jobrunner": "operate",
    "doctor": "operate",
    "stop": "operate",
    "manage": "operate",
    "sealer": "sealing",
    "journal": "sealing",
    "assess": "inspect",
    "matrix": "inspect",
    "invariants": "inspect",
    "token": "inspect",
    "dbshell": "inspect",
    "demo": "country",
    "demo-code": "country",
    "pack": "packs",
}


class Commands(click.Group):
    """Loads a command's module when it is called, so that ``rantau --help`` starts at once.

    What an action refuses is told in its own sentence and ends with 1; only a fault of ours shows where it arose.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise click.ClickException(refused.refusal.en) from refused

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"rantau.cli.{COMMANDS[cmd_name]}"), cmd_name.replace("-", "_"))
        return found


@click.command(cls=Commands)
def main() -> None:
    """Rantau: place migrant workers lawfully and protect them."""
