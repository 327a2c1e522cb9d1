"""From entry to verdict: what is sealed, when, and that no change behind the seal goes unseen (promise H1)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
import time_machine
from click.testing import CliRunner
from django.db import connection, transaction
from psycopg import conninfo
from pytest_django import DjangoDbBlocker

from rantau.cli import sealing as commands
from rantau.config.server import DatabaseRole
from rantau.kernel import clock, journal, sealing
from rantau.kernel.actors import Actor, Kind
from rantau.kernel.models import JournalBatch, JournalEntry, JournalLeaf
from rantau_verify.journal import verify_export
from rantau_verify.note import LocalSigner, split_notes
from rantau_verify.verdict import Verdict
from tests.database import ROOT
from tests.kernel import scratch
from tests.world import as_owner

CLOCK = Actor(Kind.CLOCK)
SIGNER = LocalSigner.generate(commands.ORIGIN)


@pytest.fixture(scope="module")
def dsn(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A scratch database: only committed entries are ever sealed."""
    with django_db_blocker.unblock(), scratch.database("sealing") as address:
        yield address


@pytest.fixture
def witness(dsn: str) -> list[str]:
    """A journal of at least three batches, and the checkpoints that a witness fetched."""
    while JournalBatch.objects.count() < 3:
        seal_until(write(4))
    return held()


def write(number: int = 1) -> list[UUID]:
    """Commit so many entries, each in a transaction of its own."""
    written = []
    for turn in range(number):
        with transaction.atomic():
            written.append(journal.write(CLOCK, "tick", "done", journal.About(), {"turn": turn}))
    return written


def seal() -> int:
    """Seal once, as the sealer's role."""
    with scratch.acting_as(DatabaseRole.SEALER):
        return sealing.seal_once(SIGNER)


def sealed(entry: UUID) -> bool:
    """Whether an entry has its place under a seal."""
    with as_owner():
        return JournalLeaf.objects.filter(pk=entry).exists()


def patiently(done: Callable[[], bool]) -> None:
    """Try again for a minute: a transaction of another test, anywhere on the server, holds sealing up."""
    for _ in range(1200):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("not done after a minute")


def seal_until(entries: Sequence[UUID]) -> set[UUID]:
    """Seal until these are in; returns the entries that were refused as altered meanwhile."""
    altered: set[UUID] = set()

    def done() -> bool:
        try:
            seal()
        except sealing.Altered as refused:
            altered.update(refused.entries)
        return all(map(sealed, entries))

    patiently(done)
    return altered


def wait_until_ready(entry: UUID) -> None:
    """Wait until the next seal would take this entry in."""

    def ready() -> bool:
        with scratch.acting_as(DatabaseRole.SEALER):
            return entry in {row.id for row in sealing._ready()}

    patiently(ready)


def held() -> list[str]:
    """The checkpoints of this moment, as a witness would keep them."""
    with as_owner():
        return split_notes(sealing.checkpoints())


def verdict(folder: Path, trusted: Sequence[str]) -> Verdict:
    """Export as the database now is, and verify."""
    with as_owner():
        sealing.export(folder)
    return verify_export(folder / "entries.jsonl", folder / "batches.jsonl", trusted, [SIGNER.key])


def test_seal_what_was_written_is_accepted(witness: list[str], tmp_path: Path) -> None:
    entries = write(3)
    seal_until(entries)
    found = verdict(tmp_path, held())
    assert (found.code, found.details["unwitnessed"]) == ("history_intact", 0)


def test_seal_nothing_ready_seals_nothing(witness: list[str]) -> None:
    assert seal() == 0


def test_export_holds_digests_and_no_salt(witness: list[str], tmp_path: Path) -> None:
    verdict(tmp_path, witness)
    with as_owner():
        entry = JournalEntry.objects.order_by("number").first()
    text = (tmp_path / "entries.jsonl").read_text()
    assert entry
    assert bytes(entry.digest).hex() in text
    assert "salt" not in text
    assert bytes(entry.salt).hex() not in text


def test_seal_after_rolled_back_acts_leaves_gaps_and_is_accepted(witness: list[str], tmp_path: Path) -> None:
    first = write()
    for _ in range(3):
        with transaction.atomic():
            journal.write(CLOCK, "tick", "done", journal.About(), {})
            transaction.set_rollback(True)
    entries = first + write()
    seal_until(entries)
    with as_owner():
        numbers = list(JournalEntry.objects.filter(pk__in=entries).order_by("number").values_list("number", flat=True))
    assert numbers[1] - numbers[0] == 4
    assert verdict(tmp_path, held()).code == "history_intact"


MIDDLE = "(SELECT entry_id FROM journal_leaf ORDER BY position OFFSET 5 LIMIT 1)"
TAIL = "(SELECT entry_id FROM journal_leaf ORDER BY position DESC LIMIT 1)"
LAST = "(SELECT max(number) FROM journal_batch)"
TAMPERINGS = {
    "edit the action": f"UPDATE journal_entry SET action = 'tock' WHERE id = {MIDDLE}",
    "edit the digest": f"UPDATE journal_entry SET digest = salt WHERE id = {MIDDLE}",
    "swap the actor": f"UPDATE journal_entry SET account = id WHERE id = {MIDDLE}",
    "shift the time": f"UPDATE journal_entry SET at = at - interval '1 day' WHERE id = {MIDDLE}",
    "delete in the middle": f"DELETE FROM journal_entry WHERE id = {MIDDLE}",
    "delete with its place": (
        f"WITH gone AS (DELETE FROM journal_leaf WHERE entry_id = {MIDDLE} RETURNING entry_id)"
        " DELETE FROM journal_entry WHERE id = (SELECT entry_id FROM gone)"
    ),
    "delete the tail": f"DELETE FROM journal_entry WHERE id = {TAIL}",
    "slip an entry in": (
        "WITH fresh AS (INSERT INTO journal_entry (id, at, action, outcome, code, actor_kind, refs, purpose, salt,"
        " digest, leaf) SELECT gen_random_uuid(), at, action, outcome, code, actor_kind, refs, purpose, salt, digest,"
        f" leaf FROM journal_entry WHERE id = {MIDDLE} RETURNING id) INSERT INTO journal_leaf (entry_id, batch_id,"
        f" position) SELECT id, {LAST}, 1000000 FROM fresh"
    ),
    "reorder": (
        "UPDATE journal_leaf SET position = 1000000 + position WHERE position = 2;"
        "UPDATE journal_leaf SET position = 2 WHERE position = 3;"
        "UPDATE journal_leaf SET position = 3 WHERE position = 1000002"
    ),
    "edit a root": f"UPDATE journal_batch SET root = sha256(root) WHERE number = {LAST}",
    "edit a checkpoint": "UPDATE journal_batch SET checkpoint = replace(checkpoint, 'batch 2', 'batch 9')",
    "restore an old snapshot": (
        f"DELETE FROM journal_leaf WHERE batch_id = {LAST}; DELETE FROM journal_batch WHERE number = {LAST}"
    ),
}


def tampered(statement: str, folder: Path, trusted: Sequence[str]) -> Verdict:
    """Verify with a change that only a superuser can make, then take the change back."""
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            for table in ("journal_entry", "journal_batch", "journal_leaf"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
        found = verdict(folder, trusted)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("tampering", list(TAMPERINGS))
def test_verify_what_a_superuser_changed_is_rejected(witness: list[str], tmp_path: Path, tampering: str) -> None:
    assert tampered(TAMPERINGS[tampering], tmp_path, witness).outcome.value == "REJECT"


def forge(change: str) -> None:
    """Change an entry and seal the whole history anew with our own key: every hash and signature then agrees."""
    with connection.cursor() as cursor:
        cursor.execute(change)
        cursor.execute("DELETE FROM journal_leaf; DELETE FROM journal_batch")
    for entry in JournalEntry.objects.all():
        JournalEntry.objects.filter(pk=entry.pk).update(leaf=journal.leaf_hash(journal.exported(entry)))
    sealing.seal_once(SIGNER)


@pytest.mark.parametrize("with_witness", [True, False])
def test_verify_a_history_sealed_anew_is_rejected_by_the_witness_alone(
    witness: list[str], tmp_path: Path, with_witness: bool
) -> None:
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            for table in ("journal_entry", "journal_batch", "journal_leaf"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            forge(TAMPERINGS["edit the action"])
        found = verdict(tmp_path, witness if with_witness else held())
        transaction.set_rollback(True)
    assert found.outcome.value == ("REJECT" if with_witness else "ACCEPT"), "our own checkpoints prove nothing"


def prepared(monkeypatch: pytest.MonkeyPatch) -> JournalEntry:
    """An entry of the clock that has not been written yet, to be written by another session."""
    made: list[JournalEntry] = []
    with monkeypatch.context() as patch:
        patch.setattr(journal, "_insert", made.append)
        journal.write(CLOCK, "late", "done", journal.About(), {})
    return made[0]


def write_in(session: psycopg.Connection, entry: JournalEntry) -> None:
    """Write the entry in a session of its own, which has not committed yet."""
    session.execute(journal.INSERT, [getattr(entry, column) for column in journal.COLUMNS])


@pytest.fixture
def slow(dsn: str) -> Iterator[psycopg.Connection]:
    """Another session of the web process, which takes its time."""
    with scratch.sign_in(DatabaseRole.APP, dsn) as session:
        yield session


Late = Callable[[], tuple[UUID, UUID]]


@pytest.fixture
def late(slow: psycopg.Connection, witness: list[str], monkeypatch: pytest.MonkeyPatch) -> Late:
    """Two sessions: one takes a number and commits only after the other, with a higher number, was sealed."""

    def act() -> tuple[UUID, UUID]:
        entry = prepared(monkeypatch)
        slow.execute("BEGIN")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
            write_in(slow, entry)
            (quick,) = write()
        seal_until([quick])
        assert not sealed(entry.id)
        slow.execute("COMMIT")
        return entry.id, quick

    return act


def test_seal_an_entry_that_commits_late_with_a_lower_number_is_not_missed(late: Late, tmp_path: Path) -> None:
    entry, quick = late()
    seal_until([entry])
    with as_owner():
        numbers = dict(JournalEntry.objects.filter(pk__in=[entry, quick]).values_list("pk", "number"))
    assert numbers[entry] < numbers[quick]
    assert verdict(tmp_path, held()).code == "history_intact"


@pytest.mark.control
def test_control_sealing_on_from_the_highest_number_misses_the_late_entry(
    late: Late, monkeypatch: pytest.MonkeyPatch
) -> None:
    highest = "SELECT max(number) FROM journal_entry JOIN journal_leaf ON entry_id = journal_entry.id"
    naive = f"SELECT id FROM journal_entry WHERE number > ({highest}) - %s * 0 ORDER BY number LIMIT %s"
    monkeypatch.setattr(sealing, "UNSEALED", naive)
    entry, _ = late()
    after = write(2)
    seal()
    assert all(map(sealed, after))
    assert not sealed(entry)
    monkeypatch.undo()
    seal_until([entry])


def test_seal_waits_for_a_transaction_that_began_before(
    slow: psycopg.Connection, witness: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = prepared(monkeypatch)
    slow.execute("BEGIN")
    write_in(slow, entry)
    (after,) = write()
    seal()
    assert not sealed(after)
    slow.execute("COMMIT")
    seal_until([entry.id, after])


@pytest.mark.control
def test_control_without_the_condition_an_entry_is_sealed_before_an_earlier_one(
    slow: psycopg.Connection, witness: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = prepared(monkeypatch)
    slow.execute("BEGIN")
    write_in(slow, entry)
    (after,) = write()
    unconditional = sealing.UNSEALED.replace("e.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint", "true")
    monkeypatch.setattr(sealing, "UNSEALED", unconditional)
    seal()
    assert sealed(after)
    assert not sealed(entry.id)
    slow.execute("COMMIT")
    monkeypatch.undo()
    seal_until([entry.id])


def alter(dsn: str, entry: UUID, action: str) -> None:
    """What somebody with the server's administrator rights does before the next seal."""
    with psycopg.connect(dsn, autocommit=True) as admin, admin.transaction():
        admin.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        admin.execute("UPDATE journal_entry SET action = %s WHERE id = %s", [action, entry])
        admin.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")


def test_seal_an_altered_entry_is_refused_and_the_others_go_in(dsn: str, witness: list[str], tmp_path: Path) -> None:
    sound, altered, later = write(3)
    alter(dsn, altered, "tock")
    assert seal_until([sound, later]) == {altered}
    assert (sealed(sound), sealed(altered), sealed(later)) == (True, False, True)
    with scratch.acting_as(DatabaseRole.SEALER):
        fine, sentence = commands.seal_round(SIGNER)
    assert not fine
    assert str(altered) in sentence
    alter(dsn, altered, "tick")
    seal_until([altered])
    assert verdict(tmp_path, held()).code == "history_intact"


@pytest.mark.control
def test_control_without_the_comparison_an_altered_entry_is_sealed(
    dsn: str, witness: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (altered,) = write()
    alter(dsn, altered, "tock")
    monkeypatch.setattr(sealing, "_unaltered", lambda entry, leaf: True)
    seal_until([altered])


def test_seal_with_a_clock_that_ran_back_reports_and_goes_on_when_it_has_caught_up(witness: list[str]) -> None:
    (entry,) = write()
    wait_until_ready(entry)
    with time_machine.travel(clock.now() - timedelta(hours=1)), scratch.acting_as(DatabaseRole.SEALER):
        with pytest.raises(sealing.ClockBehind):
            sealing.seal_once(SIGNER)
        fine, sentence = commands.seal_round(SIGNER)
    assert (fine, "clock" in sentence) == (False, True)
    assert not sealed(entry)
    seal_until([entry])


def test_seal_round_when_the_database_fails_reports_and_the_next_one_seals(witness: list[str]) -> None:
    (entry,) = write()
    wait_until_ready(entry)
    with scratch.acting_as(DatabaseRole.BACKUP):  # it sees the entries and may not seal them
        fine, sentence = commands.seal_round(SIGNER)
    assert (fine, "database" in sentence) == (False, True)
    seal_until([entry])


def test_export_help_says_that_the_witness_needs_another_way() -> None:
    shown = CliRunner().invoke(commands.journal, ["export", "--help"]).output
    assert "own-checkpoints.txt" in shown
    assert "by another way" in " ".join(shown.split())


@pytest.mark.race
def test_export_by_command_is_accepted_by_the_verifiers_command(witness: list[str], dsn: str, tmp_path: Path) -> None:
    name = conninfo.conninfo_to_dict(dsn)["dbname"]
    environment = {**os.environ, "RANTAU_DATABASE_NAME": str(name)}

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *words], env=environment, cwd=ROOT, text=True, capture_output=True, check=False
        )

    assert command("rantau.cli", "journal", "export", str(tmp_path)).returncode == 0
    (tmp_path / "key.txt").write_text(SIGNER.key.text + "\n")
    own = tmp_path / "own-checkpoints.txt"
    found = command(
        "rantau_verify", "journal", str(tmp_path), "--checkpoints", str(own), "--key", f"{tmp_path}/key.txt"
    )
    assert found.stdout.startswith("ACCEPT")
    assert found.returncode == 0
