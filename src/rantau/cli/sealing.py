"""Commands around the journal: sealing it, exporting it, handing out its checkpoints."""

import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click
import structlog

from rantau.cli.environment import become
from rantau.config import paths
from rantau.config.server import DatabaseRole

if TYPE_CHECKING:
    from rantau_verify.note import LocalSigner

ORIGIN = "rantau.local/journal"
SECONDS_BETWEEN = 20.0
OWN_CHECKPOINTS = "own-checkpoints.txt"
log = structlog.get_logger("rantau")


def signer() -> "LocalSigner":
    """Return the key that signs checkpoints, made on first use; only the sealer's process reads it."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    from rantau_verify.note import LocalSigner

    file = paths.SECRETS / "checkpoint-key.pem"
    if not file.exists():
        fresh = LocalSigner.generate(ORIGIN)
        file.touch(mode=0o600)
        file.write_bytes(fresh.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return LocalSigner.from_pem(ORIGIN, file.read_bytes())


def seal_round(key: "LocalSigner") -> tuple[bool, str]:
    """Seal once and return (fine, sentence). Whatever stands in the way is logged; the next round tries again."""
    from django.db import DatabaseError, connection

    from rantau.kernel.sealing import Altered, ClockBehind, seal_once

    try:
        return True, f"{seal_once(key)} entries sealed."
    except Altered as error:
        log.critical("journal_entry_altered", count=len(error.entries), where=str(error.entries[0]))
        return False, f"NOT SEALED: {error}: {', '.join(map(str, error.entries))}"
    except ClockBehind as error:
        log.critical("journal_clock_behind", exception_type="ClockBehind")
        return False, f"NOT SEALED: {error}"
    except DatabaseError as error:
        log.error("journal_not_sealed", exception_type=type(error).__name__)  # noqa: TRY400 - no trace in logs
        connection.close()
        return False, "NOT SEALED: the database did not answer as it should."


@click.command()
@click.option("--once", is_flag=True, help="Seal what is ready and end (exit code 1 if something stood in the way).")
def sealer(once: bool) -> None:
    """Seal the journal every twenty seconds, as the sealer's database role."""
    become(DatabaseRole.SEALER)
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    key = signer()
    while True:
        fine, sentence = seal_round(key)
        if once:
            click.echo(sentence)
            sys.exit(0 if fine else 1)
        if stopping.wait(SECONDS_BETWEEN):
            return


@click.group()
def journal() -> None:
    """Export the sealed journal and its checkpoints."""


@journal.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
def export_(folder: Path) -> None:
    """Write the sealed journal to FOLDER for rantau-verify, with our own checkpoints and the public key.

    own-checkpoints.txt proves only that the export agrees with itself. Whoever checks us must compare it with
    checkpoints that a witness fetched earlier and kept outside, and that reached her by another way.
    """
    become(DatabaseRole.SEALER)
    from rantau.kernel.sealing import checkpoints, export

    entries, batches = export(folder)
    (folder / OWN_CHECKPOINTS).write_text(checkpoints())
    (folder / "key.txt").write_text(signer().key.text + "\n")
    click.echo(f"{entries} entries in {batches} batches written to {folder}.")
    click.echo(f"{OWN_CHECKPOINTS} is our own word; verify with the copy of a witness, fetched by another way.")


@journal.command()
def checkpoint() -> None:
    """Print the newest signed checkpoint, for a witness to keep."""
    become(DatabaseRole.SEALER)
    from rantau.kernel.models import JournalBatch

    last = JournalBatch.objects.order_by("-number").first()
    click.echo(last.checkpoint if last else "The journal has no sealed batch yet.", nl=last is None)
