"""The written form of entries, notes, checkpoints and exports: one spelling each, everything else refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rantau_verify import canonical, checkpoint, journal, merkle, note
from rantau_verify.status import State
from rantau_verify.verdict import Outcome
from tests.verify.support import DAY, NOW, ORIGIN, UNHURRIED, History, history, journal_signer, judge, witness_signer

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LARGEST, canonical.LARGEST) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abz_", max_size=3), inner, max_size=3),
    max_leaves=8,
)


# --- entries -----------------------------------------------------------------------------------------------------


def test_canonical_bytes_known_entry_is_the_documented_line() -> None:
    entry = {
        "id": 7,
        "at": datetime(2026, 11, 22, 16, 0, tzinfo=timezone(timedelta(hours=7))),
        "on": date(2026, 11, 22),
        "subject": UUID(int=1),
        "digest": b"\x00\xff",
        "state": State.VALID,
        "note": 'Ibu "Sri" – Desa/A',
        "more": (None, True),
    }
    line = (
        '{"at":"2026-11-22T09:00:00.000000Z","digest":"00ff","id":7,"more":[null,true],"note":"Ibu \\"Sri\\" – Desa/A",'
        '"on":"2026-11-22","state":"valid","subject":"00000000-0000-0000-0000-000000000001"}'
    )
    assert canonical.canonical_bytes(entry) == line.encode()
    assert journal.leaf_hash(entry).hex() == "1aea490b85cdfd88de43b94ab081b8879a5bca3088f8d8eaba801da15c871193"


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        NOW.replace(tzinfo=None),
        {"é": 1},
        {"a\n": 1},
        {1: 1},
        "\ud800",
        pytest.param(object(), id="an object"),
        {1, 2},
    ],
    ids=repr,
)
def test_canonical_bytes_value_that_others_would_write_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical.canonical_bytes({"value": value})


@pytest.mark.parametrize(
    "line",
    [
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":-0}',
        b'{"a":1e3}',
        b'{"a":"\\u0041"}',
        b'{"a":NaN}',
        b'{"a":1}\n',
        b"\xef\xbb\xbf{}",
        b"[1]",
        b"",
        b'{"a":"\xff"}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 9 + b"]" * 9 + b"}",
        b"[" * 100_000,
    ],
    ids=lambda line: str(line[:20]),
)
def test_parse_canonical_second_spelling_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        canonical.parse_canonical(line)


@UNHURRIED
@given(st.dictionaries(st.text("abcz_", max_size=4), JSON_VALUES, max_size=5))
def test_parse_canonical_gives_back_what_was_written(entry: dict[str, object]) -> None:
    line = canonical.canonical_bytes(entry)
    assert canonical.parse_canonical(line) == entry
    assert b"\n" not in line


# --- notes and checkpoints ---------------------------------------------------------------------------------------

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_signed_by_the_example_of_the_go_implementation_is_verified() -> None:
    """golang.org/x/mod/sumdb/note: another implementation's key and note."""
    key = note.NoteKey.parse(GO_KEY)
    assert note.signed_by(GO_NOTE, [key]) == key
    assert note.signed_by(GO_NOTE.replace("answer", "Answer"), [key]) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        GO_KEY.replace("c7", "c8"),
        GO_KEY.replace("+ARpc", "+AhPc"),
        GO_KEY + "A",
        "a b" + GO_KEY,
        "+" + GO_KEY,
    ],
)
def test_parse_key_that_is_damaged_is_refused(text: str) -> None:
    with pytest.raises(note.NoteError):
        note.NoteKey.parse(text)


def test_seal_first_batches_write_the_documented_note() -> None:
    first = journal.seal(None, [journal.leaf_hash({"id": 1})], NOW, journal_signer())
    second = journal.seal(first, [], NOW + timedelta(seconds=60), journal_signer())
    assert (
        first.text
        == f"{ORIGIN}\n1\nw9xi7ZesaYOHqJycpR31H3Yk7CTIvnsewEwd4qKGJ0U=\nbatch 1\ntime 2026-11-22T09:00:00.000000Z\n"
    )
    assert (second.batch, second.size) == (2, 1)
    assert second.head == checkpoint.next_head(first.head, 1, merkle.root([]))
    assert journal.parse_checkpoint(second.note) == second
    assert note.signed_by(second.note, [journal_signer().key])


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("\n1\n", "\n01\n"),
        lambda text: text.replace("\n1\n", "\n-1\n"),
        lambda text: text.replace("batch 1", "batch 0"),
        lambda text: text.replace("batch 1\n", ""),
        lambda text: text.replace("batch 1\n", "batch 1\nbatch 1\n"),
        lambda text: text.replace("2026-11-22T", "2026-13-22T"),
        lambda text: text.replace("=\n", "\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n" + text,
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\u2014", "-"),
        lambda text: text * 100,
        lambda text: "",
    ],
)
def test_parse_checkpoint_in_another_form_is_refused(damage: Callable[[str], str]) -> None:
    good = journal.seal(None, [b"0" * 32], NOW, journal_signer()).note
    with pytest.raises(note.NoteError):
        journal.parse_checkpoint(damage(good))


def test_seal_after_a_checkpoint_of_another_origin_is_refused() -> None:
    first = journal.seal(None, [], NOW, witness_signer())
    with pytest.raises(ValueError, match="origin"):
        journal.seal(first, [], NOW, journal_signer())


def test_make_batch_with_ids_of_other_leaves_is_refused() -> None:
    sealed = journal.seal(None, [b"0" * 32], NOW, journal_signer())
    for ids, leaves in ([1, 2], [b"0" * 32]), ([1], [b"1" * 32]):
        with pytest.raises(ValueError, match="belong"):
            journal.make_batch(None, ids, leaves, sealed)


def test_split_notes_file_of_a_witness_gives_its_notes() -> None:
    notes = history(seed=1).notes()
    assert note.split_notes("\n".join(notes)) == notes
    assert note.split_notes("\n\n") == []
    with pytest.raises(note.NoteError):
        note.split_notes("one block")


# --- exports -----------------------------------------------------------------------------------------------------


def _export(folder: Path, made: History) -> tuple[Path, Path]:
    journal.write_export(folder, (row for rows in made.entries for row in rows), made.batches)
    return folder / journal.ENTRIES, folder / journal.BATCHES


def test_verify_export_written_to_files_is_accepted(tmp_path: Path) -> None:
    made = history(seed=5)
    files = _export(tmp_path, made)
    answer = journal.verify_export(*files, made.notes(), [journal_signer().key])
    assert (answer.outcome, answer.details["witnessed_batch"]) == (Outcome.ACCEPT, len(made.batches))


def test_verify_export_without_trusted_checkpoint_is_unknown() -> None:
    assert judge(history(seed=5), []).code == "no_trusted_checkpoint"


def test_verify_export_reports_entries_no_witness_has_seen() -> None:
    made = history(seed=5)
    answer = judge(made, made.notes()[:2])
    assert answer.outcome is Outcome.ACCEPT
    assert answer.details["witnessed_batch"] == 2
    assert answer.details["unwitnessed"] == sum(len(rows) for rows in made.entries[2:])


@pytest.mark.parametrize("name", [journal.ENTRIES, journal.BATCHES])
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data + b"{}\n",
        lambda data: data + b"\n",
        lambda data: b"\xff" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"[" * 50_000 + b"\n" + data,
        lambda data: data[data.index(b"\n") + 1 :],
    ],
)
def test_verify_export_damaged_file_is_rejected(tmp_path: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    made = history(seed=6)
    files = _export(tmp_path, made)
    path = tmp_path / name
    path.write_bytes(damage(path.read_bytes()))
    answer = journal.verify_export(*files, made.notes(), [journal_signer().key])
    assert answer.outcome is Outcome.REJECT


@UNHURRIED
@given(st.data())
def test_verify_export_batch_line_of_any_json_is_never_accepted(data: st.DataObject) -> None:
    made = history(seed=6, batches=2)
    raw = json.loads(made.batches[1].line)
    field = data.draw(st.sampled_from(sorted(raw)))
    value = data.draw(JSON_VALUES.filter(lambda found: found != raw[field]))
    lines = [made.batches[0].line, canonical.canonical_bytes({**raw, field: value})]
    answer = journal.verify_lines(made.entry_lines(), lines, made.notes(), [journal_signer().key])
    assert answer.outcome is Outcome.REJECT


def test_verify_export_missing_file_is_unknown(tmp_path: Path) -> None:
    answer = journal.verify_export(tmp_path / "none", tmp_path / "none", [], [journal_signer().key])
    assert (answer.outcome, answer.code) == (Outcome.UNKNOWN, "unreadable")


# --- witnesses ---------------------------------------------------------------------------------------------------


def test_verify_export_with_witness_key_counts_only_notes_she_signed() -> None:
    made = history(seed=8)
    signed = [note.cosign(found, witness_signer()) for found in made.notes()]
    assert judge(made, signed, witness=witness_signer().key).outcome is Outcome.ACCEPT
    assert judge(made, made.notes(), witness=witness_signer().key).code == "checkpoint_unverifiable"


def test_verify_two_witnesses_shown_two_histories_is_a_split_view() -> None:
    made = history(seed=8)
    other = made.resealed(DAY)
    assert judge(made, [made.notes()[2], other.notes()[2]]).code == "split_view"


def test_verify_checkpoint_of_another_journal_is_unknown() -> None:
    made = history(seed=8)
    foreign = journal.seal(None, [], NOW, witness_signer())
    assert judge(made, [foreign.note]).code == "checkpoint_unverifiable"
    assert judge(made, ["nonsense"]).code == "checkpoint_unverifiable"


def test_time_of_a_checkpoint_is_utc() -> None:
    wib = NOW.astimezone(timezone(timedelta(hours=7)))
    assert journal.seal(None, [], wib, journal_signer()).time.tzinfo is UTC
