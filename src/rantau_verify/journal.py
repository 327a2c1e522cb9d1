"""The exported journal: entries, sealed batches, and the check of both against checkpoints held outside.

Format: docs/journal-format.md. Everything in the export is written by the party under suspicion, its signing key
included: only the checkpoints a witness holds count as trusted (reliability.md H1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from rantau_verify import merkle
from rantau_verify.canonical import Json, canonical_bytes, leaf_hash, parse_canonical, utc_text, utc_time
from rantau_verify.checkpoint import GENESIS, Checkpoint, next_head, parse_checkpoint, seal
from rantau_verify.note import NoteError, NoteKey, signed_by
from rantau_verify.verdict import Fault, Verdict, verdict

__all__ = [
    "Batch",
    "Checkpoint",
    "canonical_bytes",
    "leaf_hash",
    "make_batch",
    "parse_checkpoint",
    "seal",
    "verify_export",
    "verify_lines",
    "write_export",
]

ENTRIES: Final = "entries.jsonl"
BATCHES: Final = "batches.jsonl"
SKEW: Final = timedelta(minutes=2)  # clocks of two machines; an entry may not be later than its seal by more
LONGEST_LINE: Final = 1 << 26  # bytes; a batch lists its entry ids, about ten bytes each
_FIELDS: Final = {"batch", "first", "last", "ids", "root", "previous", "head", "time", "checkpoint"}


@dataclass(frozen=True, slots=True)
class Batch:
    """One sealed batch. Positions count from 1 over the whole journal; an empty batch has last = first - 1.

    `ids` are the entry ids in sealed order. They may have holes (rolled-back transactions take numbers with them)
    and may be lower than ids sealed before (a transaction that committed late).
    """

    number: int
    first: int
    last: int
    ids: tuple[int | str, ...]
    root: bytes
    previous: bytes
    checkpoint: Checkpoint

    @property
    def line(self) -> bytes:
        """The line of `batches.jsonl`, without its line feed."""
        return canonical_bytes(
            {
                "batch": self.number,
                "first": self.first,
                "last": self.last,
                "ids": list(self.ids),
                "root": self.root,
                "previous": self.previous,
                "head": self.checkpoint.head,
                "time": self.checkpoint.time,
                "checkpoint": self.checkpoint.note,
            }
        )


def make_batch(
    previous: Checkpoint | None, ids: Sequence[int | str], leaves: Sequence[bytes], checkpoint: Checkpoint
) -> Batch:
    """The record of the batch that `checkpoint = seal(previous, leaves, …)` sealed.

    Raises ValueError if ids and leaves do not fit together or the checkpoint is not of these leaves.
    """
    before, head = (previous.size, previous.head) if previous else (0, GENESIS)
    root = merkle.root(leaves)
    if len(ids) != len(leaves) or next_head(head, before + len(leaves), root) != checkpoint.head:
        raise ValueError("ids, leaves and checkpoint do not belong together")
    return Batch(checkpoint.batch, before + 1, checkpoint.size, tuple(ids), root, head, checkpoint)


def write_export(folder: Path, entries: Iterable[Mapping[str, object]], batches: Iterable[Batch]) -> None:
    """Writes `entries.jsonl` and `batches.jsonl`. Entries come in sealed order; unsealed ones stay out."""
    for name, lines in ((ENTRIES, map(canonical_bytes, entries)), (BATCHES, (batch.line for batch in batches))):
        with (folder / name).open("wb") as out:
            out.writelines(line + b"\n" for line in lines)


def verify_export(
    entries: Path,
    batches: Path,
    trusted: Iterable[str],
    keys: Sequence[NoteKey],
    witness: NoteKey | None = None,
) -> Verdict:
    """Checks two exported files; see `verify_lines`. A file that cannot be read gives UNKNOWN."""
    try:
        with entries.open("rb") as entry_file, batches.open("rb") as batch_file:
            return verify_lines(_lines(entry_file), _lines(batch_file), trusted, keys, witness)
    except OSError as error:
        return verdict("unreadable", file=Path(str(error.filename)).name)


def verify_lines(
    entries: Iterable[bytes],
    batches: Iterable[bytes],
    trusted: Iterable[str],
    keys: Sequence[NoteKey],
    witness: NoteKey | None = None,
) -> Verdict:
    """Checks an export, one batch in memory at a time, against the notes in `trusted`.

    `keys` are the journal's public keys (older ones too), all of one name. With `witness`, only trusted notes
    that this key has signed as well count. ACCEPT covers the history up to `witnessed_batch`; `unwitnessed`
    counts the entries sealed after it, which only the journal's own key vouches for. Never raises on bad input.
    """
    try:
        held = _held(trusted, keys, witness)
        walk = _Walk(keys, held)
        source = iter(entries)
        for line in batches:
            walk.take(line, source)
        walk.finish(source)
    except Fault as fault:
        return fault.verdict()
    return _conclude(walk)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    # A line without its line feed was cut off, or is endless: its mark keeps it from being taken for a whole one.
    while line := file.readline(LONGEST_LINE):
        yield line[:-1] if line.endswith(b"\n") else line + b"\x00"


def _held(trusted: Iterable[str], keys: Sequence[NoteKey], witness: NoteKey | None) -> dict[int, Checkpoint]:
    held: dict[int, Checkpoint] = {}
    for note in trusted:
        try:
            found = _signed_checkpoint(note, keys)
            counts = witness is None or signed_by(note, [witness]) is not None
        except NoteError as error:
            raise Fault("checkpoint_unverifiable") from error
        if held.setdefault(found.batch, found).state != found.state:
            raise Fault("split_view", batch=found.batch)
        if not counts:
            raise Fault("checkpoint_unverifiable", batch=found.batch)
    return held


def _signed_checkpoint(note: str, keys: Sequence[NoteKey]) -> Checkpoint:
    """The checkpoint in a note signed by one of the journal's keys. Raises NoteError."""
    found = parse_checkpoint(note)
    key = signed_by(note, keys)
    if key is None or key.name != found.origin:
        raise NoteError("not signed by the journal")
    return found


def _conclude(walk: _Walk) -> Verdict:
    details: dict[str, str | int | bool | None] = {
        "batches": walk.number,
        "entries": walk.size,
        "witnessed_batch": walk.witnessed,
        "unwitnessed": walk.size - walk.witnessed_size,
        "sealed_at": utc_text(walk.time) if walk.time else None,
    }
    return verdict("history_intact" if walk.witnessed else "no_trusted_checkpoint", **details)


class _Walk:
    """The state of the journal after each batch."""

    def __init__(self, keys: Sequence[NoteKey], held: Mapping[int, Checkpoint]) -> None:
        self.keys = keys
        self.held = held
        self.number = 0
        self.size = 0
        self.head = GENESIS
        self.time: datetime | None = None
        self.witnessed = 0
        self.witnessed_size = 0

    def take(self, line: bytes, source: Iterator[bytes]) -> None:
        """Checks the next batch and its entries. Raises Fault."""
        batch = _read_batch(line, self.number + 1)
        self._check_place(batch)
        self._check_time(batch)
        root = merkle.root(list(_check_entries(batch, source, self.size)))
        if root != batch.root:
            raise Fault("entry_changed", batch=batch.number)
        self._check_head(batch)
        self._check_held(batch)
        self.number, self.size = batch.number, batch.last
        self.head, self.time = batch.checkpoint.head, batch.checkpoint.time

    def _check_place(self, batch: Batch) -> None:
        if (batch.number, batch.first) != (self.number + 1, self.size + 1):
            raise Fault("batch_order", batch=batch.number)
        if len(batch.ids) != batch.last - batch.first + 1 or len(set(batch.ids)) != len(batch.ids):
            raise Fault("batch_order", batch=batch.number)
        if batch.previous != self.head:
            raise Fault("chain_broken", batch=batch.number)

    def _check_time(self, batch: Batch) -> None:
        if self.time and batch.checkpoint.time < self.time:
            raise Fault("clock_shifted", batch=batch.number)

    def _check_head(self, batch: Batch) -> None:
        own = batch.checkpoint
        try:
            signed = _signed_checkpoint(own.note, self.keys)
        except NoteError as error:
            raise Fault("checkpoint_forged", batch=batch.number) from error
        computed = next_head(self.head, batch.last, batch.root)
        expected = (signed.origin, batch.last, computed, batch.number, own.time)
        if own.head != computed or signed.state != expected:
            raise Fault("checkpoint_differs", batch=batch.number)

    def _check_held(self, batch: Batch) -> None:
        mark = self.held.get(batch.number)
        if mark is None:
            return
        if mark.state != (mark.origin, batch.last, batch.checkpoint.head, batch.number, batch.checkpoint.time):
            raise Fault("history_differs", batch=batch.number)
        self.witnessed, self.witnessed_size = batch.number, batch.last

    def finish(self, source: Iterator[bytes]) -> None:
        """Nothing may follow the last batch, and nothing the witness saw may be missing. Raises Fault."""
        if next(source, None) is not None:
            raise Fault("entry_not_sealed", position=self.size + 1)
        beyond = max(self.held, default=0)
        if beyond > self.number:
            raise Fault("truncated", batch=self.number, witnessed_batch=beyond)


def _check_entries(batch: Batch, source: Iterator[bytes], before: int) -> Iterator[bytes]:
    """Leaf hashes of the batch's entries, each checked for form, place and time. Raises Fault."""
    latest = batch.checkpoint.time + SKEW
    position = before
    for line in islice(source, len(batch.ids)):
        wanted, position = batch.ids[position - before], position + 1
        found, at = _read_entry(line, batch.number, position)
        if found != wanted:
            raise Fault("entry_order", batch=batch.number, position=position)
        if at > latest:
            raise Fault("clock_shifted", batch=batch.number, position=position)
        yield merkle.leaf_digest(line)
    if position != batch.last:
        raise Fault("entry_missing", batch=batch.number, position=position + 1)


def _read_entry(line: bytes, batch: int, position: int) -> tuple[Json, datetime]:
    try:
        entry = parse_canonical(line)
        return entry["id"], utc_time(entry["at"])
    except (ValueError, KeyError) as error:
        raise Fault("entry_malformed", batch=batch, position=position) from error


def _read_batch(line: bytes, expected: int) -> Batch:
    try:
        return _batch_of(parse_canonical(line))
    except (ValueError, TypeError, KeyError) as error:
        raise Fault("batch_malformed", batch=expected) from error


def _batch_of(raw: dict[str, Json]) -> Batch:
    if raw.keys() != _FIELDS or not isinstance(raw["ids"], list):
        raise ValueError("fields")
    number, first, last = (_whole(raw[name]) for name in ("batch", "first", "last"))
    head, root, previous = (_digest(raw[name]) for name in ("head", "root", "previous"))
    ids = tuple(_identifier(found) for found in raw["ids"])
    checkpoint = Checkpoint("", last, head, number, utc_time(raw["time"]), str(raw["checkpoint"]))
    return Batch(number, first, last, ids, root, previous, checkpoint)


def _identifier(value: Json) -> int | str:
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    raise ValueError("not an id")


def _whole(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("not a whole number")


def _digest(value: Json) -> bytes:
    if isinstance(value, str) and len(value) == 64:
        return bytes.fromhex(value)
    raise ValueError("not a digest")
