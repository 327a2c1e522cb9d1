"""The examples printed in docs/card-format.md and docs/journal-format.md, which others build their checkers against."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from rantau_verify import card, journal, mrz
from rantau_verify.keys import KeyList, LocalKey
from rantau_verify.note import NoteKey
from rantau_verify.reasons import CARD, JOURNAL
from rantau_verify.status import read_list
from rantau_verify.verdict import Outcome

DOCS = Path(__file__).resolve().parents[2] / "docs"
CARD_TEXT = (DOCS / "card-format.md").read_text()
JOURNAL_TEXT = (DOCS / "journal-format.md").read_text()


def _block(text: str, name: str) -> str:
    return text.partition(f"```{name}\n")[2].partition("\n```")[0]


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match
    return match[1]


def test_card_example_is_accepted_with_its_passport() -> None:
    keys = KeyList.parse(_block(CARD_TEXT, "keys"))
    view = read_list(_block(CARD_TEXT, "status").encode(), keys).view
    now = datetime.fromisoformat(_found(r"Time: (\S+)\.\n", CARD_TEXT))
    passport = mrz.parse_line_2(_found(r"Passport line 2: `(.{44})`", CARD_TEXT)).passport
    assert card.verify(_block(CARD_TEXT, "card"), keys, view, now, passport).outcome is Outcome.ACCEPT


def test_card_example_keys_come_from_the_printed_numbers() -> None:
    keys = KeyList.parse(_block(CARD_TEXT, "keys"))
    for number, use in (1001, "card"), (1002, "status"):
        assert keys.find(use, LocalKey(ec.derive_private_key(number, ec.SECP256R1())).kid)


def test_journal_example_is_accepted() -> None:
    entries, batches = (_block(JOURNAL_TEXT, name).encode().splitlines() for name in ("entries", "batches"))
    key = NoteKey.parse(_found(r"Public key: `(\S+)`", JOURNAL_TEXT))
    answer = journal.verify_lines(entries, batches, [_block(JOURNAL_TEXT, "checkpoints") + "\n"], [key])
    assert (answer.outcome, answer.details["entries"]) == (Outcome.ACCEPT, 2)


@pytest.mark.parametrize(("text", "codes"), [(CARD_TEXT, CARD), (JOURNAL_TEXT, JOURNAL)], ids=["card", "journal"])
def test_every_code_of_the_verifier_stands_in_its_format(text: str, codes: dict[str, object]) -> None:
    assert [code for code in codes if f"`{code}`" not in text] == []
