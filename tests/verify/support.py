"""What the tests of the verifier share: a fixed moment, cards, and small histories with a witness."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import settings

from rantau_verify import card, journal, mrz
from rantau_verify.keys import KeyList, LocalKey
from rantau_verify.note import LocalSigner
from rantau_verify.status import State, StatusEntry, StatusList
from rantau_verify.verdict import Verdict

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PASSPORT = mrz.keyed_passport("X1234567", "IDN", "960412", "310411")
ORIGIN = "rantau.example/journal"
UNHURRIED = settings(deadline=None)  # a busy machine is no finding


# --- cards -------------------------------------------------------------------------------------------------------


@cache
def card_key() -> LocalKey:
    """The issuing key of these tests."""
    return LocalKey.generate()


@cache
def status_key() -> LocalKey:
    """The key that signs status lists, another one."""
    return LocalKey.generate()


@cache
def key_list() -> KeyList:
    """What the verifier holds."""
    card, status = card_key(), status_key()
    return KeyList([card.public("card", NOW - 30 * DAY, NOW + 60 * DAY), status.public("status", NOW - DAY, NOW + DAY)])


def claims(issued: datetime = NOW - DAY, *, start: datetime | None = None, end: datetime | None = None) -> card.Claims:
    """A card for PASSPORT, valid for two years unless told otherwise."""
    return card.new_claims(1, PASSPORT, issued, start or issued, end or issued + 730 * DAY)


def listed(
    *cards: card.Claims, state: State = State.VALID, as_of: datetime = NOW - timedelta(minutes=10)
) -> StatusList:
    """A status list with these cards in one state."""
    entries = {found.index: StatusEntry(state, card.claims_digest(found)) for found in cards}
    return StatusList(1, as_of, entries)


def check(text: str, *cards: card.Claims, **changes: object) -> Verdict:
    """Verdict on a code by a verifier whose list knows `cards`; `changes` replace arguments of `verify`."""
    usual = {"keys": key_list(), "status": listed(*cards).view, "now": NOW, "passport": None}
    return card.verify(text, **{**usual, **changes})  # type: ignore[arg-type]


# --- journals ----------------------------------------------------------------------------------------------------


@cache
def journal_signer() -> LocalSigner:
    """The journal's own key. Tampering in these tests always has it."""
    return LocalSigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@cache
def witness_signer() -> LocalSigner:
    """A witness outside, whose key no tampering has."""
    return LocalSigner("witness.example", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))


Entry = dict[str, object]


@dataclass
class History:
    """An exported journal in the hands of one who may change everything in it."""

    entries: list[list[Entry]] = field(default_factory=list)  # by batch
    batches: list[journal.Batch] = field(default_factory=list)

    def copy(self) -> History:
        """A copy whose lists and entries can be changed."""
        return History([[dict(entry) for entry in batch] for batch in self.entries], list(self.batches))

    def entry_lines(self) -> list[bytes]:
        """Lines of entries.jsonl."""
        return [journal.canonical_bytes(entry) for batch in self.entries for entry in batch]

    def batch_lines(self) -> list[bytes]:
        """Lines of batches.jsonl."""
        return [batch.line for batch in self.batches]

    def notes(self) -> list[str]:
        """The checkpoints, as a witness would have fetched them."""
        return [batch.checkpoint.note for batch in self.batches]

    def last(self, count: int | None = None) -> journal.Checkpoint | None:
        """The checkpoint after `count` batches, or after all."""
        kept = self.batches[:count]
        return kept[-1].checkpoint if kept else None

    def seal(self, entries: Sequence[Entry], time: datetime) -> None:
        """Seals one more batch."""
        leaves = [journal.leaf_hash(entry) for entry in entries]
        checkpoint = journal.seal(self.last(), leaves, time, journal_signer())
        ids = [entry["id"] for entry in entries]
        self.batches.append(journal.make_batch(self.last(), ids, leaves, checkpoint))  # type: ignore[arg-type]
        self.entries.append(list(entries))

    def resealed(self, shift: timedelta = timedelta()) -> History:
        """The history as it stands, with all hashes, heads and signatures made anew."""
        fresh = History()
        for entries, batch in zip(self.entries, self.batches, strict=True):
            fresh.seal(entries, batch.checkpoint.time + shift)
        return fresh


def entry(number: int, at: datetime, random_source: random.Random) -> Entry:
    """One journal entry: references and digests only."""
    return {
        "id": number,
        "at": at,
        "action": random_source.choice(["sign_placement", "issue_card", "open_file", "record_medical"]),
        "actor": f"account-{number % 7}-{random_source.randrange(1000)}",
        "subject": random_source.randbytes(8),
        "detail": {"before": None, "after": random_source.randrange(10**9), "reason": "pelayanan di luar wilayah"},
    }


def history(seed: int, *, batches: int = 6, holes: bool = True, largest: int = 7) -> History:
    """A clean history: rolled-back numbers leave holes, late commits come out of order, some batches are empty."""
    source = random.Random(seed)
    made, number, time = History(), source.randrange(1, 1000), NOW - 2 * DAY
    late: list[Entry] = []
    for _ in range(batches):
        time += timedelta(seconds=source.randrange(5, 60))
        rows: list[Entry] = late
        late = []
        for _ in range(source.randrange(1, largest)):
            number += source.choice([1, 1, 1, 2, 5, 33]) if holes else 1
            row = entry(number, time - timedelta(seconds=source.random() * 5), source)
            (late if holes and source.random() < 0.1 else rows).append(row)
        made.seal(rows, time)
    return made


def judge(changed: History, notes: Sequence[str], **changes: object) -> Verdict:
    """Verdict on an export, given the notes the witness holds."""
    keys = [journal_signer().key]
    return journal.verify_lines(changed.entry_lines(), changed.batch_lines(), notes, keys, **changes)  # type: ignore[arg-type]


def with_note(batch: journal.Batch, note: str) -> journal.Batch:
    """The batch with another note beside the same record."""
    return replace(batch, checkpoint=replace(batch.checkpoint, note=note))
