"""`rantau-verify card` and `rantau-verify journal`: prints one verdict; exit code 0 ACCEPT, 1 REJECT, 2 UNKNOWN."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

from rantau_verify import card, journal, mrz
from rantau_verify.keys import KeyList, KeysError
from rantau_verify.note import NoteError, NoteKey, split_notes
from rantau_verify.status import ListError, StatusView, read_list
from rantau_verify.verdict import Fault, Verdict

LARGEST_FILE: Final = 1 << 28  # bytes of a list of keys, cards or checkpoints


class _Parser(argparse.ArgumentParser):
    """A wrong command is no verdict on the card: UNKNOWN, exit code 2, and never a traceback."""

    def error(self, message: str) -> NoReturn:
        raise Fault("usage", problem=message)


def _parser() -> _Parser:
    parser = _Parser(prog="rantau-verify", description="Checks clearance cards and exported journals.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    one = commands.add_parser("card", help="check the code of one card")
    one.add_argument("text", metavar="TEXT", help="the code, or - to read it from standard input")
    one.add_argument("--keys", type=Path, required=True, metavar="FILE", help="list of keys")
    one.add_argument("--status", type=Path, metavar="FILE", help="signed status list; without it nothing is accepted")
    one.add_argument("--passport", metavar="LINE2", help="second line of the passport's machine-readable zone")
    one.add_argument("--now", type=_moment, metavar="ISO", help="time to check for, with its zone")
    one.set_defaults(run=_card)
    many = commands.add_parser("journal", help="check an exported journal")
    many.add_argument("folder", type=Path, metavar="EXPORT_DIR", help="entries.jsonl and batches.jsonl")
    many.add_argument("--checkpoints", type=Path, required=True, metavar="FILE", help="notes held by a witness")
    many.add_argument("--key", type=Path, required=True, metavar="FILE", help="public key(s) of the journal")
    many.add_argument("--witness", type=Path, metavar="FILE", help="trust only notes this key has signed too")
    many.set_defaults(run=_journal)
    for command in (one, many):
        command.add_argument("--json", action="store_true", help="print the verdict as JSON")
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("the zone is missing, for example Z or +07:00")
    return moment.astimezone(UTC)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise Fault("unreadable", file=path.name) from error
    if len(data) > LARGEST_FILE:
        raise Fault("unreadable", file=path.name)
    return data


def _card(options: argparse.Namespace) -> Verdict:
    try:
        keys = KeyList.parse(_read(options.keys))
    except KeysError as error:
        raise Fault("keys_bad") from error
    text = sys.stdin.read(card.LONGEST + 3).rstrip("\r\n") if options.text == "-" else options.text
    now = options.now or datetime.now(UTC)  # noqa: TID251 - the verifier may not import the kernel's clock
    return card.verify(text, keys, _status(options.status, keys), now, _passport(options.passport))


def _status(path: Path | None, keys: KeyList) -> StatusView | None:
    if path is None:
        return None
    try:
        return read_list(_read(path), keys).view
    except ListError as error:
        raise Fault("list_untrusted") from error


def _passport(line: str | None) -> mrz.Passport | None:
    try:
        return mrz.parse_line_2(line).passport if line is not None else None
    except mrz.MrzError as error:
        raise Fault("passport_unreadable", part=str(error)) from error


def _journal(options: argparse.Namespace) -> Verdict:
    keys = _note_keys(options.key)
    witness = _note_keys(options.witness)[0] if options.witness else None
    try:
        trusted = split_notes(_read(options.checkpoints).decode())
    except ValueError as error:
        raise Fault("checkpoint_unverifiable") from error
    entries, batches = (options.folder / name for name in (journal.ENTRIES, journal.BATCHES))
    return journal.verify_export(entries, batches, trusted, keys, witness)


def _note_keys(path: Path) -> list[NoteKey]:
    try:
        keys = [NoteKey.parse(line) for line in _read(path).decode().splitlines() if line.strip()]
    except (NoteError, ValueError) as error:
        raise Fault("keys_bad", file=path.name) from error
    if not keys:
        raise Fault("keys_bad", file=path.name)
    return keys


def _show(answer: Verdict, as_json: bool) -> str:
    if as_json:
        return json.dumps(answer.as_dict(), ensure_ascii=False, sort_keys=True)
    details = "".join(f"\n  {name}: {value}" for name, value in answer.details.items())
    return f"{answer.outcome.value} {answer.code}\n{answer.id}\n{answer.en}{details}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser().parse_args(given)
        run: Callable[[argparse.Namespace], Verdict] = options.run
        answer = run(options)
    except Fault as fault:
        answer = fault.verdict()
    # Written as bytes: a terminal that cannot show a character must not turn a verdict into a traceback.
    sys.stdout.buffer.write((_show(answer, "--json" in given) + "\n").encode("utf-8", "backslashreplace"))
    return answer.outcome.exit_code
