"""`rantau-verify`: verdict and reason on standard output, exit code 0, 1 or 2, and never a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rantau_verify import card, cli, journal, mrz
from rantau_verify.keys import PublicKey
from rantau_verify.note import cosign
from rantau_verify.reasons import REASONS
from rantau_verify.verdict import Outcome, verdict
from tests.verify.support import (
    NOW,
    PASSPORT,
    card_key,
    claims,
    history,
    journal_signer,
    key_list,
    listed,
    status_key,
    witness_signer,
)

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with all a verifier needs, and the code of a good card."""
    made = claims()
    (tmp_path / "card.txt").write_text(card.issue(made, card_key()) + "\n")
    (tmp_path / "keys.json").write_text(key_list().dump())
    (tmp_path / "status.json").write_bytes(listed(made).sign(status_key()))
    export = history(seed=4)
    journal.write_export(tmp_path, (row for rows in export.entries for row in rows), export.batches)
    signed = [cosign(found, witness_signer()) for found in export.notes()]
    (tmp_path / "held.txt").write_text("\n".join(signed))
    (tmp_path / "journal.key").write_text(journal_signer().key.text + "\n")
    (tmp_path / "witness.key").write_text(witness_signer().key.text + "\n")
    return tmp_path


def _card(desk: Path, *more: str) -> list[str]:
    text = (desk / "card.txt").read_text().strip()
    return ["card", text, "--keys", str(desk / "keys.json"), "--now", NOW.isoformat(), *more]


def _journal(desk: Path, *more: str) -> list[str]:
    checkpoints, key = str(desk / "held.txt"), str(desk / "journal.key")
    return ["journal", str(desk), "--checkpoints", checkpoints, "--key", key, *more]


def test_card_good_prints_accept_and_exits_0(desk: Path, capsys: Capture) -> None:
    assert cli.main(_card(desk, "--status", str(desk / "status.json"))) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[:3] == ["ACCEPT card_valid", "Kartu asli dan berlaku.", "The card is genuine and valid."]


def test_card_as_json_is_one_object(desk: Path, capsys: Capture) -> None:
    _, line_2 = mrz.build(mrz.Mrz("IDN", "SUPARMAN", "", PASSPORT, "M"))
    assert cli.main(_card(desk, "--status", str(desk / "status.json"), "--passport", line_2, "--json")) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["verdict"], shown["details"]["passport"]) == ("ACCEPT", "matches")
    assert set(shown["reason"]) == {"id", "en"}


def test_card_from_standard_input_is_read(desk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO((desk / "card.txt").read_text()))
    arguments = _card(desk, "--status", str(desk / "status.json"))
    assert cli.main([arguments[0], "-", *arguments[2:]]) == 0


def test_card_without_a_list_is_unknown_and_exits_2(desk: Path, capsys: Capture) -> None:
    assert cli.main(_card(desk)) == 2
    assert capsys.readouterr().out.startswith("UNKNOWN status_missing\n")


def test_card_damaged_is_rejected_and_exits_1(desk: Path, capsys: Capture) -> None:
    arguments = _card(desk)
    arguments[1] = arguments[1][:-1] + ("A" if arguments[1][-1] != "A" else "B")
    assert cli.main(arguments) == 1
    assert capsys.readouterr().out.startswith("REJECT ")


@pytest.mark.parametrize(
    ("file", "contents", "code"),
    [
        ("keys.json", b"{}", "keys_bad"),
        ("keys.json", None, "unreadable"),
        ("status.json", b"{}", "list_untrusted"),
        ("status.json", None, "unreadable"),
    ],
)
def test_card_with_a_bad_file_is_unknown(
    desk: Path, capsys: Capture, file: str, contents: bytes | None, code: str
) -> None:
    (desk / file).write_bytes(contents) if contents is not None else (desk / file).unlink()
    assert cli.main(_card(desk, "--status", str(desk / "status.json"))) == 2
    assert capsys.readouterr().out.startswith(f"UNKNOWN {code}\n")


def test_card_with_an_unread_passport_is_unknown(desk: Path, capsys: Capture) -> None:
    assert cli.main(_card(desk, "--status", str(desk / "status.json"), "--passport", "P<IDN")) == 2
    assert "passport_unreadable" in capsys.readouterr().out


@pytest.mark.parametrize("witness", [False, True])
def test_journal_whole_prints_accept_and_exits_0(desk: Path, capsys: Capture, witness: bool) -> None:
    more = ["--witness", str(desk / "witness.key")] if witness else []
    assert cli.main(_journal(desk, *more)) == 0
    assert capsys.readouterr().out.startswith("ACCEPT history_intact\n")


def test_journal_with_one_letter_changed_is_rejected_and_exits_1(desk: Path, capsys: Capture) -> None:
    path = desk / journal.ENTRIES
    path.write_bytes(path.read_bytes().replace(b"account-1", b"account-2", 1))
    assert cli.main(_journal(desk, "--json")) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "entry_changed"


@pytest.mark.parametrize(
    ("file", "contents", "code"),
    [
        ("journal.key", b"", "keys_bad"),
        ("journal.key", b"\xff", "keys_bad"),
        ("journal.key", None, "unreadable"),
        ("held.txt", b"nonsense", "checkpoint_unverifiable"),
        ("held.txt", b"\xff", "checkpoint_unverifiable"),
        ("held.txt", b"", "no_trusted_checkpoint"),
        ("held.txt", None, "unreadable"),
        (journal.BATCHES, None, "unreadable"),
    ],
)
def test_journal_with_a_bad_file_is_unknown(
    desk: Path, capsys: Capture, file: str, contents: bytes | None, code: str
) -> None:
    (desk / file).write_bytes(contents) if contents is not None else (desk / file).unlink()
    assert cli.main(_journal(desk)) == 2
    assert capsys.readouterr().out.startswith(f"UNKNOWN {code}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["passport"],
        ["card"],
        ["card", "X"],
        ["card", "X", "--keys"],
        ["card", "X", "--keys", "k", "--now", "soon"],
        ["card", "X", "--keys", "k", "--now", "2026-11-22T09:00:00"],
        ["card", "X", "--keys", "k", "--unknown"],
        ["journal", "x"],
        ["card", "X", "--keys", "\x00"],
        ["--json"],
    ],
    ids=" ".join,
)
def test_command_used_wrongly_is_unknown_and_exits_2(arguments: list[str], capsys: Capture) -> None:
    assert cli.main(arguments) == 2
    assert "UNKNOWN" in capsys.readouterr().out


def test_command_runs_as_a_module_without_django(desk: Path) -> None:
    script = (
        "import sys, rantau_verify.cli as cli; code = cli.main(sys.argv[1:]); "
        "sys.exit(9 if {'django', 'rantau', 'pydantic', 'cwt', 'cbor2'} & set(sys.modules) else code)"
    )
    done = subprocess.run([sys.executable, "-c", script, *_journal(desk)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# --- the table of reasons ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(REASONS))
def test_reason_has_an_outcome_and_two_sentences(code: str) -> None:
    answer = verdict(code)
    assert answer.id.endswith(".")
    assert answer.en.endswith(".")
    assert answer.id != answer.en


def test_reasons_only_two_codes_accept() -> None:
    accepting = {code for code in REASONS if verdict(code).outcome is Outcome.ACCEPT}
    assert accepting == {"card_valid", "history_intact"}
    assert [found.exit_code for found in (Outcome.ACCEPT, Outcome.REJECT, Outcome.UNKNOWN)] == [0, 1, 2]


@pytest.mark.control
def test_control_with_any_signature_taken_a_damaged_card_exits_0(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = _card(desk, "--status", str(desk / "status.json"))
    other = card.issue(claims(), card_key())
    from tests.verify.hostile import joined, parts

    arguments[1] = joined([*parts(arguments[1])[:3], parts(other)[3]])
    assert cli.main(arguments) == 1
    monkeypatch.setattr(PublicKey, "verifies", lambda key, signature, message: True)
    assert cli.main(arguments) == 0
