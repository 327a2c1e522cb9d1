"""Commands that read: assess a file, print the matrix, check the invariants, look at the installation."""

import json
import sys
from pathlib import Path

import click

from rantau.cli.environment import become
from rantau.config.server import DatabaseRole


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def assess(file: Path) -> None:
    """Assess the dossier in FILE (JSON) under the shipped rulebook, without a database."""
    from rantau.rulebook.dossier_file import assess_file
    from rantau.rulebook.errors import InputError

    try:
        click.echo(json.dumps(assess_file(file), indent=2, ensure_ascii=False))
    except InputError as bad:
        click.echo(str(bad), err=True)
        sys.exit(2)


@click.command()
def matrix() -> None:
    """Print who may call what: role × action and page × relation, as JSON, from the code that enforces it."""
    become(DatabaseRole.APP)
    from rantau.config.matrix import whole_matrix

    click.echo(json.dumps(whole_matrix(), indent=1, ensure_ascii=False))


@click.command()
@click.option("--json", "as_json", is_flag=True)
def invariants(as_json: bool) -> None:
    """Check every invariant of the data; exit 1 on a violation."""
    become(DatabaseRole.APP)
    from rantau.cli.invariants import check_all

    found = check_all()
    if as_json:
        click.echo(json.dumps({name: [str(row) for row in rows] for name, rows in found.items()}, indent=1))
    else:
        for name, rows in found.items():
            click.echo(f"{'BROKEN ' + str(len(rows)) if rows else 'holds':<12} {name}")
    sys.exit(1 if any(found.values()) else 0)


@click.command()
def dbshell() -> None:
    """Open psql as the application's role; without a scope it sees no person."""
    become(DatabaseRole.APP)
    from django.core.management import call_command

    call_command("dbshell")


@click.command()
@click.argument("username")
@click.option("--days", default=90, show_default=True)
def token(username: str, days: int) -> None:
    """Make an API token for an account and print it once."""
    become(DatabaseRole.APP)
    from rantau.cli.tokens import make_token

    click.echo(make_token(username, days))
