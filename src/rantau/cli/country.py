"""``rantau demo``: fill an empty installation with the demo country, and print how to sign in."""

import time

import click

from rantau.cli.environment import become
from rantau.config.server import DatabaseRole

ACCOUNTS = (
    ("loket", "Disnaker Kabupaten Serang: registration at the counter"),
    ("verifikator", "Disnaker Kabupaten Serang: checks documents"),
    ("pengantar", "Disnaker Kabupaten Serang: Pengantar Kerja, signs placement agreements"),
    ("p3mi1", "an agency (P3MI) with an order for Taiwan"),
    ("taipei", "KDEI Taipei: verifies job orders, endorses contracts"),
    ("menteri", "the ministry: permits, licences"),
    ("instruktur", "BP3MI Banten: orientation"),
    ("penerbit-bp3mi", "BP3MI Banten: issues cards"),
    ("gerbang", "Soekarno-Hatta: the gate"),
    ("calon000", "a candidate (no second factor)"),
    ("calon900", "the person brought over from SISKOTKLN"),
)


@click.command()
@click.option("--scale", type=click.Choice(["tiny", "small"]), default="tiny", show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.option("--if-empty", is_flag=True, help="Do nothing when there is data already.")
def demo(scale: str, seed: int, if_empty: bool) -> None:
    """Fill the installation with the demo country."""
    become(DatabaseRole.APP)
    from rantau.cli.demo.country import is_empty, populate

    if is_empty():
        started = time.monotonic()
        for line in populate(scale, seed):
            click.echo(f"  {line} ({time.monotonic() - started:.0f} s)")
    elif not if_empty:
        raise click.ClickException("There is data already; the demo country goes into an empty installation only.")
    print_accounts()


def print_accounts() -> None:
    """Print the accounts of the demo country with their password and second factor."""
    from rantau.cli.demo.cast import PASSWORD, SECRET

    click.echo(f"\nSign in with one of these names and the password {PASSWORD}")
    for name, what in ACCOUNTS:
        click.echo(f"  {name:<16} {what}")
    click.echo(f"Staff are asked for a second factor: `rantau demo-code` prints it (or add {SECRET} to an app).\n")


@click.command("demo-code")
def demo_code() -> None:
    """Print the demo country's second factor of this moment."""
    become(DatabaseRole.APP)
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    from rantau.cli.demo.cast import SECRET

    counter = next(iter(yield_hotp_counters_from_time()))
    click.echo(f"{hotp_value(SECRET, counter):06d}")
