"""Commands around the journal: sealing it, exporting it, handing out its checkpoints."""

import signal
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from rantau.cli.environment import become
from rantau.config import paths
from rantau.config.server import DatabaseRole

if TYPE_CHECKING:
    from rantau_verify.note import LocalSigner

ORIGIN = "rantau.local/journal"
SECONDS_BETWEEN = 20.0


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


@click.command()
@click.option("--once", is_flag=True, help="Seal what is ready and end.")
def sealer(once: bool) -> None:
    """Seal the journal every twenty seconds, as the sealer's database role."""
    become(DatabaseRole.SEALER)
    from rantau.kernel.sealing import seal_once

    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    key = signer()
    while True:
        sealed = seal_once(key)
        if once:
            click.echo(f"{sealed} entries sealed.")
            return
        if stopping.wait(SECONDS_BETWEEN):
            return


@click.group()
def journal() -> None:
    """Export the sealed journal and its checkpoints."""


@journal.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
def export_(folder: Path) -> None:
    """Write the sealed journal to FOLDER for rantau-verify, with checkpoints and the public key."""
    become(DatabaseRole.SEALER)
    from rantau.kernel.sealing import checkpoints, export

    entries, batches = export(folder)
    (folder / "checkpoints.txt").write_text(checkpoints())
    (folder / "key.txt").write_text(signer().key.text + "\n")
    click.echo(f"{entries} entries in {batches} batches written to {folder}.")


@journal.command()
def checkpoint() -> None:
    """Print the newest signed checkpoint, for a witness to keep."""
    become(DatabaseRole.SEALER)
    from rantau.kernel.models import JournalBatch

    last = JournalBatch.objects.order_by("-number").first()
    click.echo(last.checkpoint if last else "The journal has no sealed batch yet.", nl=last is None)
