"""``rantau pack``: the rulebook in and out of the database, and what differs between two editions."""

import sys
from pathlib import Path

import click

from rantau.cli.environment import become
from rantau.config.server import DatabaseRole


@click.group()
def pack() -> None:
    """Import, export, compare and test editions of the rulebook."""


@pack.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as", "username", required=True, help="Sign-in name of the legal officer who brings it in.")
def import_(folder: Path, username: str) -> None:
    """Bring the edition in FOLDER (TOML files) into the database; a second person approves it in the centre."""
    become(DatabaseRole.APP)
    from rantau.cli.tokens import actor_named
    from rantau.kernel.actions import run
    from rantau.registry.packs.actions import ImportPack

    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    answer = run(ImportPack(files=files), actor_named(username))
    click.echo(f"Edition {answer['version']} is in the database. Somebody else has to approve it.")


@pack.command("export")
@click.argument("version")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export_(version: str, folder: Path) -> None:
    """Write edition VERSION from the database to FOLDER as TOML files."""
    become(DatabaseRole.APP)
    from rantau.registry.packs.selectors import export

    files = export(version)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{len(files)} files written to {folder}.")


@pack.command()
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
def diff(old: Path, new: Path) -> None:
    """Print, row by row, what differs between the editions in two folders."""
    from rantau.rulebook.compare import diff as compare
    from rantau.rulebook.loader import load_pack

    for change in compare(load_pack(old), load_pack(new)):
        click.echo(f"{change.change:<8} {change.file}: {change.row}")
        for name, (before, after) in change.fields.items():
            click.echo(f"         {name}: {before} -> {after}")


@pack.command()
@click.argument("country", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--draft", type=click.Path(exists=True, file_okay=False, path_type=Path), help="One more edition, not in force yet."
)
def test(country: Path | None, draft: Path | None) -> None:
    """Judge every example beside the editions in the folder COUNTRY (those shipped if not given).

    COUNTRY holds folders named pack-… and one named examples. Exit 1 when an example is judged otherwise, 2 when an
    edition or an example cannot be read: the file, the row and the reason are printed.
    """
    from rantau.rulebook.errors import InputError, PackError
    from rantau.rulebook.examples import mismatches, read_examples
    from rantau.rulebook.loader import INDONESIA, load_pack, load_rulebook

    home = country or INDONESIA
    try:
        book = load_rulebook(home)
        book = book if draft is None else book.with_edition(load_pack(draft))
        examples = read_examples(home / "examples")
        wrong = [(example, said) for example in examples if (said := mismatches(book, example))]
    except (PackError, InputError) as error:
        click.echo(f"{error}", err=True)
        sys.exit(2)
    for example, said in wrong:
        click.echo(f"{example.file}: {example.name}: {'; '.join(said)}")
    click.echo(f"{len(examples) - len(wrong)} of {len(examples)} examples are judged as expected.")
    sys.exit(1 if wrong else 0)
