"""A checkpoint: the signed head of the journal after one batch, as a note that can be printed and held by a witness."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from rantau_verify import merkle
from rantau_verify.canonical import utc_text, utc_time
from rantau_verify.note import NoteError, NoteSigner, sign_note, split_note

HEAD: Final = b"\x02"  # beside RFC 6962's 0x00 (leaf) and 0x01 (node): a head is neither
GENESIS: Final = bytes(32)  # head before the first batch
_TEXT: Final = re.compile(
    r"(?P<origin>[^\s+]+)\n(?P<size>0|[1-9]\d{0,15})\n(?P<head>[A-Za-z0-9+/]{43}=)\n"
    r"batch (?P<batch>[1-9]\d{0,15})\ntime (?P<time>[0-9T:.Z-]{27})\n",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """State of the journal after `batch`: `size` entries so far, chain head, time of sealing (UTC)."""

    origin: str
    size: int
    head: bytes
    batch: int
    time: datetime
    note: str = ""

    @property
    def state(self) -> tuple[str, int, bytes, int, datetime]:
        """What is compared; two notes with different signatures may say the same."""
        return (self.origin, self.size, self.head, self.batch, self.time)

    @property
    def text(self) -> str:
        """The text that is signed: origin, size and head as in tlog-checkpoint, then batch and time."""
        head = b64encode(self.head).decode()
        return f"{self.origin}\n{self.size}\n{head}\nbatch {self.batch}\ntime {utc_text(self.time)}\n"


def next_head(previous: bytes, size: int, root: bytes) -> bytes:
    """SHA-256(0x02 || previous head || size as 8 bytes, big end first || root of the batch)."""
    return sha256(HEAD + previous + size.to_bytes(8, "big") + root).digest()


def seal(previous: Checkpoint | None, leaves: Sequence[bytes], time: datetime, signer: NoteSigner) -> Checkpoint:
    """Seals the next batch over the leaf hashes in order and signs the new head.

    `time` is aware; it must not be before the previous checkpoint's, since a verifier refuses a clock that ran
    back: ValueError. A batch may be empty (a sign of life). The origin is the signer's name.
    """
    if previous and time < previous.time:
        raise ValueError("the clock is behind the previous checkpoint")
    if previous and previous.origin != signer.key.name:
        raise ValueError("the previous checkpoint has another origin")
    size = (previous.size if previous else 0) + len(leaves)
    head = next_head(previous.head if previous else GENESIS, size, merkle.root(leaves))
    number = previous.batch + 1 if previous else 1
    bare = Checkpoint(signer.key.name, size, head, number, utc_time(utc_text(time)))
    return Checkpoint(*bare.state, note=sign_note(bare.text, signer))


def parse_checkpoint(note: str) -> Checkpoint:
    """Reads a note. Checks the form, *not* the signature (`note.signed_by`). Raises NoteError."""
    text, _ = split_note(note)
    match = _TEXT.fullmatch(text)
    if not match:
        raise NoteError("not a checkpoint")
    try:
        time = utc_time(match["time"])
    except ValueError as error:
        raise NoteError("not a time") from error
    head = b64decode(match["head"])
    found = Checkpoint(match["origin"], int(match["size"]), head, int(match["batch"]), time, note)
    if found.text != text:
        raise NoteError("not the canonical base64")
    return found
