"""Sealing the journal into signed Merkle batches. Runs as the database role ``rantau_sealer`` in a process of its own.

Only entries whose transaction is older than every running one are sealed, so that nothing can appear inside a sealed
stretch later; number gaps left by rolled-back transactions are harmless.
"""

from collections.abc import Iterator
from pathlib import Path

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


def seal_once(signer: NoteSigner) -> int:
    """Seal what is ready as one batch and return how many entries it has; nothing ready seals nothing.

    Raises:
        ValueError: the clock ran back behind the last checkpoint.
    """
    with transaction.atomic():
        entries = _ready()
        if not entries:
            return 0
        last = JournalBatch.objects.order_by("-number").first()
        before = parse_checkpoint(last.checkpoint) if last else None
        leaves = [leaf_hash(exported(entry)) for entry in entries]
        checkpoint = seal(before, leaves, clock.now(), signer)
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
    return len(entries)


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
    """Return every signed checkpoint in order: what a witness outside should hold."""
    notes = JournalBatch.objects.order_by("number").values_list("checkpoint", flat=True)
    return "\n".join(notes)
