"""What an action refuses at the command line: a sentence and 1, never the inside of the program."""

import pytest
from click.testing import CliRunner, Result

from rantau.cli import inspect as commands
from rantau.cli import packs, tokens
from rantau.cli.main import main

pytestmark = pytest.mark.django_db


def rantau(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(autouse=True)
def _within_the_test_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (packs, commands):
        monkeypatch.setattr(module, "become", lambda role: None)


def test_refuse_at_the_command_line_is_one_sentence() -> None:
    answer = rantau("pack", "export", "ID-1900.1", "unused")
    assert (answer.exit_code, answer.output) == (1, "Error: There is no rulebook version ID-1900.1.\n")


def test_name_an_account_nobody_signs_in_with_is_told_plainly() -> None:
    answer = rantau("token", "siapa")
    assert (answer.exit_code, answer.output) == (1, "Error: Nobody signs in as siapa.\n")


def test_meet_a_fault_of_ours_still_shows_where_it_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(username: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tokens, "actor_named", broken)
    assert isinstance(rantau("token", "siapa").exception, ZeroDivisionError)
