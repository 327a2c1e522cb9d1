"""Sealing the journal into signed Merkle batches. Runs as the database role ``rantau_sealer`` in a process of its own.

Only entries whose transaction is older than every running one are sealed, so that nothing can appear inside a sealed
stretch later; number gaps left by rolled-back transactions are harmless. Each entry's leaf was stored when it was
written: an entry that no longer fits its leaf was altered before its seal, and is never sealed.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from rantau.kernel import clock
from rantau.kernel.journal import exported
from rantau.kernel.models import JournalBatch, JournalEntry, JournalLeaf
from rantau_verify import journal as proof
from rantau_verify.canonical import leaf_hash
from rantau_verify.checkpoint import GENESIS, parse_checkpoint, seal
from rantau_verify.note import NoteSigner

MOST_IN_A_BATCH = 5_000
LATE_COMMITS = 100_000  # how far below the highest sealed number an entry may still turn up unsealed
UNSEALED = """
SELECT e.id FROM journal_entry e
WHERE e.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  AND e.number > coalesce((SELECT max(s.number) FROM journal_entry s JOIN journal_leaf l ON l.entry_id = s.id
                           WHERE l.batch_id = (SELECT max(number) FROM journal_batch)), 0) - %s
  AND NOT EXISTS (SELECT FROM journal_leaf l WHERE l.entry_id = e.id)
ORDER BY e.number LIMIT %s
"""


class Altered(RuntimeError):
    """Entries do not fit the leaf they were written with. The sound ones were sealed; these stay as they are."""

    def __init__(self, entries: Sequence[UUID]) -> None:
        super().__init__(f"{len(entries)} journal entries were altered before they were sealed")
        self.entries = tuple(entries)


class ClockBehind(RuntimeError):
    """The clock ran back behind the last checkpoint; a seal with that time would be refused by every verifier."""


def seal_once(signer: NoteSigner) -> int:
    """Seal what is ready as one batch and return how many entries it has; nothing ready seals nothing.

    Raises:
        Altered: entries were changed before their seal; all others that were ready are sealed nevertheless.
        ClockBehind: nothing was sealed; the next try succeeds when the clock has caught up.
    """
    with transaction.atomic():
        ready = _ready()
        leaves = {entry.id: leaf_hash(exported(entry)) for entry in ready}
        sound = [entry for entry in ready if _unaltered(entry, leaves[entry.id])]
        if sound:
            _seal(sound, [leaves[entry.id] for entry in sound], signer)
    if len(sound) < len(ready):
        kept = {entry.id for entry in sound}
        raise Altered([entry.id for entry in ready if entry.id not in kept])
    return len(sound)


def _unaltered(entry: JournalEntry, leaf: bytes) -> bool:
    return bytes(entry.leaf) == leaf


def _seal(entries: Sequence[JournalEntry], leaves: Sequence[bytes], signer: NoteSigner) -> None:
    last = JournalBatch.objects.order_by("-number").first()
    before = parse_checkpoint(last.checkpoint) if last else None
    now = clock.now()
    if before and now < before.time:
        raise ClockBehind(f"the clock is behind the checkpoint of {before.time:%Y-%m-%d %H:%M:%S} UTC")
    checkpoint = seal(before, leaves, now, signer)
    made = proof.make_batch(before, [str(entry.id) for entry in entries], leaves, checkpoint)
    row = JournalBatch.objects.create(
        number=made.number,
        sealed_at=checkpoint.time,
        size=checkpoint.size,
        root=made.root,
        head=checkpoint.head,
        checkpoint=checkpoint.note,
    )
    JournalLeaf.objects.bulk_create(
        JournalLeaf(entry=entry, batch=row, position=made.first + offset) for offset, entry in enumerate(entries)
    )


def _ready() -> list[JournalEntry]:
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED, [LATE_COMMITS, MOST_IN_A_BATCH])
        wanted = [row[0] for row in cursor.fetchall()]
    return list(JournalEntry.objects.filter(pk__in=wanted).order_by("number"))


def export(folder: Path) -> tuple[int, int]:
    """Write the sealed journal for ``rantau-verify journal`` and return (entries, batches) written."""
    folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        batches = list(_batches())
        proof.write_export(folder, _sealed_entries(), batches)
    return (batches[-1].last if batches else 0, len(batches))


def _sealed_entries() -> Iterator[dict[str, object]]:
    leaves = JournalLeaf.objects.select_related("entry").order_by("position")
    for leaf in leaves.iterator(chunk_size=2_000):
        yield exported(leaf.entry)


def _batches() -> Iterator[proof.Batch]:
    previous = None
    for row in JournalBatch.objects.order_by("number"):
        checkpoint = parse_checkpoint(row.checkpoint)
        members = JournalLeaf.objects.filter(batch=row).order_by("position")
        ids = tuple(str(leaf.entry_id) for leaf in members)
        before, head = (previous.size, previous.head) if previous else (0, GENESIS)
        yield proof.Batch(row.number, before + 1, before + len(ids), ids, bytes(row.root), head, checkpoint)
        previous = checkpoint


def checkpoints() -> str:
    """Return every signed checkpoint in order, as we hold them ourselves; a witness must have fetched her own."""
    notes = JournalBatch.objects.order_by("number").values_list("checkpoint", flat=True)
    return "\n".join(notes)
