"""Promise H1: twelve ways to change history, fifty places each, by one who owns the database *and the signing key*.

Only what a witness outside holds is out of reach. In half of the places the witness holds every checkpoint, in the
other half only some, always among them the last one before the tampering began.
"""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from rantau_verify import journal, merkle
from rantau_verify.checkpoint import Checkpoint
from rantau_verify.note import sign_note
from rantau_verify.verdict import Outcome
from tests.verify.support import DAY, Entry, History, entry, history, journal_signer, judge, with_note

PLACES = 50
Tampering = Callable[[History, random.Random], History]


def _pick(made: History, source: random.Random, at_least: int = 1) -> tuple[list[Entry], int]:
    """A batch with enough entries, and a place in it."""
    rows = source.choice([rows for rows in made.entries if len(rows) >= at_least])
    return rows, source.randrange(len(rows))


def edit(made: History, source: random.Random) -> History:
    rows, place = _pick(made, source)
    rows[place]["detail"] = {"before": None, "after": -1, "reason": "pelayanan di luar wilayah"}
    return made if source.random() < 0.5 else made.resealed()


def delete_middle(made: History, source: random.Random) -> History:
    rows, place = _pick(made, source, 2)
    del rows[min(place, len(rows) - 2)]
    return made if source.random() < 0.5 else made.resealed()


def delete_tail(made: History, source: random.Random) -> History:
    rows = next(rows for rows in reversed(made.entries) if rows)
    del rows[-source.randrange(1, len(rows) + 1) :]
    return made if source.random() < 0.5 else made.resealed()


def insert(made: History, source: random.Random) -> History:
    rows, place = _pick(made, source)
    when = made.batches[made.entries.index(rows)].checkpoint.time
    rows.insert(place, entry(source.randrange(10**6, 10**7), when, source))
    return made if source.random() < 0.5 else made.resealed()


def reorder(made: History, source: random.Random) -> History:
    rows, place = _pick(made, source, 2)
    other = (place + source.randrange(1, len(rows))) % len(rows)
    rows[place], rows[other] = rows[other], rows[place]
    return made if source.random() < 0.5 else made.resealed()


def swap_actor(made: History, source: random.Random) -> History:
    rows, place = _pick(made, source)
    others = [row for batch in made.entries for row in batch if row["actor"] != rows[place]["actor"]]
    other = source.choice(others)
    rows[place]["actor"], other["actor"] = other["actor"], rows[place]["actor"]
    return made if source.random() < 0.5 else made.resealed()


def recompute_all_hashes(made: History, source: random.Random) -> History:
    rows, place = _pick(made, source)
    rows[place]["subject"] = "00" * 8
    return made.resealed()


def restore_old_snapshot(made: History, source: random.Random) -> History:
    """Back to an earlier state, and on from there as if the rest had never been."""
    kept = source.randrange(1, len(made.batches))
    restored = History(made.entries[:kept], made.batches[:kept])
    for batch in made.batches[kept:]:
        when = batch.checkpoint.time
        restored.seal([entry(source.randrange(10**6), when, source) for _ in range(3)], when)
    return restored


def edit_checkpoint(made: History, source: random.Random) -> History:
    place = source.randrange(len(made.batches))
    batch = made.batches[place]
    good = batch.checkpoint
    bad = replace(good, size=good.size + 1) if source.random() < 0.5 else replace(good, head=source.randbytes(32))
    if source.random() < 0.5:  # without the key the old signature stays under the new text
        note = bad.text + "\n" + good.note.partition("\n\n")[2]
    else:
        note = sign_note(bad.text, journal_signer())
    made.batches[place] = with_note(batch, note)
    return made


def clock_shift(made: History, source: random.Random) -> History:
    """Everything happened a while later, or earlier."""
    shift = timedelta(seconds=source.choice([-3600, -61, -1, 1, 61, 3600, 86400]))
    for rows in made.entries:
        for row in rows:
            row["at"] += shift  # type: ignore[operator]
    return made.resealed(shift)


def truncate(made: History, source: random.Random) -> History:
    kept = source.randrange(len(made.batches))
    return History(made.entries[:kept], made.batches[:kept])


def split_view(made: History, source: random.Random) -> History:
    """The auditor is shown a sister history, true in itself, that the witness never saw."""
    kept = source.randrange(len(made.batches))
    fork = History(made.entries[:kept], made.batches[:kept])
    for rows, batch in zip(made.entries[kept:], made.batches[kept:], strict=True):
        fork.seal([{**row, "actor": "account-0-0"} for row in rows], batch.checkpoint.time)
    return fork


TWELVE: list[Tampering] = [
    edit,
    delete_middle,
    delete_tail,
    insert,
    reorder,
    swap_actor,
    recompute_all_hashes,
    restore_old_snapshot,
    edit_checkpoint,
    clock_shift,
    truncate,
    split_view,
]


def _held(made: History, place: int) -> list[str]:
    """What the witness fetched before the tampering: everything, or every third batch and the last."""
    notes = made.notes()
    return notes if place % 2 else [*notes[place % 3 : -1 : 3], notes[-1]]


@pytest.mark.parametrize("place", range(PLACES))
@pytest.mark.parametrize("tampering", TWELVE, ids=lambda found: found.__name__)
def test_verify_tampered_history_is_rejected(tampering: Tampering, place: int) -> None:
    made = history(seed=place)
    changed = tampering(made.copy(), random.Random(place * 31))
    assert judge(changed, _held(made, place)).outcome is Outcome.REJECT


@pytest.mark.parametrize("seed", range(200))
def test_verify_clean_history_with_holes_is_accepted(seed: int) -> None:
    made = history(seed=seed + 1000, batches=3 + seed % 6)
    answer = judge(made, _held(made, seed))
    assert answer.outcome is Outcome.ACCEPT
    assert answer.details["entries"] == len(made.entry_lines())
    assert answer.details["unwitnessed"] == 0


def test_history_for_clean_runs_has_holes_late_commits_and_jumps() -> None:
    """Without them the two hundred clean runs would prove little."""
    numbers = [
        [int(str(row["id"])) for row in rows] for seed in range(20) for rows in history(seed=seed + 1000).entries
    ]
    assert any(after - before > 1 for rows in numbers for before, after in pairwise(rows))
    assert any(min(after, default=0) < max(before, default=0) for before, after in pairwise(numbers))


# --- controls ----------------------------------------------------------------------------------------------------

NEEDS_WITNESS = [recompute_all_hashes, restore_old_snapshot, clock_shift, truncate, split_view]


@pytest.mark.control
@pytest.mark.parametrize("tampering", NEEDS_WITNESS, ids=lambda found: found.__name__)
def test_control_ignoring_the_witness_accepts_a_rewritten_history(
    tampering: Tampering, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = history(seed=7)
    changed = tampering(made.copy(), random.Random(4))
    assert judge(changed, made.notes()).outcome is Outcome.REJECT
    monkeypatch.setattr(journal._Walk, "_check_held", _believe)
    monkeypatch.setattr(journal._Walk, "finish", lambda walk, source: setattr(walk, "witnessed", walk.number or 1))
    assert judge(changed, made.notes()).outcome is Outcome.ACCEPT


def _believe(walk: journal._Walk, batch: journal.Batch) -> None:
    walk.witnessed = batch.number


@pytest.mark.control
def test_control_leaving_out_the_root_accepts_an_edited_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    made = history(seed=9)
    changed = made.copy()
    next(rows for rows in changed.entries if rows)[0]["actor"] = "account-0-0"
    assert judge(changed, made.notes()).code == "entry_changed"
    roots = iter([batch.root for batch in made.batches])
    monkeypatch.setattr(merkle, "root", lambda leaves: next(roots))
    assert judge(changed, made.notes()).outcome is Outcome.ACCEPT


@pytest.mark.control
def test_control_leaving_out_signatures_accepts_a_forged_checkpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    made = history(seed=11)
    forged = made.copy()
    good: Checkpoint = forged.batches[2].checkpoint
    signature = journal_signer().key.hash + bytes(64)
    note = f"{good.text}\n\u2014 {good.origin} {b64encode(signature).decode()}\n"
    forged.batches[2] = with_note(forged.batches[2], note)
    held = [made.notes()[-1]]
    assert judge(forged, held).code == "checkpoint_forged"
    monkeypatch.setattr(journal, "signed_by", lambda note, keys: next(iter(keys)))
    assert judge(forged, held).outcome is Outcome.ACCEPT


def test_verify_clock_run_back_while_sealing_is_rejected() -> None:
    """`seal` refuses it; a sealer that does not is caught by the check."""
    made = history(seed=3, batches=2)
    with pytest.raises(ValueError, match="clock"):
        made.seal([], made.batches[-1].checkpoint.time - timedelta(microseconds=1))
    late = made.resealed(DAY)
    behind = History(made.entries, [late.batches[0], made.batches[1]])
    assert judge(behind, made.notes()).outcome is Outcome.REJECT
